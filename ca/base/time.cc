#include "ca/base/time.h"

#include <charconv>
#include <cstdio>

namespace kepsim {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hh_mm_ss;
using std::chrono::sys_days;

// Reads exactly `count` digits from the front of `text`.
std::optional<int> TakeDigits(std::string_view& text, size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool Take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> TakeDate(std::string_view& text) {
  const auto year = TakeDigits(text, 4);
  if (!year || !Take(text, '-')) return std::nullopt;
  const auto month = TakeDigits(text, 2);
  if (!month || !Take(text, '-')) return std::nullopt;
  const auto day = TakeDigits(text, 2);
  if (!day) return std::nullopt;
  const Date date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                  std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok()) return std::nullopt;
  return date;
}

}  // namespace

std::string FormatTime(Time time) {
  const hh_mm_ss<Duration> clock(time - floor<days>(time));
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%sT%02d:%02d:%02d", FormatDate(DateOf(time)).c_str(),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  std::string text = buffer;
  if (const auto micros = clock.subseconds().count(); micros != 0) {
    std::snprintf(buffer, sizeof buffer, ".%06d", static_cast<int>(micros));
    text += buffer;
    while (text.back() == '0') text.pop_back();
  }
  return text + "Z";
}

std::optional<Time> ParseTime(std::string_view text) {
  const auto date = TakeDate(text);
  if (!date || !Take(text, 'T')) return std::nullopt;
  const auto hour = TakeDigits(text, 2);
  if (!hour || !Take(text, ':')) return std::nullopt;
  const auto minute = TakeDigits(text, 2);
  if (!minute || !Take(text, ':')) return std::nullopt;
  const auto second = TakeDigits(text, 2);
  if (!second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  Time time = StartOf(*date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
              std::chrono::seconds(*second);
  if (Take(text, '.')) {
    int64_t scale = 1'000'000;
    int64_t micros = 0;
    if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
      scale /= 10;
      micros += (text.front() - '0') * scale;
      text.remove_prefix(1);
    }
    time += Duration(micros);
  }
  if (text == "Z" || text == "z") return time;
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const int sign = text.front() == '+' ? -1 : 1;
  text.remove_prefix(1);
  const auto offset_hours = TakeDigits(text, 2);
  if (!offset_hours || !Take(text, ':')) return std::nullopt;
  const auto offset_minutes = TakeDigits(text, 2);
  if (!offset_minutes || !text.empty() || *offset_hours > 23 || *offset_minutes > 59) return std::nullopt;
  return time + sign * (std::chrono::hours(*offset_hours) + std::chrono::minutes(*offset_minutes));
}

std::string FormatDate(Date date) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer;
}

std::optional<Date> ParseDate(std::string_view text) {
  const auto date = TakeDate(text);
  if (!date || !text.empty()) return std::nullopt;
  return date;
}

std::string FormatRussianDate(Date date) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%02u.%02u.%04d", static_cast<unsigned>(date.day()),
                static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
  return buffer;
}

Date DateOf(Time time) {
  return Date(floor<days>(time));
}
Time StartOf(Date date) {
  return Time(sys_days(date));
}

Date AddYears(Date date, int years) {
  const Date moved = date + std::chrono::years(years);
  return moved.ok() ? moved : Date(sys_days(moved));
}

}  // namespace kepsim
