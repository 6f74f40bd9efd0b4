// Revocation lists that were parsed and whose signature verified.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "ca/x509/certificate.h"
#include "ca/x509/crl.h"
#include "registry/verifier/registry_lookup.h"

namespace kepsim {

// Keeps the newest list of each issuer's key: lists run to megabytes, and every verification needs one. Only
// what verified is kept, so it changes no verdict.
class CrlCache {
 public:
  // The list, if it is one and `issuer` signed it: DER_MALFORMED, SIGNATURE_INVALID, KEY_UNSUPPORTED. Its
  // periods are not looked at.
  Result<std::shared_ptr<const Crl>> Verified(const std::shared_ptr<const Bytes>& der,
                                              const Certificate& issuer);

 private:
  struct Known {
    std::shared_ptr<const Bytes> der;
    Bytes issuer_der;  // the certificate by which it was verified
    std::shared_ptr<const Crl> crl;
  };
  std::mutex mutex_;
  std::map<Bytes, Known> by_key_;  // by the issuer's public key
};

}  // namespace kepsim
