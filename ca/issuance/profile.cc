#include "ca/issuance/profile.h"

#include <algorithm>

#include "ca/issuance/serial.h"
#include "ca/person/check_digits.h"

namespace kepsim {
namespace {

// What UTCTime and GeneralizedTime can write (RFC 5280 §4.1.2.5).
constexpr Time kEarliest = std::chrono::sys_days(std::chrono::year(1950) / 1 / 1);
constexpr Time kLatest = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);

Result<const IssuerStyle*> StyleOf(const AuthorityProfile& issuer) {
  const IssuerStyle* style = FindIssuerStyle(issuer.style);
  if (style == nullptr) return {Reason::STYLE_NOT_FOUND, issuer.style};
  return style;
}

// What a subject is made of: who was identified, unless the terms say otherwise.
struct Holder {
  const VerifiedIdentity& identity;
  const PersonName& person;
  const std::string& snils;
  const IssuerStyle& style;

  bool NamedByOrganization() const {
    return std::ranges::find(style.named_by_organization, identity.kind()) !=
           style.named_by_organization.end();
  }
  // Of the organization where there is one: it is its place that 63-ФЗ ст. 17 ч. 2 asks for.
  const Address& Place() const {
    return identity.organization() ? identity.organization()->address : identity.address();
  }
};

std::string OrganizationOf(const Holder& holder) {
  if (holder.identity.organization()) return holder.identity.organization()->name;
  if (holder.identity.sole_proprietor()) return holder.style.sole_proprietor_prefix + holder.person.Full();
  return {};
}

std::string InnOf(const Holder& holder) {
  if (holder.style.pads_company_inn && holder.identity.organization()) {
    return "00" + holder.identity.organization()->inn;
  }
  return holder.identity.inn();
}

// Empty: there is none.
std::string ValueOf(Attribute attribute, const Holder& holder) {
  const auto& organization = holder.identity.organization();
  const auto& representation = holder.identity.representation();
  switch (attribute) {
    case Attribute::kCommonName:
      return holder.NamedByOrganization() ? OrganizationOf(holder) : holder.person.Full();
    case Attribute::kSurname:
      return holder.person.surname;
    case Attribute::kGivenName:
      return holder.person.GivenNames();
    case Attribute::kCountry:
      return "RU";
    case Attribute::kState:
      return holder.Place().state;
    case Attribute::kLocality:
      return holder.Place().locality;
    case Attribute::kStreet:
      return holder.Place().street;
    case Attribute::kOrganization:
      return OrganizationOf(holder);
    case Attribute::kOrganizationalUnit:
      return representation ? representation->department : "";
    case Attribute::kTitle:
      return representation ? representation->title : "";
    case Attribute::kOgrn:
      return organization ? organization->ogrn : "";
    case Attribute::kSnils:
      return holder.snils;
    case Attribute::kInnle:
      return organization ? organization->inn : "";
    case Attribute::kOgrnip:
      return holder.identity.sole_proprietor() ? holder.identity.sole_proprietor()->ogrnip : "";
    case Attribute::kInn:
      return InnOf(holder);
    case Attribute::kEmail:  // nobody asks an applicant for one
      return {};
  }
  return {};
}

Name SubjectOf(const std::vector<Attribute>& composition, const Holder& holder) {
  Name subject;
  for (const Attribute attribute : composition) {
    std::string value = ValueOf(attribute, holder);
    if (value.empty()) continue;
    const auto type = holder.style.string_types.find(attribute);
    subject.push_back(
        {attribute, std::move(value), type == holder.style.string_types.end() ? uint8_t{0} : type->second});
  }
  return subject;
}

std::optional<IdentificationKind> KindOf(const VerifiedIdentity& identity, Time not_before,
                                         const IssuerStyle& style) {
  const std::optional<int> kind = identity.identification_kind();
  if (!kind || not_before < style.identification_kind_since.value_or(not_before)) return std::nullopt;
  return static_cast<IdentificationKind>(*kind);
}

Bytes KeyIdentifierOf(const PublicKey& key, KeyIdentifierMethod method) {
  return method == KeyIdentifierMethod::kBitString ? key.Identifier()
                                                   : Digest(DigestAlgorithm::kSha1, key.spki_der());
}

AuthorityKeyIdentifier IssuerOf(const Authority& authority, const IssuerStyle& style) {
  AuthorityKeyIdentifier issuer = authority.KeyIdentifier();
  if (!style.authority_key_id_names_certificate) return {std::move(issuer.key_id), {}, {}};
  return issuer;
}

}  // namespace

Result<DraftTerms> MakeTerms(Time now, RandomStream& random, const IssueOverrides& overrides,
                             const AuthorityProfile& issuer) {
  using std::chrono::floor;
  using std::chrono::seconds;
  KEPSIM_ASSIGN(const IssuerStyle* style, StyleOf(issuer));
  DraftTerms terms;
  terms.serial = MakeSerial(now, random);
  terms.not_before = floor<seconds>(overrides.not_before.value_or(now));
  terms.not_after = overrides.not_after ? floor<seconds>(*overrides.not_after)
                                        : After(terms.not_before, style->certificate_term);
  if (overrides.person) terms.person = ComposeRussianLetters(*overrides.person);

  std::vector<FieldViolation> violations;
  if (terms.not_before < kEarliest) {
    violations.push_back({"overrides.not_before_time", Reason::FIELD_OUT_OF_RANGE, {}});
  }
  if (terms.not_after <= terms.not_before || terms.not_after > kLatest) {
    violations.push_back({"overrides.not_after_time", Reason::FIELD_OUT_OF_RANGE, {}});
  }
  if (overrides.snils) {
    terms.snils = NormalizeSnils(*overrides.snils);
    if (terms.snils->empty()) violations.push_back({"overrides.snils", Reason::SNILS_MALFORMED, {}});
  }
  if (terms.person) CheckName(*terms.person, "overrides.person", violations);
  KEPSIM_TRY(Status::Violations(std::move(violations)));
  return terms;
}

Result<CertificatePlan> HolderPlan(const VerifiedIdentity& identity, const ProvenKey& key,
                                   const Authority& authority, CarrierKind carrier, const DraftTerms& terms) {
  using enum CertificateExtension;
  const AuthorityProfile& issuer = authority.profile;
  KEPSIM_ASSIGN(const IssuerStyle* style, StyleOf(issuer));
  const auto composition = style->subjects.find(identity.kind());
  if (composition == style->subjects.end()) return Reason::APPLICANT_KIND_NOT_SERVED;
  const Holder holder{identity, terms.person ? *terms.person : identity.name(),
                      terms.snils ? *terms.snils : identity.snils(), *style};

  CertificatePlan plan{.serial = terms.serial,
                       .issuer = authority.certificate.subject(),
                       .subject = SubjectOf(composition->second, holder),
                       .not_before = terms.not_before,
                       .not_after = terms.not_after,
                       .key = key.key(),
                       .issuer_algorithm = issuer.algorithm,
                       .key_usage = style->key_usage,
                       .extended_key_usage = style->purposes,
                       .subject_key_id = KeyIdentifierOf(key.key(), style->key_identifier),
                       .authority_key_id = IssuerOf(authority, *style),
                       .extensions = style->extensions};
  if (style->Writes(kCertificatePolicies)) {
    plan.policies = PoliciesUpTo(std::min(issuer.security_class, style->strongest_holder_class));
  }
  if (style->Writes(kSubjectSignTool)) plan.subject_sign_tool = issuer.HolderSignTool(carrier);
  if (style->Writes(kIssuerSignTool)) plan.issuer_sign_tool = issuer.sign_tool;
  if (style->Writes(kIdentificationKind)) {
    plan.identification_kind = KindOf(identity, terms.not_before, *style);
  }
  if (style->Writes(kPrivateKeyUsagePeriod)) {
    plan.private_key_usage = std::pair(
        terms.not_before, std::min(terms.not_after, After(terms.not_before, style->private_key_term)));
  }
  if (style->Writes(kCrlDistributionPoints)) plan.crl_urls = {authority.urls.crl};
  if (style->Writes(kAuthorityInfoAccess)) plan.ca_issuer_urls = {authority.urls.certificate};
  return plan;
}

}  // namespace kepsim
