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
