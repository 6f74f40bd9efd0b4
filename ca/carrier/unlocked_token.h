// What the right PIN opens: the token key, and the private keys that were taken out from under it.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "ca/base/secret.h"
#include "ca/carrier/carrier.h"
#include "ca/crypto/key.h"

namespace kepsim {

// Safe to use from many threads. When it goes, all that it knew is forgotten.
class UnlockedToken {
 public:
  explicit UnlockedToken(Secret token_key) : token_key_(std::move(token_key)) {}

  // A fresh key's sealed form. The key itself is remembered.
  Result<Bytes> Keep(const std::string& key_id, const PrivateKey& key, RandomStream& random);
  // Opened at the first use, then remembered.
  Result<PrivateKey> PrivateKeyOf(const CarrierKey& key);

 private:
  void Remember(const std::string& key_id, const PrivateKey& key);

  const Secret token_key_;
  std::mutex mutex_;
  std::map<std::string, PrivateKey> keys_;
};

}  // namespace kepsim
