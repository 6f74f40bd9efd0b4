#include "client/portal/registration.h"

#include <algorithm>
#include <optional>

#include "ca/person/check_digits.h"

namespace kepsim {
namespace {

constexpr size_t kShortestLogin = 3;
constexpr size_t kLongestLogin = 64;
constexpr size_t kShortestPassword = 8;
constexpr size_t kLongestPassword = 128;
constexpr Date kEarliestBirth{std::chrono::year(1900), std::chrono::month(1), std::chrono::day(1)};

std::optional<Reason> WrongWithLogin(std::string_view login) {
  if (login.empty()) return Reason::FIELD_REQUIRED;
  if (login.size() > kLongestLogin) return Reason::FIELD_TOO_LONG;
  const bool characters_hold = std::all_of(login.begin(), login.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-' || c == '@' || c == '+';
  });
  if (login.size() < kShortestLogin || !characters_hold) return Reason::FIELD_MALFORMED;
  return std::nullopt;
}

std::optional<Reason> WrongWithPassword(const Secret& password) {
  if (password.empty()) return Reason::FIELD_REQUIRED;
  // Counted without decoding, which would leave a copy of the password behind.
  const auto characters =
      static_cast<size_t>(std::count_if(password.bytes().begin(), password.bytes().end(),
                                        [](uint8_t octet) { return (octet & 0xC0) != 0x80; }));
  if (characters < kShortestPassword) return Reason::PASSWORD_TOO_SHORT;
  // Four octets make a character at most; more are no UTF-8.
  if (characters > kLongestPassword || password.size() > 4 * kLongestPassword) return Reason::FIELD_TOO_LONG;
  return std::nullopt;
}

std::optional<Reason> WrongWithSnils(std::string_view text) {
  if (text.empty()) return Reason::FIELD_REQUIRED;
  const std::string digits = NormalizeSnils(text);
  if (digits.empty() || digits.starts_with("000000000")) return Reason::SNILS_MALFORMED;
  if (!SnilsCheckDigitsHold(digits)) return Reason::SNILS_CHECK_DIGIT;
  return std::nullopt;
}

std::optional<Reason> WrongWithBirthDate(std::string_view text, Date today) {
  if (text.empty()) return Reason::FIELD_REQUIRED;
  const std::optional<Date> date = ParseDate(text);
  if (!date) return Reason::FIELD_MALFORMED;
  if (*date > today) return Reason::BIRTH_DATE_IN_FUTURE;
  if (*date < kEarliestBirth) return Reason::FIELD_OUT_OF_RANGE;
  return std::nullopt;
}

}  // namespace

Status CheckRegistration(const Registration& registration, Time now) {
  std::vector<FieldViolation> violations;
  const auto add = [&](std::string_view field, std::optional<Reason> reason) {
    if (reason) violations.push_back({std::string(field), *reason, {}});
  };
  add("login", WrongWithLogin(registration.login));
  add("password", WrongWithPassword(registration.password));
  CheckName(registration.person, "person", violations);
  add("snils", WrongWithSnils(registration.snils));
  add("birth_date", WrongWithBirthDate(registration.birth_date, DateOf(now)));
  return Status::Violations(std::move(violations));
}

}  // namespace kepsim
