#include "ca/x509/lint_text.h"

#include <optional>
#include <string_view>

#include "ca/person/utf8.h"

namespace kepsim::lint {
namespace {

// BMPString and UniversalString: big-endian units of a fixed number of octets.
std::optional<std::u32string> DecodeUnits(ByteView content, size_t octets) {
  if (content.size() % octets != 0) return std::nullopt;
  std::u32string points;
  points.reserve(content.size() / octets);
  for (size_t at = 0; at < content.size(); at += octets) {
    char32_t point = 0;
    for (size_t i = 0; i < octets; ++i) point = point << 8 | content[at + i];
    if ((point >= 0xD800 && point <= 0xDFFF) || point > 0x10FFFF) return std::nullopt;
    points.push_back(point);
  }
  return points;
}

std::optional<std::u32string> Decode(uint8_t tag, ByteView content) {
  switch (tag) {
    case kUtf8String:
      return DecodeUtf8(AsText(content));
    case kBmpString:
      return DecodeUnits(content, 2);
    case kUniversalString:
      return DecodeUnits(content, 4);
    case kNumericString:
    case kPrintableString:
    case kTeletexString:
    case kIa5String:
    case kVisibleString:
      return std::u32string(content.begin(), content.end());
    default:
      return std::u32string();  // no string that names are made of
  }
}

bool IsOf(uint8_t tag, char32_t c) {
  constexpr std::string_view kPrintableSigns = " '()+,-./:=?";
  const bool digit = c >= '0' && c <= '9';
  switch (tag) {
    case kNumericString:
      return digit || c == ' ';
    case kPrintableString:
      return digit || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
             (c < 0x80 && kPrintableSigns.find(static_cast<char>(c)) != kPrintableSigns.npos);
    case kIa5String:
      return c < 0x80;
    default:
      return true;
  }
}

bool IsLatin(char32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}
bool IsCyrillic(char32_t c) {
  return c >= 0x400 && c <= 0x52F;
}
bool IsCombining(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
         (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

}  // namespace

Text ReadText(uint8_t tag, ByteView content) {
  Text text;
  auto points = Decode(tag, content);
  if (!points) {
    text.decodes = false;
    return text;
  }
  text.points = *std::move(points);
  bool latin = false;
  bool cyrillic = false;
  char32_t before = ' ';
  for (char32_t c : text.points) {
    if (!IsOf(tag, c)) text.has_foreign = true;
    if (c == ' ' && before == ' ') text.has_loose_spaces = true;
    before = c;
    if (IsLatin(c)) {
      latin = true;
    } else if (IsCyrillic(c)) {
      cyrillic = true;
    } else if (IsCombining(c)) {
      text.has_combining = true;
    } else {
      if (IsControlOrInvisible(c)) text.has_controls = true;
      latin = cyrillic = false;  // a word ends
    }
    if (latin && cyrillic) text.mixes_scripts = true;
  }
  if (!text.points.empty() && before == ' ') text.has_loose_spaces = true;
  return text;
}

}  // namespace kepsim::lint
