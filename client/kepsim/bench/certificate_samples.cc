#include "client/kepsim/bench/certificate_samples.h"

#include <grpcpp/client_context.h>

#include "client/kepsim/bench/connection.h"
#include "kepsim/v1/authority.grpc.pb.h"
#include "kepsim/v1/provision.grpc.pb.h"

namespace kepsim {
namespace {

class Caller {
 public:
  Caller(const Child& server, std::string workspace)
      : connection_(Connect(server.Address("control")).front()),
        authorities_(v1::AuthorityService::NewStub(connection_)),
        provision_(v1::ProvisionService::NewStub(connection_)),
        workspace_(std::move(workspace)) {}

  Result<std::vector<v1::IssuerStyle>> Styles() {
    v1::ListIssuerStylesResponse listed;
    KEPSIM_TRY(Call(v1::ListIssuerStylesRequest(), listed, *authorities_,
                    &v1::AuthorityService::Stub::ListIssuerStyles));
    return std::vector<v1::IssuerStyle>(listed.styles().begin(), listed.styles().end());
  }

  Status CreateAuthority(const v1::IssuerStyle& style, const std::string& id) {
    v1::CreateAuthorityRequest request;
    request.set_id(id);
    request.set_style(style.id());
    request.set_accredited(style.qualified());
    if (!style.qualified()) request.set_root("authorities/unqualified-root");
    for (const auto& composition : style.compositions()) {
      request.add_applicant_kinds(composition.applicant_kind());
    }
    v1::CreateAuthorityResponse created;
    return Call(request, created, *authorities_, &v1::AuthorityService::Stub::CreateAuthority);
  }

  Result<Bytes> Issue(const std::string& authority_id, v1::ApplicantKind kind) {
    v1::ProvisionRequest request;
    request.set_generated(true);
    request.set_until(v1::PROVISION_UNTIL_ISSUED);
    request.set_applicant_kind(kind);
    request.mutable_overrides()->set_authority("authorities/" + authority_id);
    v1::ProvisionResponse made;
    KEPSIM_TRY(Call(request, made, *provision_, &v1::ProvisionService::Stub::Provision));
    return ToBytes(made.certificate_der());
  }

 private:
  template <class Request, class Response, class Stub>
  Status Call(const Request& request, Response& response, Stub& stub,
              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
    grpc::ClientContext context;
    context.AddMetadata("x-kepsim-workspace", workspace_);
    const grpc::Status status = (stub.*method)(&context, request, &response);
    return status.ok() ? OkStatus() : Status(Reason::BENCH_FAILED, status.error_message());
  }

  const std::shared_ptr<grpc::Channel> connection_;
  const std::unique_ptr<v1::AuthorityService::Stub> authorities_;
  const std::unique_ptr<v1::ProvisionService::Stub> provision_;
  const std::string workspace_;
};

}  // namespace

Result<std::vector<Bytes>> CertificatesOfAllStyles(const Child& server, const std::string& workspace) {
  Caller caller(server, workspace);
  KEPSIM_ASSIGN(const std::vector<v1::IssuerStyle> styles, caller.Styles());
  std::vector<Bytes> certificates;
  for (const v1::IssuerStyle& style : styles) {
    const std::string id = "bench-" + style.id();
    KEPSIM_TRY(caller.CreateAuthority(style, id));
    for (const auto& composition : style.compositions()) {
      if (composition.applicant_kind() == v1::APPLICANT_KIND_LEGAL_ENTITY_EMPLOYEE) continue;  // since 2024
      KEPSIM_ASSIGN(Bytes certificate, caller.Issue(id, composition.applicant_kind()));
      certificates.push_back(std::move(certificate));
    }
  }
  return certificates;
}

}  // namespace kepsim
