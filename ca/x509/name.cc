#include "ca/x509/name.h"

#include <algorithm>
#include <iterator>

#include "ca/crypto/der_reader.h"
#include "ca/crypto/der_writer.h"
#include "ca/x509/text.h"

namespace kepsim {
namespace {

struct AttributeRow {
  Attribute attribute;
  std::string_view oid;
  std::string_view short_name;
  uint8_t string_type;
};

constexpr AttributeRow kAttributes[] = {
    {Attribute::kCommonName, "2.5.4.3", "CN", der::kUtf8String},
    {Attribute::kSurname, "2.5.4.4", "SN", der::kUtf8String},
    {Attribute::kGivenName, "2.5.4.42", "GN", der::kUtf8String},
    {Attribute::kCountry, "2.5.4.6", "C", der::kPrintableString},
    {Attribute::kState, "2.5.4.8", "ST", der::kUtf8String},
    {Attribute::kLocality, "2.5.4.7", "L", der::kUtf8String},
    {Attribute::kStreet, "2.5.4.9", "STREET", der::kUtf8String},
    {Attribute::kOrganization, "2.5.4.10", "O", der::kUtf8String},
    {Attribute::kOrganizationalUnit, "2.5.4.11", "OU", der::kUtf8String},
    {Attribute::kTitle, "2.5.4.12", "T", der::kUtf8String},
    {Attribute::kOgrn, "1.2.643.100.1", "OGRN", der::kNumericString},
    {Attribute::kSnils, "1.2.643.100.3", "SNILS", der::kNumericString},
    {Attribute::kInnle, "1.2.643.100.4", "INNLE", der::kNumericString},
    {Attribute::kOgrnip, "1.2.643.100.5", "OGRNIP", der::kNumericString},
    {Attribute::kInn, "1.2.643.3.131.1.1", "INN", der::kNumericString},
    {Attribute::kEmail, "1.2.840.113549.1.9.1", "E", der::kIa5String},
};

const AttributeRow& RowOf(Attribute attribute) {
  return kAttributes[static_cast<size_t>(attribute)];
}

uint8_t StringTypeOf(const NameAttribute& attribute) {
  return attribute.string_type != 0 ? attribute.string_type : RowOf(attribute.type).string_type;
}

}  // namespace

std::string_view OidOf(Attribute attribute) {
  return RowOf(attribute).oid;
}
std::string_view ShortNameOf(Attribute attribute) {
  return RowOf(attribute).short_name;
}

std::optional<std::string> Find(const Name& name, Attribute attribute) {
  const auto found = std::ranges::find(name, attribute, &NameAttribute::type);
  return found == name.end() ? std::nullopt : std::optional(found->value);
}

Result<Bytes> EncodeName(const Name& name) {
  const NameAttribute* misfit = nullptr;
  DerWriter out;
  out.Sequence([&] {
    for (const NameAttribute& attribute : name) {
      out.Nested(der::kSet, [&] {
        out.Sequence([&] {
          out.Oid(RowOf(attribute.type).oid);
          if (!WriteString(out, StringTypeOf(attribute), attribute.value)) misfit = &attribute;
        });
      });
      if (attribute.value.empty()) misfit = &attribute;
    }
  });
  if (misfit != nullptr) {
    return {Reason::FIELD_MALFORMED, "name attribute " + std::string(ShortNameOf(misfit->type))};
  }
  return out.Take();
}

Result<Name> DecodeName(ByteView der) {
  bool ok = true;
  Name name;
  DerReader outer(der, ok);
  DerReader rdns = outer.Enter(der::kSequence);
  outer.End();
  while (!rdns.AtEnd()) {
    DerReader rdn = rdns.Enter(der::kSet);
    while (!rdn.AtEnd()) {
      DerReader attribute = rdn.Enter(der::kSequence);
      const std::string oid = attribute.Oid();
      const DerElement value = attribute.Any();
      attribute.End();
      const auto* row = std::ranges::find(kAttributes, oid, &AttributeRow::oid);
      if (row == std::end(kAttributes)) continue;
      const uint8_t type = value.tag == row->string_type ? uint8_t{0} : value.tag;
      name.push_back({row->attribute, ToUtf8(value.tag, value.content), type});
    }
  }
  if (!ok) return Reason::DER_MALFORMED;
  return name;
}

std::string ToText(const Name& name) {
  std::string text;
  for (const NameAttribute& attribute : name) {
    if (!text.empty()) text += ", ";
    text += ShortNameOf(attribute.type);
    text += '=';
    text += attribute.value;
  }
  return text;
}

}  // namespace kepsim
