// Which key, whose key, where to ask, and until when: key identifiers, cRLDistributionPoints,
// authorityInfoAccess, privateKeyUsagePeriod.

#include <algorithm>

#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

Breach SubjectKeyIdOfCa(const Subject& s) {
  return BreachIf(s.is_ca() && !s.certificate.Has(ExtensionType::kSubjectKeyId));
}

Breach SubjectKeyIdOfLeaf(const Subject& s) {
  return BreachIf(!s.is_ca() && !s.certificate.Has(ExtensionType::kSubjectKeyId));
}

Breach SubjectKeyIdEmpty(const Subject& s) {
  return BreachIf(s.subject_key_id && s.subject_key_id->empty());
}

Breach AuthorityKeyIdPresent(const Subject& s) {
  return BreachIf(!s.certificate.self_issued() && !s.certificate.extensions.empty() &&
                  !s.certificate.Has(ExtensionType::kAuthorityKeyId));
}

Breach AuthorityKeyIdKey(const Subject& s) {
  return BreachIf(s.authority_key_id && !s.authority_key_id->key_id);
}

Breach AuthorityKeyIdPair(const Subject& s) {
  return BreachIf(s.authority_key_id &&
                  s.authority_key_id->issuer.has_value() != s.authority_key_id->serial.has_value());
}

Breach AuthorityKeyIdNumber(const Subject& s) {
  return BreachIf(s.authority_key_id && s.authority_key_id->key_id && !s.authority_key_id->issuer &&
                  !s.authority_key_id->serial && !s.certificate.self_issued());
}

Breach CrlPresent(const Subject& s) {
  return BreachIf(!s.certificate.self_issued() && !s.certificate.Has(ExtensionType::kCrlDistributionPoints));
}

bool IsHttp(std::string_view uri) {
  return uri.starts_with("http://") || uri.starts_with("https://");
}

Breach CrlHttp(const Subject& s) {
  return BreachIf(s.crl_uris && std::ranges::none_of(*s.crl_uris, IsHttp));
}

Breach AccessPresent(const Subject& s) {
  return BreachIf(!s.certificate.self_issued() && !s.certificate.Has(ExtensionType::kAuthorityInfoAccess));
}

Breach AccessHttp(const Subject& s) {
  if (!s.access) return std::nullopt;
  for (const AccessDescription& description : *s.access) {
    const bool judged = kOcsp == description.method || kCaIssuers == description.method;
    if (judged && !IsHttp(description.uri)) return OidText(description.method);
  }
  return std::nullopt;
}

Breach AccessOcsp(const Subject& s) {
  if (!s.names_holder() || !s.access) return std::nullopt;
  return BreachIf(std::ranges::none_of(*s.access, [](const auto& a) { return kOcsp == a.method; }));
}

// RFC 3986 §2 in part: visible ASCII, and after http:// something that is no end of a host.
bool IsUri(std::string_view uri) {
  if (!std::ranges::all_of(uri, [](char c) { return c > ' ' && c < 0x7F; })) return false;
  if (!IsHttp(uri)) return true;
  const size_t host = uri.find("://") + 3;
  return host < uri.size() && std::string_view("/:?#").find(uri[host]) == std::string_view::npos;
}

Breach UriForm(const Subject& s) {
  if (s.crl_uris && !std::ranges::all_of(*s.crl_uris, IsUri)) return "cRLDistributionPoints";
  const auto breaks = [](const AccessDescription& a) { return !IsUri(a.uri); };
  return BreachIf(s.access && std::ranges::any_of(*s.access, breaks), "authorityInfoAccess");
}

Breach PrivateKeyUsageOrder(const Subject& s) {
  if (!s.private_key_usage) return std::nullopt;
  const auto& [from, until] = *s.private_key_usage;
  return BreachIf(from && until && from->seconds && until->seconds && *from->seconds > *until->seconds);
}

Breach PrivateKeyUsageForm(const Subject& s) {
  if (!s.private_key_usage) return std::nullopt;
  const auto& [from, until] = *s.private_key_usage;
  return BreachIf((from && !from->seconds) || (until && !until->seconds));
}

Breach PrivateKeyUsageOutside(const Subject& s) {
  if (!s.private_key_usage || PrivateKeyUsageOrder(s)) return std::nullopt;
  const auto& [from, until] = *s.private_key_usage;
  const auto& begins = s.certificate.not_before.seconds;
  const auto& ends = s.certificate.not_after.seconds;
  if (begins && ends && *begins > *ends) return std::nullopt;  // no time at all: validity-order
  return BreachIf((from && from->seconds && ends && *from->seconds > *ends) ||
                  (until && until->seconds && begins && *until->seconds < *begins));
}

Breach PrivateKeyUsageWithin(const Subject& s) {
  if (!s.private_key_usage || !s.private_key_usage->not_after) return std::nullopt;
  const auto& until = s.private_key_usage->not_after->seconds;
  const auto& ends = s.certificate.not_after.seconds;
  return BreachIf(until && ends && *until > *ends);
}

Breach PrivateKeyUsageLong(const Subject& s) {
  if (!s.names_holder() || !s.private_key_usage) return std::nullopt;
  const auto& [from, until] = *s.private_key_usage;
  return BreachIf(from && until && from->seconds && until->seconds &&
                  *until->seconds - *from->seconds > kHolderTerm);
}

constexpr Rule kRules[] = {
    // [text] [practice: all]
    {"subject-key-id-of-ca", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.2.1.2",
     "An authority's certificate has subjectKeyIdentifier.", SubjectKeyIdOfCa},
    {"subject-key-id-of-leaf", Weight::kWarning, Binds::kQualified, "RFC 5280 §4.2.1.2",
     "A holder's certificate has subjectKeyIdentifier.", SubjectKeyIdOfLeaf},
    {"subject-key-id-empty", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.2.1.2",
     "subjectKeyIdentifier is not empty.", SubjectKeyIdEmpty},
    {"authority-key-id", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.2.1.1",
     "All but self-issued certificates have authorityKeyIdentifier.", AuthorityKeyIdPresent},
    {"authority-key-id-key", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.2.1.1",
     "authorityKeyIdentifier has a key identifier.", AuthorityKeyIdKey},
    {"authority-key-id-pair", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.2.1.1",
     "authorityKeyIdentifier has both of issuer and serial, or neither.", AuthorityKeyIdPair},
    // [practice: all] [memory] where the number of the authority's own qualified certificate stands
    {"authority-key-id-serial", Weight::kWarning, Binds::kQualified, "63-ФЗ ст. 17 ч. 2",
     "authorityKeyIdentifier has the number of the authority's certificate.", AuthorityKeyIdNumber},
    // [practice: all but roots]
    {"crl-distribution-points", Weight::kErrorSince2018, Binds::kQualified, "RFC 5280 §4.2.1.13",
     "All but self-issued certificates have cRLDistributionPoints.", CrlPresent},
    {"crl-distribution-points-http", Weight::kWarning, Binds::kQualified, "RFC 5280 §4.2.1.13",
     "A CRL is to be had over HTTP.", CrlHttp},
    {"authority-info-access", Weight::kWarning, Binds::kQualified, "RFC 5280 §4.2.2.1",
     "All but self-issued certificates have authorityInfoAccess.", AccessPresent},
    {"authority-info-access-http", Weight::kWarning, Binds::kAny, "RFC 5280 §4.2.2.1",
     "OCSP and caIssuers are http addresses.", AccessHttp},
    // [practice: all leaves that were seen closely]
    {"authority-info-access-ocsp", Weight::kNotice, Binds::kQualified, "RFC 5280 §4.2.2.1",
     "A holder's authorityInfoAccess names an OCSP responder.", AccessOcsp},
    // [text]
    {"uri-form", Weight::kWarning, Binds::kAny, "RFC 3986 §2",
     "Addresses are ASCII without spaces, and name a host.", UriForm},
    // [text: RFC 3280 §4.2.1.4, which RFC 5280 no longer has]
    {"private-key-usage-order", Weight::kErrorSince2018, Binds::kAny, "RFC 3280 §4.2.1.4",
     "privateKeyUsagePeriod does not end before it begins.", PrivateKeyUsageOrder},
    // [text] [practice] the Ministry's root of 2025 has thousandths of a second there
    {"private-key-usage-form", Weight::kWarning, Binds::kAny, "RFC 3280 §4.2.1.4",
     "Its dates end in seconds and Z and have no fraction.", PrivateKeyUsageForm},
    {"private-key-usage-outside", Weight::kWarning, Binds::kAny, "RFC 3280 §4.2.1.4",
     "It has time in common with the validity.", PrivateKeyUsageOutside},
    {"private-key-usage-within", Weight::kNotice, Binds::kAny, "RFC 3280 §4.2.1.4",
     "It does not end after the validity.", PrivateKeyUsageWithin},
    // [memory] [practice: ФНС has 15 months, others a year]
    {"private-key-usage-long", Weight::kNotice, Binds::kQualified, "ФСБ, документация СКЗИ",
     "A holder's private key is used for at most 15 months.", PrivateKeyUsageLong},
};

}  // namespace

std::span<const Rule> PlaceRules() {
  return kRules;
}

}  // namespace kepsim::lint
