#include "client/kepsim/bench/simple_loads.h"

#include "client/kepsim/bench/connection.h"
#include "client/kepsim/bench/registry_filler.h"
#include "grpc/health/v1/health.grpc.pb.h"
#include "kepsim/v1/provision.grpc.pb.h"
#include "kepsim/v1/registry.grpc.pb.h"

namespace kepsim {
namespace {

using grpc::health::v1::Health;
using v1::ProvisionService;
using v1::RegistryService;

Flow Empty(Load& load, Health::Stub& health) {
  const grpc::health::v1::HealthCheckRequest request;
  const Caller nobody;
  while (load.More()) {
    co_await load.Call(health, &Health::Stub::PrepareAsyncCheck, request, nobody);
    load.Done();
  }
}

Flow Issue(Load& load, ProvisionService::Stub& provision, const std::string& workspace) {
  v1::ProvisionRequest request;
  request.set_generated(true);
  request.set_until(v1::PROVISION_UNTIL_PUBLISHED);
  const Caller caller{workspace, {}};
  while (load.More()) {
    co_await load.Call(provision, &ProvisionService::Stub::PrepareAsyncProvision, request, caller);
    load.Done();
  }
}

Flow AskStatus(Load& load, RegistryService::Stub& stub, const FilledRegistry& registry, int number) {
  v1::GetCertificateStatusRequest request;
  request.mutable_id()->set_issuer_key_id(ToString(registry.issuer_key_id));
  const Caller caller{registry.workspace, {}};
  // A step that is prime to any number of certificates below it visits all of them, far apart.
  constexpr int64_t kStep = 1'000'003;
  int64_t next = number * (registry.count / kInFlight) % registry.count;
  while (load.More()) {
    next = (next + kStep) % registry.count;
    request.mutable_id()->set_serial_number(ToString(FilledSerial(registry.first_serial, next)));
    const auto response =
        co_await load.Call(stub, &RegistryService::Stub::PrepareAsyncGetCertificateStatus, request, caller);
    if (response.state() != v1::CERTIFICATE_STATE_VALID) {
      load.Fail("a certificate that is in the registry is not valid");
      co_return;
    }
    load.Done();
  }
}

}  // namespace

Result<Load::Tally> LoadEmpty(const Child& server, double seconds) {
  Stubs<Health> stubs(Connect(server.Address("grpc")));
  return Load::Run(kInFlight, seconds, server,
                   [&](Load& load, int number) { Empty(load, stubs.Of(number)); });
}

Result<Load::Tally> LoadIssue(const Child& server, const std::string& workspace, double seconds) {
  Stubs<ProvisionService> stubs(Connect(server.Address("control")));
  return Load::Run(kInFlight, seconds, server,
                   [&](Load& load, int number) { Issue(load, stubs.Of(number), workspace); });
}

Result<Load::Tally> LoadStatus(const Child& server, const FilledRegistry& registry, double seconds) {
  Stubs<RegistryService> stubs(Connect(server.Address("grpc")));
  return Load::Run(kInFlight, seconds, server,
                   [&](Load& load, int number) { AskStatus(load, stubs.Of(number), registry, number); });
}

}  // namespace kepsim
