// The forms of extensions, whatever they say.

#include <algorithm>

#include "ca/x509/lint_lists.h"
#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

// Those of RFC 9215 have a rule of their own.
bool IsQualifieds(ExtensionType type) {
  return type == ExtensionType::kSubjectSignTool || type == ExtensionType::kIssuerSignTool ||
         type == ExtensionType::kIdentificationKind;
}

std::string NameOf(ExtensionType type) {
  return OidText(kExtensionOids[static_cast<size_t>(type)].octets());
}

Breach Present(const Subject& s) {
  return BreachIf(s.certificate.extensions.empty());
}

Breach Repeated(const Subject& s) {
  std::vector<ByteView> oids;
  oids.reserve(s.certificate.extensions.size());
  for (const Extension& extension : s.certificate.extensions) oids.push_back(extension.oid);
  const auto repeated = FindRepeated(std::move(oids));
  return repeated ? Breach(OidText(*repeated)) : std::nullopt;
}

Breach Malformed(const Subject& s) {
  for (ExtensionType type : s.malformed) {
    if (!IsQualifieds(type)) return NameOf(type);
  }
  return std::nullopt;
}

Breach QualifiedMalformed(const Subject& s) {
  for (ExtensionType type : s.malformed) {
    if (IsQualifieds(type)) return NameOf(type);
  }
  return std::nullopt;
}

Breach Encoding(const Subject& s) {
  for (const Extension& extension : s.certificate.extensions) {
    if (extension.type == ExtensionType::kOther || s.IsMalformed(extension.type)) continue;
    const std::string_view fault = EncodingFault(extension.value, true);
    if (!fault.empty()) return NameOf(extension.type) + ": " + std::string(fault);
  }
  return std::nullopt;
}

Breach UnknownCritical(const Subject& s) {
  for (const Extension& extension : s.certificate.extensions) {
    if (extension.critical() && extension.type == ExtensionType::kOther) return OidText(extension.oid);
  }
  return std::nullopt;
}

Breach CriticalEncoding(const Subject& s) {
  for (const Extension& extension : s.certificate.extensions) {
    if (extension.critical_octet.value_or(0xFF) != 0xFF) return OidText(extension.oid);
  }
  return std::nullopt;
}

Breach CriticalAmong(const Subject& s, std::initializer_list<ExtensionType> types) {
  for (ExtensionType type : types) {
    const Extension* extension = s.certificate.Find(type);
    if (extension != nullptr && extension->critical()) return NameOf(type);
  }
  return std::nullopt;
}

Breach NeverCritical(const Subject& s) {
  return CriticalAmong(
      s, {ExtensionType::kSubjectKeyId, ExtensionType::kAuthorityKeyId, ExtensionType::kAuthorityInfoAccess});
}

Breach QualifiedCritical(const Subject& s) {
  return CriticalAmong(s, {ExtensionType::kSubjectSignTool, ExtensionType::kIssuerSignTool,
                           ExtensionType::kIdentificationKind});
}

constexpr Rule kRules[] = {
    // [text] what has none claims nothing
    {"extensions-present", Weight::kWarning, Binds::kAny, "RFC 5280 §4.2.1", "There are extensions.",
     Present},
    // [text]
    {"extension-repeated", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.2",
     "No extension stands twice.", Repeated},
    {"extension-malformed", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.2.1",
     "An extension of RFC 5280 has the form that is laid down for it.", Malformed},
    // [text] what readers take all the same
    {"extension-encoding", Weight::kWarning, Binds::kAny, "X.690 §10, §11",
     "The values of extensions are DER: lengths and integers in the fewest octets, OIDs whole, TRUE as FF.",
     Encoding},
    // [text] a system that does not know it must refuse the certificate; its issuer may mean that
    {"extension-unknown-critical", Weight::kWarning, Binds::kAny, "RFC 5280 §4.2",
     "No critical extension is unknown to the linter.", UnknownCritical},
    // [text] FALSE is the default and is not written; TRUE is FF
    {"extension-critical-encoding", Weight::kWarning, Binds::kAny, "X.690 §11.1, §11.5",
     "The critical flag is TRUE as FF, or left out.", CriticalEncoding},
    // [text] [practice: all]
    {"extension-never-critical", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.2.1.1",
     "Key identifiers and authorityInfoAccess are not critical.", NeverCritical},
    // [text] odd forms may be about, and most readers pass them over
    {"qualified-extension-malformed", Weight::kWarning, Binds::kQualified, "RFC 9215 §5",
     "subjectSignTool, issuerSignTool and identificationKind have the form that is laid down for them.",
     QualifiedMalformed},
    // [practice: all]
    {"qualified-extension-critical", Weight::kErrorSince2018, Binds::kQualified, "RFC 9215 §5",
     "subjectSignTool, issuerSignTool and identificationKind are not critical.", QualifiedCritical},
};

}  // namespace

std::span<const Rule> ExtensionRules() {
  return kRules;
}

}  // namespace kepsim::lint
