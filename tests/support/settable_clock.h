// A clock that a test sets.
#pragma once

#include <atomic>

#include "ca/base/clock.h"

namespace kepsim {

class SettableClock : public Clock {
 public:
  explicit SettableClock(Time now) : now_(ToMicros(now)) {}
  Time Now() const override { return FromMicros(now_.load()); }
  void Set(Time now) { now_.store(ToMicros(now)); }
  void Advance(Duration by) { now_.fetch_add(by.count()); }

 private:
  std::atomic<int64_t> now_;
};

}  // namespace kepsim
