// A world's own time: the machine's, the machine's shifted, or standing still until it is moved. It never
// goes back.
#pragma once

#include <atomic>

#include "ca/base/clock.h"
#include "ca/base/status.h"
#include "client/world/world_options.h"

namespace kepsim {

class WorldClock : public Clock {
 public:
  // `offset` is added to the machine's clock; `frozen_at` counts with kFrozen only.
  WorldClock(ClockMode mode, Duration offset, Time frozen_at);

  Time Now() const override;
  ClockMode mode() const { return mode_; }
  bool runs() const { return mode_ != ClockMode::kFrozen; }
  // Of a frozen clock only. CLOCK_NOT_FROZEN, CLOCK_BACKWARDS.
  Status MoveTo(Time time);

 private:
  const ClockMode mode_;
  const Duration offset_;
  // The latest time that was told or set: a machine's clock that is set back must not take the world with it.
  mutable std::atomic<int64_t> latest_;
};

}  // namespace kepsim
