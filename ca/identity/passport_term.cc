#include "ca/identity/passport_term.h"

#include <algorithm>

namespace kepsim {

Date EarliestPassport(std::optional<Date> birth) {
  constexpr Date kFirstPassports{std::chrono::year(1997), std::chrono::October, std::chrono::day(1)};
  return birth ? std::max(kFirstPassports, AddYears(*birth, 14)) : kFirstPassports;
}

std::optional<Date> LastDayOfPassport(Date birth, Date issued) {
  constexpr auto kGrace = std::chrono::days(90);
  for (int age : {20, 45}) {
    const Date birthday = AddYears(birth, age);
    if (issued < birthday) return Date(std::chrono::sys_days(birthday) + kGrace);
  }
  return std::nullopt;
}

}  // namespace kepsim
