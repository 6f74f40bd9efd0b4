#include "ca/x509/certificate.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "ca/crypto/der_reader.h"
#include "ca/x509/oids.h"
#include "ca/x509/pem.h"
#include "ca/x509/signed.h"
#include "ca/x509/text.h"

namespace kepsim {
namespace {

Bytes Copy(ByteView bytes) {
  return Bytes(bytes.begin(), bytes.end());
}

// GeneralNames that are URIs (RFC 5280 §4.2.1.6).
std::vector<std::string> Uris(DerReader names) {
  constexpr uint8_t kUri = der::Primitive(6);
  std::vector<std::string> uris;
  while (!names.AtEnd()) {
    const DerElement name = names.Any();
    if (name.tag == kUri) uris.push_back(ToUtf8(der::kIa5String, name.content));
  }
  return uris;
}

std::vector<std::string> ReadCrlUrls(DerReader points) {
  std::vector<std::string> urls;
  while (!points.AtEnd()) {
    DerReader point = points.Enter(der::kSequence);
    if (!point.NextIs(der::Constructed(0))) continue;
    DerReader name = point.Enter(der::Constructed(0));
    if (name.NextIs(der::Constructed(0)))
      std::ranges::move(Uris(name.Enter(der::Constructed(0))), std::back_inserter(urls));
  }
  return urls;
}

std::vector<std::string> ReadCaIssuerUrls(DerReader descriptions) {
  std::vector<std::string> urls;
  while (!descriptions.AtEnd()) {
    DerReader description = descriptions.Enter(der::kSequence);
    if (description.Oid() == oid::kCaIssuers) std::ranges::move(Uris(description), std::back_inserter(urls));
  }
  return urls;
}

uint16_t ReadKeyUsage(DerReader value) {
  const ByteView bits = value.Content(der::kBitString);
  uint16_t usage = 0;
  for (size_t bit = 0; bit < 16 && bit / 8 + 1 < bits.size(); ++bit) {
    if ((bits[bit / 8 + 1] & (0x80 >> (bit % 8))) != 0) usage |= static_cast<uint16_t>(1 << bit);
  }
  return usage;
}

std::string ReadString(DerReader& value) {
  const DerElement element = value.Any();
  return ToUtf8(element.tag, element.content);
}

IssuerSignTool ReadIssuerSignTool(DerReader fields) {
  IssuerSignTool tool;
  for (std::string* text : {&tool.sign_tool, &tool.ca_tool, &tool.sign_tool_cert, &tool.ca_tool_cert}) {
    *text = ReadString(fields);
  }
  return tool;
}

}  // namespace

// The extensions, as they are read off one by one.
struct Certificate::ExtensionReader {
  Certificate& certificate;
  std::set<std::string> seen;

  // False if the extension is not known here.
  bool Known(const std::string& id, DerReader value) {
    if (id == oid::kBasicConstraints) {
      DerReader fields = value.Enter(der::kSequence);
      certificate.is_ca_ = fields.OptionalBoolean();
      if (!fields.AtEnd()) certificate.path_length_ = static_cast<int>(fields.Small() & 0xFFFF);
    } else if (id == oid::kKeyUsage) {
      certificate.has_key_usage_ = true;
      certificate.key_usage_ = ReadKeyUsage(value);
    } else if (id == oid::kSubjectKeyId) {
      certificate.subject_key_id_ = Copy(value.Content(der::kOctetString));
    } else if (id == oid::kAuthorityKeyId) {
      DerReader fields = value.Enter(der::kSequence);
      if (fields.NextIs(der::Primitive(0))) {
        certificate.authority_key_id_ = Copy(fields.Content(der::Primitive(0)));
      }
    } else if (id == oid::kCertificatePolicies) {
      DerReader policies = value.Enter(der::kSequence);
      while (!policies.AtEnd()) certificate.policies_.push_back(policies.Enter(der::kSequence).Oid());
    } else {
      return false;
    }
    return true;
  }

  // Those where a mistake in a foreign certificate costs the extension, not the certificate.
  bool KnownLeniently(const std::string& id, ByteView content) {
    bool ok = true;
    DerReader value(content, ok);
    if (id == oid::kCrlDistributionPoints) {
      auto urls = ReadCrlUrls(value.Enter(der::kSequence));
      if (ok) certificate.crl_urls_ = std::move(urls);
    } else if (id == oid::kAuthorityInfoAccess) {
      auto urls = ReadCaIssuerUrls(value.Enter(der::kSequence));
      if (ok) certificate.ca_issuer_urls_ = std::move(urls);
    } else if (id == oid::kSubjectSignTool) {
      auto tool = ReadString(value);
      if (ok) certificate.subject_sign_tool_ = std::move(tool);
    } else if (id == oid::kIssuerSignTool) {
      auto tool = ReadIssuerSignTool(value.Enter(der::kSequence));
      if (ok) certificate.issuer_sign_tool_ = std::move(tool);
    } else if (id == oid::kIdentificationKind) {
      const uint32_t kind = value.Small();
      if (ok && kind < 0x100) certificate.identification_kind_ = static_cast<int>(kind);
    } else {
      // Known, but nothing here depends on them.
      return id == oid::kExtendedKeyUsage || id == oid::kPrivateKeyUsagePeriod;
    }
    return true;
  }

  void Read(DerReader extensions) {
    while (!extensions.AtEnd()) {
      DerReader extension = extensions.Enter(der::kSequence);
      const std::string id = extension.Oid();
      const bool critical = extension.OptionalBoolean();
      const ByteView value = extension.Content(der::kOctetString);
      extension.End();
      if (!seen.insert(id).second) extension.Fail();  // RFC 5280 §4.2: at most one of a kind
      const bool known = Known(id, extension.Within(value)) || KnownLeniently(id, value);
      if (critical && !known) certificate.has_unknown_critical_extension_ = true;
    }
  }
};

Result<Certificate> Certificate::Parse(ByteView der, const PublicKey* known) {
  bool ok = true;
  Certificate result;
  DerReader outer(der, ok);
  DerReader fields = outer.Enter(der::kSequence);
  outer.End();
  result.tbs_der_ = Copy(fields.Whole(der::kSequence));
  const DerReader::Algorithm algorithm = fields.AlgorithmIdentifier();
  result.signature_ = Copy(fields.BitString());
  fields.End();

  DerReader tbs = DerReader(result.tbs_der_, ok).Enter(der::kSequence);
  uint32_t version = 0;
  if (tbs.NextIs(der::Constructed(0))) version = tbs.Enter(der::Constructed(0)).Small();
  result.serial_ = tbs.Unsigned();
  const DerReader::Algorithm inner = tbs.AlgorithmIdentifier();
  result.issuer_der_ = Copy(tbs.Whole(der::kSequence));
  DerReader validity = tbs.Enter(der::kSequence);
  result.not_before_ = validity.TimeChoice();
  result.not_after_ = validity.TimeChoice();
  validity.End();
  result.subject_der_ = Copy(tbs.Whole(der::kSequence));
  result.spki_der_ = Copy(tbs.Whole(der::kSequence));
  for (uint8_t unique_id : {der::Primitive(1), der::Primitive(2)}) {
    if (tbs.NextIs(unique_id)) tbs.Any();
  }
  if (tbs.NextIs(der::Constructed(3))) {
    if (version != 2) tbs.Fail();  // RFC 5280 §4.1: with extensions it MUST be v3
    ExtensionReader reader{result, {}};
    reader.Read(tbs.Enter(der::Constructed(3)).Enter(der::kSequence));
  }
  tbs.End();
  if (!ok) return Reason::DER_MALFORMED;

  // RFC 5280 §4.1.1.2: the identifier inside, which is signed, equals the one outside, which is not.
  const bool same = algorithm.oid == inner.oid && std::ranges::equal(algorithm.parameters, inner.parameters);
  if (same && algorithm.HasNone()) result.signature_oid_ = algorithm.oid;
  KEPSIM_ASSIGN(result.issuer_, DecodeName(result.issuer_der_));
  KEPSIM_ASSIGN(result.subject_, DecodeName(result.subject_der_));
  const bool is_known = known != nullptr && known->spki_der() == result.spki_der_;
  result.public_key_ = is_known ? Result<PublicKey>(*known) : PublicKey::FromSpki(result.spki_der_);
  result.der_ = Copy(der);
  return result;
}

Result<Certificate> Certificate::ParsePemOrDer(ByteView data) {
  return Parse(FirstCertificateOf(data));
}

bool Certificate::AllowsDigitalSignature() const {
  return (key_usage_ & (kDigitalSignature | kNonRepudiation)) != 0;
}
bool Certificate::AllowsCertSign() const {
  return (key_usage_ & kKeyCertSign) != 0;
}
bool Certificate::AllowsCrlSign() const {
  return (key_usage_ & kCrlSign) != 0;
}

Status Certificate::VerifySignature(const PublicKey& issuer) const {
  return VerifySigned(tbs_der_, signature_oid_, signature_, issuer);
}

Bytes Certificate::Sha1Thumbprint() const {
  return Digest(DigestAlgorithm::kSha1, der_);
}
std::string Certificate::ToPem() const {
  return kepsim::ToPem("CERTIFICATE", der_);
}

std::string ToPem(std::string_view label, ByteView der) {
  constexpr size_t kLine = 64;
  const std::string base64 = ToBase64(der);
  std::string pem = "-----BEGIN " + std::string(label) + "-----\n";
  for (size_t at = 0; at < base64.size(); at += kLine) pem += base64.substr(at, kLine) + '\n';
  return pem + "-----END " + std::string(label) + "-----\n";
}

std::string_view ClassName(SecurityClass security_class) {
  constexpr std::string_view kNames[] = {"КС1", "КС2", "КС3", "КВ1", "КВ2", "КА1"};
  return kNames[static_cast<size_t>(security_class) - 1];
}

}  // namespace kepsim
