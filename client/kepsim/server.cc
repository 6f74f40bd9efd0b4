#include "client/kepsim/server.h"

#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/grpcpp.h>

#include <atomic>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "ca/service/carrier_service.h"
#include "ca/service/enrollment_service.h"
#include "ca/service/lint_service.h"
#include "client/kepsim/health.h"
#include "client/kepsim/http_routes.h"
#include "client/portal/service/portal_service.h"
#include "client/world/master_key.h"
#include "client/world/service/authority_service.h"
#include "client/world/service/clock_service.h"
#include "client/world/service/defect_service.h"
#include "client/world/service/journal_service.h"
#include "client/world/service/operator_service.h"
#include "client/world/service/part_directory.h"
#include "client/world/service/provision_service.h"
#include "client/world/service/workspace_service.h"
#include "client/world/workspaces.h"
#include "registry/http/endpoint.h"
#include "registry/http/router.h"
#include "registry/http/server.h"
#include "registry/service/registry_service.h"

namespace kepsim {
namespace {

// A call holds a thread while it runs, a watch for as long as it lives.
constexpr int kMostThreads = 512;
constexpr int kMostStreams = 256;
constexpr int kIdleThreads = 96;
constexpr int kDrainSeconds = 10;

// The HTTP listener comes first, since its address stands in the certificates; until the rest is there it has
// nothing to show.
class LateRoutes {
 public:
  void Open(const Router& router) { router_.store(&router); }
  HttpResponse Serve(const HttpRequest& request) const {
    const Router* router = router_.load();
    return router == nullptr ? HttpError(503) : (*router)(request);
  }

 private:
  std::atomic<const Router*> router_ = nullptr;
};

class RunningServer final : public Server {
 public:
  explicit RunningServer(std::unique_ptr<Workspaces> workspaces) : workspaces_(std::move(workspaces)) {}
  ~RunningServer() override;

  Status Listen(const ServerOptions& options, std::unique_ptr<HttpServer> http, LateRoutes& late);
  const Addresses& addresses() const override { return addresses_; }
  Workspaces& workspaces() { return *workspaces_; }
  Health& health() { return health_; }

 private:
  Result<std::unique_ptr<grpc::Server>> StartGrpc(const std::string& address,
                                                  const std::vector<grpc::Service*>& services,
                                                  std::string* bound);

  std::unique_ptr<Workspaces> workspaces_;
  StreamLimit streams_{kMostStreams};
  Health health_{*workspaces_, streams_};
  PartDirectory<Enrollment> enrollments_{*workspaces_, &World::enrollment};
  PartDirectory<Carriers> carriers_{*workspaces_, &World::carriers};
  PartDirectory<Registry> registries_{*workspaces_, &World::registry};
  PartDirectory<Portal> portals_{*workspaces_, &World::portal};
  WorldDirectory worlds_{*workspaces_};
  EnrollmentServiceImpl enrollment_{enrollments_, streams_};
  CarrierServiceImpl carrier_{carriers_};
  RegistryServiceImpl registry_{registries_};
  PortalServiceImpl portal_{portals_};
  LintServiceImpl lint_;
  WorkspaceServiceImpl workspace_{*workspaces_};
  ClockServiceImpl clock_{*workspaces_};
  JournalServiceImpl journal_{*workspaces_, streams_};
  OperatorServiceImpl operator_{worlds_};
  AuthorityServiceImpl authority_{worlds_};
  ProvisionServiceImpl provision_{worlds_};
  DefectServiceImpl defect_{worlds_};

  Addresses addresses_;
  Router routes_;
  Router control_routes_;
  std::unique_ptr<HttpServer> http_;
  std::unique_ptr<HttpServer> control_http_;
  std::unique_ptr<grpc::Server> grpc_server_;
  std::unique_ptr<grpc::Server> control_server_;
};

RunningServer::~RunningServer() {
  health_.Stopping();
  workspaces_->LetWaitersGo();
  const gpr_timespec deadline =
      gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_seconds(kDrainSeconds, GPR_TIMESPAN));
  if (control_server_ != nullptr) control_server_->Shutdown(deadline);
  if (grpc_server_ != nullptr) grpc_server_->Shutdown(deadline);
  http_.reset();
  control_http_.reset();
}

Result<std::unique_ptr<grpc::Server>> RunningServer::StartGrpc(const std::string& address,
                                                               const std::vector<grpc::Service*>& services,
                                                               std::string* bound) {
  KEPSIM_ASSIGN(Endpoint endpoint, ParseEndpoint(address));
  grpc::ServerBuilder builder;
  // Without this two servers may share a port, and each gets half of the calls.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.SetResourceQuota(grpc::ResourceQuota("kepsim").SetMaxThreads(kMostThreads));
  // gRPC's default lets all but two idle threads go, so that calls which wait for a commit make and end a
  // thread each; a thread's first use of OpenSSL then costs more than the call.
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::NUM_CQS, 1);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MIN_POLLERS, 2);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, kIdleThreads);
  int port = 0;
  builder.AddListeningPort(ToString(endpoint), grpc::InsecureServerCredentials(), &port);
  for (grpc::Service* service : services) builder.RegisterService(service);
  builder.RegisterService(&health_);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr || port == 0) return Status(Reason::LISTENER_FAILED, address);
  endpoint.port = static_cast<uint16_t>(port);
  *bound = ToString(endpoint);
  return server;
}

Status RunningServer::Listen(const ServerOptions& options, std::unique_ptr<HttpServer> http,
                             LateRoutes& late) {
  http_ = std::move(http);
  if (http_ != nullptr) {
    addresses_.http = http_->address();
    AddHealthRoutes(routes_, health_);
    AddRegistryRoutes(routes_, *workspaces_);
    late.Open(routes_);
  }
  if (!options.control_http.empty()) {
    KEPSIM_ASSIGN(const Endpoint endpoint, ParseEndpoint(options.control_http));
    AddHealthRoutes(control_routes_, health_);
    KEPSIM_ASSIGN(control_http_,
                  HttpServer::Start(endpoint.host, endpoint.port,
                                    [this](const HttpRequest& request) { return control_routes_(request); }));
    addresses_.control_http = control_http_->address();
  }

  std::vector<grpc::Service*> open = {&enrollment_, &carrier_, &registry_, &portal_, &lint_};
  const std::vector<grpc::Service*> control = {&workspace_, &clock_,     &journal_, &operator_,
                                               &authority_, &provision_, &defect_};
  const bool shared =
      !options.control.empty() && options.control == options.grpc && !options.grpc.ends_with(":0");
  if (shared) open.insert(open.end(), control.begin(), control.end());
  if (!options.control.empty() && !shared) {
    KEPSIM_ASSIGN(control_server_, StartGrpc(options.control, control, &addresses_.control));
  }
  if (!options.grpc.empty()) {
    KEPSIM_ASSIGN(grpc_server_, StartGrpc(options.grpc, open, &addresses_.grpc));
    if (shared) addresses_.control = addresses_.grpc;
  }
  health_.ListenersUp();
  return OkStatus();
}

Result<Secret> MasterKeyOf(const ServerOptions& options) {
  if (!options.master_key_file.empty()) return LoadOrCreateMasterKey(options.master_key_file);
  if (options.data_folder.empty()) return MakeMasterKey();
  std::error_code error;
  std::filesystem::create_directories(options.data_folder, error);
  if (error) return Status(Reason::STORAGE_FAILED, options.data_folder + ": " + error.message());
  return LoadOrCreateMasterKey(options.data_folder + "/master.key");
}

}  // namespace

std::string Server::ReadyLine() const {
  const Addresses& a = addresses();
  const auto url = [](const std::string& address) -> nlohmann::ordered_json {
    return address.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json("http://" + address);
  };
  const auto plain = [](const std::string& address) -> nlohmann::ordered_json {
    return address.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(address);
  };
  nlohmann::ordered_json line;
  line["ready"] = true;
  line["grpc"] = plain(a.grpc);
  line["http"] = url(a.http);
  line["control"] = plain(a.control);
  line["control_http"] = url(a.control_http);
  return line.dump();
}

Result<std::unique_ptr<Server>> Server::Start(const ServerOptions& options) {
  grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::EnableDefaultHealthCheckService(false);
  WorkspacesOptions worlds;
  worlds.data_folder = options.data_folder;
  worlds.implicit = options.implicit_workspaces;
  worlds.most = options.most_workspaces;
  KEPSIM_ASSIGN(worlds.master_key, MasterKeyOf(options));

  std::unique_ptr<HttpServer> http;
  auto late = std::make_shared<LateRoutes>();
  if (!options.http.empty()) {
    KEPSIM_ASSIGN(const Endpoint endpoint, ParseEndpoint(options.http));
    KEPSIM_ASSIGN(http, HttpServer::Start(endpoint.host, endpoint.port, [late](const HttpRequest& request) {
                    return late->Serve(request);
                  }));
  }
  worlds.public_url = !options.public_url.empty() ? options.public_url
                      : http != nullptr           ? "http://" + http->address()
                                                  : "http://kepsim.invalid";
  KEPSIM_ASSIGN(std::unique_ptr<Workspaces> workspaces, Workspaces::Open(std::move(worlds)));
  auto server = std::make_unique<RunningServer>(std::move(workspaces));
  KEPSIM_TRY(server->Listen(options, std::move(http), *late));
  return std::unique_ptr<Server>(std::move(server));
}

}  // namespace kepsim
