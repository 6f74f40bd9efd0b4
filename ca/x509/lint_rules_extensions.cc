// The extensions of RFC 5280, in any certificate.

#include <algorithm>

#include "ca/x509/lint_oids.h"
#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

constexpr size_t kDigitalSignature = 0;
constexpr size_t kNonRepudiation = 1;
constexpr size_t kKeyCertSign = 5;
constexpr size_t kEncipherOnly = 7;
constexpr size_t kDecipherOnly = 8;

constexpr std::string_view kKnown[] = {
    kSubjectKeyId,     kKeyUsage,          kPrivateKeyUsagePeriod, kSubjectAltName,      kIssuerAltName,
    kBasicConstraints, kNameConstraints,   kCrlDistributionPoints, kCertificatePolicies, kPolicyMappings,
    kAuthorityKeyId,   kPolicyConstraints, kExtendedKeyUsage,      kInhibitAnyPolicy,    kAuthorityInfoAccess,
    kSubjectSignTool,  kIssuerSignTool,    kIdentificationKind,
};

Breach Present(const Subject& s) {
  return BreachIf(!s.certificate.has_extensions);
}

Breach Repeated(const Subject& s) {
  const auto& extensions = s.certificate.extensions;
  for (const Extension& extension : extensions) {
    if (std::ranges::count(extensions, extension.oid, &Extension::oid) > 1) return extension.oid;
  }
  return std::nullopt;
}

Breach Malformed(const Subject& s) {
  return BreachIf(!s.malformed.empty(), s.malformed.empty() ? std::string_view() : s.malformed.front());
}

Breach UnknownCritical(const Subject& s) {
  for (const Extension& extension : s.certificate.extensions) {
    if (extension.critical() && std::ranges::find(kKnown, extension.oid) == std::end(kKnown)) {
      return extension.oid;
    }
  }
  return std::nullopt;
}

Breach CriticalEncoding(const Subject& s) {
  for (const Extension& extension : s.certificate.extensions) {
    if (extension.critical_octet.value_or(0xFF) != 0xFF) return extension.oid;
  }
  return std::nullopt;
}

Breach NeverCritical(const Subject& s) {
  for (std::string_view oid : {kSubjectKeyId, kAuthorityKeyId, kAuthorityInfoAccess}) {
    const Extension* extension = s.certificate.Find(oid);
    if (extension != nullptr && extension->critical()) return std::string(oid);
  }
  return std::nullopt;
}

Breach BasicConstraintsCritical(const Subject& s) {
  return BreachIf(s.is_ca() && !s.certificate.Find(kBasicConstraints)->critical());
}

Breach PathLength(const Subject& s) {
  if (!s.basic_constraints || !s.basic_constraints->path_length) return std::nullopt;
  return BreachIf(!s.basic_constraints->ca || *s.basic_constraints->path_length < 0);
}

Breach KeyUsageEmpty(const Subject& s) {
  return BreachIf(s.key_usage &&
                  std::ranges::all_of(s.key_usage->subspan(1), [](uint8_t o) { return o == 0; }));
}

Breach KeyUsageEncoding(const Subject& s) {
  if (!s.key_usage || s.key_usage->size() < 2) return std::nullopt;
  const uint8_t last = s.key_usage->back();
  const int unused = s.key_usage->front();
  // X.690 §11.2.2: the last bit that stands there is set, and the unused ones are clear.
  return BreachIf(((last >> unused) & 1) == 0 || (last & ((1 << unused) - 1)) != 0);
}

Breach KeyUsageOfCa(const Subject& s) {
  return BreachIf(s.is_ca() && !s.KeyUsageBit(kKeyCertSign), s.key_usage ? "keyCertSign" : "absent");
}

Breach CertSignOfLeaf(const Subject& s) {
  return BreachIf(!s.is_ca() && s.KeyUsageBit(kKeyCertSign));
}

Breach KeyUsageCritical(const Subject& s) {
  const Extension* extension = s.certificate.Find(kKeyUsage);
  return BreachIf(extension != nullptr && !extension->critical());
}

Breach EncipherAndDecipher(const Subject& s) {
  return BreachIf(s.KeyUsageBit(kEncipherOnly) && s.KeyUsageBit(kDecipherOnly));
}

Breach KeyUsageOfLeaf(const Subject& s) {
  return BreachIf(s.qualified_leaf() && !s.certificate.Find(kKeyUsage));
}

Breach SigningUsage(const Subject& s) {
  if (!s.qualified_leaf() || !s.key_usage) return std::nullopt;
  return BreachIf(!s.KeyUsageBit(kDigitalSignature) || !s.KeyUsageBit(kNonRepudiation));
}

Breach SubjectKeyIdOfCa(const Subject& s) {
  return BreachIf(s.is_ca() && !s.certificate.Find(kSubjectKeyId));
}

Breach SubjectKeyIdOfLeaf(const Subject& s) {
  return BreachIf(!s.is_ca() && !s.certificate.Find(kSubjectKeyId));
}

Breach SubjectKeyIdEmpty(const Subject& s) {
  return BreachIf(s.subject_key_id && s.subject_key_id->empty());
}

Breach AuthorityKeyIdPresent(const Subject& s) {
  return BreachIf(!s.is_root() && !s.certificate.Find(kAuthorityKeyId));
}

Breach AuthorityKeyIdKey(const Subject& s) {
  return BreachIf(s.authority_key_id && !s.authority_key_id->key_id);
}

Breach AuthorityKeyIdPair(const Subject& s) {
  return BreachIf(s.authority_key_id && s.authority_key_id->issuer != s.authority_key_id->serial);
}

Breach AuthorityKeyIdNumber(const Subject& s) {
  return BreachIf(s.qualified() && s.authority_key_id && !s.authority_key_id->serial);
}

Breach CrlPresent(const Subject& s) {
  return BreachIf(s.qualified() && !s.is_root() && !s.certificate.Find(kCrlDistributionPoints));
}

Breach CrlHttp(const Subject& s) {
  return BreachIf(s.crl_uris && std::ranges::none_of(*s.crl_uris, [](std::string_view uri) {
                    return uri.starts_with("http://");
                  }));
}

Breach AccessPresent(const Subject& s) {
  return BreachIf(s.qualified() && !s.is_root() && !s.certificate.Find(kAuthorityInfoAccess));
}

Breach AccessHttp(const Subject& s) {
  if (!s.access) return std::nullopt;
  for (const AccessDescription& description : *s.access) {
    if (description.method != kOcsp && description.method != kCaIssuers) continue;
    if (!description.uri.starts_with("http")) return description.method;
  }
  return std::nullopt;
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

Breach PrivateKeyUsageWithin(const Subject& s) {
  if (!s.private_key_usage || !s.private_key_usage->not_after) return std::nullopt;
  return BreachIf(s.private_key_usage->not_after->seconds > s.certificate.not_after.seconds);
}

Breach ExtendedKeyUsageRepeated(const Subject& s) {
  if (!s.extended_key_usage) return std::nullopt;
  for (const std::string& oid : *s.extended_key_usage) {
    if (std::ranges::count(*s.extended_key_usage, oid) > 1) return oid;
  }
  return std::nullopt;
}

constexpr Rule kRules[] = {
    // [text]
    {"extensions-present", Severity::kError, "RFC 5280 §4.2.1", Present},
    {"extension-repeated", Severity::kError, "RFC 5280 §4.2", Repeated},
    {"extension-malformed", Severity::kError, "RFC 5280 §4.2", Malformed},
    // [text] a system that does not know it must refuse the certificate
    {"extension-unknown-critical", Severity::kError, "RFC 5280 §4.2", UnknownCritical},
    // [text] FALSE is the default and is not written; TRUE is FF
    {"extension-critical-encoding", Severity::kWarning, "X.690 §11.1, §11.5", CriticalEncoding},
    {"extension-never-critical", Severity::kError, "RFC 5280 §4.2.1.1, §4.2.1.2, §4.2.2.1", NeverCritical},
    // [text] [practice: all]
    {"basic-constraints-critical", Severity::kError, "RFC 5280 §4.2.1.9", BasicConstraintsCritical},
    {"path-length", Severity::kError, "RFC 5280 §4.2.1.9", PathLength},
    // [text]
    {"key-usage-empty", Severity::kError, "RFC 5280 §4.2.1.3", KeyUsageEmpty},
    {"key-usage-encoding", Severity::kWarning, "X.690 §11.2", KeyUsageEncoding},
    {"key-usage-of-ca", Severity::kError, "RFC 5280 §4.2.1.3", KeyUsageOfCa},
    {"key-usage-cert-sign-of-leaf", Severity::kError, "RFC 5280 §4.2.1.3", CertSignOfLeaf},
    // [text: SHOULD] [practice: 488 of 1,134 authorities, all leaves]
    {"key-usage-critical", Severity::kWarning, "RFC 5280 §4.2.1.3", KeyUsageCritical},
    {"key-usage-encipher-and-decipher", Severity::kError, "RFC 9215 §4.4", EncipherAndDecipher},
    // [practice: all leaves that were seen]
    {"key-usage-of-leaf", Severity::kError, "Order 795", KeyUsageOfLeaf},
    {"key-usage-signing", Severity::kWarning, "Order 795", SigningUsage},
    // [text] [practice: all]
    {"subject-key-id-of-ca", Severity::kError, "RFC 5280 §4.2.1.2", SubjectKeyIdOfCa},
    {"subject-key-id-of-leaf", Severity::kWarning, "RFC 5280 §4.2.1.2", SubjectKeyIdOfLeaf},
    {"subject-key-id-empty", Severity::kError, "RFC 5280 §4.2.1.2", SubjectKeyIdEmpty},
    {"authority-key-id", Severity::kError, "RFC 5280 §4.2.1.1", AuthorityKeyIdPresent},
    {"authority-key-id-key", Severity::kError, "RFC 5280 §4.2.1.1", AuthorityKeyIdKey},
    {"authority-key-id-pair", Severity::kError, "RFC 5280 §4.2.1.1", AuthorityKeyIdPair},
    // [practice: all] [memory] where the number of the authority's own qualified certificate stands
    {"authority-key-id-serial", Severity::kWarning, "63-ФЗ ст. 17 ч. 2", AuthorityKeyIdNumber},
    // [practice: all but roots]
    {"crl-distribution-points", Severity::kError, "RFC 5280 §4.2.1.13", CrlPresent},
    {"crl-distribution-points-http", Severity::kWarning, "RFC 5280 §4.2.1.13", CrlHttp},
    {"authority-info-access", Severity::kWarning, "RFC 5280 §4.2.2.1", AccessPresent},
    {"authority-info-access-http", Severity::kWarning, "RFC 5280 §4.2.2.1", AccessHttp},
    // [text: RFC 3280 §4.2.1.4, which RFC 5280 no longer has]
    {"private-key-usage-order", Severity::kError, "RFC 3280 §4.2.1.4", PrivateKeyUsageOrder},
    // [text] [practice] the Ministry's root of 2025 has thousandths of a second there
    {"private-key-usage-form", Severity::kWarning, "RFC 3280 §4.2.1.4", PrivateKeyUsageForm},
    {"private-key-usage-within", Severity::kNotice, "RFC 3280 §4.2.1.4", PrivateKeyUsageWithin},
    // [practice]
    {"extended-key-usage-repeated", Severity::kWarning, "RFC 5280 §4.2.1.12", ExtendedKeyUsageRepeated},
};

}  // namespace

std::span<const Rule> ExtensionRules() {
  return kRules;
}

}  // namespace kepsim::lint
