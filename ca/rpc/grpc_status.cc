#include "ca/rpc/grpc_status.h"

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace kepsim {
namespace {

constexpr char kDomain[] = "kepsim";
constexpr int kRetrySeconds = 1;

bool WorthRetrying(Code code) {
  return code == Code::kAborted || code == Code::kUnavailable || code == Code::kResourceExhausted;
}

}  // namespace

grpc::Status ToGrpc(const Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const Code code = CodeOf(status.reason());
  google::rpc::Status wire;
  wire.set_code(static_cast<int>(code));
  wire.set_message(status.message());

  google::rpc::ErrorInfo info;
  info.set_reason(std::string(NameOf(status.reason())));
  info.set_domain(kDomain);
  for (const auto& [key, value] : status.metadata()) (*info.mutable_metadata())[key] = value;
  wire.add_details()->PackFrom(info);

  if (!status.violations().empty()) {
    google::rpc::BadRequest bad;
    for (const FieldViolation& violation : status.violations()) {
      auto* field = bad.add_field_violations();
      field->set_field(violation.field);
      field->set_reason(std::string(NameOf(violation.reason)));
      field->set_description(violation.description.empty() ? std::string(Sentence(violation.reason))
                                                           : violation.description);
    }
    wire.add_details()->PackFrom(bad);
  }
  if (WorthRetrying(code)) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(kRetrySeconds);
    wire.add_details()->PackFrom(retry);
  }
  return grpc::Status(static_cast<grpc::StatusCode>(code), wire.message(), wire.SerializeAsString());
}

std::string ReasonNameOf(const grpc::Status& status) {
  google::rpc::Status wire;
  if (!wire.ParseFromString(status.error_details())) return {};
  for (const auto& detail : wire.details()) {
    google::rpc::ErrorInfo info;
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return {};
}

}  // namespace kepsim
