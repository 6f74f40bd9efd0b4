#include "ca/service/application_codec.h"

#include "ca/rpc/time_proto.h"
#include "ca/service/carrier_proto.h"

namespace kepsim {
namespace {

static_assert(static_cast<int>(ApplicationState::kOpened) == v1::APPLICATION_STATE_OPENED);
static_assert(static_cast<int>(ApplicationState::kDocumentsAccepted) ==
              v1::APPLICATION_STATE_DOCUMENTS_ACCEPTED);
static_assert(static_cast<int>(ApplicationState::kIdentifying) == v1::APPLICATION_STATE_IDENTIFYING);
static_assert(static_cast<int>(ApplicationState::kMoreDocuments) == v1::APPLICATION_STATE_MORE_DOCUMENTS);
static_assert(static_cast<int>(ApplicationState::kIdentified) == v1::APPLICATION_STATE_IDENTIFIED);
static_assert(static_cast<int>(ApplicationState::kKeyProven) == v1::APPLICATION_STATE_KEY_PROVEN);
static_assert(static_cast<int>(ApplicationState::kIssued) == v1::APPLICATION_STATE_ISSUED);
static_assert(static_cast<int>(ApplicationState::kRefused) == v1::APPLICATION_STATE_REFUSED);
static_assert(static_cast<int>(ApplicationState::kExpired) == v1::APPLICATION_STATE_EXPIRED);
static_assert(static_cast<int>(ApplicationState::kCanceled) == v1::APPLICATION_STATE_CANCELED);
static_assert(static_cast<int>(CarrierKind::kUsbToken) == v1::CARRIER_KIND_USB_TOKEN);
static_assert(static_cast<int>(CarrierKind::kMobile) == v1::CARRIER_KIND_MOBILE);
static_assert(static_cast<int>(ApplicantKind::kNaturalPerson) == v1::APPLICANT_KIND_NATURAL_PERSON);
static_assert(static_cast<int>(ApplicantKind::kSoleProprietor) == v1::APPLICANT_KIND_SOLE_PROPRIETOR);
static_assert(static_cast<int>(ApplicantKind::kLegalEntityHead) == v1::APPLICANT_KIND_LEGAL_ENTITY_HEAD);
static_assert(static_cast<int>(ApplicantKind::kLegalEntityEmployee) ==
              v1::APPLICANT_KIND_LEGAL_ENTITY_EMPLOYEE);
static_assert(static_cast<int>(ApplicantKind::kInformationSystem) == v1::APPLICANT_KIND_INFORMATION_SYSTEM);
static_assert(static_cast<int>(RevocationReason::kKeyCompromise) + 1 == v1::REVOCATION_REASON_KEY_COMPROMISE);
static_assert(static_cast<int>(RevocationReason::kPrivilegeWithdrawn) + 1 ==
              v1::REVOCATION_REASON_PRIVILEGE_WITHDRAWN);

constexpr std::string_view kAuthorities = "authorities/";

// A decision that is not due yet is nobody's business.
bool IsTold(ApplicationState state) {
  return state == ApplicationState::kMoreDocuments || state == ApplicationState::kRefused ||
         state == ApplicationState::kExpired;
}

template <class Repeated>
void EncodeName(const Name& name, Repeated* out) {
  for (const NameAttribute& attribute : name) {
    v1::NameAttribute* encoded = out->Add();
    encoded->set_type(std::string(ShortNameOf(attribute.type)));
    encoded->set_oid(std::string(OidOf(attribute.type)));
    encoded->set_value(attribute.value);
  }
}

Status Violation(const char* field, Reason reason) {
  return Status::Violations({{field, reason, {}}});
}

}  // namespace

void Encode(const Authority& authority, v1::Authority* out) {
  const AuthorityProfile& profile = authority.profile;
  out->set_name(authority.ResourceName());
  out->set_display_name(Find(profile.name, Attribute::kCommonName).value_or(""));
  out->set_license_number(profile.license_number);
  for (const CarrierKind carrier : profile.carriers) out->add_carriers(static_cast<v1::CarrierKind>(carrier));
  out->set_security_class(std::string(ClassName(profile.security_class)));
  out->set_subject_key_id(ToHex(authority.KeyIdentifier().key_id));
  out->set_ogrn(Find(profile.name, Attribute::kOgrn).value_or(""));
  for (const ApplicantKind kind : profile.applicants) {
    out->add_applicant_kinds(static_cast<v1::ApplicantKind>(kind));
  }
  out->set_style(profile.style);
  out->set_algorithm(Encode(profile.algorithm));
  out->set_qualified(profile.qualified);
}

void Encode(const Scan& scan, v1::Scan* out) {
  out->set_media_type(std::string(MediaTypeOf(scan.type)));
  out->set_size_bytes(static_cast<int64_t>(scan.size));
  out->set_digest(ToString(scan.digest));
}

void Encode(const Application& application, v1::Application* out) {
  out->set_name(application.ResourceName());
  out->set_authority(std::string(kAuthorities) + application.authority_id);
  out->set_carrier(static_cast<v1::CarrierKind>(application.carrier));
  out->set_applicant_kind(static_cast<v1::ApplicantKind>(application.kind));
  out->set_state(static_cast<v1::ApplicationState>(application.state));
  Encode(application.created, out->mutable_create_time());
  Encode(application.updated, out->mutable_update_time());
  if (application.decision && IsTold(application.state)) {
    out->set_decision_reason(std::string(NameOf(application.decision->refusal)));
    out->set_decision_text(application.decision->text);
  }
  for (const Scan& scan : application.scans) Encode(scan, out->add_scans());
  out->set_account(application.account);
  out->set_certificate(application.certificate);
}

void Encode(const Draft& draft, v1::CertificateDraft* out) {
  const CertificatePlan& plan = draft.plan;
  out->set_serial_hex(ToHex(plan.serial));
  EncodeName(plan.subject, out->mutable_subject());
  EncodeName(plan.issuer, out->mutable_issuer());
  Encode(plan.not_before, out->mutable_not_before_time());
  Encode(plan.not_after, out->mutable_not_after_time());
  out->set_public_key_spki_der(ToString(plan.key.spki_der()));
  for (const std::string& policy : plan.policies) out->add_policy_oids(policy);
  if (plan.identification_kind) out->set_identification_kind(static_cast<int>(*plan.identification_kind));
  out->set_subject_sign_tool(plan.subject_sign_tool.value_or(""));
  out->set_digest(ToString(draft.digest()));
  out->set_tbs_certificate_der(ToString(draft.checked.tbs_der()));
}

Result<std::string> AuthorityIdOf(std::string_view resource_name) {
  if (!resource_name.starts_with(kAuthorities)) return Reason::AUTHORITY_NOT_FOUND;
  return std::string(resource_name.substr(kAuthorities.size()));
}

Result<CarrierKind> DecodeCarrier(v1::CarrierKind carrier, const char* field) {
  switch (carrier) {
    case v1::CARRIER_KIND_USB_TOKEN:
    case v1::CARRIER_KIND_MOBILE:
      return static_cast<CarrierKind>(carrier);
    case v1::CARRIER_KIND_UNSPECIFIED:
      return Violation(field, Reason::FIELD_REQUIRED);
    default:
      return Violation(field, Reason::FIELD_OUT_OF_RANGE);
  }
}

Result<ApplicantKind> DecodeKind(v1::ApplicantKind kind, const char* field) {
  if (kind == v1::APPLICANT_KIND_UNSPECIFIED) return ApplicantKind::kNaturalPerson;
  if (!v1::ApplicantKind_IsValid(kind)) return Violation(field, Reason::FIELD_OUT_OF_RANGE);
  return static_cast<ApplicantKind>(kind);
}

Result<IdentificationWay> DecodeWay(v1::IdentificationWay way, const char* field) {
  switch (way) {
    case v1::IDENTIFICATION_WAY_OFFICE:
      return IdentificationWay::kOffice;
    case v1::IDENTIFICATION_WAY_UNSPECIFIED:
      return Violation(field, Reason::FIELD_REQUIRED);
    default:
      return Violation(field, Reason::FIELD_OUT_OF_RANGE);
  }
}

Result<RevocationReason> DecodeReason(v1::RevocationReason reason, const char* field) {
  switch (reason) {
    case v1::REVOCATION_REASON_UNSPECIFIED:
      return RevocationReason::kUnspecified;
    case v1::REVOCATION_REASON_KEY_COMPROMISE:
    case v1::REVOCATION_REASON_AFFILIATION_CHANGED:
    case v1::REVOCATION_REASON_SUPERSEDED:
    case v1::REVOCATION_REASON_CESSATION_OF_OPERATION:
    case v1::REVOCATION_REASON_PRIVILEGE_WITHDRAWN:
      return static_cast<RevocationReason>(reason - 1);
    default:
      return Violation(field, Reason::FIELD_OUT_OF_RANGE);
  }
}

}  // namespace kepsim
