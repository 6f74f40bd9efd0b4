// A PFX opened by OpenSSL's own functions.
#pragma once

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "ca/crypto/gost_runtime.h"
#include "ca/crypto/openssl.h"

namespace kepsim {

struct OpenedPfx {
  Bytes spki;                        // of the private key
  std::optional<Bytes> certificate;  // that with the key's localKeyId
  std::vector<Bytes> others;
};

template <class T, int (*encode)(const T*, unsigned char**)>
Bytes DerOf(const T* object) {
  uint8_t* der = nullptr;
  const int size = encode(object, &der);
  Bytes bytes(der, der + std::max(size, 0));
  OPENSSL_free(der);
  return bytes;
}

// Nothing if the file, or what is in it, does not open with this password.
inline std::optional<OpenedPfx> OpenPfx(ByteView pfx, const Secret& password) {
  EXPECT_TRUE(EnsureGost().ok());
  const uint8_t* at = pfx.data();
  PKCS12* const parsed = d2i_PKCS12(nullptr, &at, static_cast<long>(pfx.size()));
  if (parsed == nullptr) {
    ERR_clear_error();
    return std::nullopt;
  }
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  STACK_OF(X509)* others = nullptr;
  std::optional<OpenedPfx> opened;
  if (PKCS12_parse(parsed, std::string(password.text()).c_str(), &key, &certificate, &others) == 1 &&
      key != nullptr) {
    opened.emplace();
    opened->spki = DerOf<EVP_PKEY, i2d_PUBKEY>(key);
    if (certificate != nullptr) opened->certificate = DerOf<X509, i2d_X509>(certificate);
    for (int i = 0; i < sk_X509_num(others); ++i) {
      opened->others.push_back(DerOf<X509, i2d_X509>(sk_X509_value(others, i)));
    }
  }
  EVP_PKEY_free(key);
  X509_free(certificate);
  sk_X509_pop_free(others, X509_free);
  PKCS12_free(parsed);
  ERR_clear_error();
  return opened;
}

}  // namespace kepsim
