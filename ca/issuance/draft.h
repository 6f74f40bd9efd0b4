// What an applicant is shown before the certificate is issued (63-ФЗ ст. 18 ч. 3).
#pragma once

#include "ca/base/bytes.h"
#include "ca/crypto/digest.h"
#include "ca/x509/plan.h"

namespace kepsim {

struct Draft {
  CertificatePlan plan;  // to read
  CheckedPlan checked;   // to sign; the same thing

  // By which the applicant confirms it.
  Bytes digest() const { return Digest(DigestAlgorithm::kStreebog256, checked.tbs_der()); }
};

}  // namespace kepsim
