// A refused call, for people.
#pragma once

#include <grpcpp/support/status.h>

#include <ostream>

namespace kepsim {

// The code, the reason and the message in the first line; then the facts and the fields, a line each.
void PrintError(const grpc::Status& status, std::ostream& out);

}  // namespace kepsim
