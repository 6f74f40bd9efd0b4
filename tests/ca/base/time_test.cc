#include "ca/base/time.h"

#include <gtest/gtest.h>

namespace kepsim {
namespace {

TEST(Time, ReadsAndWritesRfc3339) {
  const struct {
    const char* text;
    int64_t micros;
    const char* written;
  } kCases[] = {
      {"1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"},
      {"2026-01-15T09:00:00Z", 1768467600'000000, "2026-01-15T09:00:00Z"},
      {"2026-01-15T12:00:00+03:00", 1768467600'000000, "2026-01-15T09:00:00Z"},
      {"2026-01-15T09:00:00.25Z", 1768467600'250000, "2026-01-15T09:00:00.25Z"},
      {"1969-12-31T23:59:59Z", -1'000000, "1969-12-31T23:59:59Z"},
  };
  for (const auto& c : kCases) {
    const auto time = ParseTime(c.text);
    ASSERT_TRUE(time) << c.text;
    EXPECT_EQ(ToMicros(*time), c.micros) << c.text;
    EXPECT_EQ(FormatTime(*time), c.written);
  }
}

TEST(Time, RefusesWhatIsNoTime) {
  for (const char* text : {"", "2026-01-15", "2026-01-15T09:00:00", "2026-13-15T09:00:00Z",
                           "2026-02-30T09:00:00Z", "2026-01-15T24:00:00Z", "2026-01-15T09:00:00+3:00",
                           "2026-01-15T09:00:00.Z", "2026-01-15T09:00:00Zx", "-026-01-15T09:00:00Z"}) {
    EXPECT_FALSE(ParseTime(text)) << text;
  }
}

TEST(Date, KnowsTheCalendar) {
  EXPECT_TRUE(ParseDate("2024-02-29"));
  EXPECT_FALSE(ParseDate("2025-02-29"));
  EXPECT_FALSE(ParseDate("2025-2-9"));
  EXPECT_FALSE(ParseDate("2025-02-09 "));
  EXPECT_EQ(FormatDate(AddYears(*ParseDate("2004-02-29"), 20)), "2024-02-29");
  EXPECT_EQ(FormatDate(AddYears(*ParseDate("2004-02-29"), 45)), "2049-03-01");
  EXPECT_EQ(FormatRussianDate(*ParseDate("2026-11-22")), "22.11.2026");
}

}  // namespace
}  // namespace kepsim
