// kepsim.v1.ClockService.
#pragma once

#include "client/world/workspaces.h"
#include "kepsim/v1/workspace.grpc.pb.h"

namespace kepsim {

class ClockServiceImpl final : public v1::ClockService::Service {
 public:
  explicit ClockServiceImpl(Workspaces& workspaces) : workspaces_(workspaces) {}

  grpc::Status GetClock(grpc::ServerContext*, const v1::GetClockRequest*, v1::GetClockResponse*) override;
  grpc::Status AdvanceClock(grpc::ServerContext*, const v1::AdvanceClockRequest*,
                            v1::AdvanceClockResponse*) override;

 private:
  Workspaces& workspaces_;
};

}  // namespace kepsim
