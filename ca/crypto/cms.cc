#include "ca/crypto/cms.h"

#include <algorithm>

#include "ca/crypto/ber.h"
#include "ca/crypto/der_reader.h"
#include "ca/crypto/der_writer.h"

namespace kepsim {
namespace {

constexpr std::string_view kSignedDataOid = "1.2.840.113549.1.7.2";
constexpr std::string_view kDataOid = "1.2.840.113549.1.7.1";
constexpr std::string_view kContentTypeOid = "1.2.840.113549.1.9.3";
constexpr std::string_view kMessageDigestOid = "1.2.840.113549.1.9.4";
constexpr std::string_view kSigningTimeOid = "1.2.840.113549.1.9.5";
constexpr std::string_view kSubjectKeyIdOid = "2.5.29.14";

struct DigestRow {
  std::string_view oid;
  DigestAlgorithm algorithm;
  // What signs with it: real signatures name the key's algorithm (domain.md §7.3), others the signature's.
  std::string_view key_oid;
  std::string_view signature_oid;
};

constexpr DigestRow kDigests[] = {
    {"1.2.643.7.1.1.2.2", DigestAlgorithm::kStreebog256, "1.2.643.7.1.1.1.1", "1.2.643.7.1.1.3.2"},
    {"1.2.643.7.1.1.2.3", DigestAlgorithm::kStreebog512, "1.2.643.7.1.1.1.2", "1.2.643.7.1.1.3.3"},
    {"2.16.840.1.101.3.4.2.1", DigestAlgorithm::kSha256, "", ""},
    {"1.3.14.3.2.26", DigestAlgorithm::kSha1, "", ""},
};

const DigestRow* FindDigest(std::string_view oid) {
  const auto* row = std::ranges::find(kDigests, oid, &DigestRow::oid);
  return row == std::end(kDigests) ? nullptr : row;
}

// Of a Certificate (RFC 5280 §4.1), what names it in a SignerInfo.
struct CertificateNames {
  ByteView issuer;
  Bytes serial;
  std::optional<Bytes> subject_key_id;
};

std::optional<CertificateNames> ReadCertificate(ByteView der) {
  bool ok = true;
  CertificateNames names;
  DerReader outer(der, ok);
  DerReader tbs = outer.Enter(der::kSequence).Enter(der::kSequence);
  outer.End();
  if (tbs.NextIs(der::Constructed(0))) tbs.Any();
  names.serial = tbs.Unsigned();
  tbs.Any();  // signature
  names.issuer = tbs.Whole(der::kSequence);
  for (int field = 0; field < 3; ++field) tbs.Any();  // validity, subject, key
  while (!tbs.AtEnd() && !tbs.NextIs(der::Constructed(3))) tbs.Any();
  if (!tbs.AtEnd()) {
    DerReader extensions = tbs.Enter(der::Constructed(3)).Enter(der::kSequence);
    while (!extensions.AtEnd()) {
      DerReader extension = extensions.Enter(der::kSequence);
      if (extension.Oid() != kSubjectKeyIdOid) continue;
      extension.OptionalBoolean();
      const ByteView id = extension.Within(extension.Content(der::kOctetString)).Content(der::kOctetString);
      names.subject_key_id.emplace(id.begin(), id.end());
    }
  }
  return ok ? std::optional(std::move(names)) : std::nullopt;
}

// A SignerInfo (RFC 5652 §5.3) as it stands.
struct SignerInfo {
  Bytes issuer_name;
  Bytes serial;
  Bytes subject_key_id;
  std::string digest_oid;
  std::optional<Bytes> signed_attributes;  // re-tagged as the SET that is signed
  std::string signature_oid;
  Bytes signature;
};

struct SignedData {
  std::string content_type;
  std::vector<Bytes> certificates;
  std::vector<SignerInfo> signers;
};

SignerInfo ReadSigner(DerReader fields) {
  SignerInfo signer;
  fields.Small();  // version
  if (fields.NextIs(der::Primitive(0))) {
    const ByteView id = fields.Content(der::Primitive(0));
    signer.subject_key_id.assign(id.begin(), id.end());
  } else {
    DerReader id = fields.Enter(der::kSequence);
    const ByteView issuer = id.Whole(der::kSequence);
    signer.issuer_name.assign(issuer.begin(), issuer.end());
    signer.serial = id.Unsigned();
    id.End();
  }
  signer.digest_oid = fields.AlgorithmIdentifier().oid;
  if (fields.NextIs(der::Constructed(0))) {
    const ByteView attributes = fields.Whole(der::Constructed(0));
    signer.signed_attributes.emplace(attributes.begin(), attributes.end());
    if (!attributes.empty()) signer.signed_attributes->front() = der::kSet;
  }
  signer.signature_oid = fields.AlgorithmIdentifier().oid;
  const ByteView signature = fields.Content(der::kOctetString);
  signer.signature.assign(signature.begin(), signature.end());
  if (fields.NextIs(der::Constructed(1))) fields.Any();
  fields.End();
  return signer;
}

Result<SignedData> Read(ByteView ber) {
  const auto der = WithDefiniteLengths(ber);
  if (!der) return Reason::DER_MALFORMED;
  bool ok = true;
  SignedData result;
  DerReader outer(*der, ok);
  DerReader info = outer.Enter(der::kSequence);
  outer.End();
  if (info.Oid() != kSignedDataOid) return Reason::DER_MALFORMED;
  DerReader data = info.Enter(der::Constructed(0)).Enter(der::kSequence);
  data.Small();             // version
  data.Content(der::kSet);  // digestAlgorithms: legacy ones stand there beside the right one
  result.content_type = data.Enter(der::kSequence).Oid();
  if (data.NextIs(der::Constructed(0))) {
    DerReader certificates = data.Enter(der::Constructed(0));
    while (!certificates.AtEnd()) {
      const DerElement certificate = certificates.Any();
      if (certificate.tag != der::kSequence) continue;  // other CertificateChoices
      result.certificates.emplace_back(certificate.whole.begin(), certificate.whole.end());
    }
  }
  if (data.NextIs(der::Constructed(1))) data.Any();
  DerReader signers = data.Enter(der::kSet);
  data.End();
  while (!signers.AtEnd()) result.signers.push_back(ReadSigner(signers.Enter(der::kSequence)));
  if (!ok || result.signers.empty()) return Reason::DER_MALFORMED;
  return result;
}

struct SignedAttributes {
  std::string content_type;
  std::optional<Bytes> message_digest;
  std::optional<Time> signing_time;
};

// Nothing if they are malformed, or one of those that are looked at is there twice (RFC 5652 §11).
std::optional<SignedAttributes> ReadAttributes(ByteView set) {
  bool ok = true;
  SignedAttributes result;
  DerReader outer(set, ok);
  DerReader attributes = outer.Enter(der::kSet);
  outer.End();
  while (!attributes.AtEnd()) {
    DerReader attribute = attributes.Enter(der::kSequence);
    const std::string oid = attribute.Oid();
    DerReader values = attribute.Enter(der::kSet);
    attribute.End();
    if (oid == kContentTypeOid) {
      if (!result.content_type.empty()) return std::nullopt;
      result.content_type = values.Oid();
    } else if (oid == kMessageDigestOid) {
      if (result.message_digest) return std::nullopt;
      const ByteView digest = values.Content(der::kOctetString);
      result.message_digest.emplace(digest.begin(), digest.end());
    } else if (oid == kSigningTimeOid) {
      if (result.signing_time) return std::nullopt;
      result.signing_time = values.TimeChoice();
    } else {
      continue;
    }
    values.End();
  }
  return ok ? std::optional(std::move(result)) : std::nullopt;
}

bool Names(const SignerInfo& signer, const CertificateNames& certificate) {
  if (!signer.subject_key_id.empty()) return certificate.subject_key_id == signer.subject_key_id;
  return std::ranges::equal(signer.issuer_name, certificate.issuer) && signer.serial == certificate.serial;
}

void WriteAttribute(DerWriter& out, std::string_view oid, auto&& value) {
  out.Sequence([&] {
    out.Oid(oid);
    out.Nested(der::kSet, value);
  });
}

// SET OF Attribute. DER sorts it by the encodings; with these three, the order of length is that order.
Bytes EncodeAttributes(ByteView digest, Time signing_time) {
  DerWriter out;
  out.Nested(der::kSet, [&] {
    WriteAttribute(out, kContentTypeOid, [&] { out.Oid(kDataOid); });
    WriteAttribute(out, kSigningTimeOid, [&] { out.TimeChoice(signing_time); });
    WriteAttribute(out, kMessageDigestOid, [&] { out.OctetString(digest); });
  });
  return out.Take();
}

}  // namespace

Result<Bytes> SignCmsDetached(const CmsSigner& signer, ByteView content, Time signing_time,
                              const RandomStream& random) {
  const auto names = ReadCertificate(signer.certificate_der);
  if (!names) return {Reason::DER_MALFORMED, "the signer's certificate"};
  const DigestAlgorithm digest = DigestOf(signer.key.algorithm());
  const DigestRow& algorithms = *std::ranges::find(kDigests, digest, &DigestRow::algorithm);
  Bytes attributes = EncodeAttributes(Digest(digest, content), signing_time);
  KEPSIM_ASSIGN(const Bytes signature, signer.key.Sign(attributes, random));
  attributes.front() = der::Constructed(0);  // IMPLICIT where it stands, SET where it is signed

  DerWriter out;
  out.Sequence([&] {
    out.Oid(kSignedDataOid);
    out.Nested(der::Constructed(0), [&] {
      out.Sequence([&] {
        out.Integer(1);
        out.Nested(der::kSet, [&] { out.Algorithm(algorithms.oid); });
        out.Sequence([&] { out.Oid(kDataOid); });
        out.Nested(der::Constructed(0), [&] { out.Raw(signer.certificate_der); });
        out.Nested(der::kSet, [&] {
          out.Sequence([&] {
            out.Integer(1);
            out.Sequence([&] {
              out.Raw(names->issuer);
              out.Integer(names->serial);
            });
            out.Algorithm(algorithms.oid);
            out.Raw(attributes);
            out.Algorithm(algorithms.key_oid);
            out.OctetString(signature);
          });
        });
      });
    });
  });
  return out.Take();
}

Result<std::vector<CmsSignature>> ParseCms(ByteView der) {
  KEPSIM_ASSIGN(SignedData data, Read(der));
  std::vector<std::optional<CertificateNames>> names;
  for (const Bytes& certificate : data.certificates) names.push_back(ReadCertificate(certificate));

  std::vector<CmsSignature> result;
  for (SignerInfo& signer : data.signers) {
    const DigestRow* digest = FindDigest(signer.digest_oid);
    if (digest == nullptr) return {Reason::KEY_UNSUPPORTED, "digest " + signer.digest_oid};
    CmsSignature& signature = result.emplace_back();
    signature.digest = digest->algorithm;
    if (signer.signed_attributes) {
      const auto attributes = ReadAttributes(*signer.signed_attributes);
      if (!attributes) return Reason::DER_MALFORMED;
      signature.signing_time = attributes->signing_time;
    }
    for (size_t i = 0; i < names.size() && !signature.signer_certificate; ++i) {
      if (names[i] && Names(signer, *names[i])) signature.signer_certificate = data.certificates[i];
    }
    signature.issuer_name_der = std::move(signer.issuer_name);
    signature.serial = std::move(signer.serial);
  }
  return result;
}

Status VerifyCmsDetached(ByteView der, size_t index, ByteView content, const PublicKey& key) {
  KEPSIM_ASSIGN(const SignedData data, Read(der));
  if (index >= data.signers.size()) return Reason::SIGNATURE_INVALID;
  const SignerInfo& signer = data.signers[index];
  const DigestRow* digest = FindDigest(signer.digest_oid);
  if (digest == nullptr || digest->algorithm != DigestOf(key.algorithm()) ||
      (signer.signature_oid != digest->key_oid && signer.signature_oid != digest->signature_oid)) {
    return Reason::SIGNATURE_INVALID;
  }
  const Bytes content_digest = Digest(digest->algorithm, content);
  if (!signer.signed_attributes) {
    // RFC 5652 §5.3: the attributes may be left out only where the content is of type id-data.
    if (data.content_type != kDataOid) return Reason::SIGNATURE_INVALID;
    return key.VerifyDigest(content_digest, signer.signature);
  }
  const auto attributes = ReadAttributes(*signer.signed_attributes);
  if (!attributes || attributes->content_type != data.content_type ||
      attributes->message_digest != content_digest) {
    return Reason::SIGNATURE_INVALID;
  }
  return key.Verify(*signer.signed_attributes, signer.signature);
}

}  // namespace kepsim
