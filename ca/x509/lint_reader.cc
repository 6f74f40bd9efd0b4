#include "ca/x509/lint_reader.h"

#include <algorithm>
#include <chrono>

namespace kepsim::lint {
namespace {

constexpr uint8_t kBoolean = 0x01;
constexpr uint8_t kInteger = 0x02;
constexpr uint8_t kBitString = 0x03;
constexpr uint8_t kOctetString = 0x04;
constexpr uint8_t kOid = 0x06;
constexpr uint8_t kUtcTime = 0x17;
constexpr uint8_t kGeneralizedTime = 0x18;
constexpr uint8_t kSequence = 0x30;
constexpr uint8_t kSet = 0x31;

__extension__ using Wide = unsigned __int128;

std::string Decimal(Wide value) {
  if (value >> 64 == 0) return std::to_string(static_cast<uint64_t>(value));
  std::string text;
  for (; value != 0; value /= 10) text += static_cast<char>('0' + static_cast<int>(value % 10));
  std::ranges::reverse(text);
  return text;
}

// The row of `oids` that an OID's content is; one past the last if none.
template <class Type, size_t kCount>
Type TypeOf(const Oid (&oids)[kCount], ByteView content) {
  return static_cast<Type>(std::ranges::find_if(oids, [&](const Oid& oid) { return oid == content; }) - oids);
}

std::optional<Algorithm> ReadAlgorithm(const Tlv& tlv) {
  TlvReader fields(tlv.content);
  const auto oid = fields.Next(kOid);
  if (tlv.tag != kSequence || !oid) return std::nullopt;
  Algorithm algorithm{oid->content, std::nullopt, tlv.whole};
  if (!fields.done()) {
    algorithm.parameters = fields.Next();
    if (!algorithm.parameters) return std::nullopt;
  }
  if (!fields.done()) return std::nullopt;
  return algorithm;
}

std::optional<Attribute> ReadAttribute(const Tlv& tlv) {
  TlvReader fields(tlv.content);
  const auto oid = fields.Next(kOid);
  const auto value = fields.Next();
  if (tlv.tag != kSequence || !oid || !value || !fields.done()) return std::nullopt;
  return Attribute{TypeOf<AttributeType>(kAttributeOids, oid->content), value->tag, oid->content,
                   AsText(value->content), ReadText(value->tag, value->content)};
}

std::optional<DistinguishedName> ReadName(const Tlv& tlv) {
  if (tlv.tag != kSequence) return std::nullopt;
  DistinguishedName name;
  name.whole = tlv.whole;
  name.attributes.reserve(16);
  TlvReader rdns(tlv.content);
  while (!rdns.done()) {
    const auto rdn = rdns.Next(kSet);
    if (!rdn || rdn->content.empty()) return std::nullopt;
    TlvReader attributes(rdn->content);
    for (int count = 1; !attributes.done(); ++count) {
      const auto element = attributes.Next();
      auto attribute = element ? ReadAttribute(*element) : std::nullopt;
      if (!attribute) return std::nullopt;
      name.attributes.push_back(*std::move(attribute));
      name.multi_valued_rdn |= count > 1;
    }
  }
  return name;
}

bool ReadExtensions(ByteView content, std::vector<Extension>& out) {
  TlvReader outer(content);
  const auto list = outer.Next(kSequence);
  if (!list || !outer.done()) return false;
  out.reserve(16);
  TlvReader extensions(list->content);
  while (!extensions.done()) {
    const auto extension = extensions.Next(kSequence);
    if (!extension) return false;
    TlvReader fields(extension->content);
    const auto oid = fields.Next(kOid);
    const auto critical = fields.Next(kBoolean);
    const auto value = fields.Next(kOctetString);
    if (!oid || !value || !fields.done() || (critical && critical->content.size() != 1)) return false;
    out.push_back({TypeOf<ExtensionType>(kExtensionOids, oid->content), oid->content,
                   critical ? std::optional(critical->content[0]) : std::nullopt, value->content});
  }
  return true;
}

bool IsWholeOid(ByteView content) {
  if (content.empty() || (content.back() & 0x80) != 0) return false;
  bool first = true;  // of an arc
  for (uint8_t octet : content) {
    if (first && octet == 0x80) return false;
    first = (octet & 0x80) == 0;
  }
  return true;
}

// Enough for any real certificate; a bound for those that are made to exhaust the stack.
constexpr int kDeepest = 32;

std::string_view FaultIn(ByteView elements, bool values, int depth) {
  TlvReader reader(elements);
  while (!reader.done()) {
    const auto element = reader.Next();
    if (!element) return {};
    if (!element->shortest_length) return "a length is longer than need be";
    if (element->tag == kOid && !IsWholeOid(element->content)) return "an OID is cut off or padded";
    if (values && element->tag == kInteger && !IsShortestInteger(element->content)) {
      return "an integer is longer than need be";
    }
    if (values && element->tag == kBoolean && element->content.size() == 1 && element->content[0] != 0 &&
        element->content[0] != 0xFF) {
      return "TRUE is not FF";
    }
    if ((element->tag & 0x20) != 0 && depth < kDeepest) {
      const std::string_view fault = FaultIn(element->content, values, depth + 1);
      if (!fault.empty()) return fault;
    }
  }
  return {};
}

// Reads a fixed number of digits.
std::optional<int> Digits(std::string_view text, size_t at, size_t count) {
  int value = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

std::optional<Tlv> TlvReader::Next() {
  const ByteView der = rest_;
  if (der.size() < 2 || (der[0] & 0x1F) == 0x1F) return std::nullopt;
  size_t header = 2;
  uint64_t length = der[1];
  bool shortest = true;
  if ((length & 0x80) != 0) {
    const size_t octets = length & 0x7F;
    if (octets < 1 || octets > 8 || der.size() < 2 + octets) return std::nullopt;
    length = 0;
    for (size_t i = 0; i < octets; ++i) length = length << 8 | der[header++];
    shortest = octets == 1 ? length >= 0x80 : der[2] != 0;
  }
  if (length > der.size() - header) return std::nullopt;
  const size_t size = header + static_cast<size_t>(length);
  rest_ = der.subspan(size);
  return Tlv{der[0], der.subspan(header, static_cast<size_t>(length)), der.first(size), shortest};
}

std::optional<std::vector<Tlv>> Split(ByteView content) {
  std::vector<Tlv> elements;
  elements.reserve(4);
  TlvReader reader(content);
  while (!reader.done()) {
    const auto element = reader.Next();
    if (!element) return std::nullopt;
    elements.push_back(*element);
  }
  return elements;
}

std::string OidText(ByteView content) {
  constexpr size_t kMostOctets = 64;
  constexpr size_t kMostOctetsOfArc = 18;  // a UUID's under 2.25 has 19 by X.667 with its top bit set, rarely
  if (content.size() > kMostOctets || !IsWholeOid(content)) {
    return "an OID of " + std::to_string(content.size()) + " octets";
  }
  std::string text;
  Wide arc = 0;
  size_t octets = 0;
  for (uint8_t octet : content) {
    if (++octets > kMostOctetsOfArc) return "an OID with a very long arc";
    arc = arc * 128 + (octet & 0x7F);
    if ((octet & 0x80) != 0) continue;
    if (text.empty()) {
      const int root = arc < 40 ? 0 : arc < 80 ? 1 : 2;
      text = Decimal(static_cast<Wide>(root)) + "." + Decimal(arc - static_cast<Wide>(root) * 40);
    } else {
      text += "." + Decimal(arc);
    }
    arc = 0;
    octets = 0;
  }
  return text;
}

std::optional<int64_t> SmallInteger(ByteView content) {
  if (content.empty() || content.size() > 8) return std::nullopt;
  uint64_t value = (content[0] & 0x80) != 0 ? ~uint64_t{0} : 0;
  for (uint8_t octet : content) value = value << 8 | octet;
  return static_cast<int64_t>(value);
}

bool IsShortestInteger(ByteView content) {
  if (content.size() < 2) return !content.empty();
  return content[0] != ((content[1] & 0x80) != 0 ? 0xFF : 0x00);
}

std::string_view EncodingFault(ByteView elements, bool values) {
  return FaultIn(elements, values, 0);
}

const Attribute* DistinguishedName::Find(AttributeType type) const {
  const auto found = std::ranges::find(attributes, type, &Attribute::type);
  return found == attributes.end() ? nullptr : &*found;
}

Moment ReadMoment(const Tlv& tlv) {
  Moment moment{tlv.tag, AsText(tlv.content), std::nullopt, 0};
  const std::string_view text = moment.text;
  const bool utc = tlv.tag == kUtcTime && text.size() == 13;
  const bool generalized = (tlv.tag == kGeneralizedTime || (tlv.tag & 0xC0) == 0x80) && text.size() == 15;
  if ((!utc && !generalized) || text.back() != 'Z') return moment;
  const size_t at = utc ? 2 : 4;
  auto year = Digits(text, 0, at);
  if (utc && year) *year += *year < 50 ? 2000 : 1900;
  const auto month = Digits(text, at, 2);
  const auto day = Digits(text, at + 2, 2);
  const auto hour = Digits(text, at + 4, 2);
  const auto minute = Digits(text, at + 6, 2);
  const auto second = Digits(text, at + 8, 2);
  if (!year || !month || !day || !hour || !minute || !second) return moment;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return moment;
  moment.year = *year;
  moment.seconds = int64_t{std::chrono::sys_days(date).time_since_epoch().count()} * 86400 + *hour * 3600 +
                   *minute * 60 + *second;
  return moment;
}

const Extension* Certificate::Find(ExtensionType type) const {
  const auto found = std::ranges::find(extensions, type, &Extension::type);
  return found == extensions.end() ? nullptr : &*found;
}

bool Certificate::self_issued() const {
  return std::ranges::equal(issuer.whole, subject.whole);
}

std::optional<Certificate> ReadTbs(ByteView der) {
  TlvReader outer(der);
  const auto tbs = outer.Next(kSequence);
  if (!tbs || !outer.done()) return std::nullopt;
  TlvReader fields(tbs->content);
  Certificate certificate;
  certificate.tbs = tbs->whole;
  if (const auto version = fields.Next(0xA0)) {
    TlvReader reader(version->content);
    const auto number = reader.Next(kInteger);
    if (!number || !reader.done()) return std::nullopt;
    certificate.version = SmallInteger(number->content).value_or(-1);
  }
  const auto serial = fields.Next(kInteger);
  const auto signature = fields.Next(kSequence);
  const auto issuer = fields.Next(kSequence);
  const auto validity = fields.Next(kSequence);
  const auto subject = fields.Next(kSequence);
  const auto spki = fields.Next(kSequence);
  if (!serial || !signature || !issuer || !validity || !subject || !spki) return std::nullopt;
  TlvReader times(validity->content);
  const auto not_before = times.Next();
  const auto not_after = times.Next();
  TlvReader key_fields(spki->content);
  const auto key = key_fields.Next(kSequence);
  const auto key_bits = key_fields.Next(kBitString);
  if (!not_before || !not_after || !times.done() || !key || !key_bits || !key_fields.done())
    return std::nullopt;
  const auto signature_algorithm = ReadAlgorithm(*signature);
  const auto key_algorithm = ReadAlgorithm(*key);
  auto issuer_name = ReadName(*issuer);
  auto subject_name = ReadName(*subject);
  if (!signature_algorithm || !key_algorithm || !issuer_name || !subject_name) return std::nullopt;

  certificate.serial = serial->content;
  certificate.signature = *signature_algorithm;
  certificate.issuer = *std::move(issuer_name);
  certificate.not_before = ReadMoment(*not_before);
  certificate.not_after = ReadMoment(*not_after);
  certificate.subject = *std::move(subject_name);
  certificate.spki = spki->whole;
  certificate.key = *key_algorithm;
  certificate.key_bits = key_bits->content;
  for (uint8_t unique_id : {0x81, 0x82}) certificate.has_unique_id |= fields.Next(unique_id).has_value();
  if (const auto extensions = fields.Next(0xA3)) {
    if (!ReadExtensions(extensions->content, certificate.extensions)) return std::nullopt;
  }
  if (!fields.done()) return std::nullopt;
  certificate.encoding_fault = EncodingFault(tbs->whole, false);
  return certificate;
}

std::optional<Certificate> ReadCertificate(ByteView der) {
  TlvReader outer(der);
  const auto whole = outer.Next(kSequence);
  if (!whole) return std::nullopt;
  TlvReader fields(whole->content);
  const auto tbs = fields.Next(kSequence);
  const auto algorithm = fields.Next(kSequence);
  const auto signature = fields.Next(kBitString);
  if (!tbs || !algorithm || !signature || !fields.done()) return std::nullopt;
  auto certificate = ReadTbs(tbs->whole);
  auto outer_signature = ReadAlgorithm(*algorithm);
  if (!certificate || !outer_signature) return std::nullopt;
  certificate->outer_signature = std::move(outer_signature);
  certificate->signature_bits = signature->content;
  certificate->has_trailing_octets = !outer.done();
  if (!whole->shortest_length || !algorithm->shortest_length || !signature->shortest_length) {
    certificate->encoding_fault = "a length is longer than need be";
  }
  return certificate;
}

}  // namespace kepsim::lint
