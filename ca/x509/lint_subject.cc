#include "ca/x509/lint_subject.h"

#include <algorithm>

#include "ca/x509/lint_oids.h"

namespace kepsim::lint {
namespace {

constexpr uint8_t kBoolean = 0x01;
constexpr uint8_t kInteger = 0x02;
constexpr uint8_t kBitString = 0x03;
constexpr uint8_t kOctetString = 0x04;
constexpr uint8_t kOid = 0x06;
constexpr uint8_t kSequence = 0x30;
constexpr uint8_t kUri = 0x86;

// The one element that a value must be.
std::optional<Tlv> Only(ByteView value) {
  TlvReader reader(value);
  auto element = reader.Next();
  return reader.done() ? element : std::nullopt;
}

std::optional<std::vector<Tlv>> Fields(ByteView value) {
  const auto sequence = Only(value);
  if (!sequence || sequence->tag != kSequence) return std::nullopt;
  return Split(sequence->content);
}

std::optional<ByteView> OnlyOf(uint8_t tag, ByteView value) {
  const auto element = Only(value);
  return element && element->tag == tag ? std::optional(element->content) : std::nullopt;
}

std::optional<BasicConstraints> ReadBasicConstraints(ByteView value) {
  const auto fields = Fields(value);
  if (!fields) return std::nullopt;
  BasicConstraints result;
  auto field = fields->begin();
  if (field != fields->end() && field->tag == kBoolean && field->content.size() == 1) {
    result.ca = field->content[0] != 0;
    ++field;
  }
  if (field != fields->end() && field->tag == kInteger) {
    result.path_length = SmallInteger(field->content);
    if (!result.path_length) return std::nullopt;
    ++field;
  }
  return field == fields->end() ? std::optional(result) : std::nullopt;
}

std::optional<ByteView> ReadBits(ByteView value) {
  const auto content = OnlyOf(kBitString, value);
  if (!content || content->empty() || (*content)[0] > 7) return std::nullopt;
  return content;
}

// SEQUENCE OF OID, at least one.
std::optional<std::vector<std::string>> ReadOids(ByteView value) {
  const auto fields = Fields(value);
  if (!fields || fields->empty()) return std::nullopt;
  std::vector<std::string> oids;
  for (const Tlv& field : *fields) {
    if (field.tag != kOid) return std::nullopt;
    oids.push_back(OidText(field.content));
  }
  return oids;
}

std::optional<std::vector<std::string>> ReadPolicies(ByteView value) {
  const auto fields = Fields(value);
  if (!fields || fields->empty()) return std::nullopt;
  std::vector<std::string> oids;
  for (const Tlv& policy : *fields) {
    const auto parts = Split(policy.content);
    if (policy.tag != kSequence || !parts || parts->empty() || (*parts)[0].tag != kOid) return std::nullopt;
    oids.push_back(OidText((*parts)[0].content));
  }
  return oids;
}

std::optional<AuthorityKeyId> ReadAuthorityKeyId(ByteView value) {
  const auto fields = Fields(value);
  if (!fields) return std::nullopt;
  AuthorityKeyId result;
  for (const Tlv& field : *fields) {
    if (field.tag == 0x80) {
      result.key_id = true;
    } else if (field.tag == 0xA1) {
      result.issuer = true;
    } else if (field.tag == 0x82) {
      result.serial = true;
    } else {
      return std::nullopt;
    }
  }
  return result;
}

std::optional<std::vector<std::string_view>> ReadCrlUris(ByteView value) {
  const auto points = Fields(value);
  if (!points || points->empty()) return std::nullopt;
  std::vector<std::string_view> uris;
  for (const Tlv& point : *points) {
    const auto parts = Split(point.content);
    if (point.tag != kSequence || !parts) return std::nullopt;
    for (const Tlv& part : *parts) {
      if (part.tag != 0xA0) continue;  // distributionPoint; reasons and cRLIssuer are no places
      const auto name = Split(part.content);
      if (!name || name->size() != 1) return std::nullopt;
      if ((*name)[0].tag != 0xA0) continue;  // fullName
      const auto names = Split((*name)[0].content);
      if (!names) return std::nullopt;
      for (const Tlv& general : *names) {
        if (general.tag == kUri) uris.push_back(AsText(general.content));
      }
    }
  }
  return uris;
}

std::optional<std::vector<AccessDescription>> ReadAccess(ByteView value) {
  const auto fields = Fields(value);
  if (!fields || fields->empty()) return std::nullopt;
  std::vector<AccessDescription> access;
  for (const Tlv& description : *fields) {
    const auto parts = Split(description.content);
    if (description.tag != kSequence || !parts || parts->size() != 2 || (*parts)[0].tag != kOid) {
      return std::nullopt;
    }
    const Tlv& location = (*parts)[1];
    access.push_back(
        {OidText((*parts)[0].content), location.tag == kUri ? AsText(location.content) : std::string_view()});
  }
  return access;
}

std::optional<Period> ReadPeriod(ByteView value) {
  const auto fields = Fields(value);
  if (!fields || fields->empty()) return std::nullopt;
  Period period;
  for (const Tlv& field : *fields) {
    if (field.tag != 0x80 && field.tag != 0x81) return std::nullopt;
    (field.tag == 0x80 ? period.not_before : period.not_after) = ReadMoment(field);
  }
  return period;
}

std::optional<std::vector<Tlv>> ReadFour(ByteView value) {
  auto fields = Fields(value);
  return fields && fields->size() == 4 ? fields : std::nullopt;
}

std::optional<int64_t> ReadInteger(ByteView value) {
  const auto content = OnlyOf(kInteger, value);
  return content ? SmallInteger(*content) : std::nullopt;
}

}  // namespace

Subject Describe(Certificate certificate) {
  Subject subject;
  subject.certificate = std::move(certificate);
  const auto read = [&](std::string_view oid, auto& field, auto reader) {
    const Extension* extension = subject.certificate.Find(oid);
    if (extension == nullptr) return;
    field = reader(extension->value);
    if (!field) subject.malformed.emplace_back(oid);
  };
  read(kBasicConstraints, subject.basic_constraints, ReadBasicConstraints);
  read(kKeyUsage, subject.key_usage, ReadBits);
  read(kExtendedKeyUsage, subject.extended_key_usage, ReadOids);
  read(kCertificatePolicies, subject.policies, ReadPolicies);
  read(kSubjectKeyId, subject.subject_key_id, [](ByteView value) { return OnlyOf(kOctetString, value); });
  read(kAuthorityKeyId, subject.authority_key_id, ReadAuthorityKeyId);
  read(kCrlDistributionPoints, subject.crl_uris, ReadCrlUris);
  read(kAuthorityInfoAccess, subject.access, ReadAccess);
  read(kPrivateKeyUsagePeriod, subject.private_key_usage, ReadPeriod);
  read(kSubjectSignTool, subject.subject_sign_tool, Only);
  read(kIssuerSignTool, subject.issuer_sign_tool, ReadFour);
  read(kIdentificationKind, subject.identification_kind, ReadInteger);
  return subject;
}

bool Subject::KeyUsageBit(size_t bit) const {
  const size_t octet = 1 + bit / 8;
  return key_usage && octet < key_usage->size() && ((*key_usage)[octet] & (0x80 >> bit % 8)) != 0;
}

bool Subject::qualified() const {
  const bool has_class = policies && std::ranges::any_of(*policies, [](const std::string& oid) {
                           return oid.starts_with(kClassPrefix);
                         });
  return has_class || certificate.Find(kSubjectSignTool) != nullptr ||
         certificate.Find(kIssuerSignTool) != nullptr;
}

}  // namespace kepsim::lint
