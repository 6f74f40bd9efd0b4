#include "client/world/service/provision_service.h"

#include "ca/identity/persona.h"
#include "ca/person/check_digits.h"
#include "ca/rpc/time_proto.h"
#include "ca/service/application_codec.h"
#include "ca/service/carrier_proto.h"
#include "ca/service/documents_codec.h"
#include "client/portal/service/portal_codec.h"
#include "client/world/provision.h"

namespace kepsim {
namespace {

constexpr char kMethod[] = "kepsim.v1.ProvisionService/Provision";

Result<ProvisionUntil> DecodeUntil(v1::ProvisionUntil until) {
  switch (until) {
    case v1::PROVISION_UNTIL_IDENTIFIED:
      return ProvisionUntil::kIdentified;
    case v1::PROVISION_UNTIL_ISSUED:
      return ProvisionUntil::kIssued;
    case v1::PROVISION_UNTIL_PUBLISHED:
      return ProvisionUntil::kPublished;
    case v1::PROVISION_UNTIL_UNSPECIFIED:
    case v1::PROVISION_UNTIL_LINKED:
      return ProvisionUntil::kLinked;
    default:
      return Status::Violations({{"until", Reason::FIELD_OUT_OF_RANGE, {}}});
  }
}

Result<ProvisionWish> DecodeWish(const v1::ProvisionRequest& request) {
  ProvisionWish wish;
  KEPSIM_ASSIGN(wish.kind, DecodeKind(request.applicant_kind(), "applicant_kind"));
  switch (request.who_case()) {
    case v1::ProvisionRequest::kPersona: {
      const Persona* persona = FindPersona(request.persona());
      if (persona == nullptr) return Status(Reason::PERSONA_NOT_FOUND, request.persona());
      wish.citizen = persona->DocumentsFor(wish.kind);
      wish.login = persona->login;
      break;
    }
    case v1::ProvisionRequest::kCitizen:
      wish.citizen = DecodeDocumentsOf(request.citizen());
      break;
    case v1::ProvisionRequest::kGenerated:
      break;
    default:
      return Status::Violations({{"who", Reason::FIELD_REQUIRED, {}}});
  }
  KEPSIM_ASSIGN(wish.until, DecodeUntil(request.until()));
  const v1::ProvisionOverrides& overrides = request.overrides();
  if (!overrides.authority().empty()) {
    KEPSIM_ASSIGN(wish.authority_id, AuthorityIdOf(overrides.authority()));
  }
  KEPSIM_ASSIGN(wish.algorithm, Decode(overrides.algorithm(), "overrides.algorithm"));
  if (overrides.has_not_before_time()) wish.overrides.not_before = Decode(overrides.not_before_time());
  if (overrides.has_not_after_time()) wish.overrides.not_after = Decode(overrides.not_after_time());
  if (!overrides.snils().empty()) {
    const std::string snils = NormalizeSnils(overrides.snils());
    if (snils.empty()) return Status::Violations({{"overrides.snils", Reason::SNILS_MALFORMED, {}}});
    wish.overrides.snils = snils;
  }
  wish.pfx_password = Secret(overrides.pfx_password());
  wish.exportable = overrides.exportable() || !wish.pfx_password.empty();
  if (!wish.pfx_password.empty() && !FitsPfxPassword(wish.pfx_password)) {
    return Status::Violations({{"overrides.pfx_password", Reason::PFX_PASSWORD_LENGTH, {}}});
  }
  if (overrides.has_person()) wish.overrides.person = Decode(overrides.person());
  return wish;
}

// Of whatever kind it may apply as.
DocumentSet AllPapersOf(const Persona& persona) {
  DocumentSet papers = persona.documents;
  papers.sole_proprietor = persona.sole_proprietor;
  papers.organization = persona.organization;
  papers.representation = persona.representation;
  return papers;
}

Status EncodeProvisioned(World& world, const Provisioned& made, v1::ProvisionResponse* out) {
  EncodeDocuments(made.citizen, out->mutable_citizen());
  Encode(made.application, out->mutable_application());
  out->set_application_token(std::string(made.application_token.text()));
  if (made.certificate) {
    out->set_carrier(made.carrier);
    out->set_key(made.key);
    out->set_user_pin(std::string(made.user_pin.text()));
    out->set_certificate_der(ToString(made.certificate->der()));
    out->set_pfx(ToString(made.pfx));
    const auto authority =
        world.authorities().FindByKeyId(made.certificate->authority_key_id().value_or(Bytes()));
    if (authority != nullptr) out->add_chain_der(ToString(authority->certificate.der()));
  }
  if (made.account) {
    Encode(*made.account, made.link.has_value(), out->mutable_account());
    out->set_login(made.account->login);
    out->set_password(std::string(made.password.text()));
    out->set_session_token(std::string(made.session.text()));
  }
  if (made.link) Encode(*made.link, out->mutable_link());
  return OkStatus();
}

}  // namespace

grpc::Status ProvisionServiceImpl::Provision(grpc::ServerContext* context,
                                             const v1::ProvisionRequest* request,
                                             v1::ProvisionResponse* response) {
  auto wish = DecodeWish(*request);
  if (!wish.ok()) return ToGrpc(wish.status());
  std::optional<kepsim::Provision> provision;
  return Change(
      context, kMethod, *request, response, [](World&) -> Result<std::string> { return std::string(); },
      [&](World& world, Operation& operation, v1::ProvisionResponse* out) -> Status {
        if (!provision) provision.emplace(world, *wish);
        KEPSIM_ASSIGN(const Provisioned made, provision->Run(operation));
        return EncodeProvisioned(world, made, out);
      });
}

grpc::Status ProvisionServiceImpl::ListPersonas(grpc::ServerContext*, const v1::ListPersonasRequest*,
                                                v1::ListPersonasResponse* response) {
  for (const Persona& persona : PersonaCatalogue()) {
    v1::Persona* out = response->add_personas();
    out->set_id(persona.id);
    EncodeDocuments(AllPapersOf(persona), out->mutable_citizen());
    out->set_login(persona.login);
    out->set_note(persona.about);
    switch (persona.outcomes.at(IdentificationWay::kOffice).decision) {
      case IdentificationOutcome::Decision::kApproved:
        out->set_office_outcome("approved");
        break;
      case IdentificationOutcome::Decision::kRefused:
        out->set_office_outcome("refused");
        break;
      case IdentificationOutcome::Decision::kMoreDocuments:
        out->set_office_outcome("more-documents");
        break;
      case IdentificationOutcome::Decision::kNoShow:
        out->set_office_outcome("no-show");
        break;
      case IdentificationOutcome::Decision::kOperator:
        out->set_office_outcome("operator");
        break;
    }
  }
  return grpc::Status::OK;
}

}  // namespace kepsim
