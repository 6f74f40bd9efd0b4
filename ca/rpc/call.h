// What every gRPC handler has in common: which world, who calls, and how a change is run and answered.
#pragma once

#include <grpcpp/server_context.h>

#include <atomic>
#include <string>
#include <string_view>
#include <utility>

#include "ca/base/secret.h"
#include "ca/rpc/directory.h"
#include "ca/rpc/grpc_status.h"

namespace kepsim {

inline constexpr char kWorkspaceKey[] = "x-kepsim-workspace";

std::string WorkspaceOf(const grpc::ServerContext& context);  // empty when none is named
Secret BearerOf(const grpc::ServerContext& context);          // empty when there is none

// REQUEST fields: at most 64 visible ASCII characters.
Status CheckRequestId(std::string_view request_id);

// Bounds how many streams are open at once, each of which holds a thread. TOO_MANY_STREAMS.
class StreamLimit {
 public:
  explicit StreamLimit(int most) : left_(most) {}
  class Place {
   public:
    explicit Place(StreamLimit& limit) : limit_(limit), taken_(limit.left_.fetch_sub(1) > 0) {
      if (!taken_) limit_.left_.fetch_add(1);
    }
    ~Place() {
      if (taken_) limit_.left_.fetch_add(1);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    bool taken() const { return taken_; }

   private:
    StreamLimit& limit_;
    const bool taken_;
  };

 private:
  std::atomic<int> left_;
};

// A handler's way into the part of the world that it serves.
template <class Part>
class Adapter {
 public:
  explicit Adapter(Directory<Part>& directory) : directory_(directory) {}

 protected:
  Result<Entered<Part>> Enter(const grpc::ServerContext& context, Access access) {
    return directory_.Enter(WorkspaceOf(context), access);
  }

  // `body`: Status(Part&, Operations&).
  template <class Body>
  grpc::Status Read(const grpc::ServerContext* context, Body&& body) {
    auto entered = Enter(*context, Access::kRead);
    if (!entered.ok()) return ToGrpc(entered.status());
    return ToGrpc(body(*entered->part, *entered->operations));
  }

  // `authorize`: Result<std::string>(Part&), who may do this, and the resource that it is done to (the
  // operation's parent). It is asked on a repetition too, before the first answer is given again. `body`:
  // Status(Part&, Operation&, Response*).
  template <class Request, class Response, class Authorize, class Body>
  grpc::Status Change(const grpc::ServerContext* context, std::string_view method, const Request& request,
                      Response* response, Authorize&& authorize, Body&& body) {
    OperationKey key{method, {}, {}};
    if constexpr (requires { request.request_id(); }) {
      if (Status status = CheckRequestId(request.request_id()); !status.ok()) return ToGrpc(status);
      key.request_id = request.request_id();
    }
    auto entered = Enter(*context, Access::kChange);
    if (!entered.ok()) return ToGrpc(entered.status());
    Part& part = *entered->part;
    auto parent = authorize(part);
    if (!parent.ok()) return ToGrpc(parent.status());
    key.parent = *std::move(parent);
    if (key.request_id.empty()) {
      return ToGrpc(entered->operations->Run(key, [&](Operation& operation) -> Status {
        response->Clear();
        return body(part, operation, response);
      }));
    }
    auto answer = entered->operations->RunOnce(key, request.SerializeAsString(),
                                               [&](Operation& operation) -> Result<std::string> {
                                                 response->Clear();
                                                 KEPSIM_TRY(body(part, operation, response));
                                                 return response->SerializeAsString();
                                               });
    if (!answer.ok()) return ToGrpc(answer.status());
    if (!response->ParseFromString(*answer)) return ToGrpc(Reason::STORAGE_CORRUPT);
    return grpc::Status::OK;
  }

 private:
  Directory<Part>& directory_;
};

}  // namespace kepsim
