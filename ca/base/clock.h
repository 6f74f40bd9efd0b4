// Where the time comes from. Pure code is given a Time; only long-lived objects hold a Clock.
#pragma once

#include <memory>

#include "ca/base/time.h"

namespace kepsim {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time Now() const = 0;
};

// The machine's own clock. The only place where the wall clock is read.
const Clock& MachineClock();

}  // namespace kepsim
