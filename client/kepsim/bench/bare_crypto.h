// The cryptography of an issuance and of a journey with nothing around it: what the server is measured
// against.
#pragma once

#include <functional>
#include <memory>

#include "ca/base/random.h"
#include "ca/base/status.h"
#include "ca/x509/certificate.h"
#include "ca/x509/plan.h"

namespace kepsim {

class BareCrypto {
 public:
  // Makes a CA's key. CRYPTO_FAILED.
  static Result<BareCrypto> Make();

  // One of the work that product.md §8 names for `issue`: key, CSR sign, CSR verify, build, certificate sign.
  // 256-bit CryptoPro-A, as the accredited CAs have it; no linting.
  Status Issue();
  // A key, and its certificate: built, linted, signed.
  Status Certify();
  // The key operations of the same alone: a key, and a signature over as many octets.
  Status KeyOperations();
  // Issue, and what linking adds: the challenge signed as a detached CMS, the CMS verified, and the
  // certificate verified with its issuer's key. The CA's own certificate and the CRL are the same for all and
  // are not counted.
  Status Journey();

 private:
  BareCrypto(std::unique_ptr<RandomStream> random, PrivateKey authority, PrivateKey holder);
  Result<Bytes> IssueTo(const PrivateKey& holder);

  std::unique_ptr<RandomStream> random_;
  PrivateKey authority_;
  CertificatePlan plan_;  // of a holder's certificate, as long as a real one; the key is exchanged
  Bytes tbs_;             // of the plan as it was at first
};

// How often `work` goes in a second, on this thread alone.
Result<double> BareRate(double seconds, const std::function<Status()>& work);

}  // namespace kepsim
