#include "ca/crypto/hmac.h"

#include <openssl/hmac.h>

#include <cstdlib>

#include "ca/crypto/openssl.h"

namespace kepsim {

Bytes Hmac(DigestAlgorithm algorithm, ByteView key, std::initializer_list<ByteView> parts) {
  Bytes message;
  for (ByteView part : parts) message.insert(message.end(), part.begin(), part.end());
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  // An empty key must still be an address: nullptr would mean "the key of before".
  static constexpr uint8_t kNoKey = 0;
  const uint8_t* key_data = key.empty() ? &kNoKey : key.data();
  if (HMAC(HandleOf(algorithm), key_data, static_cast<int>(key.size()), message.data(), message.size(),
           out.data(), &size) == nullptr) {
    std::abort();
  }
  out.resize(size);
  return out;
}

}  // namespace kepsim
