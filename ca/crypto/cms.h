// CMS SignedData (RFC 5652) with GOST R 34.10-2012, in the shape of real tools: content type, signing time,
// message digest as signed attributes (domain.md §7.3).
#pragma once

#include <optional>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/crypto/key.h"

namespace kepsim {

struct CmsSigner {
  Bytes certificate_der;
  const PrivateKey& key;
};

// Detached: the content is not inside. The signer's certificate is; no other.
Result<Bytes> SignCmsDetached(const CmsSigner& signer, ByteView content, Time signing_time,
                              const RandomStream& random);

// What a CMS signature holds, as far as one signer goes. Nothing about it is trusted yet.
struct CmsSignature {
  std::optional<Bytes> signer_certificate;  // DER, if inside
  Bytes issuer_name_der;                    // of SignerIdentifier, empty when by key identifier
  Bytes serial;                             // big-endian magnitude
  std::optional<Time> signing_time;         // the signer's claim
  DigestAlgorithm digest;
};

// DER_MALFORMED for what is no CMS SignedData with at least one signer.
Result<std::vector<CmsSignature>> ParseCms(ByteView der);

// OK or SIGNATURE_INVALID: the `index`-th signer's signature over `content` by `key`, messageDigest checked.
// No path, no time: that is the verifier's work.
Status VerifyCmsDetached(ByteView der, size_t index, ByteView content, const PublicKey& key);

}  // namespace kepsim
