#include "ca/x509/text.h"

#include <algorithm>

#include "ca/crypto/der.h"
#include "ca/person/utf8.h"

namespace kepsim {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

void Append(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = kReplacement;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// A string that is not UTF-8 as a whole keeps its ASCII.
std::string RepairUtf8(std::string_view text) {
  if (DecodeUtf8(text)) return std::string(text);
  std::string out;
  for (char c : text) Append(out, static_cast<uint8_t>(c) < 0x80 ? static_cast<char32_t>(c) : kReplacement);
  return out;
}

// BMPString: UCS-2 by the standard, but UTF-16 is what software writes.
std::string FromUtf16(ByteView content) {
  std::string out;
  const auto unit = [&](size_t i) { return static_cast<char32_t>(content[i] << 8 | content[i + 1]); };
  for (size_t i = 0; i + 1 < content.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < content.size() && (unit(i + 2) & 0xFC00) == 0xDC00) {
      c = 0x10000 + ((c & 0x3FF) << 10) + (unit(i + 2) & 0x3FF);
      i += 2;
    }
    Append(out, c);
  }
  return out;
}

std::string FromUtf32(ByteView content) {
  std::string out;
  for (size_t i = 0; i + 3 < content.size(); i += 4) {
    Append(out, static_cast<char32_t>(content[i]) << 24 | static_cast<char32_t>(content[i + 1]) << 16 |
                    static_cast<char32_t>(content[i + 2]) << 8 | content[i + 3]);
  }
  return out;
}

bool IsPrintable(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view(" '()+,-./:=?").find(c) != std::string_view::npos;
}

void AppendUnit(Bytes& out, char32_t unit) {
  out.push_back(static_cast<uint8_t>(unit >> 8));
  out.push_back(static_cast<uint8_t>(unit));
}

Bytes ToUtf16(const std::u32string& characters) {
  Bytes out;
  out.reserve(2 * characters.size());
  for (const char32_t c : characters) {
    if (c < 0x10000) {
      AppendUnit(out, c);
    } else {
      AppendUnit(out, 0xD800 + ((c - 0x10000) >> 10));
      AppendUnit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return out;
}

Bytes ToUtf32(const std::u32string& characters) {
  Bytes out;
  for (const char32_t c : characters) {
    AppendUnit(out, c >> 16);
    AppendUnit(out, c & 0xFFFF);
  }
  return out;
}

// Types of one octet a character; TeletexString is Latin-1, as it is read.
bool FitsNarrow(uint8_t tag, char32_t c) {
  switch (tag) {
    case der::kNumericString:
      return c == ' ' || (c >= '0' && c <= '9');
    case der::kPrintableString:
      return c < 0x80 && IsPrintable(static_cast<char>(c));
    case der::kIa5String:
      return c < 0x80;
    case der::kVisibleString:
      return c >= ' ' && c <= '~';
    default:
      return tag == der::kTeletexString && c < 0x100;
  }
}

}  // namespace

bool WriteString(DerWriter& out, uint8_t tag, std::string_view utf8) {
  if (tag == der::kUtf8String) {
    if (!IsUtf8(utf8)) return false;
    out.Primitive(tag, utf8);
    return true;
  }
  const auto characters = DecodeUtf8(utf8);
  if (!characters) return false;
  if (tag == der::kBmpString) {
    out.Primitive(tag, ToUtf16(*characters));
  } else if (tag == der::kUniversalString) {
    out.Primitive(tag, ToUtf32(*characters));
  } else if (std::ranges::all_of(*characters, [tag](char32_t c) { return FitsNarrow(tag, c); })) {
    out.Primitive(tag, Bytes(characters->begin(), characters->end()));
  } else {
    return false;
  }
  return true;
}

std::string ToUtf8(uint8_t tag, ByteView content) {
  std::string out;
  switch (tag) {
    case der::kUtf8String:
      return RepairUtf8(AsText(content));
    case der::kBmpString:
      return FromUtf16(content);
    case der::kUniversalString:
      return FromUtf32(content);
    case der::kNumericString:
    case der::kPrintableString:
    case der::kIa5String:
    case der::kVisibleString:
    case der::kTeletexString:  // T.61 in name, Latin-1 in all that is met
      for (uint8_t octet : content) Append(out, octet);
      return out;
    default:
      return out;
  }
}

}  // namespace kepsim
