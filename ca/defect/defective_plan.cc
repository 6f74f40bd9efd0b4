#include "ca/defect/defective_plan.h"

#include "ca/crypto/der.h"

namespace kepsim {

Result<DefectivePlan> DefectivePlan::Make(const Defect& defect, const CheckedPlan& sound,
                                          const Certificate& issuer) {
  TbsTree tbs(sound.tbs_der());
  if (defect.maker.bend != nullptr && !defect.maker.bend(tbs, {issuer})) {
    return {Reason::DEFECT_NOT_APPLICABLE, std::string(defect.id)};
  }
  return DefectivePlan(defect, sound.issuer_algorithm(), std::move(tbs));
}

Result<Bytes> SignDefective(const DefectivePlan& plan, const PrivateKey& key, const RandomStream& random) {
  if (key.algorithm() != plan.issuer_algorithm_) {
    return {Reason::CRYPTO_FAILED, "the key is not of the algorithm that the plan names"};
  }
  const DefectMaker& maker = plan.defect_->maker;
  TbsTree tbs = plan.tbs_;
  const Bytes der = tbs.Encode();
  KEPSIM_ASSIGN(Bytes signature,
                maker.sign == nullptr ? key.Sign(der, random) : maker.sign(der, key, random));
  signature.insert(signature.begin(), 0);  // a BIT STRING without unused bits
  DerTree certificate =
      Node(der::kSequence, {tbs.whole(), tbs.signature(), Leaf(der::kBitString, std::move(signature))});
  if (maker.seal != nullptr) maker.seal(certificate);
  return certificate.Encode();
}

}  // namespace kepsim
