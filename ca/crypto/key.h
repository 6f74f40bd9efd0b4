// GOST R 34.10-2012 keys and signatures over them (RFC 7091, RFC 9215).
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "ca/base/bytes.h"
#include "ca/base/random.h"
#include "ca/base/secret.h"
#include "ca/base/status.h"
#include "ca/crypto/digest.h"

typedef struct evp_pkey_st EVP_PKEY;

namespace kepsim {

// A key length and parameter set (domain.md §3.1). Several OIDs may name one curve; they are kept apart, as
// the OID stands in the certificate.
enum class KeyAlgorithm {
  k256CryptoProA,  // 1.2.643.2.2.35.1: what accredited authorities use
  k256CryptoProB,
  k256CryptoProC,
  k256CryptoProXchA,
  k256CryptoProXchB,
  k256Tc26A,
  k256Tc26B,
  k256Tc26C,
  k256Tc26D,
  k512Tc26A,
  k512Tc26B,
  k512Tc26C,
  // Of the standards' examples; certificates are not issued for them (RFC 9215 §4.2).
  k256Test,
  k512Test,
};

std::string_view NameOf(KeyAlgorithm algorithm);           // "gost2012-256-cryptopro-a"
std::string_view ParameterSetOid(KeyAlgorithm algorithm);  // dotted
std::optional<KeyAlgorithm> KeyAlgorithmOf(std::string_view name);
// The digest that signatures of this key length are made over (RFC 9215 §2).
DigestAlgorithm DigestOf(KeyAlgorithm algorithm);
bool IsTestSet(KeyAlgorithm algorithm);

class PublicKey {
 public:
  // KEY_UNSUPPORTED for what is no GOST R 34.10-2012 key with a parameter set above; DER_MALFORMED;
  // KEY_POINT_INVALID for what is no point of the curve, or a coordinate that is not reduced.
  static Result<PublicKey> FromSpki(ByteView spki_der);
  // KEY_POINT_INVALID for a point outside the group of prime order. For who certifies a key: it takes as long
  // as two verifications on the curves that have such points.
  Status CheckOrder() const;

  KeyAlgorithm algorithm() const { return algorithm_; }
  // In the one form that we write: with or without digestParamSet, it is the same key.
  const Bytes& spki_der() const { return spki_; }
  // SHA-1 of the BIT STRING's content (RFC 5280 §4.2.1.2 method 1), 20 octets.
  Bytes Identifier() const;
  // OK, or SIGNATURE_INVALID. `digest` by DigestOf(algorithm()); signature is s||r, each big-endian.
  Status VerifyDigest(ByteView digest, ByteView signature) const;
  Status Verify(ByteView message, ByteView signature) const;
  bool SameKey(const PublicKey& other) const { return spki_ == other.spki_; }

  EVP_PKEY* handle() const { return handle_.get(); }

 private:
  friend class PrivateKey;
  PublicKey() = default;
  KeyAlgorithm algorithm_{};
  Bytes spki_;
  std::shared_ptr<EVP_PKEY> handle_;
};

// A key pair. Cheap to copy; signing from many threads at once is safe.
class PrivateKey {
 public:
  static Result<PrivateKey> Generate(KeyAlgorithm algorithm, RandomStream& random);
  // PKCS#8 PrivateKeyInfo, for storage inside a sealed box only.
  Secret ToPkcs8() const;
  static Result<PrivateKey> FromPkcs8(const Secret& der);

  const PublicKey& public_key() const { return public_; }
  KeyAlgorithm algorithm() const { return public_.algorithm(); }
  // The nonce comes of `random` forked by this key and the digest, so that one nonce never meets two
  // messages.
  Result<Bytes> SignDigest(ByteView digest, const RandomStream& random) const;
  Result<Bytes> Sign(ByteView message, const RandomStream& random) const;

  EVP_PKEY* handle() const { return handle_.get(); }

 private:
  PrivateKey() = default;
  PublicKey public_;
  std::shared_ptr<EVP_PKEY> handle_;
};

}  // namespace kepsim
