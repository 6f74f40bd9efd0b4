#include "ca/x509/lint_names.h"

#include <algorithm>

#include "ca/person/check_digits.h"

namespace kepsim::lint {
namespace {

bool InnHolds(std::string_view digits) {
  return PersonInnCheckDigitsHold(digits) || IsCompanyInInn(digits);
}

constexpr Number kNumbers[] = {
    {AttributeType::kSnils, 11, SnilsCheckDigitsHold},      {AttributeType::kInn, 12, InnHolds},
    {AttributeType::kInnle, 10, CompanyInnCheckDigitHolds}, {AttributeType::kOgrn, 13, OgrnCheckDigitHolds},
    {AttributeType::kOgrnip, 15, OgrnipCheckDigitHolds},
};

}  // namespace

const Number* NumberOf(AttributeType type) {
  const auto* found = std::ranges::find(kNumbers, type, &Number::type);
  return found == std::end(kNumbers) ? nullptr : found;
}

std::string DigitsOf(const Attribute& attribute) {
  std::string digits;
  digits.reserve(attribute.text.points.size());
  for (char32_t c : attribute.text.points) digits += c < 0x80 ? static_cast<char>(c) : '?';
  return digits;
}

bool IsAllZeros(std::string_view digits) {
  return !digits.empty() && digits.find_first_not_of('0') == digits.npos;
}

bool IsCompanyInInn(std::string_view twelve_digits) {
  return twelve_digits.starts_with("00") && CompanyInnCheckDigitHolds(twelve_digits.substr(2));
}

}  // namespace kepsim::lint
