// Handles over OpenSSL's objects, for the files of this folder alone.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "ca/base/status.h"
#include "ca/crypto/digest.h"

namespace kepsim {

template <auto free_function>
struct OpenSslDeleter {
  template <class T>
  void operator()(T* handle) const {
    free_function(handle);
  }
};

using PkeyContext = std::unique_ptr<EVP_PKEY_CTX, OpenSslDeleter<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, OpenSslDeleter<EVP_MD_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, OpenSslDeleter<EVP_CIPHER_CTX_free>>;
using Asn1Value = std::unique_ptr<ASN1_TYPE, OpenSslDeleter<ASN1_TYPE_free>>;
using Pkcs8Info = std::unique_ptr<PKCS8_PRIV_KEY_INFO, OpenSslDeleter<PKCS8_PRIV_KEY_INFO_free>>;

// CRYPTO_FAILED with what was attempted. Empties OpenSSL's error queue, whose texts may quote data.
Status CryptoFailed(std::string attempted);

const EVP_MD* HandleOf(DigestAlgorithm algorithm);

}  // namespace kepsim
