// What certificates, CRLs and requests have in common: SEQUENCE { to be signed, algorithm, BIT STRING }.
#pragma once

#include <string_view>

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/crypto/key.h"

namespace kepsim {

// The signature algorithm of keys of this length (RFC 9215 §2), dotted.
std::string_view SignatureOid(KeyAlgorithm algorithm);

// Signs `tbs_der` and puts the three together; algorithm parameters absent (RFC 9215 §2).
Result<Bytes> SignAndWrap(ByteView tbs_der, const PrivateKey& key, const RandomStream& random);

// OK or SIGNATURE_INVALID. An algorithm that is not the key's does not verify.
Status VerifySigned(ByteView tbs_der, std::string_view algorithm_oid, ByteView signature,
                    const PublicKey& key);

}  // namespace kepsim
