// Byte strings and their text forms.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kepsim {

using Bytes = std::vector<uint8_t>;
using ByteView = std::span<const uint8_t>;

// The same octets seen as bytes or as text; nothing is copied.
inline ByteView AsBytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}
inline std::string_view AsText(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline Bytes ToBytes(std::string_view text) {
  return Bytes(text.begin(), text.end());
}
inline std::string ToString(ByteView bytes) {
  return std::string(bytes.begin(), bytes.end());
}

// Upper-case hexadecimal, as registries and СМЭВ print serials and thumbprints.
std::string ToHex(ByteView bytes);
std::optional<Bytes> FromHex(std::string_view hex);

std::string ToBase64(ByteView bytes);
// Unpadded, with '-' and '_' (RFC 4648 §5): what tokens are made of.
std::string ToBase64Url(ByteView bytes);
std::optional<Bytes> FromBase64(std::string_view text);

// Takes the same time wherever the first difference stands. Unequal lengths are told apart at once.
bool ConstantTimeEqual(ByteView a, ByteView b);

}  // namespace kepsim
