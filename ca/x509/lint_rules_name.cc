// The forms of issuer and subject: whatever they name.

#include <algorithm>

#include "ca/person/check_digits.h"
#include "ca/person/utf8.h"
#include "ca/x509/lint_oids.h"
#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

constexpr uint8_t kUtf8String = 0x0C;
constexpr uint8_t kNumericString = 0x12;
constexpr uint8_t kPrintableString = 0x13;
constexpr uint8_t kIa5String = 0x16;

struct Number {
  std::string_view oid;
  std::string_view name;
  size_t digits;
};

constexpr Number kNumbers[] = {
    {kSnils, "SNILS", 11}, {kInn, "INN", 12},       {kInnle, "INNLE", 10},
    {kOgrn, "OGRN", 13},   {kOgrnip, "OGRNIP", 15},
};

constexpr std::string_view kTexts[] = {kCommonName, kSurname,      kGivenName,          kState, kLocality,
                                       kStreet,     kOrganization, kOrganizationalUnit, kTitle};

const Number* FindNumber(std::string_view oid) {
  const auto* found = std::ranges::find(kNumbers, oid, &Number::oid);
  return found == std::end(kNumbers) ? nullptr : found;
}

bool IsText(std::string_view oid) {
  return std::ranges::find(kTexts, oid) != std::end(kTexts);
}

// The OID of the first attribute, of the issuer's or the subject's, that breaks what `broken` tells.
template <class Broken>
Breach FirstAttribute(const Subject& s, Broken broken) {
  for (const DistinguishedName* name : {&s.certificate.issuer, &s.certificate.subject}) {
    for (const Attribute& attribute : name->attributes) {
      if (broken(attribute)) return (name == &s.certificate.issuer ? "issuer " : "subject ") + attribute.oid;
    }
  }
  return std::nullopt;
}

Breach IssuerEmpty(const Subject& s) {
  return BreachIf(s.certificate.issuer.attributes.empty());
}

Breach MultiValuedRdn(const Subject& s) {
  if (s.certificate.issuer.multi_valued_rdn) return "issuer";
  return BreachIf(s.certificate.subject.multi_valued_rdn, "subject");
}

// Street and unit may repeat, one line each; the rest names one thing.
Breach Repeated(const Subject& s) {
  for (const DistinguishedName* name : {&s.certificate.issuer, &s.certificate.subject}) {
    for (const Attribute& attribute : name->attributes) {
      if (!FindNumber(attribute.oid) && attribute.oid != kCommonName && attribute.oid != kSurname &&
          attribute.oid != kGivenName && attribute.oid != kCountry) {
        continue;
      }
      if (std::ranges::count(name->attributes, attribute.oid, &Attribute::oid) > 1) return attribute.oid;
    }
  }
  return std::nullopt;
}

Breach EmptyValue(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) { return a.value.empty(); });
}

Breach NumberType(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) { return FindNumber(a.oid) && a.tag != kNumericString; });
}

Breach NumberLength(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) {
    const Number* number = FindNumber(a.oid);
    return number != nullptr && !IsDigits(a.value, number->digits);
  });
}

Breach Country(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) {
    const bool letters =
        a.value.size() == 2 && std::ranges::all_of(a.value, [](char c) { return c >= 'A' && c <= 'Z'; });
    return a.oid == kCountry && (a.tag != kPrintableString || !letters);
  });
}

Breach TextType(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) { return IsText(a.oid) && a.tag != kUtf8String; });
}

Breach EmailType(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) { return a.oid == kEmail && a.tag != kIa5String; });
}

Breach Utf8(const Subject& s) {
  return FirstAttribute(
      s, [](const Attribute& a) { return a.tag == kUtf8String && !DecodeUtf8(a.value).has_value(); });
}

Breach PrintableCharacters(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) {
    if (a.tag == kNumericString) return a.value.find_first_not_of("0123456789 ") != a.value.npos;
    if (a.tag == kIa5String) return std::ranges::any_of(a.value, [](char c) { return (c & 0x80) != 0; });
    constexpr std::string_view kPrintable =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?";
    return a.tag == kPrintableString && a.value.find_first_not_of(kPrintable) != a.value.npos;
  });
}

Breach Spaces(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) {
    if (a.tag != kUtf8String || a.value.empty()) return false;
    return a.value.front() == ' ' || a.value.back() == ' ' || a.value.find("  ") != a.value.npos;
  });
}

Breach Controls(const Subject& s) {
  return FirstAttribute(s, [](const Attribute& a) {
    if (a.tag != kUtf8String) return false;
    const auto text = DecodeUtf8(a.value);
    return text && std::ranges::any_of(*text, IsControlOrInvisible);
  });
}

// The check digits of one kind of number; wrong lengths are number-length's.
template <class Holds>
Breach CheckDigits(const Subject& s, std::string_view oid, size_t digits, Holds holds) {
  return FirstAttribute(
      s, [&](const Attribute& a) { return a.oid == oid && IsDigits(a.value, digits) && !holds(a.value); });
}

Breach SnilsDigits(const Subject& s) {
  return CheckDigits(s, kSnils, 11, SnilsCheckDigitsHold);
}
Breach InnleDigits(const Subject& s) {
  return CheckDigits(s, kInnle, 10, CompanyInnCheckDigitHolds);
}
Breach OgrnDigits(const Subject& s) {
  return CheckDigits(s, kOgrn, 13, OgrnCheckDigitHolds);
}
Breach OgrnipDigits(const Subject& s) {
  return CheckDigits(s, kOgrnip, 15, OgrnipCheckDigitHolds);
}

// Until INNLE came in 2021, a company's ten digits stood in INN behind two zeros.
bool IsCompanyInInn(std::string_view value) {
  return value.starts_with("00") && CompanyInnCheckDigitHolds(value.substr(2));
}

Breach InnDigits(const Subject& s) {
  return CheckDigits(s, kInn, 12, [](std::string_view value) {
    return PersonInnCheckDigitsHold(value) || IsCompanyInInn(value);
  });
}

Breach CompanyInn(const Subject& s) {
  const Attribute* inn = s.certificate.subject.Find(kInn);
  constexpr int64_t kSeptember2021 = 1630443600;  // Order 31 of 29.01.2021 in force, Moscow time
  return BreachIf(s.IssuedSince(kSeptember2021) && inn != nullptr && IsDigits(inn->value, 12) &&
                  IsCompanyInInn(inn->value));
}

constexpr Rule kRules[] = {
    // [text]
    {"issuer-empty", Severity::kError, "RFC 5280 §4.1.2.4", IssuerEmpty},
    // [practice: none of 1,134 has one]
    {"name-multi-valued-rdn", Severity::kWarning, "Order 795", MultiValuedRdn},
    // [practice]
    {"name-attribute-repeated", Severity::kWarning, "Order 795", Repeated},
    // [text] every string of X.520 has at least one character
    {"name-value-empty", Severity::kError, "RFC 5280 appendix A.1", EmptyValue},
    // [text] [practice: all]
    {"name-number-type", Severity::kError, "RFC 9215 §5.1", NumberType},
    {"name-number-length", Severity::kError, "RFC 9215 §5.1", NumberLength},
    // [text]
    {"name-country", Severity::kError, "RFC 5280 appendix A.1", Country},
    // [text] [practice] a few real ones have BMPString, which RFC 5280 keeps for what exists already
    {"name-text-type", Severity::kWarning, "RFC 5280 §4.1.2.4", TextType},
    // [text]
    {"name-email-type", Severity::kError, "RFC 5280 appendix A.1", EmailType},
    {"name-utf8", Severity::kError, "RFC 3629 §3", Utf8},
    {"name-characters", Severity::kError, "X.680 §41", PrintableCharacters},
    // [practice] relying parties compare names letter by letter
    {"name-spaces", Severity::kNotice, "Order 795", Spaces},
    {"name-controls", Severity::kWarning, "Order 795", Controls},
    // [text] the algorithms of the numbers' own keepers; INN's second form [practice]
    {"snils-check-digits", Severity::kError, "ПФР, правила СНИЛС", SnilsDigits},
    {"inn-check-digits", Severity::kError, "ФНС, порядок ИНН", InnDigits},
    {"innle-check-digit", Severity::kError, "ФНС, порядок ИНН", InnleDigits},
    {"ogrn-check-digit", Severity::kError, "ФНС, порядок ОГРН", OgrnDigits},
    {"ogrnip-check-digit", Severity::kError, "ФНС, порядок ОГРН", OgrnipDigits},
    // [text] [practice: none since 2022]
    {"inn-of-company", Severity::kWarning, "Order 795 as amended by Order 31", CompanyInn},
};

}  // namespace

std::span<const Rule> NameRules() {
  return kRules;
}

}  // namespace kepsim::lint
