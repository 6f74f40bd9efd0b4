// PKCS#10 (RFC 2986): the proof that an applicant possesses the key.
#pragma once

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/crypto/key.h"
#include "ca/x509/name.h"

namespace kepsim {

Result<Bytes> MakeRequest(const PrivateKey& key, const Name& subject, const RandomStream& random);

// A public key whose PKCS#10 was verified. Names in the request are not kept: the identity is what was
// identified.
class ProvenKey {
 public:
  // DER_MALFORMED (also what is larger than 16 KiB, or of another version), KEY_UNSUPPORTED,
  // KEY_POINT_INVALID or SIGNATURE_INVALID (also an algorithm that is not the key's). The signature
  // algorithm's parameters may be absent, as RFC 9215 has it, or NULL, as openssl writes them. Attributes,
  // wanted extensions among them, are neither read nor kept.
  static Result<ProvenKey> FromRequest(ByteView pkcs10_der);
  const PublicKey& key() const { return key_; }

  // The store's codec: what to keep, and the way back. The signature was verified when the key was proven and
  // is not verified again; by its digest, what comes back is what was proven then. STORAGE_CORRUPT.
  Bytes Stored() const;
  static Result<ProvenKey> FromStored(ByteView stored);
  const Bytes& request_der() const { return request_; }

 private:
  ProvenKey(PublicKey key, Bytes request) : key_(std::move(key)), request_(std::move(request)) {}
  PublicKey key_;
  Bytes request_;
};

}  // namespace kepsim
