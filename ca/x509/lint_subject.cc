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
    if (!result.path_length || *result.path_length < 0) return std::nullopt;
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
std::optional<std::vector<ByteView>> ReadOids(ByteView value) {
  const auto fields = Fields(value);
  if (!fields || fields->empty()) return std::nullopt;
  std::vector<ByteView> oids;
  oids.reserve(fields->size());
  for (const Tlv& field : *fields) {
    if (field.tag != kOid) return std::nullopt;
    oids.push_back(field.content);
  }
  return oids;
}

std::optional<std::vector<ByteView>> ReadPolicies(ByteView value) {
  const auto fields = Fields(value);
  if (!fields || fields->empty()) return std::nullopt;
  std::vector<ByteView> oids;
  oids.reserve(fields->size());
  for (const Tlv& policy : *fields) {
    TlvReader parts(policy.content);
    const auto oid = parts.Next(kOid);
    if (policy.tag != kSequence || !oid) return std::nullopt;
    oids.push_back(oid->content);
  }
  return oids;
}

std::optional<AuthorityKeyId> ReadAuthorityKeyId(ByteView value) {
  const auto fields = Fields(value);
  if (!fields) return std::nullopt;
  AuthorityKeyId result;
  for (const Tlv& field : *fields) {
    if (field.tag == 0x80) {
      result.key_id = field.content;
    } else if (field.tag == 0xA1) {
      result.issuer = field.content;
    } else if (field.tag == 0x82) {
      result.serial = field.content;
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
        {(*parts)[0].content, location.tag == kUri ? AsText(location.content) : std::string_view()});
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

std::optional<ByteView> ReadKeyId(ByteView value) {
  return OnlyOf(kOctetString, value);
}

constexpr ParameterSet kSets[] = {
    {kKey256, Oid("1.2.643.2.2.35.1"), DigestParameter::kMust},
    {kKey256, Oid("1.2.643.2.2.36.0"), DigestParameter::kMust},
    {kKey256, Oid("1.2.643.2.2.35.0"), DigestParameter::kMust, true},
    {kKey256, Oid("1.2.643.2.2.35.2"), DigestParameter::kMust},
    {kKey256, Oid("1.2.643.2.2.35.3"), DigestParameter::kMust},
    {kKey256, Oid("1.2.643.2.2.36.1"), DigestParameter::kMust},
    {kKey256, Oid("1.2.643.7.1.2.1.1.1"), DigestParameter::kShouldNot},
    {kKey256, Oid("1.2.643.7.1.2.1.1.2"), DigestParameter::kMustNot},
    {kKey256, Oid("1.2.643.7.1.2.1.1.3"), DigestParameter::kMustNot},
    {kKey256, Oid("1.2.643.7.1.2.1.1.4"), DigestParameter::kMustNot},
    {kKey512, Oid("1.2.643.7.1.2.1.2.0"), DigestParameter::kShouldNot, true},
    {kKey512, Oid("1.2.643.7.1.2.1.2.1"), DigestParameter::kShouldNot},
    {kKey512, Oid("1.2.643.7.1.2.1.2.2"), DigestParameter::kShouldNot},
    {kKey512, Oid("1.2.643.7.1.2.1.2.3"), DigestParameter::kShouldNot},
};

std::optional<KeyParameters> ReadKeyParameters(const Algorithm& key) {
  if (!key.parameters || key.parameters->tag != kSequence) return std::nullopt;
  TlvReader fields(key.parameters->content);
  const auto set = fields.Next(kOid);
  if (!set) return std::nullopt;
  KeyParameters parameters;
  for (const ParameterSet& candidate : kSets) {
    if (candidate.key == key.oid && candidate.oid == set->content) parameters.set = &candidate;
  }
  if (parameters.set == nullptr) return std::nullopt;
  if (fields.done()) return parameters;
  const auto digest = fields.Next(kOid);
  // Behind it some software writes the set of GOST 28147-89, as RFC 4491 had it.
  if (!fields.done()) fields.Next(kOid);
  if (!digest || !fields.done()) return std::nullopt;
  parameters.digest = digest->content;
  return parameters;
}

bool ClaimsToBeQualified(const Subject& s) {
  return s.certificate.Has(ExtensionType::kSubjectSignTool) ||
         s.certificate.Has(ExtensionType::kIssuerSignTool) ||
         (s.policies && std::ranges::any_of(*s.policies, IsClass));
}

}  // namespace

bool IsClass(ByteView policy) {
  const ByteView above = kClasses.octets();
  return policy.size() > above.size() && std::ranges::equal(policy.first(above.size()), above);
}

Subject Describe(Certificate certificate) {
  Subject subject;
  subject.certificate = std::move(certificate);
  const auto read = [&](ExtensionType type, auto& field, auto reader) {
    const Extension* extension = subject.certificate.Find(type);
    if (extension == nullptr) return;
    field = reader(extension->value);
    if (!field) subject.malformed.push_back(type);
  };
  read(ExtensionType::kBasicConstraints, subject.basic_constraints, ReadBasicConstraints);
  read(ExtensionType::kKeyUsage, subject.key_usage, ReadBits);
  read(ExtensionType::kExtendedKeyUsage, subject.extended_key_usage, ReadOids);
  read(ExtensionType::kCertificatePolicies, subject.policies, ReadPolicies);
  read(ExtensionType::kSubjectKeyId, subject.subject_key_id, ReadKeyId);
  read(ExtensionType::kAuthorityKeyId, subject.authority_key_id, ReadAuthorityKeyId);
  read(ExtensionType::kCrlDistributionPoints, subject.crl_uris, ReadCrlUris);
  read(ExtensionType::kAuthorityInfoAccess, subject.access, ReadAccess);
  read(ExtensionType::kPrivateKeyUsagePeriod, subject.private_key_usage, ReadPeriod);
  read(ExtensionType::kSubjectSignTool, subject.subject_sign_tool, Only);
  read(ExtensionType::kIssuerSignTool, subject.issuer_sign_tool, ReadFour);
  read(ExtensionType::kIdentificationKind, subject.identification_kind, ReadInteger);
  subject.key_parameters = ReadKeyParameters(subject.certificate.key);
  subject.qualified = ClaimsToBeQualified(subject);
  return subject;
}

bool Subject::KeyUsageBit(size_t bit) const {
  const size_t octet = 1 + bit / 8;
  return key_usage && octet < key_usage->size() && ((*key_usage)[octet] & (0x80 >> bit % 8)) != 0;
}

bool Subject::IsMalformed(ExtensionType type) const {
  return std::ranges::find(malformed, type) != malformed.end();
}

bool Subject::HasPurpose(const Oid& purpose) const {
  return extended_key_usage &&
         std::ranges::any_of(*extended_key_usage, [&](ByteView oid) { return purpose == oid; });
}

bool Subject::is_holder() const {
  return !is_ca() && !IsMalformed(ExtensionType::kBasicConstraints) && !KeyUsageBit(kKeyCertSign);
}

bool Subject::names_holder() const {
  return is_holder() && !HasPurpose(kOcspSigning) && !HasPurpose(kTimeStamping);
}

bool Subject::has_gost_key() const {
  return kKey256 == certificate.key.oid || kKey512 == certificate.key.oid;
}

bool Subject::has_gost_signature() const {
  return kSign256 == certificate.signature.oid || kSign512 == certificate.signature.oid;
}

bool Subject::touches_gost() const {
  return has_gost_key() || has_gost_signature() || kKey2001 == certificate.key.oid ||
         kKey94 == certificate.key.oid || kSign2001 == certificate.signature.oid ||
         kSign94 == certificate.signature.oid;
}

}  // namespace kepsim::lint
