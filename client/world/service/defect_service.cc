#include "client/world/service/defect_service.h"

#include "ca/identity/persona.h"
#include "ca/service/application_codec.h"
#include "ca/service/carrier_proto.h"
#include "client/world/provision.h"

namespace kepsim {
namespace {

constexpr char kMethod[] = "kepsim.v1.DefectService/MakeDefectiveCertificate";

v1::VerdictReason ReasonNamed(std::string_view name) {
  v1::VerdictReason reason = v1::VERDICT_REASON_UNSPECIFIED;
  v1::VerdictReason_Parse("VERDICT_REASON_" + std::string(name), &reason);
  return reason;
}

void Encode(const Defect& defect, std::string_view category, v1::Defect* out) {
  out->set_id(std::string(defect.id));
  out->set_category(std::string(category));
  out->set_text(std::string(defect.text));
  out->set_lint_rule(std::string(defect.lint_rule));
  out->set_verdict(ReasonNamed(defect.verdict));
  out->set_linking_verdict(ReasonNamed(defect.linking_verdict));
}

Result<ProvisionWish> DecodeWish(const v1::MakeDefectiveCertificateRequest& request) {
  ProvisionWish wish;
  wish.defect = FindDefect(request.defect()).defect;
  if (wish.defect == nullptr) return Status(Reason::DEFECT_NOT_FOUND, request.defect());
  wish.kind = wish.defect->applicant;
  wish.until = ProvisionUntil::kIssued;
  if (!request.persona().empty()) {
    const Persona* persona = FindPersona(request.persona());
    if (persona == nullptr) return Status(Reason::PERSONA_NOT_FOUND, request.persona());
    wish.citizen = persona->DocumentsFor(wish.kind);
  }
  if (!request.authority().empty()) {
    KEPSIM_ASSIGN(wish.authority_id, AuthorityIdOf(request.authority()));
  }
  KEPSIM_ASSIGN(wish.algorithm, Decode(request.algorithm(), "algorithm"));
  return wish;
}

Status EncodeMade(World& world, const Provisioned& made, v1::MakeDefectiveCertificateResponse* out) {
  const Issuance::IssuedDefective& defective = *made.defective;
  out->set_certificate_der(ToString(defective.der));
  out->set_applicant_kind(static_cast<v1::ApplicantKind>(made.application.kind));
  out->set_carrier(made.carrier);
  out->set_key(made.key);
  out->set_user_pin(std::string(made.user_pin.text()));
  if (defective.issued) out->set_certificate(defective.issued->name);
  for (auto authority = world.authorities().FindByKeyId(defective.issuer_key_id); authority != nullptr;) {
    out->add_chain_der(ToString(authority->certificate.der()));
    if (authority->root) return OkStatus();
    authority = world.authorities().FindByKeyId(authority->certificate.authority_key_id().value_or(Bytes()));
  }
  return Status(Reason::INTERNAL, "a CA without a root");
}

}  // namespace

grpc::Status DefectServiceImpl::ListDefects(grpc::ServerContext*, const v1::ListDefectsRequest*,
                                            v1::ListDefectsResponse* response) {
  for (const DefectCategory& category : DefectCategories()) {
    for (const Defect& defect : category.defects) Encode(defect, category.name, response->add_defects());
  }
  return grpc::Status::OK;
}

grpc::Status DefectServiceImpl::MakeDefectiveCertificate(grpc::ServerContext* context,
                                                         const v1::MakeDefectiveCertificateRequest* request,
                                                         v1::MakeDefectiveCertificateResponse* response) {
  auto wish = DecodeWish(*request);
  if (!wish.ok()) return ToGrpc(wish.status());
  std::optional<Provision> provision;
  return Change(
      context, kMethod, *request, response, [](World&) -> Result<std::string> { return std::string(); },
      [&](World& world, Operation& operation, v1::MakeDefectiveCertificateResponse* out) -> Status {
        if (!provision) provision.emplace(world, *wish);
        KEPSIM_ASSIGN(const Provisioned made, provision->Run(operation));
        Encode(*wish->defect, FindDefect(wish->defect->id).category, out->mutable_defect());
        return EncodeMade(world, made, out);
      });
}

}  // namespace kepsim
