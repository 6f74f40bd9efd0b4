#include "ca/crypto/der_writer.h"

#include <algorithm>
#include <cstdlib>

namespace kepsim {
namespace {

__extension__ using Arc = unsigned __int128;  // a UUID under 2.25 has 128 bits

// Takes the number before the next dot. What is no OID is a mistake in the program: what comes from
// outside passed IsDottedOid.
Arc TakeArc(std::string_view& dotted) {
  Arc arc = 0;
  size_t digits = 0;
  while (digits < dotted.size() && dotted[digits] >= '0' && dotted[digits] <= '9') {
    arc = arc * 10 + static_cast<unsigned>(dotted[digits++] - '0');
  }
  if (digits == 0) std::abort();
  dotted.remove_prefix(digits);
  if (!dotted.empty()) {
    if (dotted.front() != '.' || dotted.size() == 1) std::abort();
    dotted.remove_prefix(1);
  }
  return arc;
}

void AppendArc(Bytes& out, Arc arc) {
  uint8_t groups[19];
  size_t count = 0;
  do {
    groups[count++] = static_cast<uint8_t>(arc & 0x7F);
    arc >>= 7;
  } while (arc != 0);
  while (count > 1) out.push_back(groups[--count] | 0x80);
  out.push_back(groups[0]);
}

void AppendTwo(std::string& text, unsigned number) {
  text += static_cast<char>('0' + number / 10 % 10);
  text += static_cast<char>('0' + number % 10);
}

std::string Digits(Time time, bool four_digit_year) {
  const Date date = DateOf(time);
  const std::chrono::hh_mm_ss clock(
      std::chrono::floor<std::chrono::seconds>(time - std::chrono::floor<std::chrono::days>(time)));
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  std::string text;
  if (four_digit_year) AppendTwo(text, year / 100);
  AppendTwo(text, year % 100);
  AppendTwo(text, static_cast<unsigned>(date.month()));
  AppendTwo(text, static_cast<unsigned>(date.day()));
  AppendTwo(text, static_cast<unsigned>(clock.hours().count()));
  AppendTwo(text, static_cast<unsigned>(clock.minutes().count()));
  AppendTwo(text, static_cast<unsigned>(clock.seconds().count()));
  return text += 'Z';
}

}  // namespace

bool IsDottedOid(std::string_view text) {
  int arcs = 0;
  while (true) {
    const size_t digits = std::min(text.find('.'), text.size());
    // 38 digits always fit 128 bits; a UUID's 39 are compared with the largest.
    if (digits == 0 || digits > 39 || (digits > 1 && text[0] == '0')) return false;
    if (text.substr(0, digits).find_first_not_of("0123456789") != std::string_view::npos) return false;
    if (digits == 39 && text.substr(0, 39) > "340282366920938463463374607431768211455") return false;
    if (arcs == 0 && (digits > 1 || text[0] > '2')) return false;
    ++arcs;
    if (digits == text.size()) return arcs >= 2;
    text.remove_prefix(digits + 1);
  }
}

size_t DerWriter::Begin(uint8_t tag) {
  out_.push_back(tag);
  out_.push_back(0);
  return out_.size();
}

void DerWriter::End(size_t start) {
  const size_t length = out_.size() - start;
  if (length < 0x80) {
    out_[start - 1] = static_cast<uint8_t>(length);
    return;
  }
  uint8_t octets[sizeof length];
  size_t count = 0;
  for (size_t rest = length; rest != 0; rest >>= 8) ++count;
  for (size_t i = 0; i < count; ++i) octets[i] = static_cast<uint8_t>(length >> (8 * (count - 1 - i)));
  out_[start - 1] = static_cast<uint8_t>(0x80 | count);
  out_.insert(out_.begin() + static_cast<ptrdiff_t>(start), octets, octets + count);
}

void DerWriter::Primitive(uint8_t tag, ByteView content) {
  const size_t start = Begin(tag);
  Raw(content);
  End(start);
}

void DerWriter::Magnitude(uint8_t tag, ByteView magnitude) {
  while (!magnitude.empty() && magnitude.front() == 0) magnitude = magnitude.subspan(1);
  const size_t start = Begin(tag);
  if (magnitude.empty() || (magnitude.front() & 0x80) != 0) out_.push_back(0);
  Raw(magnitude);
  End(start);
}

void DerWriter::Small(uint8_t tag, uint64_t value) {
  uint8_t octets[8];
  for (int i = 0; i < 8; ++i) octets[i] = static_cast<uint8_t>(value >> (56 - 8 * i));
  Magnitude(tag, octets);
}

void DerWriter::True() {
  constexpr uint8_t kTrue[] = {0xFF};
  Primitive(der::kBoolean, ByteView(kTrue));
}

void DerWriter::Oid(std::string_view dotted) {
  const size_t start = Begin(der::kOid);
  const Arc first = TakeArc(dotted);
  AppendArc(out_, first * 40 + TakeArc(dotted));
  while (!dotted.empty()) AppendArc(out_, TakeArc(dotted));
  End(start);
}

void DerWriter::BitString(ByteView content) {
  const size_t start = Begin(der::kBitString);
  out_.push_back(0);
  Raw(content);
  End(start);
}

void DerWriter::NamedBits(uint16_t bits) {
  uint8_t octets[2] = {};
  int used = 0;
  for (int bit = 0; bit < 16; ++bit) {
    if ((bits & (1 << bit)) == 0) continue;
    octets[bit / 8] |= static_cast<uint8_t>(0x80 >> (bit % 8));
    used = bit + 1;
  }
  const size_t start = Begin(der::kBitString);
  out_.push_back(static_cast<uint8_t>((8 - used % 8) % 8));
  Raw(ByteView(octets, static_cast<size_t>(used + 7) / 8));
  End(start);
}

void DerWriter::TimeChoice(Time time) {
  const int year = static_cast<int>(DateOf(time).year());
  if (year >= 1950 && year < 2050) {
    Primitive(der::kUtcTime, Digits(time, false));
  } else {
    GeneralizedTime(der::kGeneralizedTime, time);
  }
}

void DerWriter::GeneralizedTime(uint8_t tag, Time time) {
  Primitive(tag, Digits(time, true));
}

}  // namespace kepsim
