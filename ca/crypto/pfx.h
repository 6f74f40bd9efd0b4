// PFX: a private key with its certificates in a file, under a password (RFC 7292, GOST profile of RFC 9548).
#pragma once

#include <string>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/random.h"
#include "ca/base/secret.h"
#include "ca/base/status.h"
#include "ca/crypto/key.h"

namespace kepsim {

// What encrypts the key. Which tools open which is told in carrier.proto.
enum class PfxCipher { kGost28147, kMagmaCtrAcpkm, kKuznyechikCtrAcpkm };

// Of PBKDF2; as in the examples of RFC 9548.
inline constexpr int kPfxRounds = 2048;

// What a password gives for one PFX. Slow to derive, and so apart from MakePfx: an operation that runs again
// keeps it. A second PFX needs a lock of its own, or the ciphers' streams would repeat.
struct PfxLock {
  PfxCipher cipher{};
  Bytes key_salt;
  Bytes iv;  // the UKM of RFC 9337 §7.3
  Secret key;
  Bytes mac_salt;
  Secret mac_key;
};
Result<PfxLock> DerivePfxLock(const Secret& password, PfxCipher cipher, RandomStream& random);

struct PfxContent {
  PrivateKey key;
  std::string name;                 // friendlyName, in UTF-8
  std::vector<Bytes> certificates;  // DER; the key's own first, then those above it
};
// RFC 9548 §A.2: the key is encrypted, the certificates are not. They are public, and longer than the
// sections after which these ciphers change their key, whose size RFC 9337 §7.3 leaves open.
Result<Bytes> MakePfx(const PfxContent& content, const PfxLock& lock);

}  // namespace kepsim
