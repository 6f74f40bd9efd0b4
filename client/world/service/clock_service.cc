#include "client/world/service/clock_service.h"

#include "ca/rpc/call.h"
#include "ca/rpc/time_proto.h"

namespace kepsim {
namespace {

constexpr int kMostThingsACall = 10'000;
constexpr Time kLatest = FromSeconds(2'524'608'000);  // 2050-01-01

}  // namespace

grpc::Status ClockServiceImpl::GetClock(grpc::ServerContext* context, const v1::GetClockRequest*,
                                        v1::GetClockResponse* response) {
  auto world = workspaces_.Enter(WorkspaceOf(*context), Access::kRead);
  if (!world.ok()) return ToGrpc(world.status());
  Encode((*world)->clock().Now(), response->mutable_now_time());
  response->set_mode(static_cast<v1::ClockMode>((*world)->clock().mode()));
  return grpc::Status::OK;
}

grpc::Status ClockServiceImpl::AdvanceClock(grpc::ServerContext* context,
                                            const v1::AdvanceClockRequest* request,
                                            v1::AdvanceClockResponse* response) {
  auto world = workspaces_.Enter(WorkspaceOf(*context), Access::kRead);
  if (!world.ok()) return ToGrpc(world.status());
  Time target;
  switch (request->target_case()) {
    case v1::AdvanceClockRequest::kBy:
      target = (*world)->clock().Now() + Decode(request->by());
      break;
    case v1::AdvanceClockRequest::kToTime:
      target = Decode(request->to_time());
      break;
    default:
      return ToGrpc(Status::Violations({{"target", Reason::FIELD_REQUIRED, {}}}));
  }
  if (target > kLatest)
    return ToGrpc(Status::Violations({{"target", Reason::FIELD_OUT_OF_RANGE, "not past 2049"}}));
  const auto advanced = (*world)->Advance(target, kMostThingsACall);
  if (!advanced.ok()) return ToGrpc(advanced.status());
  Encode(advanced->now, response->mutable_now_time());
  for (const auto& [kind, count] : advanced->done) (*response->mutable_done())[kind] = count;
  response->set_after_number(advanced->after_number);
  response->set_last_number(advanced->last_number);
  response->set_more(advanced->more);
  Encode(target, response->mutable_target_time());
  return grpc::Status::OK;
}

}  // namespace kepsim
