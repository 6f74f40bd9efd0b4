#include "ca/x509/signed.h"

#include "ca/crypto/der_writer.h"
#include "ca/x509/oids.h"

namespace kepsim {
namespace {

constexpr size_t kAround = 160;  // octets: the longest signature, its algorithm, and what holds them

}  // namespace

std::string_view SignatureOid(KeyAlgorithm algorithm) {
  return DigestOf(algorithm) == DigestAlgorithm::kStreebog256 ? oid::kSignature256 : oid::kSignature512;
}

Result<Bytes> SignAndWrap(ByteView tbs_der, const PrivateKey& key, const RandomStream& random) {
  KEPSIM_ASSIGN(const Bytes signature, key.Sign(tbs_der, random));
  DerWriter out(tbs_der.size() + kAround);
  out.Sequence([&] {
    out.Raw(tbs_der);
    out.Algorithm(SignatureOid(key.algorithm()));
    out.BitString(signature);
  });
  return out.Take();
}

Status VerifySigned(ByteView tbs_der, std::string_view algorithm_oid, ByteView signature,
                    const PublicKey& key) {
  if (algorithm_oid != SignatureOid(key.algorithm())) return Reason::SIGNATURE_INVALID;
  return key.Verify(tbs_der, signature);
}

}  // namespace kepsim
