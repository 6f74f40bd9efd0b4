// Whom a qualified certificate names, and by which attributes: 63-ФЗ ст. 17 ч. 2, Order 795.

#include "ca/person/check_digits.h"
#include "ca/x509/lint_names.h"

namespace kepsim::lint {
namespace {

using enum AttributeType;

// The OIDs of `wanted` that the name has not.
Breach Missing(const DistinguishedName& name, std::initializer_list<AttributeType> wanted) {
  std::string missing;
  for (AttributeType type : wanted) {
    if (name.Has(type)) continue;
    if (!missing.empty()) missing += ' ';
    missing += OidText(kAttributeOids[static_cast<size_t>(type)].octets());
  }
  return BreachIf(!missing.empty(), missing);
}

bool NamesPerson(const DistinguishedName& name) {
  return name.Has(kSurname) || name.Has(kGivenName);
}

// The name of a holder that rules on holders speak of; null where there is none, or it is empty, which is
// told already.
const DistinguishedName* HolderOf(const Subject& s) {
  const DistinguishedName& name = s.certificate.subject;
  return s.names_holder() && !name.attributes.empty() ? &name : nullptr;
}

Breach CommonName(const Subject& s) {
  const DistinguishedName& name = s.certificate.subject;
  return BreachIf(!name.attributes.empty() && !name.Has(kCommonName));
}

Breach Holder(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  return BreachIf(name != nullptr && !NamesPerson(*name) && !name->Has(kOgrn) && !name->Has(kOgrnip));
}

Breach PersonName(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  if (name == nullptr || !NamesPerson(*name)) return std::nullopt;
  return Missing(*name, {kSurname, kGivenName});
}

Breach PersonSnils(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  return BreachIf(name != nullptr && NamesPerson(*name) && !name->Has(kSnils));
}

Breach PersonInn(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  return BreachIf(name != nullptr && NamesPerson(*name) && s.IssuedSince(kSeptember2021) && !name->Has(kInn));
}

// CN of an organization's head is the organization's name.
Breach PersonCommonName(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  if (name == nullptr || name->Has(kOgrn)) return std::nullopt;
  const Attribute* common = name->Find(kCommonName);
  const Attribute* surname = name->Find(kSurname);
  const Attribute* given = name->Find(kGivenName);
  const Attribute* organization = name->Find(kOrganization);
  if (common == nullptr || surname == nullptr || given == nullptr) return std::nullopt;
  for (const Attribute* attribute : {common, surname, given}) {
    if (attribute->value.empty() || !attribute->text.clean()) return std::nullopt;
  }
  if (organization != nullptr && organization->text.points == common->text.points) return std::nullopt;
  return BreachIf(common->text.points != surname->text.points + U" " + given->text.points);
}

Breach OrganizationName(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  return BreachIf(name != nullptr && name->Has(kOgrn) && !name->Has(kOrganization));
}

Breach OrganizationInnle(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  if (name == nullptr || !name->Has(kOgrn) || name->Has(kInnle)) return std::nullopt;
  const Attribute* inn = name->Find(kInn);
  if (inn == nullptr) return "INNLE";
  // No person's number begins so. Check digits do not tell: every person's behind "00" has a company's, too
  // (both sums are the same), and one in ten companies' has a person's.
  const std::string digits = DigitsOf(*inn);
  const bool padded = digits.starts_with("00");
  return BreachIf(IsDigits(digits, 12) && !padded && s.IssuedSince(kSeptember2021), "INNLE");
}

Breach OrganizationNumber(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  return BreachIf(name != nullptr && name->Has(kOrganization) && !name->Has(kOgrn) && !name->Has(kOgrnip));
}

Breach OrganizationPlace(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  if (name == nullptr || !name->Has(kOgrn)) return std::nullopt;
  return Missing(*name, {kState, kLocality, kStreet});
}

Breach Title(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  return BreachIf(name != nullptr && name->Has(kTitle) && !name->Has(kOrganization) && !name->Has(kOgrn));
}

Breach SoleProprietor(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  return BreachIf(name != nullptr && name->Has(kOgrnip) && !NamesPerson(*name));
}

Breach TwoRegistrations(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  return BreachIf(name != nullptr && name->Has(kOgrnip) && name->Has(kOgrn));
}

// An information system has neither; what has half of a person is neither.
Breach SnilsWithoutName(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  return BreachIf(name != nullptr && name->Has(kSnils) && name->Has(kOgrn) && !NamesPerson(*name));
}

Breach HolderCountry(const Subject& s) {
  const DistinguishedName& name = s.certificate.subject;
  return BreachIf(!name.attributes.empty() && !name.Has(kCountry));
}

Breach StateRegion(const Subject& s) {
  const DistinguishedName* name = HolderOf(s);
  const Attribute* state = name == nullptr ? nullptr : name->Find(kState);
  if (state == nullptr || !state->text.decodes) return std::nullopt;
  const std::u32string& text = state->text.points;
  const auto digit = [&](size_t at) { return text[at] >= U'0' && text[at] <= U'9'; };
  return BreachIf(text.size() < 3 || !digit(0) || !digit(1) || digit(2));
}

Breach Authority(const Subject& s) {
  const DistinguishedName& name = s.certificate.issuer;
  if (name.attributes.empty()) return std::nullopt;
  return Missing(name, {kCommonName, kOrganization, kOgrn, kCountry, kLocality});
}

Breach AuthorityNumber(const Subject& s) {
  const DistinguishedName& name = s.certificate.issuer;
  return BreachIf(!name.attributes.empty() && !name.Has(kInnle) && !name.Has(kInn));
}

// A root's is told of as the issuer.
Breach CaSubject(const Subject& s) {
  if (!s.is_ca() || s.certificate.self_issued() || s.certificate.subject.attributes.empty())
    return std::nullopt;
  return Missing(s.certificate.subject, {kOrganization, kOgrn});
}

constexpr Rule kRules[] = {
    // [practice: all]
    {"subject-common-name", Weight::kErrorSince2018, Binds::kQualified, "Order 795", "The subject has a CN.",
     CommonName},
    // [text, in part] ФИО of a person, or name and ОГРН of an organization
    {"subject-holder", Weight::kErrorSince2018, Binds::kQualified, "63-ФЗ ст. 17 ч. 2",
     "The holder is a person, by SN and GN, or an organization, by OGRN.", Holder},
    {"subject-person-name", Weight::kErrorSince2018, Binds::kQualified, "63-ФЗ ст. 17 ч. 2",
     "A person has SN and GN.", PersonName},
    {"subject-person-snils", Weight::kErrorSince2018, Binds::kQualified, "63-ФЗ ст. 17 ч. 2",
     "A person has SNILS.", PersonSnils},
    // [text, in part] [practice] older ones of persons have none
    {"subject-person-inn", Weight::kWarning, Binds::kQualified, "63-ФЗ ст. 17 ч. 2",
     "A person has INN, since September 2021.", PersonInn},
    // [practice]
    {"subject-person-common-name", Weight::kWarning, Binds::kQualified, "Order 795",
     "CN of a person without organization is SN and GN.", PersonCommonName},
    // [text, in part] name and ОГРН of an organization
    {"subject-organization-name", Weight::kErrorSince2018, Binds::kQualified, "63-ФЗ ст. 17 ч. 2",
     "OGRN comes with O.", OrganizationName},
    // [text] [practice] before it: INN behind two zeros
    {"subject-organization-innle", Weight::kErrorSince2018, Binds::kQualified,
     "Order 795 as amended by Order 31", "OGRN comes with INNLE, or with the INN of older practice.",
     OrganizationInnle},
    // [text, in part]
    {"subject-organization-number", Weight::kWarning, Binds::kQualified, "63-ФЗ ст. 17 ч. 2",
     "O comes with OGRN or OGRNIP.", OrganizationNumber},
    // [practice] the tables of ЕСИА's test certificates
    {"subject-organization-place", Weight::kWarning, Binds::kQualified, "63-ФЗ ст. 17 ч. 2",
     "OGRN comes with ST, L and STREET.", OrganizationPlace},
    {"subject-title", Weight::kWarning, Binds::kQualified, "Order 795", "A title comes with an organization.",
     Title},
    {"subject-sole-proprietor", Weight::kErrorSince2018, Binds::kQualified, "63-ФЗ ст. 17 ч. 2",
     "OGRNIP comes with a person.", SoleProprietor},
    {"subject-two-registrations", Weight::kWarning, Binds::kQualified, "Order 795",
     "OGRN and OGRNIP do not stand together.", TwoRegistrations},
    {"subject-snils-without-name", Weight::kWarning, Binds::kQualified, "Order 795",
     "SNILS comes with a person.", SnilsWithoutName},
    {"subject-country", Weight::kWarning, Binds::kQualified, "Order 795", "The subject has a C.",
     HolderCountry},
    {"subject-state-region", Weight::kNotice, Binds::kQualified, "Order 795",
     "A holder's ST begins with the two digits of the region.", StateRegion},
    // [text, in part] name and place of the authority
    {"issuer-authority", Weight::kWarning, Binds::kQualified, "63-ФЗ ст. 17 ч. 2",
     "The issuer has CN, O, OGRN, C and L.", Authority},
    {"issuer-number", Weight::kWarning, Binds::kQualified, "Order 795",
     "The issuer has INNLE, or the INN of older practice.", AuthorityNumber},
    // [practice] all that were seen closely; not every one was counted
    {"ca-subject", Weight::kWarning, Binds::kQualified, "63-ФЗ ст. 17 ч. 2",
     "An authority's subject has O and OGRN.", CaSubject},
};

}  // namespace

std::span<const Rule> HolderRules() {
  return kRules;
}

}  // namespace kepsim::lint
