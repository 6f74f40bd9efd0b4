#include "client/kepsim/services.h"

#include "grpc/health/v1/health.pb.h"
#include "kepsim/v1/authority.pb.h"
#include "kepsim/v1/carrier.pb.h"
#include "kepsim/v1/defect.pb.h"
#include "kepsim/v1/enrollment.pb.h"
#include "kepsim/v1/journal.pb.h"
#include "kepsim/v1/lint.pb.h"
#include "kepsim/v1/operator.pb.h"
#include "kepsim/v1/portal.pb.h"
#include "kepsim/v1/provision.pb.h"
#include "kepsim/v1/registry.pb.h"
#include "kepsim/v1/workspace.pb.h"

namespace kepsim {
namespace {

// A file is named by one of its messages: that links the file into the program, which a look-up by name would
// not.
struct Row {
  const google::protobuf::Descriptor* (*message)();
  Listener listener;
};

constexpr Row kFiles[] = {
    {&v1::GetApplicationRequest::descriptor, Listener::kPublic},
    {&v1::GetCarrierRequest::descriptor, Listener::kPublic},
    {&v1::GetCertificateRequest::descriptor, Listener::kPublic},
    {&v1::GetAccountRequest::descriptor, Listener::kPublic},
    {&v1::LintCertificateRequest::descriptor, Listener::kPublic},
    {&grpc::health::v1::HealthCheckRequest::descriptor, Listener::kPublic},
    {&v1::GetWorkspaceRequest::descriptor, Listener::kControl},
    {&v1::ListEventsRequest::descriptor, Listener::kControl},
    {&v1::ConfirmAccountRequest::descriptor, Listener::kControl},
    {&v1::ProvisionRequest::descriptor, Listener::kControl},
    {&v1::CreateAuthorityRequest::descriptor, Listener::kControl},
    {&v1::ListDefectsRequest::descriptor, Listener::kControl},
};

}  // namespace

std::vector<ListedService> AllServices() {
  std::vector<ListedService> all;
  for (const Row& row : kFiles) {
    const google::protobuf::FileDescriptor* const file = row.message()->file();
    for (int i = 0; i < file->service_count(); ++i) all.push_back({file->service(i), row.listener});
  }
  return all;
}

FoundMethod FindMethod(std::string_view path) {
  if (path.starts_with('/')) path.remove_prefix(1);
  const size_t slash = path.find('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view service = path.substr(0, slash);
  const std::string method(path.substr(slash + 1));
  for (const ListedService& listed : AllServices()) {
    if (service == listed.service->name() || service == listed.service->full_name()) {
      return {listed.service->FindMethodByName(method), listed.listener};
    }
  }
  return {};
}

}  // namespace kepsim
