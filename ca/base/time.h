// Moments and calendar dates. Nothing here reads a clock.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kepsim {

using Duration = std::chrono::microseconds;
using Time = std::chrono::sys_time<Duration>;  // UTC
using Date = std::chrono::year_month_day;

inline constexpr Duration kDay = std::chrono::hours(24);

constexpr int64_t ToMicros(Time time) {
  return time.time_since_epoch().count();
}
constexpr Time FromMicros(int64_t micros) {
  return Time(Duration(micros));
}
inline int64_t ToSeconds(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}
constexpr Time FromSeconds(int64_t seconds) {
  return Time(std::chrono::seconds(seconds));
}

// "2026-11-22T21:38:54Z", with as many digits of a second as are needed.
std::string FormatTime(Time time);
std::optional<Time> ParseTime(std::string_view rfc3339);

// "2026-11-22". ParseDate refuses days that the calendar does not have.
std::string FormatDate(Date date);
std::optional<Date> ParseDate(std::string_view text);
// "22.11.2026", as Russian documents have it.
std::string FormatRussianDate(Date date);
Date DateOf(Time time);
Time StartOf(Date date);
// Years later; 29 February becomes 1 March.
Date AddYears(Date date, int years);

}  // namespace kepsim
