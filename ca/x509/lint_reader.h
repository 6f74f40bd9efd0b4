// The linter's own view of a certificate. It shares nothing with the code that builds and parses
// certificates, so that a mistake there is not made twice. Views point into the certificate's octets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ca/base/bytes.h"

namespace kepsim::lint {

struct Tlv {
  uint8_t tag = 0;
  ByteView content;
  ByteView whole;
};

// Takes DER apart, one element after another. Nothing comes of what has another form, or an indefinite or
// non-minimal length.
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
// Dotted; empty if it is no OID.
std::string OidText(ByteView content);
std::optional<int64_t> SmallInteger(ByteView content);

struct Algorithm {
  std::string oid;
  std::optional<Tlv> parameters;
  ByteView whole;
};

struct Attribute {
  std::string oid;
  uint8_t tag = 0;
  std::string_view value;  // as encoded
};

struct DistinguishedName {
  ByteView whole;
  std::vector<Attribute> attributes;
  bool multi_valued_rdn = false;

  const Attribute* Find(std::string_view oid) const;
};

struct Moment {
  uint8_t tag = 0;
  std::string_view text;
  std::optional<int64_t> seconds;  // since 1970, if the form is that of RFC 5280 §4.1.2.5
  int year = 0;
};

Moment ReadMoment(const Tlv& tlv);

struct Extension {
  std::string oid;
  std::optional<uint8_t> critical_octet;  // of the BOOLEAN, where there is one
  ByteView value;

  bool critical() const { return critical_octet.value_or(0) != 0; }
};

struct Certificate {
  std::optional<int64_t> version;  // absent: v1
  ByteView serial;
  Algorithm signature;  // the identifier inside
  DistinguishedName issuer;
  Moment not_before;
  Moment not_after;
  DistinguishedName subject;
  Algorithm key;
  ByteView key_bits;  // the BIT STRING's content, with the octet of unused bits
  bool has_unique_id = false;
  bool has_extensions = false;
  std::vector<Extension> extensions;

  // Of a whole Certificate only.
  std::optional<Algorithm> outer_signature;
  ByteView signature_bits;

  const Extension* Find(std::string_view oid) const;
  bool self_issued() const;
};

std::optional<Certificate> ReadTbs(ByteView der);
std::optional<Certificate> ReadCertificate(ByteView der);

}  // namespace kepsim::lint
