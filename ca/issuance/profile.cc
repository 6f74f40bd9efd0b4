#include "ca/issuance/profile.h"

#include "ca/issuance/serial.h"
#include "ca/issuance/validity.h"
#include "ca/person/check_digits.h"

namespace kepsim {
namespace {

// The composition of a person's subject (domain.md §1.2, ФЛ), in the order in which the portal's regulation
// lists it.
constexpr Attribute kSubject[] = {
    Attribute::kCommonName, Attribute::kSurname, Attribute::kGivenName,
    Attribute::kCountry,    Attribute::kState,   Attribute::kLocality,
    Attribute::kStreet,     Attribute::kSnils,   Attribute::kInn,
};
// F8, as practice has it (domain.md §1.3).
constexpr uint16_t kKeyUsage =
    kDigitalSignature | kNonRepudiation | kKeyEncipherment | kDataEncipherment | kKeyAgreement;
constexpr const char* kPurposes[] = {"1.3.6.1.5.5.7.3.2",
                                     "1.3.6.1.5.5.7.3.4"};  // clientAuth, emailProtection
constexpr int kYears = 1;

std::string ValueOf(Attribute attribute, const VerifiedIdentity& identity, const PersonName& person,
                    const std::string& snils) {
  switch (attribute) {
    case Attribute::kCommonName:
      return person.Full();
    case Attribute::kSurname:
      return person.surname;
    case Attribute::kGivenName:
      return person.GivenNames();
    case Attribute::kCountry:
      return "RU";
    case Attribute::kState:
      return identity.address().state;
    case Attribute::kLocality:
      return identity.address().locality;
    case Attribute::kStreet:
      return identity.address().street;
    case Attribute::kSnils:
      return snils;
    case Attribute::kInn:
      return identity.inn();
    default:
      return {};
  }
}

Name SubjectOf(const VerifiedIdentity& identity, const DraftTerms& terms) {
  Name subject;
  for (const Attribute attribute : kSubject) {
    std::string value = ValueOf(attribute, identity, terms.person.value_or(identity.name()),
                                terms.snils.value_or(identity.snils()));
    if (!value.empty()) subject.push_back({attribute, std::move(value)});
  }
  return subject;
}

std::optional<IdentificationKind> KindOf(const VerifiedIdentity& identity) {
  const std::optional<int> kind = identity.identification_kind();
  if (!kind) return std::nullopt;
  return static_cast<IdentificationKind>(*kind);
}

}  // namespace

Result<DraftTerms> MakeTerms(Time now, RandomStream& random, const IssueOverrides& overrides) {
  using std::chrono::floor;
  using std::chrono::seconds;
  DraftTerms terms;
  terms.serial = MakeSerial(now, random);
  terms.not_before = floor<seconds>(overrides.not_before.value_or(now));
  terms.not_after =
      overrides.not_after ? floor<seconds>(*overrides.not_after) : AfterYears(terms.not_before, kYears);
  terms.person = overrides.person;

  std::vector<FieldViolation> violations;
  if (terms.not_after <= terms.not_before) {
    violations.push_back({"overrides.not_after_time", Reason::FIELD_OUT_OF_RANGE, {}});
  }
  if (overrides.snils) {
    terms.snils = NormalizeSnils(*overrides.snils);
    if (terms.snils->empty()) violations.push_back({"overrides.snils", Reason::SNILS_MALFORMED, {}});
  }
  if (overrides.person) CheckName(*overrides.person, "overrides.person", violations);
  KEPSIM_TRY(Status::Violations(std::move(violations)));
  return terms;
}

CertificatePlan NaturalPersonPlan(const VerifiedIdentity& identity, const ProvenKey& key,
                                  const Authority& authority, CarrierKind carrier, const DraftTerms& terms) {
  const AuthorityProfile& issuer = authority.profile;
  return {.serial = terms.serial,
          .issuer = authority.certificate.subject(),
          .subject = SubjectOf(identity, terms),
          .not_before = terms.not_before,
          .not_after = terms.not_after,
          .key = key.key(),
          .issuer_algorithm = issuer.algorithm,
          .is_ca = false,
          .path_length = std::nullopt,
          .key_usage = kKeyUsage,
          .key_usage_critical = true,
          .extended_key_usage = {std::begin(kPurposes), std::end(kPurposes)},
          .policies = PoliciesUpTo(issuer.security_class),
          .subject_sign_tool = issuer.HolderSignTool(carrier),
          .issuer_sign_tool = issuer.sign_tool,
          .identification_kind = KindOf(identity),
          .private_key_usage = std::pair(terms.not_before, terms.not_after),
          .authority_key_id = authority.KeyIdentifier(),
          .crl_urls = {authority.urls.crl},
          .ocsp_urls = {},
          .ca_issuer_urls = {authority.urls.certificate}};
}

}  // namespace kepsim
