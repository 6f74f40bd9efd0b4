#include "ca/operation/operation.h"

#include <algorithm>
#include <array>

namespace kepsim {

std::string Operation::NewId(std::string_view purpose) const {
  static constexpr char kDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";
  std::array<uint8_t, 16> octets;
  const auto millis = static_cast<uint64_t>(ToMicros(now_) / 1000);
  for (int i = 0; i < 6; ++i) octets[i] = static_cast<uint8_t>(millis >> (40 - 8 * i));
  Stream(purpose)->Fill(std::span(octets).subspan(6));
  std::string id;
  id.reserve(26);
  // 128 bits behind two zero bits make 26 digits of 5.
  int bits = 2;
  uint32_t group = 0;
  for (uint8_t octet : octets) {
    group = group << 8 | octet;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      id += kDigits[group >> bits & 31];
    }
  }
  return id;
}

void Operation::Stage(std::string key, Database::Write write) {
  const auto found =
      std::find_if(writes_.begin(), writes_.end(), [&](const auto& w) { return w.first == key; });
  if (found != writes_.end()) {
    found->second = std::move(write);
  } else {
    writes_.emplace_back(std::move(key), std::move(write));
  }
}

void Operation::Emit(std::string type, std::string resource, std::map<std::string, std::string> attributes) {
  events_.push_back({0, now_, std::move(type), std::move(resource), std::move(attributes)});
}

Status Operation::Apply(Connection& connection) const {
  for (const auto& [key, write] : writes_) {
    KEPSIM_TRY(write(connection));
    if (!connection.status().ok()) return connection.status();
  }
  for (const Event& event : events_) Journal::Append(connection, event);
  return OkStatus();
}

}  // namespace kepsim
