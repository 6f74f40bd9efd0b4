// The one mapping between Status and gRPC, both ways. Details travel as google.rpc.Status with ErrorInfo and
// BadRequest.
#pragma once

#include <grpcpp/support/status.h>

#include "ca/base/status.h"

namespace kepsim {

grpc::Status ToGrpc(const Status& status);

// The stable name in a status that a server of ours sent ("PIN_LOCKED"); empty if there is none.
std::string ReasonNameOf(const grpc::Status& status);

}  // namespace kepsim
