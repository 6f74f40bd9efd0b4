#include "ca/crypto/der_reader.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace kepsim {
namespace {

__extension__ using Arc = unsigned __int128;

void AppendDecimal(std::string& out, Arc arc) {
  char digits[39];  // of 128 bits
  char* at = std::end(digits);
  for (; arc > std::numeric_limits<uint64_t>::max(); arc /= 10) {
    *--at = static_cast<char>('0' + static_cast<int>(arc % 10));
  }
  auto rest = static_cast<uint64_t>(arc);
  do {
    *--at = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  out.append(at, std::end(digits));
}

// Two digits, or -1.
int TwoDigits(std::string_view text, size_t at) {
  const char tens = text[at];
  const char ones = text[at + 1];
  if (tens < '0' || tens > '9' || ones < '0' || ones > '9') return -1;
  return (tens - '0') * 10 + (ones - '0');
}

std::optional<Time> ParseDigits(std::string_view text, int century) {
  // "YYMMDDHHMMSSZ", the century told
  if (text.size() != 13 || text.back() != 'Z') return std::nullopt;
  int field[6];
  for (size_t i = 0; i < 6; ++i) {
    field[i] = TwoDigits(text, 2 * i);
    if (field[i] < 0) return std::nullopt;
  }
  const Date date(std::chrono::year(century * 100 + field[0]),
                  std::chrono::month(static_cast<unsigned>(field[1])),
                  std::chrono::day(static_cast<unsigned>(field[2])));
  if (!date.ok() || field[3] > 23 || field[4] > 59 || field[5] > 59) return std::nullopt;
  return StartOf(date) + std::chrono::hours(field[3]) + std::chrono::minutes(field[4]) +
         std::chrono::seconds(field[5]);
}

}  // namespace

std::optional<std::string> DottedOid(ByteView content) {
  if (content.empty() || (content.back() & 0x80) != 0) return std::nullopt;
  std::string dotted;
  Arc arc = 0;
  bool first = true;
  bool starting = true;
  for (uint8_t octet : content) {
    if (starting && octet == 0x80) return std::nullopt;
    if ((arc >> 121) != 0) return std::nullopt;
    arc = arc << 7 | (octet & 0x7F);
    starting = (octet & 0x80) == 0;
    if (!starting) continue;
    if (first) {
      const Arc root = std::min<Arc>(arc / 40, 2);
      dotted.reserve(3 * content.size());
      AppendDecimal(dotted, root);
      dotted += '.';
      AppendDecimal(dotted, arc - root * 40);
      first = false;
    } else {
      dotted += '.';
      AppendDecimal(dotted, arc);
    }
    arc = 0;
  }
  return dotted;
}

void DerReader::Fail() {
  *ok_ = false;
  rest_ = {};
}

DerElement DerReader::Any() {
  if (rest_.size() < 2 || (rest_[0] & 0x1F) == 0x1F) {
    Fail();
    return {};
  }
  size_t header = 2;
  size_t length = rest_[1];
  if (length >= 0x80) {
    const size_t octets = length & 0x7F;
    length = 0;
    header += octets;
    if (octets == 0 || octets > 4 || rest_.size() < header || rest_[2] == 0) {
      Fail();
      return {};
    }
    for (size_t i = 2; i < header; ++i) length = length << 8 | rest_[i];
    if (length < 0x80) {
      Fail();
      return {};
    }
  }
  if (rest_.size() - header < length) {
    Fail();
    return {};
  }
  const DerElement element{rest_[0], rest_.subspan(header, length), rest_.first(header + length)};
  rest_ = rest_.subspan(header + length);
  return element;
}

DerElement DerReader::Expect(uint8_t tag) {
  if (!NextIs(tag)) {
    Fail();
    return {};
  }
  return Any();
}

void DerReader::End() {
  if (!AtEnd()) Fail();
}

std::string DerReader::Oid() {
  auto dotted = DottedOid(Content(der::kOid));
  if (!dotted) Fail();
  return dotted ? *std::move(dotted) : std::string();
}

Bytes DerReader::Unsigned(uint8_t tag) {
  ByteView content = Content(tag);
  const bool redundant = content.size() > 1 && content[0] == 0 && (content[1] & 0x80) == 0;
  if (content.empty() || (content[0] & 0x80) != 0 || redundant) {
    Fail();
    return {};
  }
  if (content[0] == 0) content = content.subspan(1);
  return Bytes(content.begin(), content.end());
}

uint32_t DerReader::Small(uint8_t tag) {
  const Bytes magnitude = Unsigned(tag);
  if (magnitude.size() > 4) {
    Fail();
    return 0;
  }
  uint32_t value = 0;
  for (uint8_t octet : magnitude) value = value << 8 | octet;
  return value;
}

bool DerReader::OptionalBoolean() {
  if (!NextIs(der::kBoolean)) return false;
  const ByteView content = Content(der::kBoolean);
  if (content.size() != 1) Fail();
  // Any octet but zero is true in BER, and old software writes 01.
  return content.size() == 1 && content[0] != 0;
}

ByteView DerReader::BitString() {
  const ByteView content = Content(der::kBitString);
  if (content.empty() || content[0] != 0) {
    Fail();
    return {};
  }
  return content.subspan(1);
}

Time DerReader::TimeChoice() {
  const DerElement element = Any();
  const std::string_view text = AsText(element.content);
  std::optional<Time> time;
  if (element.tag == der::kUtcTime && text.size() == 13) {
    time = ParseDigits(text, text[0] < '5' ? 20 : 19);
  } else if (element.tag == der::kGeneralizedTime && text.size() == 15) {
    const int century = TwoDigits(text, 0);
    if (century >= 0) time = ParseDigits(text.substr(2), century);
  }
  if (!time) Fail();
  return time.value_or(Time{});
}

DerReader::Algorithm DerReader::AlgorithmIdentifier() {
  DerReader fields = Enter(der::kSequence);
  Algorithm algorithm{fields.Oid(), {}};
  if (!fields.AtEnd()) algorithm.parameters = fields.Any().whole;
  fields.End();
  return algorithm;
}

}  // namespace kepsim
