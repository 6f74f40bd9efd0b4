#include "client/world/world_clock.h"

namespace kepsim {

WorldClock::WorldClock(ClockMode mode, Duration offset, Time frozen_at)
    : mode_(mode), offset_(offset), latest_(mode == ClockMode::kFrozen ? ToMicros(frozen_at) : INT64_MIN) {}

Time WorldClock::Now() const {
  if (mode_ == ClockMode::kFrozen) return FromMicros(latest_.load());
  const int64_t now = ToMicros(MachineClock().Now() + offset_);
  int64_t latest = latest_.load();
  while (now > latest && !latest_.compare_exchange_weak(latest, now)) {
  }
  return FromMicros(std::max(now, latest));
}

Status WorldClock::MoveTo(Time time) {
  if (mode_ != ClockMode::kFrozen) return Reason::CLOCK_NOT_FROZEN;
  const int64_t target = ToMicros(time);
  int64_t latest = latest_.load();
  do {
    if (target < latest) return Reason::CLOCK_BACKWARDS;
  } while (!latest_.compare_exchange_weak(latest, target));
  return OkStatus();
}

}  // namespace kepsim
