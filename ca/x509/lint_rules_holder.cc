// Whom a qualified certificate names, and by which attributes: 63-ФЗ ст. 17 ч. 2, Order 795.

#include <algorithm>

#include "ca/x509/lint_oids.h"
#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

bool Has(const DistinguishedName& name, std::string_view oid) {
  return name.Find(oid) != nullptr;
}

// The OIDs of `wanted` that the name has not.
Breach Missing(const DistinguishedName& name, std::initializer_list<std::string_view> wanted) {
  std::string missing;
  for (std::string_view oid : wanted) {
    if (Has(name, oid)) continue;
    if (!missing.empty()) missing += ' ';
    missing += oid;
  }
  return BreachIf(!missing.empty(), missing);
}

bool NamesPerson(const DistinguishedName& name) {
  return Has(name, kSurname) || Has(name, kGivenName);
}
bool NamesOrganization(const DistinguishedName& name) {
  return Has(name, kOgrn);
}

Breach CommonName(const Subject& s) {
  return BreachIf(s.qualified() && !Has(s.certificate.subject, kCommonName));
}

Breach Holder(const Subject& s) {
  const DistinguishedName& name = s.certificate.subject;
  return BreachIf(s.qualified_leaf() && !NamesPerson(name) && !NamesOrganization(name));
}

Breach Person(const Subject& s) {
  const DistinguishedName& name = s.certificate.subject;
  if (!s.qualified_leaf() || !NamesPerson(name)) return std::nullopt;
  return Missing(name, {kSurname, kGivenName, kSnils, kInn});
}

Breach Organization(const Subject& s) {
  const DistinguishedName& name = s.certificate.subject;
  if (!s.qualified_leaf() || !NamesOrganization(name)) return std::nullopt;
  // Before INNLE there was INN, with two zeros in front of the number.
  return Has(name, kInn) ? Missing(name, {kOrganization}) : Missing(name, {kOrganization, kInnle});
}

Breach Place(const Subject& s) {
  const DistinguishedName& name = s.certificate.subject;
  if (!s.qualified_leaf() || !NamesOrganization(name)) return std::nullopt;
  return Missing(name, {kCountry, kState, kLocality, kStreet});
}

// What has neither SNILS nor a person's name must not carry half of one.
Breach Impersonal(const Subject& s) {
  const DistinguishedName& name = s.certificate.subject;
  return BreachIf(s.qualified_leaf() && !NamesPerson(name) && Has(name, kSnils));
}

Breach PersonsCommonName(const Subject& s) {
  const DistinguishedName& name = s.certificate.subject;
  const Attribute* common = name.Find(kCommonName);
  const Attribute* surname = name.Find(kSurname);
  const Attribute* given = name.Find(kGivenName);
  if (!s.qualified_leaf() || NamesOrganization(name) || !common || !surname || !given) return std::nullopt;
  if (common->tag != surname->tag || common->tag != given->tag) return std::nullopt;
  const std::string full = std::string(surname->value) + " " + std::string(given->value);
  return BreachIf(common->value != full);
}

Breach HolderCountry(const Subject& s) {
  return BreachIf(s.qualified() && !Has(s.certificate.subject, kCountry));
}

Breach Authority(const Subject& s) {
  if (!s.qualified()) return std::nullopt;
  return Missing(s.certificate.issuer, {kCommonName, kOrganization, kOgrn, kCountry, kLocality});
}

Breach AuthorityNumber(const Subject& s) {
  return BreachIf(s.qualified() && !Has(s.certificate.issuer, kInnle) && !Has(s.certificate.issuer, kInn));
}

Breach CaSubject(const Subject& s) {
  if (!s.qualified() || !s.is_ca()) return std::nullopt;
  return Missing(s.certificate.subject, {kCommonName, kOrganization, kOgrn});
}

constexpr Rule kRules[] = {
    // [practice: all]
    {"subject-common-name", Severity::kError, "Order 795", CommonName},
    // [text, in part] ФИО of a person, or name and ОГРН of an organization
    {"subject-holder", Severity::kError, "63-ФЗ ст. 17 ч. 2 п. 2", Holder},
    {"subject-person", Severity::kError, "63-ФЗ ст. 17 ч. 2 п. 2", Person},
    {"subject-organization", Severity::kError, "63-ФЗ ст. 17 ч. 2 п. 2", Organization},
    // [practice] the tables of ЕСИА's test certificates
    {"subject-organization-place", Severity::kWarning, "63-ФЗ ст. 17 ч. 2 п. 2", Place},
    {"subject-snils-without-name", Severity::kWarning, "Order 795", Impersonal},
    {"subject-person-common-name", Severity::kWarning, "Order 795", PersonsCommonName},
    {"subject-country", Severity::kWarning, "Order 795", HolderCountry},
    // [text, in part] name and place of the authority
    {"issuer-authority", Severity::kWarning, "63-ФЗ ст. 17 ч. 2 п. 6", Authority},
    {"issuer-number", Severity::kWarning, "Order 795", AuthorityNumber},
    // [practice: all]
    {"ca-subject", Severity::kError, "63-ФЗ ст. 17 ч. 2 п. 2", CaSubject},
};

}  // namespace

std::span<const Rule> HolderRules() {
  return kRules;
}

}  // namespace kepsim::lint
