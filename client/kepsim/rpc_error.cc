#include "client/kepsim/rpc_error.h"

#include <map>
#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace kepsim {
namespace {

std::string CodeName(grpc::StatusCode code) {
  static constexpr const char* kNames[] = {
      "OK",        "CANCELLED",       "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
      "NOT_FOUND", "ALREADY_EXISTS",  "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
      "ABORTED",   "OUT_OF_RANGE",    "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
      "DATA_LOSS", "UNAUTHENTICATED",
  };
  const auto number = static_cast<size_t>(code);
  return number < std::size(kNames) ? kNames[number] : "code " + std::to_string(number);
}

}  // namespace

void PrintError(const grpc::Status& status, std::ostream& out) {
  google::rpc::Status wire;
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest fields;
  google::rpc::RetryInfo retry;
  if (wire.ParseFromString(status.error_details())) {
    for (const auto& detail : wire.details()) {
      detail.UnpackTo(&info) || detail.UnpackTo(&fields) || detail.UnpackTo(&retry);
    }
  }
  out << CodeName(status.error_code());
  if (!info.reason().empty()) out << " " << info.reason();
  out << ": " << status.error_message() << "\n";
  // Protobuf's maps have no order.
  for (const auto& [key, value] :
       std::map<std::string, std::string>(info.metadata().begin(), info.metadata().end())) {
    out << "  " << key << "=" << value << "\n";
  }
  for (const auto& field : fields.field_violations()) {
    out << "  " << field.field() << ": " << field.reason() << ": " << field.description() << "\n";
  }
  if (retry.has_retry_delay()) out << "  retry after " << retry.retry_delay().seconds() << " s\n";
}

}  // namespace kepsim
