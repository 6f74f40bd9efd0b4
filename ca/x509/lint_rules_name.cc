// The forms of issuer and subject, whatever they name. Numbers have rules of their own.

#include <algorithm>

#include "ca/x509/lint_names.h"
#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

constexpr bool IsText(AttributeType type) {
  return type <= AttributeType::kGivenName && type != AttributeType::kCountry;
}

Breach IssuerEmpty(const Subject& s) {
  return BreachIf(s.certificate.issuer.attributes.empty());
}

Breach SubjectEmpty(const Subject& s) {
  if (!s.certificate.subject.attributes.empty()) return std::nullopt;
  const Extension* names = s.certificate.Find(ExtensionType::kSubjectAltName);
  return BreachIf(s.is_ca() || names == nullptr || !names->critical());
}

Breach MultiValuedRdn(const Subject& s) {
  if (s.certificate.issuer.multi_valued_rdn) return "issuer";
  return BreachIf(s.certificate.subject.multi_valued_rdn, "subject");
}

// Street, unit and the like may repeat, one line each; the rest names one thing.
Breach Repeated(const Subject& s) {
  for (const DistinguishedName* name : {&s.certificate.issuer, &s.certificate.subject}) {
    uint32_t seen = 0;
    for (const Attribute& attribute : name->attributes) {
      const bool once = NumberOf(attribute.type) != nullptr || attribute.type == AttributeType::kCommonName ||
                        attribute.type == AttributeType::kSurname ||
                        attribute.type == AttributeType::kGivenName ||
                        attribute.type == AttributeType::kCountry;
      const uint32_t bit = uint32_t{1} << static_cast<int>(attribute.type);
      if (once && (seen & bit) != 0) return OidText(attribute.oid);
      seen |= bit;
    }
  }
  return std::nullopt;
}

Breach EmptyValue(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) { return a.value.empty(); });
}

Breach TextType(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) {
    return IsText(a.type) && a.tag != kUtf8String && a.tag != kPrintableString;
  });
}

Breach EmailType(const Subject& s) {
  return FirstAttribute(
      s, [](const Attribute& a) { return a.type == AttributeType::kEmail && a.tag != kIa5String; });
}

Breach EmailForm(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) {
    if (a.type != AttributeType::kEmail || a.value.empty() || !a.text.clean()) return false;
    const std::u32string& text = a.text.points;
    const size_t at = text.find(U'@');
    return at == text.npos || at == 0 || at + 1 == text.size() || text.find(U'@', at + 1) != text.npos;
  });
}

Breach Country(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) {
    if (a.type != AttributeType::kCountry || a.value.empty()) return false;
    const bool letters =
        a.value.size() == 2 && std::ranges::all_of(a.value, [](char c) { return c >= 'A' && c <= 'Z'; });
    return a.tag != kPrintableString || !letters;
  });
}

Breach Utf8(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) { return a.tag == kUtf8String && !a.text.decodes; });
}

// What has a rule of its own for its characters is left to it.
Breach Characters(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) {
    if (a.type == AttributeType::kCountry || NumberOf(a.type) != nullptr) return false;
    return a.text.has_foreign || (a.tag != kUtf8String && !a.text.decodes);
  });
}

Breach Spaces(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) { return a.text.has_loose_spaces && !NumberOf(a.type); });
}

Breach Controls(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) {
    return a.text.has_controls && !a.text.has_foreign && a.type != AttributeType::kCountry &&
           !NumberOf(a.type);
  });
}

Breach Combining(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) { return a.text.has_combining; });
}

Breach MixedScripts(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) { return a.text.mixes_scripts; });
}

constexpr size_t kTooLong = 256;

Breach Length(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) {
    const bool place = a.type == AttributeType::kState || a.type == AttributeType::kLocality ||
                       a.type == AttributeType::kStreet;
    const size_t length = a.text.points.size();
    return IsText(a.type) && length > (place ? 128u : 64u) && length <= kTooLong;
  });
}

Breach TooLong(const Subject& s) {
  return FirstAttribute(s,
                        [](const Attribute& a) { return IsText(a.type) && a.text.points.size() > kTooLong; });
}

constexpr Rule kRules[] = {
    // [text]
    {"issuer-empty", Weight::kError, Binds::kAny, "RFC 5280 §4.1.2.4", "The issuer has a name.", IssuerEmpty},
    {"subject-empty", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.1.2.6",
     "An empty subject has a critical subjectAltName in its place, and is no authority's.", SubjectEmpty},
    // [practice: none of 1,134 has one]
    {"name-multi-valued-rdn", Weight::kWarning, Binds::kQualified, "Order 795",
     "Every RDN holds one attribute.", MultiValuedRdn},
    // [practice]
    {"name-attribute-repeated", Weight::kWarning, Binds::kQualified, "Order 795",
     "Numbers, CN, SN, GN and C stand once in a name.", Repeated},
    // [text] every string of X.520 has at least one character
    {"name-value-empty", Weight::kWarning, Binds::kAny, "RFC 5280 appendix A.1", "No attribute is empty.",
     EmptyValue},
    // [text] [practice] a few real ones have BMPString, which RFC 5280 keeps for what exists already
    {"name-text-type", Weight::kWarning, Binds::kAny, "RFC 5280 §4.1.2.4",
     "Text is UTF8String or PrintableString, not BMPString, TeletexString or another.", TextType},
    // [text]
    {"name-email-type", Weight::kWarning, Binds::kAny, "RFC 5280 appendix A.1",
     "An e-mail address is an IA5String.", EmailType},
    {"name-email-form", Weight::kWarning, Binds::kQualified, "RFC 5321 §4.1.2",
     "An e-mail address has one @ with something before and behind it.", EmailForm},
    {"name-country", Weight::kWarning, Binds::kAny, "RFC 5280 appendix A.1",
     "A country is a PrintableString of two capital letters.", Country},
    // [text] [practice: all]
    {"name-utf8", Weight::kErrorSince2018, Binds::kAny, "RFC 3629 §3", "A UTF8String is UTF-8.", Utf8},
    // [text]
    {"name-characters", Weight::kWarning, Binds::kAny, "X.680 §41",
     "A string has only characters of its type.", Characters},
    // [practice] relying parties compare names letter by letter
    {"name-spaces", Weight::kNotice, Binds::kAny, "RFC 5280 §7.1",
     "A value does not begin or end with a space, nor have two in a row.", Spaces},
    {"name-controls", Weight::kWarning, Binds::kAny, "RFC 5280 §7.1",
     "A value has no control or invisible characters.", Controls},
    // [text] names are compared in a composed form; most relying parties compare octets
    {"name-combining-marks", Weight::kWarning, Binds::kAny, "RFC 5280 §7.1",
     "A value has no combining marks: й is one character.", Combining},
    // [memory] letters that look alike
    {"name-mixed-scripts", Weight::kWarning, Binds::kAny, "UTS 39 §5.1",
     "No word mixes Cyrillic and Latin letters.", MixedScripts},
    // [text] [practice] names up to 139 characters were seen
    {"name-length", Weight::kNotice, Binds::kAny, "RFC 5280 appendix A.1",
     "Values keep to the upper bounds: 64 characters for names, 128 for places.", Length},
    // [practice]
    {"name-too-long", Weight::kWarning, Binds::kAny, "Order 795", "No value has more than 256 characters.",
     TooLong},
};

}  // namespace

std::span<const Rule> NameRules() {
  return kRules;
}

}  // namespace kepsim::lint
