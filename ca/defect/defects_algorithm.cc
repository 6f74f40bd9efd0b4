// Algorithm identifiers. What verifies nothing with the CA's key is a broken signature in the path.

#include "ca/crypto/der.h"
#include "ca/defect/defect_tables.h"
#include "ca/x509/oids.h"

namespace kepsim {
namespace {

constexpr std::string_view kKey2001 = "1.2.643.2.2.19";
constexpr std::string_view kSha256WithRsa = "1.2.840.113549.1.1.11";
constexpr std::string_view kRsaKey = "1.2.840.113549.1.1.1";

bool NullParameters(TbsTree& tbs, const DefectContext&) {
  tbs.signature().children.push_back(Leaf(der::kNull, Bytes()));
  return true;
}

void OtherOutside(DerTree& certificate) {
  certificate[1][0] = Leaf(der::kOid, OidContent(kSha256WithRsa));
}

bool Key2001(TbsTree& tbs, const DefectContext&) {
  tbs.key()[0][0] = Leaf(der::kOid, OidContent(kKey2001));
  return true;
}
bool KeyRsa(TbsTree& tbs, const DefectContext&) {
  tbs.key()[0][0] = Leaf(der::kOid, OidContent(kRsaKey));
  return true;
}

constexpr Defect kDefects[] = {
    // RFC 9215 §2 says MUST; 463 of 1,493 real CRLs had NULL, as all has that OpenSSL's engine signs, so that
    // readers
    // take both (domain.md §3.2).
    {"signature-parameters-null",
     "the signature algorithm has NULL parameters, as the OpenSSL engine writes them",
     "signature, signatureAlgorithm",
     "signature-parameters",
     "VALID",
     "VALID",
     {NullParameters}},
    // RFC 5280 §4.1.1.2: MUST be the same; the one outside is not signed.
    {"signature-algorithm-differs",
     "the signature algorithm outside is another than the one inside",
     "signatureAlgorithm",
     "signature-algorithm-mismatch",
     "CHAIN_SIGNATURE_INVALID",
     "CHAIN_SIGNATURE_INVALID",
     {nullptr, nullptr, OtherOutside}},
    // A qualified signature is one of GOST R 34.10-2012 (domain.md §6.2), which this key cannot make.
    {"key-algorithm-2001",
     "the key is said to be of GOST R 34.10-2001",
     "subjectPublicKeyInfo",
     "key-algorithm-legacy",
     "NOT_QUALIFIED",
     "SIGNATURE_INVALID",
     {Key2001}},
    {"key-algorithm-rsa",
     "the key is said to be of RSA",
     "subjectPublicKeyInfo",
     "key-algorithm-known",
     "NOT_QUALIFIED",
     "SIGNATURE_INVALID",
     {KeyRsa}},
};

}  // namespace

std::span<const Defect> AlgorithmDefects() {
  return kDefects;
}

}  // namespace kepsim
