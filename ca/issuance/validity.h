// Terms of certificates.
#pragma once

#include "ca/base/time.h"

namespace kepsim {

// The same time of day, years later.
inline Time AfterYears(Time from, int years) {
  const Date date = DateOf(from);
  return StartOf(AddYears(date, years)) + (from - StartOf(date));
}

}  // namespace kepsim
