// Terms of certificates.
#pragma once

#include "ca/base/time.h"

namespace kepsim {

// A span by the calendar.
struct Term {
  int months = 0;
  Duration more{};
};

// The same time of day, months later; a day that the month lacks runs over into the next, as in AddYears.
inline Time After(Time from, const Term& term) {
  using std::chrono::months;
  const Date date = DateOf(from);
  Date until = date + months(term.months);
  if (!until.ok()) until = Date(std::chrono::sys_days(until));
  return StartOf(until) + (from - StartOf(date)) + term.more;
}

inline Time AfterYears(Time from, int years) {
  return After(from, {.months = 12 * years});
}

}  // namespace kepsim
