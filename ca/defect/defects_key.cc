// SubjectPublicKeyInfo (RFC 9215 §4). RFC 9215 §8 recommends that applications verify subject public keys to
// conform to the standard before use: what is no key is no certificate of one, MALFORMED; a key of a kind
// that no qualified signature is made with, NOT_QUALIFIED. Where the certificate's key is not the token's any
// more, the signature of a linking does not verify.

#include <algorithm>

#include "ca/crypto/der.h"
#include "ca/crypto/digest.h"
#include "ca/defect/defect_tables.h"
#include "ca/x509/oids.h"

namespace kepsim {
namespace {

// SEQUENCE { publicKeyParamSet, digestParamSet OPTIONAL }
DerTree& Parameters(TbsTree& tbs) {
  return tbs.key()[0][1];
}

bool WithoutDigest(TbsTree& tbs, const DefectContext&) {
  if (Parameters(tbs).children.size() != 2) return false;
  Parameters(tbs).children.pop_back();
  return true;
}

bool OtherDigest(TbsTree& tbs, const DefectContext&) {
  if (Parameters(tbs).children.size() != 2) return false;
  Parameters(tbs)[1] = Leaf(der::kOid, OidContent("1.2.643.2.2.30.1"));  // of GOST R 34.11-94
  return true;
}

bool UnknownSet(TbsTree& tbs, const DefectContext&) {
  Parameters(tbs)[0] = Leaf(der::kOid, OidContent("1.2.643.2.2.35.9"));
  return true;
}

bool WithoutParameters(TbsTree& tbs, const DefectContext&) {
  tbs.key()[0].children.pop_back();
  return true;
}

// Puts another point into the BIT STRING, and its digest into the subjectKeyIdentifier, which would be wrong
// otherwise.
bool SetPoint(TbsTree& tbs, const DerTree& point) {
  const Bytes encoded = point.Encode();
  Bytes& bits = tbs.key()[1].content;
  bits.assign(1, 0);
  bits.insert(bits.end(), encoded.begin(), encoded.end());
  if (tbs.FindExtension(oid::kSubjectKeyId) != nullptr) {
    tbs.SetExtension(oid::kSubjectKeyId, Leaf(der::kOctetString, Digest(DigestAlgorithm::kSha1, encoded)));
  }
  return true;
}

DerTree Point(TbsTree& tbs) {
  return DerTree::Parse(ByteView(tbs.key()[1].content).subspan(1));
}

bool OffCurve(TbsTree& tbs, const DefectContext&) {
  DerTree point = Point(tbs);
  point.content.front() ^= 1;
  return SetPoint(tbs, point);
}

bool BigEndian(TbsTree& tbs, const DefectContext&) {
  DerTree point = Point(tbs);
  const auto middle = point.content.begin() + static_cast<std::ptrdiff_t>(point.content.size() / 2);
  std::reverse(point.content.begin(), middle);
  std::reverse(middle, point.content.end());
  return SetPoint(tbs, point);
}

bool OctetMissing(TbsTree& tbs, const DefectContext&) {
  DerTree point = Point(tbs);
  point.content.pop_back();
  return SetPoint(tbs, point);
}

bool UnusedBit(TbsTree& tbs, const DefectContext&) {
  tbs.key()[1].content.front() = 1;
  return true;
}

// The key of RFC 9215 appendix D.1, on the curve of the standard's example.
bool ExampleCurve(TbsTree& tbs, const DefectContext&) {
  constexpr std::string_view kSet = "1.2.643.2.2.35.0";
  constexpr std::string_view kPoint =
      "0BD86FE5D8DB89668F789B4E1DBA8585C5508B45EC5B59D8906DDB70E2492B7F"
      "DA77FF871A10FBDF2766D293C5D164AFBB3C7B973A41C885D11D70D689B4F126";
  if (tbs.key()[0][0].content != OidContent("1.2.643.7.1.1.1.1") || Parameters(tbs).children.size() != 2)
    return false;
  Parameters(tbs)[0] = Leaf(der::kOid, OidContent(kSet));
  return SetPoint(tbs, Leaf(der::kOctetString, FromHex(kPoint).value()));
}

constexpr char kKeyAndIdentifier[] = "subjectPublicKeyInfo, extension subjectKeyIdentifier";

constexpr Defect kDefects[] = {
    // Software takes both, present and absent, for any set (domain.md §3.2).
    {"key-digest-missing",
     "digestParamSet is missing, which the parameter set demands",
     "subjectPublicKeyInfo",
     "key-digest-parameter",
     "VALID",
     "VALID",
     {WithoutDigest}},
    // RFC 9215 §4.2: where it stands it must be of 2012; a digest of 1994 is one of another algorithm's keys.
    {"key-digest-of-1994",
     "digestParamSet is of GOST R 34.11-94",
     "subjectPublicKeyInfo",
     "key-digest-parameter",
     "NOT_QUALIFIED",
     "SIGNATURE_INVALID",
     {OtherDigest}},
    {"key-parameter-set-unknown",
     "the parameter set is one that nobody knows",
     "subjectPublicKeyInfo",
     "key-parameters",
     "NOT_QUALIFIED",
     "SIGNATURE_INVALID",
     {UnknownSet}},
    {"key-parameters-missing",
     "the key has no parameters",
     "subjectPublicKeyInfo",
     "key-parameters",
     "NOT_QUALIFIED",
     "SIGNATURE_INVALID",
     {WithoutParameters}},
    {"key-on-example-curve",
     "the key is on the curve of the standard's example",
     kKeyAndIdentifier,
     "key-test-parameters",
     "NOT_QUALIFIED",
     "SIGNATURE_INVALID",
     {ExampleCurve}},
    {"key-off-curve",
     "the key is no point of its curve",
     kKeyAndIdentifier,
     "key-point",
     "MALFORMED",
     "MALFORMED",
     {OffCurve}},
    {"key-big-endian",
     "the coordinates of the key are big-endian",
     kKeyAndIdentifier,
     "key-point",
     "MALFORMED",
     "MALFORMED",
     {BigEndian}},
    {"key-too-short",
     "the key has an octet too few",
     kKeyAndIdentifier,
     "key-length",
     "MALFORMED",
     "MALFORMED",
     {OctetMissing}},
    {"key-unused-bit",
     "the BIT STRING of the key has an unused bit",
     "subjectPublicKeyInfo",
     "key-length",
     "MALFORMED",
     "MALFORMED",
     {UnusedBit}},
};

}  // namespace

std::span<const Defect> KeyDefects() {
  return kDefects;
}

}  // namespace kepsim
