// What a key may be used for: basicConstraints, keyUsage, extKeyUsage.

#include <algorithm>

#include "ca/x509/lint_lists.h"
#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

Breach BasicConstraintsCritical(const Subject& s) {
  return BreachIf(s.is_ca() && !s.certificate.Find(ExtensionType::kBasicConstraints)->critical());
}

Breach PathLength(const Subject& s) {
  return BreachIf(s.basic_constraints && s.basic_constraints->path_length && !s.basic_constraints->ca);
}

bool IsEmpty(ByteView bit_string) {
  return std::ranges::all_of(bit_string.subspan(1), [](uint8_t octet) { return octet == 0; });
}

Breach KeyUsageEmpty(const Subject& s) {
  return BreachIf(s.key_usage && IsEmpty(*s.key_usage));
}

Breach KeyUsageEncoding(const Subject& s) {
  if (!s.key_usage || IsEmpty(*s.key_usage)) return std::nullopt;
  const uint8_t last = s.key_usage->back();
  const int unused = s.key_usage->front();
  // X.690 §11.2.2: the last bit that stands there is set, and the unused ones are clear.
  return BreachIf(((last >> unused) & 1) == 0 || (last & ((1 << unused) - 1)) != 0);
}

Breach KeyUsageOfCa(const Subject& s) {
  return BreachIf(s.is_ca() && !s.certificate.Has(ExtensionType::kKeyUsage));
}

Breach CertSign(const Subject& s) {
  return BreachIf(s.is_ca() && s.key_usage && !IsEmpty(*s.key_usage) && !s.KeyUsageBit(kKeyCertSign));
}

Breach CertSignOfLeaf(const Subject& s) {
  return BreachIf(!s.is_ca() && !s.IsMalformed(ExtensionType::kBasicConstraints) &&
                  s.KeyUsageBit(kKeyCertSign));
}

Breach KeyUsageCritical(const Subject& s) {
  const Extension* extension = s.certificate.Find(ExtensionType::kKeyUsage);
  return BreachIf(extension != nullptr && !extension->critical());
}

Breach EncipherAndDecipher(const Subject& s) {
  return BreachIf(s.KeyUsageBit(kEncipherOnly) && s.KeyUsageBit(kDecipherOnly));
}

Breach KeyUsageOfLeaf(const Subject& s) {
  return BreachIf(s.is_holder() && !s.certificate.extensions.empty() &&
                  !s.certificate.Has(ExtensionType::kKeyUsage));
}

Breach Signing(const Subject& s) {
  if (!s.names_holder() || !s.key_usage || IsEmpty(*s.key_usage)) return std::nullopt;
  return BreachIf(!s.KeyUsageBit(kDigitalSignature) || !s.KeyUsageBit(kNonRepudiation));
}

Breach Purposes(const Subject& s) {
  return BreachIf(s.is_holder() && !s.certificate.Has(ExtensionType::kExtendedKeyUsage));
}

Breach PurposeRepeated(const Subject& s) {
  const auto repeated = s.extended_key_usage ? FindRepeated(*s.extended_key_usage) : std::nullopt;
  return repeated ? Breach(OidText(*repeated)) : std::nullopt;
}

Breach TimeStamping(const Subject& s) {
  if (s.is_ca() || !s.HasPurpose(kTimeStamping)) return std::nullopt;
  if (s.extended_key_usage->size() > 1) return "with others";
  return BreachIf(!s.certificate.Find(ExtensionType::kExtendedKeyUsage)->critical(), "not critical");
}

Breach AnyPurpose(const Subject& s) {
  return BreachIf(s.HasPurpose(kAnyPurpose));
}

constexpr Rule kRules[] = {
    // [text] [practice: all]
    {"basic-constraints-critical", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.2.1.9",
     "An authority's basicConstraints is critical.", BasicConstraintsCritical},
    // [text] it may stand in holders' certificates of some software
    {"path-length", Weight::kWarning, Binds::kAny, "RFC 5280 §4.2.1.9",
     "A path length stands in an authority's certificate alone.", PathLength},
    // [text]
    {"key-usage-empty", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.2.1.3",
     "keyUsage has a bit that is set.", KeyUsageEmpty},
    {"key-usage-encoding", Weight::kWarning, Binds::kAny, "X.690 §11.2",
     "keyUsage ends with the last bit that is set.", KeyUsageEncoding},
    // [text] old roots have none
    {"key-usage-of-ca", Weight::kWarning, Binds::kAny, "RFC 5280 §4.2.1.3",
     "An authority's certificate has keyUsage.", KeyUsageOfCa},
    // [text] [practice: all]
    {"key-usage-cert-sign", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.2.1.3",
     "An authority's keyUsage has keyCertSign.", CertSign},
    {"key-usage-cert-sign-of-leaf", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.2.1.3",
     "keyCertSign stands in an authority's certificate alone.", CertSignOfLeaf},
    // [text: SHOULD] [practice: 488 of 1,134 authorities, all leaves]
    {"key-usage-critical", Weight::kWarning, Binds::kAny, "RFC 5280 §4.2.1.3", "keyUsage is critical.",
     KeyUsageCritical},
    // [text]
    {"key-usage-encipher-and-decipher", Weight::kErrorSince2018, Binds::kGost, "RFC 9215 §4.4",
     "encipherOnly and decipherOnly do not stand together.", EncipherAndDecipher},
    // [practice: all leaves that were seen]
    {"key-usage-of-leaf", Weight::kErrorSince2018, Binds::kQualified, "Order 795",
     "A holder's certificate has keyUsage.", KeyUsageOfLeaf},
    {"key-usage-signing", Weight::kWarning, Binds::kQualified, "Order 795",
     "A holder's keyUsage has digitalSignature and nonRepudiation.", Signing},
    {"extended-key-usage", Weight::kWarning, Binds::kQualified, "Order 795",
     "A holder's certificate has extKeyUsage.", Purposes},
    // [practice]
    {"extended-key-usage-repeated", Weight::kWarning, Binds::kAny, "RFC 5280 §4.2.1.12",
     "No purpose stands twice in extKeyUsage.", PurposeRepeated},
    // [text]
    {"extended-key-usage-time-stamping", Weight::kWarning, Binds::kAny, "RFC 3161 §2.3",
     "timeStamping stands alone, in a critical extKeyUsage.", TimeStamping},
    {"extended-key-usage-any", Weight::kNotice, Binds::kAny, "RFC 5280 §4.2.1.12",
     "anyExtendedKeyUsage is not among the purposes.", AnyPurpose},
};

}  // namespace

std::span<const Rule> UsageRules() {
  return kRules;
}

}  // namespace kepsim::lint
