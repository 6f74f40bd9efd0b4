// What the linter sees in a string of a name.
#pragma once

#include <string>

#include "ca/base/bytes.h"

namespace kepsim::lint {

inline constexpr uint8_t kUtf8String = 0x0C;
inline constexpr uint8_t kNumericString = 0x12;
inline constexpr uint8_t kPrintableString = 0x13;
inline constexpr uint8_t kTeletexString = 0x14;
inline constexpr uint8_t kIa5String = 0x16;
inline constexpr uint8_t kVisibleString = 0x1A;
inline constexpr uint8_t kUniversalString = 0x1C;
inline constexpr uint8_t kBmpString = 0x1E;

struct Text {
  std::u32string points;  // empty if the octets are none of the type's, or the type is no string
  bool decodes = true;
  bool has_foreign = false;  // a character that is not of the type
  bool has_loose_spaces = false;
  bool has_controls = false;
  bool has_combining = false;
  bool mixes_scripts = false;  // a word with both Cyrillic and Latin letters

  // Names are not compared where something else is wrong with one of them.
  bool clean() const { return decodes && !has_foreign && !has_controls && !has_combining && !mixes_scripts; }
};

Text ReadText(uint8_t tag, ByteView content);

}  // namespace kepsim::lint
