#include "ca/carrier/unlocked_token.h"

#include "ca/crypto/box.h"

namespace kepsim {

Result<Bytes> UnlockedToken::Keep(const std::string& key_id, const PrivateKey& key, RandomStream& random) {
  KEPSIM_ASSIGN(Bytes sealed, SealGost(token_key_, key.ToPkcs8().bytes(), random));
  Remember(key_id, key);
  return sealed;
}

Result<PrivateKey> UnlockedToken::PrivateKeyOf(const CarrierKey& key) {
  {
    std::lock_guard lock(mutex_);
    const auto known = keys_.find(key.id);
    if (known != keys_.end()) return known->second;
  }
  KEPSIM_ASSIGN(const Secret pkcs8, OpenGost(token_key_, key.sealed));
  KEPSIM_ASSIGN(PrivateKey opened, PrivateKey::FromPkcs8(pkcs8));
  // Boxes of one token open with one key: a row that holds another's box is told by the public key.
  if (opened.public_key().spki_der() != key.spki_der) return Reason::STORAGE_CORRUPT;
  Remember(key.id, opened);
  return opened;
}

void UnlockedToken::Remember(const std::string& key_id, const PrivateKey& key) {
  std::lock_guard lock(mutex_);
  // More than the token holds: of operations that came to nothing.
  if (keys_.size() >= kCarrierCapacity) keys_.clear();
  keys_.emplace(key_id, key);
}

}  // namespace kepsim
