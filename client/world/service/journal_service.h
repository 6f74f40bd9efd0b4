// kepsim.v1.JournalService.
#pragma once

#include "ca/rpc/call.h"
#include "client/world/workspaces.h"
#include "kepsim/v1/journal.grpc.pb.h"

namespace kepsim {

class JournalServiceImpl final : public v1::JournalService::Service {
 public:
  JournalServiceImpl(Workspaces& workspaces, StreamLimit& streams)
      : workspaces_(workspaces), streams_(streams) {}

  grpc::Status ListEvents(grpc::ServerContext*, const v1::ListEventsRequest*,
                          v1::ListEventsResponse*) override;
  grpc::Status WatchEvents(grpc::ServerContext*, const v1::WatchEventsRequest*,
                           grpc::ServerWriter<v1::WatchEventsResponse>*) override;
  grpc::Status AwaitEvent(grpc::ServerContext*, const v1::AwaitEventRequest*,
                          v1::AwaitEventResponse*) override;

 private:
  Workspaces& workspaces_;
  StreamLimit& streams_;
};

}  // namespace kepsim
