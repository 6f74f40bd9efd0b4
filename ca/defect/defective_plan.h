// A certificate about to be signed with one defect in it.
#pragma once

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/crypto/key.h"
#include "ca/defect/defect.h"
#include "ca/x509/certificate.h"
#include "ca/x509/plan.h"

namespace kepsim {

// Only Make makes one, of what the linter passed: so it is one defect and no more. What takes this does not
// take a CheckedPlan, and the other way round, so that ordinary issuing and this never meet.
class DefectivePlan {
 public:
  // DEFECT_NOT_APPLICABLE where the certificate has not what the defect bends.
  static Result<DefectivePlan> Make(const Defect& defect, const CheckedPlan& sound,
                                    const Certificate& issuer);

 private:
  friend Result<Bytes> SignDefective(const DefectivePlan&, const PrivateKey&, const RandomStream&);
  DefectivePlan(const Defect& defect, KeyAlgorithm issuer_algorithm, TbsTree tbs)
      : defect_(&defect), issuer_algorithm_(issuer_algorithm), tbs_(std::move(tbs)) {}
  const Defect* defect_;
  KeyAlgorithm issuer_algorithm_;
  TbsTree tbs_;
};

// The octets, which need not be a certificate that anybody can read.
Result<Bytes> SignDefective(const DefectivePlan& plan, const PrivateKey& key, const RandomStream& random);

}  // namespace kepsim
