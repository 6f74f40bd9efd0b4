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

std::optional<Algorithm> ReadAlgorithm(const Tlv& tlv) {
  TlvReader fields(tlv.content);
  const auto oid = fields.Next(kOid);
  if (tlv.tag != kSequence || !oid) return std::nullopt;
  Algorithm algorithm{OidText(oid->content), std::nullopt, tlv.whole};
  if (!fields.done()) {
    algorithm.parameters = fields.Next();
    if (!algorithm.parameters) return std::nullopt;
  }
  if (!fields.done()) return std::nullopt;
  return algorithm;
}

std::optional<DistinguishedName> ReadName(const Tlv& tlv) {
  const auto rdns = Split(tlv.content);
  if (tlv.tag != kSequence || !rdns) return std::nullopt;
  DistinguishedName name;
  name.whole = tlv.whole;
  for (const Tlv& rdn : *rdns) {
    const auto attributes = Split(rdn.content);
    if (rdn.tag != kSet || !attributes || attributes->empty()) return std::nullopt;
    name.multi_valued_rdn |= attributes->size() > 1;
    for (const Tlv& attribute : *attributes) {
      const auto fields = Split(attribute.content);
      if (attribute.tag != kSequence || !fields || fields->size() != 2 || (*fields)[0].tag != kOid) {
        return std::nullopt;
      }
      name.attributes.push_back(
          {OidText((*fields)[0].content), (*fields)[1].tag, AsText((*fields)[1].content)});
    }
  }
  return name;
}

bool ReadExtensions(ByteView content, std::vector<Extension>& out) {
  const auto list = Split(content);
  if (!list || list->size() != 1 || (*list)[0].tag != kSequence) return false;
  const auto extensions = Split((*list)[0].content);
  if (!extensions) return false;
  for (const Tlv& extension : *extensions) {
    TlvReader fields(extension.content);
    const auto oid = fields.Next(kOid);
    const auto critical = fields.Next(kBoolean);
    const auto value = fields.Next(kOctetString);
    if (extension.tag != kSequence || !oid || !value || !fields.done()) return false;
    if (critical && critical->content.size() != 1) return false;
    out.push_back({OidText(oid->content), critical ? std::optional(critical->content[0]) : std::nullopt,
                   value->content});
  }
  return true;
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
  if ((length & 0x80) != 0) {
    const size_t octets = length & 0x7F;
    if (octets < 1 || octets > 4 || der.size() < 2 + octets) return std::nullopt;
    length = 0;
    for (size_t i = 0; i < octets; ++i) length = length * 256 + der[header++];
    const uint64_t least = octets == 1 ? 0x80 : uint64_t{1} << (8 * (octets - 1));
    if (length < least) return std::nullopt;
  }
  if (length > der.size() - header) return std::nullopt;
  const size_t size = header + static_cast<size_t>(length);
  rest_ = der.subspan(size);
  return Tlv{der[0], der.subspan(header, static_cast<size_t>(length)), der.first(size)};
}

std::optional<std::vector<Tlv>> Split(ByteView content) {
  std::vector<Tlv> elements;
  TlvReader reader(content);
  while (!reader.done()) {
    const auto element = reader.Next();
    if (!element) return std::nullopt;
    elements.push_back(*element);
  }
  return elements;
}

std::string OidText(ByteView content) {
  std::string text;
  Wide arc = 0;
  int octets = 0;
  for (size_t i = 0; i < content.size(); ++i) {
    if (++octets > 18) return {};
    arc = arc * 128 + (content[i] & 0x7F);
    if ((content[i] & 0x80) != 0) {
      if (i + 1 == content.size()) return {};
      continue;
    }
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

const Attribute* DistinguishedName::Find(std::string_view oid) const {
  const auto found = std::ranges::find(attributes, oid, &Attribute::oid);
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

const Extension* Certificate::Find(std::string_view oid) const {
  const auto found = std::ranges::find(extensions, oid, &Extension::oid);
  return found == extensions.end() ? nullptr : &*found;
}

bool Certificate::self_issued() const {
  return std::ranges::equal(issuer.whole, subject.whole);
}

std::optional<Certificate> ReadTbs(ByteView der) {
  const auto outer = Split(der);
  if (!outer || outer->size() != 1 || (*outer)[0].tag != kSequence) return std::nullopt;
  TlvReader fields((*outer)[0].content);
  Certificate certificate;
  if (const auto version = fields.Next(0xA0)) {
    const auto number = Split(version->content);
    if (!number || number->size() != 1 || (*number)[0].tag != kInteger) return std::nullopt;
    certificate.version = SmallInteger((*number)[0].content).value_or(-1);
  }
  const auto serial = fields.Next(kInteger);
  const auto signature = fields.Next(kSequence);
  const auto issuer = fields.Next(kSequence);
  const auto validity = fields.Next(kSequence);
  const auto subject = fields.Next(kSequence);
  const auto key = fields.Next(kSequence);
  if (!serial || !signature || !issuer || !validity || !subject || !key) return std::nullopt;
  const auto times = Split(validity->content);
  const auto key_fields = Split(key->content);
  if (!times || times->size() != 2 || !key_fields || key_fields->size() != 2 ||
      (*key_fields)[1].tag != kBitString) {
    return std::nullopt;
  }
  const auto signature_algorithm = ReadAlgorithm(*signature);
  const auto key_algorithm = ReadAlgorithm((*key_fields)[0]);
  auto issuer_name = ReadName(*issuer);
  auto subject_name = ReadName(*subject);
  if (!signature_algorithm || !key_algorithm || !issuer_name || !subject_name) return std::nullopt;

  certificate.serial = serial->content;
  certificate.signature = *signature_algorithm;
  certificate.issuer = *std::move(issuer_name);
  certificate.not_before = ReadMoment((*times)[0]);
  certificate.not_after = ReadMoment((*times)[1]);
  certificate.subject = *std::move(subject_name);
  certificate.key = *key_algorithm;
  certificate.key_bits = (*key_fields)[1].content;
  for (uint8_t unique_id : {0x81, 0x82}) certificate.has_unique_id |= fields.Next(unique_id).has_value();
  if (const auto extensions = fields.Next(0xA3)) {
    certificate.has_extensions = true;
    if (!ReadExtensions(extensions->content, certificate.extensions)) return std::nullopt;
  }
  if (!fields.done()) return std::nullopt;
  return certificate;
}

std::optional<Certificate> ReadCertificate(ByteView der) {
  const auto outer = Split(der);
  if (!outer || outer->size() != 1 || (*outer)[0].tag != kSequence) return std::nullopt;
  const auto fields = Split((*outer)[0].content);
  if (!fields || fields->size() != 3 || (*fields)[2].tag != kBitString) return std::nullopt;
  auto certificate = ReadTbs((*fields)[0].whole);
  auto algorithm = ReadAlgorithm((*fields)[1]);
  if (!certificate || !algorithm) return std::nullopt;
  certificate->outer_signature = std::move(algorithm);
  certificate->signature_bits = (*fields)[2].content;
  return certificate;
}

}  // namespace kepsim::lint
