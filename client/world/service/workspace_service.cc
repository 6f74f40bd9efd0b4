#include "client/world/service/workspace_service.h"

#include "ca/rpc/grpc_status.h"
#include "ca/rpc/time_proto.h"

namespace kepsim {
namespace {

constexpr size_t kLongestSeed = 64;
constexpr size_t kLongestUrl = 200;
constexpr int kMostPinRounds = 1'000'000;
constexpr int kMostPasswordCost = 1 << 20;
constexpr int kDefaultPage = 100;
constexpr int kLargestPage = 1000;
constexpr Duration kLongestDelay = 366 * kDay;
// Where a seeded world begins when it is not told: any fixed moment makes its replays equal.
constexpr Time kSeededStart = FromSeconds(1'768'467'600);    // 2026-01-15T09:00:00Z
constexpr Time kEarliestStart = FromSeconds(1'325'376'000);  // 2012-01-01, when Order 795 came
constexpr Time kLatestStart = FromSeconds(2'208'988'800);    // 2040-01-01, so that UTCTime still holds a root

bool IsPlainUrl(const std::string& url) {
  if (!url.starts_with("http://") && !url.starts_with("https://")) return false;
  return url.size() <= kLongestUrl && !url.ends_with('/') &&
         url.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/.-_[]%") ==
             std::string::npos;
}

Result<WorldOptions> DecodeOptions(const v1::WorkspaceOptions& in, const std::string& workspace) {
  WorldOptions out;
  std::vector<FieldViolation> wrong;
  const bool seeded = !in.seed().empty();
  if (in.seed().size() > kLongestSeed) wrong.push_back({"options.seed", Reason::FIELD_TOO_LONG, {}});
  if (seeded) out.seed = Secret(in.seed());

  switch (in.clock()) {
    case v1::CLOCK_MODE_UNSPECIFIED:
      out.clock = seeded ? ClockMode::kFrozen : in.has_start_time() ? ClockMode::kOffset : ClockMode::kReal;
      break;
    case v1::CLOCK_MODE_REAL:
      out.clock = ClockMode::kReal;
      if (in.has_start_time())
        wrong.push_back({"options.start_time", Reason::FIELD_OUT_OF_RANGE, "a real clock has none"});
      break;
    case v1::CLOCK_MODE_OFFSET:
      out.clock = ClockMode::kOffset;
      break;
    case v1::CLOCK_MODE_FROZEN:
      out.clock = ClockMode::kFrozen;
      break;
    default:
      wrong.push_back({"options.clock", Reason::FIELD_OUT_OF_RANGE, {}});
  }
  if (in.has_start_time()) {
    out.start = Decode(in.start_time());
    if (out.start < kEarliestStart || out.start > kLatestStart) {
      wrong.push_back({"options.start_time", Reason::FIELD_OUT_OF_RANGE, "between 2012 and 2040"});
    }
  } else {
    out.start = seeded ? kSeededStart : MachineClock().Now();
  }

  if (!in.public_url().empty()) {
    if (!IsPlainUrl(in.public_url())) wrong.push_back({"options.public_url", Reason::FIELD_MALFORMED, {}});
    out.base_url = in.public_url() + "/w/" + workspace;
  }
  if (in.has_publication_delay()) {
    out.publication_delay = Decode(in.publication_delay());
    if (out.publication_delay < Duration(0) || out.publication_delay > kLongestDelay) {
      wrong.push_back({"options.publication_delay", Reason::FIELD_OUT_OF_RANGE, {}});
    }
  }
  if (in.pin_rounds() != 0) out.pin_rounds = in.pin_rounds();
  if (out.pin_rounds < 1 || out.pin_rounds > kMostPinRounds) {
    wrong.push_back({"options.pin_rounds", Reason::FIELD_OUT_OF_RANGE, {}});
  }
  if (in.password_cost() != 0) out.password_cost = in.password_cost();
  const int cost = out.password_cost;
  if (cost < 2 || cost > kMostPasswordCost || (cost & (cost - 1)) != 0) {
    wrong.push_back(
        {"options.password_cost", Reason::FIELD_OUT_OF_RANGE, "a power of two from 2 to 1048576"});
  }
  if (!wrong.empty()) return Status::Violations(std::move(wrong));
  return out;
}

void EncodeWorkspace(const std::string& name, World& world, v1::Workspace* out) {
  const WorldOptions& options = world.options();
  out->set_name(name);
  out->set_seeded(options.seed.has_value());
  Encode(world.born(), out->mutable_create_time());
  v1::WorkspaceOptions* o = out->mutable_options();
  o->set_clock(static_cast<v1::ClockMode>(options.clock));
  if (options.clock != ClockMode::kReal) Encode(options.start, o->mutable_start_time());
  const std::string suffix = "/w/" + name;
  o->set_public_url(options.base_url.ends_with(suffix)
                        ? options.base_url.substr(0, options.base_url.size() - suffix.size())
                        : options.base_url);
  Encode(options.publication_delay, o->mutable_publication_delay());
  o->set_pin_rounds(options.pin_rounds);
  o->set_password_cost(options.password_cost);
}

}  // namespace

grpc::Status WorkspaceServiceImpl::CreateWorkspace(grpc::ServerContext*,
                                                   const v1::CreateWorkspaceRequest* request,
                                                   v1::CreateWorkspaceResponse* response) {
  auto options = DecodeOptions(request->options(), request->workspace());
  if (!options.ok()) return ToGrpc(options.status());
  auto world = workspaces_.Create(request->workspace(), *std::move(options));
  if (!world.ok()) return ToGrpc(world.status());
  EncodeWorkspace(request->workspace(), **world, response->mutable_workspace());
  return grpc::Status::OK;
}

grpc::Status WorkspaceServiceImpl::GetWorkspace(grpc::ServerContext*, const v1::GetWorkspaceRequest* request,
                                                v1::GetWorkspaceResponse* response) {
  auto world = workspaces_.Enter(request->workspace(), Access::kRead);
  if (!world.ok()) return ToGrpc(world.status());
  EncodeWorkspace(request->workspace().empty() ? kDefaultWorkspace : request->workspace(), **world,
                  response->mutable_workspace());
  return grpc::Status::OK;
}

grpc::Status WorkspaceServiceImpl::ListWorkspaces(grpc::ServerContext*,
                                                  const v1::ListWorkspacesRequest* request,
                                                  v1::ListWorkspacesResponse* response) {
  if (request->page_size() < 0 || request->page_size() > kLargestPage) {
    return ToGrpc(Status::Violations({{"page_size", Reason::FIELD_OUT_OF_RANGE, {}}}));
  }
  if (!request->page_token().empty() && !IsWorkspaceName(request->page_token())) {
    return ToGrpc(Reason::PAGE_TOKEN_INVALID);
  }
  const auto size = static_cast<size_t>(request->page_size() == 0 ? kDefaultPage : request->page_size());
  std::vector<std::string> names = workspaces_.List(request->page_token(), size + 1);
  if (names.size() > size) {
    names.resize(size);
    response->set_next_page_token(names.back());
  }
  for (const std::string& name : names) {
    auto world = workspaces_.Enter(name, Access::kRead);
    if (!world.ok()) {
      if (world.status().reason() == Reason::WORKSPACE_NOT_FOUND) continue;  // deleted meanwhile
      return ToGrpc(world.status());
    }
    EncodeWorkspace(name, **world, response->add_workspaces());
  }
  return grpc::Status::OK;
}

grpc::Status WorkspaceServiceImpl::ResetWorkspace(grpc::ServerContext*,
                                                  const v1::ResetWorkspaceRequest* request,
                                                  v1::ResetWorkspaceResponse* response) {
  auto world = workspaces_.Reset(request->workspace());
  if (!world.ok()) return ToGrpc(world.status());
  EncodeWorkspace(request->workspace(), **world, response->mutable_workspace());
  return grpc::Status::OK;
}

grpc::Status WorkspaceServiceImpl::DeleteWorkspace(grpc::ServerContext*,
                                                   const v1::DeleteWorkspaceRequest* request,
                                                   v1::DeleteWorkspaceResponse*) {
  return ToGrpc(workspaces_.Delete(request->workspace()));
}

}  // namespace kepsim
