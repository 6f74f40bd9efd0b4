// The linter's own view of a certificate. It shares nothing with the code that builds and parses
// certificates, so that a mistake there is not made twice. Views point into the certificate's octets.
//
// The reader takes what can be told apart: BER's longer lengths, octets behind the end. Rules say what is
// wrong with it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/x509/lint_oids.h"
#include "ca/x509/lint_text.h"

namespace kepsim::lint {

struct Tlv {
  uint8_t tag = 0;
  ByteView content;
  ByteView whole;
  bool shortest_length = true;
};

// Takes an encoding apart, one element after another. Nothing comes of what has another form, or an
// indefinite length.
class TlvReader {
 public:
  explicit TlvReader(ByteView der) : rest_(der) {}
  bool done() const { return rest_.empty(); }
  bool NextIs(uint8_t tag) const { return !rest_.empty() && rest_[0] == tag; }
  std::optional<Tlv> Next();
  std::optional<Tlv> Next(uint8_t tag) { return NextIs(tag) ? Next() : std::nullopt; }

 private:
  ByteView rest_;
};

// All elements of a content, or nothing if they do not fill it.
std::optional<std::vector<Tlv>> Split(ByteView content);
// Dotted, for people; what is no OID, or a very long one, is told by its octets.
std::string OidText(ByteView content);
std::optional<int64_t> SmallInteger(ByteView content);
// X.690 §8.3.2: the first nine bits are not all alike.
bool IsShortestInteger(ByteView content);

// What is not DER in these elements and in those that they consist of; empty if nothing is. Of primitive
// values, OIDs are looked at, and with `values` integers and booleans too. What cannot be taken apart is
// passed over.
std::string_view EncodingFault(ByteView elements, bool values);

struct Algorithm {
  ByteView oid;  // content
  std::optional<Tlv> parameters;
  ByteView whole;
};

struct Attribute {
  AttributeType type = AttributeType::kOther;
  uint8_t tag = 0;
  ByteView oid;
  std::string_view value;  // as encoded
  Text text;
};

struct DistinguishedName {
  ByteView whole;
  std::vector<Attribute> attributes;
  bool multi_valued_rdn = false;

  const Attribute* Find(AttributeType type) const;  // the first
  bool Has(AttributeType type) const { return Find(type) != nullptr; }
};

struct Moment {
  uint8_t tag = 0;
  std::string_view text;
  std::optional<int64_t> seconds;  // since 1970, if the form is that of RFC 5280 §4.1.2.5
  int year = 0;
};

Moment ReadMoment(const Tlv& tlv);

struct Extension {
  ExtensionType type = ExtensionType::kOther;
  ByteView oid;
  std::optional<uint8_t> critical_octet;  // of the BOOLEAN, where there is one
  ByteView value;

  bool critical() const { return critical_octet.value_or(0) != 0; }
};

struct Certificate {
  ByteView tbs;
  std::optional<int64_t> version;  // absent: v1
  ByteView serial;
  Algorithm signature;  // the identifier inside
  DistinguishedName issuer;
  Moment not_before;
  Moment not_after;
  DistinguishedName subject;
  ByteView spki;
  Algorithm key;
  ByteView key_bits;  // the BIT STRING's content, with the octet of unused bits
  bool has_unique_id = false;
  std::vector<Extension> extensions;
  std::string_view encoding_fault;  // outside the extensions' values

  // Of a whole Certificate only.
  std::optional<Algorithm> outer_signature;
  ByteView signature_bits;
  bool has_trailing_octets = false;

  const Extension* Find(ExtensionType type) const;  // the first
  bool Has(ExtensionType type) const { return Find(type) != nullptr; }
  bool self_issued() const;
};

std::optional<Certificate> ReadTbs(ByteView der);
std::optional<Certificate> ReadCertificate(ByteView der);

}  // namespace kepsim::lint
