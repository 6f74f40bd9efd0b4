#include "ca/person/utf8.h"

#include <cstdint>

namespace kepsim {
namespace {

struct Lead {
  int continuation_bytes;
  char32_t bits;
  char32_t smallest;  // below it the form is overlong
};

std::optional<Lead> LeadOf(uint8_t byte) {
  if (byte < 0x80) return Lead{0, byte, 0};
  if ((byte & 0xE0) == 0xC0) return Lead{1, byte & 0x1Fu, 0x80};
  if ((byte & 0xF0) == 0xE0) return Lead{2, byte & 0x0Fu, 0x800};
  if ((byte & 0xF8) == 0xF0) return Lead{3, byte & 0x07u, 0x10000};
  return std::nullopt;
}

bool IsSurrogate(char32_t c) {
  return c >= 0xD800 && c <= 0xDFFF;
}

// Calls visit(code point) for each; false, perhaps in the middle, for what is not UTF-8.
template <class Visitor>
bool ForEach(std::string_view text, Visitor visit) {
  for (size_t i = 0; i < text.size();) {
    const auto lead = LeadOf(static_cast<uint8_t>(text[i++]));
    if (!lead) return false;
    char32_t point = lead->bits;
    for (int k = 0; k < lead->continuation_bytes; ++k, ++i) {
      if (i == text.size()) return false;
      const auto byte = static_cast<uint8_t>(text[i]);
      if ((byte & 0xC0) != 0x80) return false;
      point = point << 6 | (byte & 0x3Fu);
    }
    if (point < lead->smallest || point > 0x10FFFF || IsSurrogate(point)) return false;
    visit(point);
  }
  return true;
}

}  // namespace

std::optional<std::u32string> DecodeUtf8(std::string_view text) {
  std::u32string points;
  points.reserve(text.size());
  if (!ForEach(text, [&](char32_t point) { points.push_back(point); })) return std::nullopt;
  return points;
}

bool IsUtf8(std::string_view text) {
  return ForEach(text, [](char32_t) {});
}

bool IsControlOrInvisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

}  // namespace kepsim
