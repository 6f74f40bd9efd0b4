#include "ca/rpc/call.h"

namespace kepsim {
namespace {

constexpr size_t kLongestRequestId = 64;
constexpr std::string_view kBearer = "Bearer ";

std::string_view MetadataOf(const grpc::ServerContext& context, const char* key) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(key);
  return found == metadata.end() ? std::string_view()
                                 : std::string_view(found->second.data(), found->second.size());
}

}  // namespace

std::string WorkspaceOf(const grpc::ServerContext& context) {
  return std::string(MetadataOf(context, kWorkspaceKey));
}

Secret BearerOf(const grpc::ServerContext& context) {
  const std::string_view value = MetadataOf(context, "authorization");
  return value.starts_with(kBearer) ? Secret(value.substr(kBearer.size())) : Secret();
}

Status CheckRequestId(std::string_view request_id) {
  if (request_id.size() > kLongestRequestId) {
    return Status::Violations({{"request_id", Reason::FIELD_TOO_LONG, {}}});
  }
  for (char c : request_id) {
    if (c <= ' ' || c > '~') return Status::Violations({{"request_id", Reason::FIELD_MALFORMED, {}}});
  }
  return OkStatus();
}

}  // namespace kepsim
