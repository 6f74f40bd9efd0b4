// Moments as google.protobuf.Timestamp and Duration.
#pragma once

#include <google/protobuf/duration.pb.h>
#include <google/protobuf/timestamp.pb.h>

#include <algorithm>

#include "ca/base/time.h"

namespace kepsim {

inline void Encode(Time time, google::protobuf::Timestamp* out) {
  const int64_t seconds = ToSeconds(time);
  out->set_seconds(seconds);
  out->set_nanos(static_cast<int>((ToMicros(time) - seconds * 1'000'000) * 1000));
}
// What lies outside a Timestamp's own range, the years 1 to 9999, becomes its end.
inline Time Decode(const google::protobuf::Timestamp& time) {
  constexpr int64_t kFirst = -62'135'596'800;
  constexpr int64_t kLast = 253'402'300'799;
  return FromSeconds(std::clamp(time.seconds(), kFirst, kLast)) +
         Duration(std::clamp(time.nanos(), 0, 999'999'999) / 1000);
}
inline Duration Decode(const google::protobuf::Duration& duration) {
  return std::chrono::seconds(duration.seconds()) + Duration(duration.nanos() / 1000);
}
inline void Encode(Duration duration, google::protobuf::Duration* out) {
  out->set_seconds(duration.count() / 1'000'000);
  out->set_nanos(static_cast<int>(duration.count() % 1'000'000 * 1000));
}

}  // namespace kepsim
