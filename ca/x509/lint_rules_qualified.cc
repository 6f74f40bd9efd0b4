// The extensions of Order 795 and RFC 9215 §5. But for the first rule they bind what claims to be qualified.

#include <algorithm>
#include <array>

#include "ca/x509/lint_lists.h"
#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

// Which of the classes KC1 .. KA1 the policies name.
struct Classes {
  std::array<bool, 6> present{};
  std::optional<ByteView> unknown;  // under the same arc

  bool any() const { return std::ranges::find(present, true) != present.end(); }
};

Classes ReadClasses(const Subject& s) {
  Classes classes;
  if (!s.policies) return classes;
  for (ByteView oid : *s.policies) {
    if (!IsClass(oid)) continue;
    const ByteView arc = oid.subspan(kClasses.octets().size());
    if (arc.size() == 1 && arc[0] >= 1 && arc[0] <= classes.present.size()) {
      classes.present[arc[0] - 1u] = true;
    } else {
      classes.unknown = oid;
    }
  }
  return classes;
}

Breach NotQualified(const Subject& s) {
  return BreachIf(!s.qualified);
}

Breach PoliciesPresent(const Subject& s) {
  return BreachIf(!s.certificate.Has(ExtensionType::kCertificatePolicies));
}

bool LacksClass(const Subject& s) {
  const Classes classes = ReadClasses(s);
  return s.policies && !classes.any() && !classes.unknown;
}

Breach ClassOfHolder(const Subject& s) {
  return BreachIf(s.is_holder() && LacksClass(s));
}

Breach ClassOfCa(const Subject& s) {
  return BreachIf(!s.is_holder() && LacksClass(s));
}

Breach ClassGap(const Subject& s) {
  const auto classes = ReadClasses(s);
  const auto gap = std::ranges::find(classes.present, false);
  return BreachIf(std::any_of(gap, classes.present.end(), [](bool present) { return present; }));
}

Breach ClassUnknown(const Subject& s) {
  const auto classes = ReadClasses(s);
  return classes.unknown ? Breach(OidText(*classes.unknown)) : std::nullopt;
}

Breach PolicyRepeated(const Subject& s) {
  const auto repeated = s.policies ? FindRepeated(*s.policies) : std::nullopt;
  return repeated ? Breach(OidText(*repeated)) : std::nullopt;
}

constexpr size_t kMostOfTool = 200;
constexpr size_t kMostOfDocument = 100;
constexpr size_t kMostOfField[] = {kMostOfTool, kMostOfTool, kMostOfDocument, kMostOfDocument};
constexpr std::string_view kFields[] = {"signTool", "cATool", "signToolCert", "cAToolCert"};

bool IsUtf8String(const Tlv& tlv) {
  return tlv.tag == kUtf8String && ReadText(tlv.tag, tlv.content).decodes;
}

// SIZE counts characters. Of another type nothing is said.
bool FitsSize(const Tlv& tlv, size_t most) {
  const Text text = ReadText(tlv.tag, tlv.content);
  return !IsUtf8String(tlv) || (!text.points.empty() && text.points.size() <= most);
}

Breach SubjectToolPresent(const Subject& s) {
  return BreachIf(!s.certificate.Has(ExtensionType::kSubjectSignTool));
}

Breach SubjectToolType(const Subject& s) {
  return BreachIf(s.subject_sign_tool && !IsUtf8String(*s.subject_sign_tool));
}

Breach SubjectToolLength(const Subject& s) {
  return BreachIf(s.subject_sign_tool && !FitsSize(*s.subject_sign_tool, kMostOfTool));
}

Breach IssuerToolPresent(const Subject& s) {
  return BreachIf(!s.certificate.Has(ExtensionType::kIssuerSignTool));
}

Breach IssuerToolType(const Subject& s) {
  if (!s.issuer_sign_tool) return std::nullopt;
  for (size_t i = 0; i < s.issuer_sign_tool->size(); ++i) {
    if (!IsUtf8String((*s.issuer_sign_tool)[i])) return std::string(kFields[i]);
  }
  return std::nullopt;
}

Breach IssuerToolLength(const Subject& s) {
  if (!s.issuer_sign_tool) return std::nullopt;
  for (size_t i = 0; i < s.issuer_sign_tool->size(); ++i) {
    if (!FitsSize((*s.issuer_sign_tool)[i], kMostOfField[i])) return std::string(kFields[i]);
  }
  return std::nullopt;
}

Breach IdentificationPresent(const Subject& s) {
  return BreachIf(s.IssuedSince(kSeptember2021) && !s.certificate.Has(ExtensionType::kIdentificationKind));
}

Breach IdentificationRange(const Subject& s) {
  return BreachIf(s.identification_kind && (*s.identification_kind < 0 || *s.identification_kind > 3));
}

constexpr Rule kRules[] = {
    // [text, in part] no fault by itself
    {"not-qualified", Weight::kNotice, Binds::kAny, "63-ФЗ ст. 17",
     "The certificate claims to be qualified, by a class or a sign tool.", NotQualified},
    // [text] [practice: all]
    {"policies-present", Weight::kErrorSince2018, Binds::kQualified, "RFC 9215 §5.2",
     "There is certificatePolicies.", PoliciesPresent},
    // [text] [practice: all leaves that were seen]
    {"policies-class", Weight::kErrorSince2018, Binds::kQualified, "RFC 9215 §5.2",
     "A holder's policies name a class, KC1 to KA1.", ClassOfHolder},
    // [text] [practice] anyPolicy alone may be about
    {"policies-class-of-ca", Weight::kWarning, Binds::kQualified, "RFC 9215 §5.2",
     "An authority's policies name a class, KC1 to KA1.", ClassOfCa},
    // [text: "starting from the lowest (KC1) up to the strongest"] [practice: never with a gap]
    {"policies-class-gap", Weight::kErrorSince2018, Binds::kQualified, "RFC 9215 §5.2",
     "Classes are named from KC1 up to the strongest, without a gap.", ClassGap},
    {"policies-class-unknown", Weight::kWarning, Binds::kQualified, "RFC 9215 §5.2",
     "There is no class beyond KA1.", ClassUnknown},
    // [text]
    {"policies-repeated", Weight::kWarning, Binds::kAny, "RFC 5280 §4.2.1.4", "No policy stands twice.",
     PolicyRepeated},
    // [text] [practice: all]
    {"subject-sign-tool", Weight::kErrorSince2018, Binds::kQualified, "RFC 9215 §5.3",
     "There is subjectSignTool.", SubjectToolPresent},
    // [text] lengths and types of all were not counted
    {"subject-sign-tool-type", Weight::kWarning, Binds::kQualified, "RFC 9215 §5.3",
     "subjectSignTool is a UTF8String.", SubjectToolType},
    {"subject-sign-tool-length", Weight::kWarning, Binds::kQualified, "RFC 9215 §5.3",
     "subjectSignTool has 1 to 200 characters.", SubjectToolLength},
    // [text] [practice: all]
    {"issuer-sign-tool", Weight::kErrorSince2018, Binds::kQualified, "RFC 9215 §5.4",
     "There is issuerSignTool.", IssuerToolPresent},
    // [text] lengths and types of all were not counted
    {"issuer-sign-tool-type", Weight::kWarning, Binds::kQualified, "RFC 9215 §5.4",
     "The fields of issuerSignTool are UTF8String.", IssuerToolType},
    {"issuer-sign-tool-length", Weight::kWarning, Binds::kQualified, "RFC 9215 §5.4",
     "The tools in issuerSignTool have 1 to 200 characters, their documents 1 to 100.", IssuerToolLength},
    // [text, in part] [practice: all since 2022]
    {"identification-kind", Weight::kWarning, Binds::kQualified, "63-ФЗ ст. 17 ч. 2",
     "There is identificationKind, since September 2021.", IdentificationPresent},
    // [text] a later order may name a fifth way
    {"identification-kind-range", Weight::kWarning, Binds::kQualified, "RFC 9215 §5.1",
     "identificationKind is 0, 1, 2 or 3.", IdentificationRange},
};

}  // namespace

std::span<const Rule> QualifiedRules() {
  return kRules;
}

}  // namespace kepsim::lint
