// grpc.health.v1, and what /healthz says: serving only while storage takes writes, keys open and every
// listener works.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>

#include "ca/rpc/call.h"
#include "client/world/workspaces.h"
#include "grpc/health/v1/health.grpc.pb.h"

namespace kepsim {

class Health final : public grpc::health::v1::Health::Service {
 public:
  Health(Workspaces& workspaces, StreamLimit& streams) : workspaces_(workspaces), streams_(streams) {}

  // Every listener is up; before this nothing is serving.
  void ListenersUp() { listening_ = true; }
  // Said once more to those who watch, who are then let go.
  void Stopping() {
    stopping_ = true;
    listening_ = false;
  }
  // Storage is asked at most once a second, so that asking often costs nothing.
  bool Serving();

  grpc::Status Check(grpc::ServerContext*, const grpc::health::v1::HealthCheckRequest*,
                     grpc::health::v1::HealthCheckResponse*) override;
  grpc::Status Watch(grpc::ServerContext*, const grpc::health::v1::HealthCheckRequest*,
                     grpc::ServerWriter<grpc::health::v1::HealthCheckResponse>*) override;

 private:
  Workspaces& workspaces_;
  StreamLimit& streams_;
  std::atomic<bool> listening_ = false;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point probed_{};
  bool probe_passed_ = false;
};

}  // namespace kepsim
