// Distinguished names with the attributes of ФСБ Order 795 (domain.md §1.2).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/status.h"

namespace kepsim {

// Attribute types that a qualified certificate's names have. Values are UTF-8.
enum class Attribute {
  kCommonName,
  kSurname,
  kGivenName,  // имя и отчество
  kCountry,
  kState,
  kLocality,
  kStreet,
  kOrganization,
  kOrganizationalUnit,
  kTitle,
  kOgrn,
  kSnils,
  kInnle,
  kOgrnip,
  kInn,
  kEmail,
};

std::string_view OidOf(Attribute attribute);        // dotted
std::string_view ShortNameOf(Attribute attribute);  // "CN", "SNILS", …

struct NameAttribute {
  Attribute type;
  std::string value;
  uint8_t string_type = 0;  // a tag of ca/crypto/der.h; 0: the usual one of the attribute
  bool operator==(const NameAttribute&) const = default;
};

// In the order of the encoding; one attribute an RDN.
using Name = std::vector<NameAttribute>;

std::optional<std::string> Find(const Name& name, Attribute attribute);
// The usual string types are those of RFC 9215 / Order 795: NumericString for numbers, PrintableString for C,
// IA5String for E, UTF8String for the rest. FIELD_MALFORMED for a value that is empty or does not fit its
// type.
Result<Bytes> EncodeName(const Name& name);
// Attributes of other types are left out: read by OID, never by position. What was read, encoded again, gives
// the same octets, if each RDN has one attribute that is known here, of a known string type and with nothing
// that is no character of it. Compare names by their DER.
Result<Name> DecodeName(ByteView der);
// "CN=Иванов Иван, SN=Иванов, …" for people to read.
std::string ToText(const Name& name);

}  // namespace kepsim
