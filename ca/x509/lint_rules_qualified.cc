// The extensions of Order 795 and RFC 9215 §5. They bind what claims to be qualified.

#include <algorithm>
#include <array>
#include <charconv>

#include "ca/person/utf8.h"
#include "ca/x509/lint_oids.h"
#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

constexpr uint8_t kUtf8String = 0x0C;
constexpr size_t kClasses = 6;

// Which of the classes KC1 .. KA1 the policies name; other arcs under 113 are told by `unknown`.
struct Classes {
  std::array<bool, kClasses> present{};
  std::string unknown;
};

Classes ReadClasses(const Subject& s) {
  Classes classes;
  if (!s.policies) return classes;
  for (const std::string& oid : *s.policies) {
    if (!oid.starts_with(kClassPrefix)) continue;
    const std::string_view arc = std::string_view(oid).substr(kClassPrefix.size());
    size_t number = 0;
    const auto [end, error] = std::from_chars(arc.data(), arc.data() + arc.size(), number);
    if (error == std::errc() && end == arc.data() + arc.size() && number >= 1 && number <= kClasses) {
      classes.present[number - 1] = true;
    } else {
      classes.unknown = oid;
    }
  }
  return classes;
}

// SIZE counts characters.
bool FitsUtf8(const Tlv& tlv, size_t most) {
  if (tlv.tag != kUtf8String) return false;
  const auto text = DecodeUtf8(AsText(tlv.content));
  return text && !text->empty() && text->size() <= most;
}

Breach NotQualified(const Subject& s) {
  return BreachIf(!s.qualified());
}

Breach PoliciesPresent(const Subject& s) {
  return BreachIf(s.qualified() && !s.certificate.Find(kCertificatePolicies));
}

Breach ClassPresent(const Subject& s) {
  if (!s.qualified() || !s.policies) return std::nullopt;
  const auto classes = ReadClasses(s);
  return BreachIf(std::ranges::none_of(classes.present, [](bool present) { return present; }));
}

Breach ClassGap(const Subject& s) {
  const auto classes = ReadClasses(s);
  const auto gap = std::ranges::find(classes.present, false);
  return BreachIf(std::any_of(gap, classes.present.end(), [](bool present) { return present; }));
}

Breach ClassUnknown(const Subject& s) {
  const auto classes = ReadClasses(s);
  return BreachIf(!classes.unknown.empty(), classes.unknown);
}

Breach PolicyRepeated(const Subject& s) {
  if (!s.policies) return std::nullopt;
  for (const std::string& oid : *s.policies) {
    if (std::ranges::count(*s.policies, oid) > 1) return oid;
  }
  return std::nullopt;
}

Breach SubjectToolPresent(const Subject& s) {
  return BreachIf(s.qualified() && !s.certificate.Find(kSubjectSignTool));
}

Breach SubjectToolForm(const Subject& s) {
  return BreachIf(s.subject_sign_tool && !FitsUtf8(*s.subject_sign_tool, 200));
}

Breach IssuerToolPresent(const Subject& s) {
  return BreachIf(s.qualified() && !s.certificate.Find(kIssuerSignTool));
}

Breach IssuerToolForm(const Subject& s) {
  if (!s.issuer_sign_tool) return std::nullopt;
  constexpr size_t kMost[] = {200, 200, 100, 100};
  constexpr std::string_view kFields[] = {"signTool", "cATool", "signToolCert", "cAToolCert"};
  for (size_t i = 0; i < s.issuer_sign_tool->size(); ++i) {
    if (!FitsUtf8((*s.issuer_sign_tool)[i], kMost[i])) return std::string(kFields[i]);
  }
  return std::nullopt;
}

Breach ToolCritical(const Subject& s) {
  for (std::string_view oid : {kSubjectSignTool, kIssuerSignTool}) {
    const Extension* extension = s.certificate.Find(oid);
    if (extension != nullptr && extension->critical()) return std::string(oid);
  }
  return std::nullopt;
}

Breach IdentificationPresent(const Subject& s) {
  constexpr int64_t kSeptember2021 = 1630443600;  // Order 31 of 29.01.2021 in force, Moscow time
  return BreachIf(s.qualified() && s.IssuedSince(kSeptember2021) && !s.certificate.Find(kIdentificationKind));
}

Breach IdentificationRange(const Subject& s) {
  return BreachIf(s.identification_kind && (*s.identification_kind < 0 || *s.identification_kind > 3));
}

constexpr Rule kRules[] = {
    {"not-qualified", Severity::kNotice, "63-ФЗ ст. 17", NotQualified},
    // [text] [practice: all]
    {"policies-present", Severity::kError, "RFC 9215 §5.2", PoliciesPresent},
    {"policies-class", Severity::kError, "RFC 9215 §5.2", ClassPresent},
    // [text: "starting from the lowest (KC1) up to the strongest"] [practice: never with a gap]
    {"policies-class-gap", Severity::kError, "RFC 9215 §5.2", ClassGap},
    {"policies-class-unknown", Severity::kError, "RFC 9215 §5.2", ClassUnknown},
    // [text]
    {"policies-repeated", Severity::kError, "RFC 5280 §4.2.1.4", PolicyRepeated},
    // [text] [practice: all]
    {"subject-sign-tool", Severity::kError, "RFC 9215 §5.3", SubjectToolPresent},
    {"subject-sign-tool-form", Severity::kError, "RFC 9215 §5.3", SubjectToolForm},
    {"issuer-sign-tool", Severity::kError, "RFC 9215 §5.4", IssuerToolPresent},
    {"issuer-sign-tool-form", Severity::kError, "RFC 9215 §5.4", IssuerToolForm},
    {"sign-tool-critical", Severity::kError, "RFC 9215 §5.3, §5.4", ToolCritical},
    // [text, in part] [practice: all since 2022]
    {"identification-kind", Severity::kWarning, "63-ФЗ ст. 17 ч. 2 п. 7", IdentificationPresent},
    // [text]
    {"identification-kind-range", Severity::kError, "RFC 9215 §5.1", IdentificationRange},
};

}  // namespace

std::span<const Rule> QualifiedRules() {
  return kRules;
}

}  // namespace kepsim::lint
