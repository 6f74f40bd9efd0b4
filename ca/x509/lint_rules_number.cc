// SNILS, INN, INNLE, OGRN, OGRNIP. A holder's are held to their form; an authority's own, which stand in all
// that it issues, are told once and as a warning.

#include "ca/person/check_digits.h"
#include "ca/x509/lint_names.h"

namespace kepsim::lint {
namespace {

// The OID of the first number of the holder that breaks what `broken` tells.
template <class Broken>
Breach FirstOfHolder(const Subject& s, Broken broken) {
  if (s.is_ca()) return std::nullopt;
  for (const Attribute& attribute : s.certificate.subject.attributes) {
    const Number* number = NumberOf(attribute.type);
    if (number != nullptr && !attribute.value.empty() && broken(attribute, *number))
      return OidText(attribute.oid);
  }
  return std::nullopt;
}

Breach NumberType(const Subject& s) {
  return FirstOfHolder(s, [](const Attribute& a, const Number&) { return a.tag != kNumericString; });
}

Breach NumberLength(const Subject& s) {
  return FirstOfHolder(s, [](const Attribute& a, const Number& number) {
    return !a.text.points.empty() && !IsDigits(DigitsOf(a), number.digits);
  });
}

Breach NumberZero(const Subject& s) {
  return FirstAttribute(
      s, [](const Attribute& a) { return NumberOf(a.type) != nullptr && IsAllZeros(DigitsOf(a)); });
}

// The check digits of one kind of number. Wrong lengths are name-number-length's, zeros name-number-zero's.
bool CheckDigitsFail(const Attribute& attribute, const Number& number) {
  const std::string digits = DigitsOf(attribute);
  return IsDigits(digits, number.digits) && !IsAllZeros(digits) && !number.holds(digits);
}

template <AttributeType kType>
Breach CheckDigits(const Subject& s) {
  return FirstOfHolder(s, [](const Attribute& a, const Number& number) {
    return a.type == kType && CheckDigitsFail(a, number);
  });
}

Breach CompanyInn(const Subject& s) {
  const Attribute* inn = s.certificate.subject.Find(AttributeType::kInn);
  if (inn == nullptr || !s.IssuedSince(kSeptember2021)) return std::nullopt;
  const std::string digits = DigitsOf(*inn);
  // A person's INN of region 00, which only synthetic ones have, ends in a company's check digit, too.
  return BreachIf(IsDigits(digits, 12) && !IsAllZeros(digits) && IsCompanyInInn(digits) &&
                  !PersonInnCheckDigitsHold(digits));
}

Breach AuthorityNumber(const Subject& s) {
  const auto breach = [](const DistinguishedName& name) -> Breach {
    for (const Attribute& a : name.attributes) {
      const Number* number = NumberOf(a.type);
      if (number == nullptr || a.value.empty()) continue;
      if (a.tag != kNumericString || !IsDigits(a.value, number->digits) || CheckDigitsFail(a, *number)) {
        return OidText(a.oid);
      }
    }
    return std::nullopt;
  };
  if (auto issuers = breach(s.certificate.issuer)) return issuers;
  return s.is_ca() ? breach(s.certificate.subject) : std::nullopt;
}

constexpr Rule kRules[] = {
    // [text] [practice: all]
    {"name-number-type", Weight::kErrorSince2018, Binds::kAny, "RFC 9215 §5.1",
     "A holder's SNILS, INN, INNLE, OGRN, OGRNIP are NumericString.", NumberType},
    {"name-number-length", Weight::kErrorSince2018, Binds::kAny, "RFC 9215 §5.1",
     "A holder's SNILS has 11 digits, INN 12, INNLE 10, OGRN 13, OGRNIP 15.", NumberLength},
    // [practice] the test contour of ЕСИА has them
    {"name-number-zero", Weight::kWarning, Binds::kAny, "ФНС, ПФР", "No number is all zeros.", NumberZero},
    // [text] the algorithms of the numbers' own keepers; INN's second form [practice]
    {"snils-check-digits", Weight::kErrorSince2018, Binds::kAny, "ПФР, правила СНИЛС",
     "A holder's SNILS has the right check digits.", CheckDigits<AttributeType::kSnils>},
    {"inn-check-digits", Weight::kErrorSince2018, Binds::kAny, "ФНС, порядок ИНН",
     "A holder's INN has the right check digits; a company's ten digits may stand behind two zeros.",
     CheckDigits<AttributeType::kInn>},
    {"innle-check-digit", Weight::kErrorSince2018, Binds::kAny, "ФНС, порядок ИНН",
     "A holder's INNLE has the right check digit.", CheckDigits<AttributeType::kInnle>},
    {"ogrn-check-digit", Weight::kErrorSince2018, Binds::kAny, "ФНС, порядок ОГРН",
     "A holder's OGRN has the right check digit.", CheckDigits<AttributeType::kOgrn>},
    {"ogrnip-check-digit", Weight::kErrorSince2018, Binds::kAny, "ФНС, порядок ОГРН",
     "A holder's OGRNIP has the right check digit.", CheckDigits<AttributeType::kOgrnip>},
    // [text] [practice: none since 2022]
    {"inn-of-company", Weight::kWarning, Binds::kQualified, "Order 795 as amended by Order 31",
     "Since September 2021 a company's INN stands in INNLE, not in INN behind two zeros.", CompanyInn},
    // [text] [practice] not every one was counted
    {"authority-number", Weight::kWarning, Binds::kQualified, "RFC 9215 §5.1",
     "The numbers of an authority have the right type, length and check digits.", AuthorityNumber},
};

}  // namespace

std::span<const Rule> NumberRules() {
  return kRules;
}

}  // namespace kepsim::lint
