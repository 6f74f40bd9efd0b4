#include "client/kepsim/health.h"

#include <google/protobuf/descriptor.h>
#include <spdlog/spdlog.h>

#include <condition_variable>

namespace kepsim {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;

constexpr auto kProbeEvery = std::chrono::seconds(1);

bool IsService(const std::string& name) {
  return google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name) != nullptr;
}

}  // namespace

bool Health::Serving() {
  if (!listening_) return false;
  std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (probed_ == std::chrono::steady_clock::time_point() || now - probed_ >= kProbeEvery) {
    const Status status = workspaces_.Probe();
    if (!status.ok() && probe_passed_) spdlog::error("not serving: {}", status.message());
    probe_passed_ = status.ok();
    probed_ = now;
  }
  return probe_passed_;
}

grpc::Status Health::Check(grpc::ServerContext*, const HealthCheckRequest* request,
                           HealthCheckResponse* response) {
  if (!request->service().empty() && !IsService(request->service())) {
    return grpc::Status(grpc::StatusCode::NOT_FOUND, "no such service");
  }
  response->set_status(Serving() ? HealthCheckResponse::SERVING : HealthCheckResponse::NOT_SERVING);
  return grpc::Status::OK;
}

grpc::Status Health::Watch(grpc::ServerContext* context, const HealthCheckRequest* request,
                           grpc::ServerWriter<HealthCheckResponse>* writer) {
  const StreamLimit::Place place(streams_);
  if (!place.taken()) return ToGrpc(Reason::TOO_MANY_STREAMS);
  const bool known = request->service().empty() || IsService(request->service());
  HealthCheckResponse last;
  std::mutex mutex;
  std::condition_variable never;
  while (!context->IsCancelled()) {
    const bool stopping = stopping_;
    HealthCheckResponse now;
    now.set_status(!known      ? HealthCheckResponse::SERVICE_UNKNOWN
                   : Serving() ? HealthCheckResponse::SERVING
                               : HealthCheckResponse::NOT_SERVING);
    if (now.status() != last.status() && !writer->Write(now)) break;
    if (stopping) return ToGrpc(Reason::SHUTTING_DOWN);
    last = now;
    std::unique_lock lock(mutex);
    never.wait_for(lock, std::chrono::milliseconds(200));
  }
  return grpc::Status::CANCELLED;
}

}  // namespace kepsim
