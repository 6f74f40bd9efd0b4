#include "client/world/world_clock.h"

#include <gtest/gtest.h>

namespace kepsim {
namespace {

constexpr Time kStart = FromSeconds(1'768'467'600);

TEST(WorldClock, FrozenStandsUntilItIsMovedForward) {
  WorldClock clock(ClockMode::kFrozen, Duration(0), kStart);
  EXPECT_EQ(clock.Now(), kStart);
  EXPECT_EQ(clock.Now(), kStart);
  EXPECT_TRUE(clock.MoveTo(kStart + kDay).ok());
  EXPECT_EQ(clock.Now(), kStart + kDay);
  EXPECT_TRUE(clock.MoveTo(kStart + kDay).ok());
  EXPECT_EQ(clock.MoveTo(kStart).reason(), Reason::CLOCK_BACKWARDS);
  EXPECT_EQ(clock.Now(), kStart + kDay);
}

TEST(WorldClock, ARunningClockIsTheMachinesShifted) {
  for (const Duration offset : {Duration(0), Duration(-400 * kDay), Duration(kDay)}) {
    WorldClock clock(offset == Duration(0) ? ClockMode::kReal : ClockMode::kOffset, offset, Time());
    const Time before = MachineClock().Now() + offset;
    const Time now = clock.Now();
    EXPECT_LE(before, now);
    EXPECT_LE(now, MachineClock().Now() + offset);
    EXPECT_LE(now, clock.Now());
    EXPECT_EQ(clock.MoveTo(now + kDay).reason(), Reason::CLOCK_NOT_FROZEN);
  }
}

}  // namespace
}  // namespace kepsim
