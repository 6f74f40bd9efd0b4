#include "client/kepsim/bench/empty_server.h"

#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <signal.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "client/kepsim/command.h"
#include "grpc/health/v1/health.grpc.pb.h"

namespace kepsim {
namespace {

constexpr int kIdleThreads = 96;

class EmptyService final : public grpc::health::v1::Health::Service {
 public:
  grpc::Status Check(grpc::ServerContext*, const grpc::health::v1::HealthCheckRequest*,
                     grpc::health::v1::HealthCheckResponse*) override {
    return grpc::Status::OK;
  }
};

}  // namespace

int ServeEmpty() {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  grpc::EnableDefaultHealthCheckService(false);
  EmptyService service;
  grpc::ServerBuilder builder;
  // Threads as the server keeps them, or the reference would pay for starting its own.
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MIN_POLLERS, 2);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, kIdleThreads);
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&service);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) return kExitNo;
  std::cout << nlohmann::json{{"grpc", "127.0.0.1:" + std::to_string(port)}}.dump() << std::endl;
  int signal_number = 0;
  sigwait(&stop, &signal_number);
  server->Shutdown();
  return kExitYes;
}

}  // namespace kepsim
