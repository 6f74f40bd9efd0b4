#include "client/world/service/journal_service.h"

#include "ca/rpc/time_proto.h"

namespace kepsim {
namespace {

using std::chrono::steady_clock;

constexpr int kDefaultPage = 100;
constexpr int kLargestPage = 1000;
constexpr Duration kDefaultTimeout = std::chrono::seconds(30);
constexpr Duration kLongestTimeout = std::chrono::minutes(10);

EventFilter DecodeFilter(const v1::EventFilter& in) {
  EventFilter out{in.type(), in.resource(), {}};
  for (const auto& [key, value] : in.attributes()) out.attributes[key] = value;
  return out;
}

void EncodeEvent(const Event& event, v1::Event* out) {
  out->set_number(event.number);
  Encode(event.time, out->mutable_time());
  out->set_type(event.type);
  out->set_resource(event.resource);
  for (const auto& [key, value] : event.attributes) (*out->mutable_attributes())[key] = value;
}

}  // namespace

grpc::Status JournalServiceImpl::ListEvents(grpc::ServerContext* context,
                                            const v1::ListEventsRequest* request,
                                            v1::ListEventsResponse* response) {
  if (request->page_size() < 0 || request->page_size() > kLargestPage) {
    return ToGrpc(Status::Violations({{"page_size", Reason::FIELD_OUT_OF_RANGE, {}}}));
  }
  auto world = workspaces_.Enter(WorkspaceOf(*context), Access::kRead);
  if (!world.ok()) return ToGrpc(world.status());
  Journal& journal = (*world)->journal();
  const auto page = journal.List(DecodeFilter(request->filter()), request->after_number(),
                                 request->page_size() == 0 ? kDefaultPage : request->page_size());
  if (!page.ok()) return ToGrpc(page.status());
  const auto last = journal.LastNumber();
  if (!last.ok()) return ToGrpc(last.status());
  for (const Event& event : page->events) EncodeEvent(event, response->add_events());
  if (page->read_to < *last) response->set_next_after_number(page->read_to);
  return grpc::Status::OK;
}

grpc::Status JournalServiceImpl::WatchEvents(grpc::ServerContext* context,
                                             const v1::WatchEventsRequest* request,
                                             grpc::ServerWriter<v1::WatchEventsResponse>* writer) {
  const StreamLimit::Place place(streams_);
  if (!place.taken()) return ToGrpc(Reason::TOO_MANY_STREAMS);
  auto world = workspaces_.Enter(WorkspaceOf(*context), Access::kRead);
  if (!world.ok()) return ToGrpc(world.status());
  const EventFilter filter = DecodeFilter(request->filter());
  int64_t after = request->after_number();
  while (true) {
    const auto event = (*world)->journal().Await(filter, after, steady_clock::time_point::max(),
                                                 [&] { return context->IsCancelled(); });
    if (!event.ok()) return context->IsCancelled() ? grpc::Status::CANCELLED : ToGrpc(event.status());
    v1::WatchEventsResponse response;
    EncodeEvent(*event, response.mutable_event());
    if (!writer->Write(response)) return grpc::Status::CANCELLED;
    after = event->number;
  }
}

grpc::Status JournalServiceImpl::AwaitEvent(grpc::ServerContext* context,
                                            const v1::AwaitEventRequest* request,
                                            v1::AwaitEventResponse* response) {
  const StreamLimit::Place place(streams_);
  if (!place.taken()) return ToGrpc(Reason::TOO_MANY_STREAMS);
  const Duration timeout = request->has_timeout() ? Decode(request->timeout()) : kDefaultTimeout;
  if (timeout < Duration(0) || timeout > kLongestTimeout) {
    return ToGrpc(Status::Violations({{"timeout", Reason::FIELD_OUT_OF_RANGE, "at most 10 minutes"}}));
  }
  auto world = workspaces_.Enter(WorkspaceOf(*context), Access::kRead);
  if (!world.ok()) return ToGrpc(world.status());
  const auto event =
      (*world)->journal().Await(DecodeFilter(request->filter()), request->after_number(),
                                steady_clock::now() + timeout, [&] { return context->IsCancelled(); });
  if (!event.ok()) return ToGrpc(event.status());
  EncodeEvent(*event, response->mutable_event());
  return grpc::Status::OK;
}

}  // namespace kepsim
