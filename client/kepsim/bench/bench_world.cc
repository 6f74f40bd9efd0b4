#include "client/kepsim/bench/bench_world.h"

#include <grpcpp/client_context.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <thread>

#include "ca/rpc/call.h"
#include "ca/x509/certificate.h"
#include "client/kepsim/bench/connection.h"
#include "client/kepsim/bench/registry_filler.h"
#include "client/kepsim/rpc_error.h"
#include "kepsim/v1/provision.grpc.pb.h"
#include "kepsim/v1/workspace.grpc.pb.h"

namespace kepsim {
namespace {

constexpr char kAnyPort[] = "127.0.0.1:0";

Status FromCall(const std::string& what, const grpc::Status& status) {
  if (status.ok()) return OkStatus();
  std::ostringstream refusal;
  PrintError(status, refusal);
  return Status(Reason::BENCH_FAILED, what + ": " + refusal.str());
}

// Gigabytes must not stay behind when somebody presses Ctrl-C. Children die with us, and have no more to say.
void RemoveWhenInterrupted(const std::string& folder) {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  std::thread([stop, folder] {
    int number = 0;
    sigwait(&stop, &number);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    _exit(128 + number);
  }).detach();
}

// The identifiers in "carriers/{id}/keys/{id}".
void AddIds(const std::string& name, std::vector<std::string>& ids) {
  size_t start = 0;
  for (int part = 0; start < name.size(); ++part) {
    const size_t end = std::min(name.find('/', start), name.size());
    if (part % 2 == 1) ids.push_back(name.substr(start, end - start));
    start = end + 1;
  }
}

struct FirstIssuance {
  IssuanceTraces traces;
  FilledRegistry registry;
};

Result<FirstIssuance> IssueFirst(const Child& server, const std::string& workspace) {
  Stubs<v1::ProvisionService> stubs(Connect(server.Address("control")));
  grpc::ClientContext context;
  context.AddMetadata(kWorkspaceKey, workspace);
  v1::ProvisionRequest request;
  request.set_generated(true);
  request.set_until(v1::PROVISION_UNTIL_PUBLISHED);
  v1::ProvisionResponse response;
  KEPSIM_TRY(FromCall("Provision", stubs.Of(0).Provision(&context, request, &response)));
  KEPSIM_ASSIGN(const Certificate certificate, Certificate::Parse(AsBytes(response.certificate_der())));
  FirstIssuance first;
  AddIds(response.application().name(), first.traces.ids);
  AddIds(response.key(), first.traces.ids);
  first.traces.serial = certificate.serial();
  first.traces.subject_key_id = certificate.subject_key_id().value_or(Bytes());
  first.registry.workspace = workspace;
  first.registry.issuer_key_id = certificate.authority_key_id().value_or(Bytes());
  first.registry.first_serial = certificate.serial();
  return first;
}

}  // namespace

Result<std::unique_ptr<BenchWorld>> BenchWorld::Make(const std::string& parent) {
  std::string pattern = parent + "/kepsim-bench-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) {
    return Status(Reason::BENCH_FAILED, parent + ": " + std::strerror(errno));
  }
  RemoveWhenInterrupted(pattern);
  return std::unique_ptr<BenchWorld>(new BenchWorld(std::move(pattern)));
}

BenchWorld::~BenchWorld() {
  server_.reset();
  empty_server_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Result<std::unique_ptr<Child>> BenchWorld::Serve(const std::string& data_folder) {
  return Child::Start({"serve", "--grpc", kAnyPort, "--http", kAnyPort, "--control", kAnyPort,
                       "--control-http", kAnyPort, "--data", data_folder, "--log-level", "warn"},
                      folder_ + "/server.log");
}

Result<const Child*> BenchWorld::Server() {
  if (server_ == nullptr) {
    KEPSIM_ASSIGN(server_, Serve(folder_ + "/data"));
  }
  return server_.get();
}

Result<const Child*> BenchWorld::EmptyServer() {
  if (empty_server_ == nullptr) {
    KEPSIM_ASSIGN(empty_server_, Child::Start({"bench", "--serve-empty"}, folder_ + "/empty.log"));
  }
  return empty_server_.get();
}

Result<std::unique_ptr<Child>> BenchWorld::NewServer() {
  return Serve(folder_ + "/new-" + std::to_string(++new_servers_));
}

Status BenchWorld::CreateWorkspace(const std::string& name, Secrets secrets) {
  KEPSIM_ASSIGN(const Child* const server, Server());
  Stubs<v1::WorkspaceService> stubs(Connect(server->Address("control")));
  grpc::ClientContext context;
  v1::CreateWorkspaceRequest request;
  request.set_workspace(name);
  if (secrets == Secrets::kCheap) {
    request.mutable_options()->set_pin_rounds(1);
    request.mutable_options()->set_password_cost(2);
  }
  v1::CreateWorkspaceResponse response;
  return FromCall("CreateWorkspace", stubs.Of(0).CreateWorkspace(&context, request, &response));
}

Result<std::vector<FilledRegistry>> BenchWorld::Fill(const std::vector<Wanted>& wanted) {
  std::vector<FirstIssuance> firsts;
  KEPSIM_ASSIGN(const Child* const server, Server());
  for (const Wanted& one : wanted) {
    KEPSIM_TRY(CreateWorkspace(one.workspace, Secrets::kCheap));
    KEPSIM_ASSIGN(FirstIssuance first, IssueFirst(*server, one.workspace));
    firsts.push_back(std::move(first));
  }
  KEPSIM_TRY(server_->Stop());
  server_.reset();
  std::vector<FilledRegistry> filled;
  for (size_t i = 0; i < wanted.size(); ++i) {
    KEPSIM_TRY(FillRegistry(folder_ + "/data/worlds/" + wanted[i].workspace + ".db", firsts[i].traces,
                            wanted[i].count));
    firsts[i].registry.count = wanted[i].count;
    filled.push_back(std::move(firsts[i].registry));
  }
  return filled;
}

}  // namespace kepsim
