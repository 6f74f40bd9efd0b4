#include "ca/base/clock.h"

namespace kepsim {
namespace {

class WallClock : public Clock {
 public:
  Time Now() const override {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  }
};

}  // namespace

const Clock& MachineClock() {
  static const WallClock clock;
  return clock;
}

}  // namespace kepsim
