#include "ca/issuance/serial.h"

#include <span>

namespace kepsim {

Bytes MakeSerial(Time now, RandomStream& random) {
  Bytes serial(16);
  serial[0] = 0x01;
  const auto millis = static_cast<uint64_t>(ToMicros(now) / 1000);
  for (int i = 0; i < 6; ++i) serial[1 + i] = static_cast<uint8_t>(millis >> (40 - 8 * i));
  random.Fill(std::span(serial).subspan(7));
  return serial;
}

}  // namespace kepsim
