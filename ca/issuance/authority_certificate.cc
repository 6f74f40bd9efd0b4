#include "ca/issuance/authority_certificate.h"

#include <algorithm>

#include "ca/issuance/validity.h"

namespace kepsim {
namespace {

constexpr char kAnyPolicy[] = "2.5.29.32.0";
constexpr int kRootYears = 18;
constexpr int kAuthorityYears = 15;
// How long the key signs. Practice knows 3 and 5 years (domain.md §1.4); the longer gives a world more time
// to live.
constexpr int kPrivateKeyYears = 5;

void MarkQualified(CertificatePlan& plan, const AuthorityProfile& subject, const AuthorityProfile& issuer,
                   IdentificationKind identification) {
  if (!subject.qualified) return;
  plan.policies = PoliciesUpTo(subject.security_class);
  plan.policies.push_back(kAnyPolicy);
  plan.subject_sign_tool = subject.sign_tool.sign_tool;
  plan.issuer_sign_tool = issuer.sign_tool;
  plan.identification_kind = identification;
}

CertificatePlan PlanOf(AuthoritySubject subject, const Name& issuer, KeyAlgorithm issuer_algorithm,
                       Time not_after) {
  return {.serial = std::move(subject.serial),
          .issuer = issuer,
          .subject = subject.profile.name,
          .not_before = subject.not_before,
          .not_after = not_after,
          .key = subject.key,
          .issuer_algorithm = issuer_algorithm,
          .is_ca = true,
          .key_usage = kKeyCertSign | kCrlSign};
}

CertificatePlan SubordinatePlan(AuthoritySubject subject, const Authority& issuer) {
  // No longer than the issuer's own.
  const Time not_after =
      std::min(AfterYears(subject.not_before, kAuthorityYears), issuer.certificate.not_after());
  const AuthorityProfile& profile = subject.profile;
  CertificatePlan plan = PlanOf(std::move(subject), issuer.profile.name, issuer.profile.algorithm, not_after);
  MarkQualified(plan, profile, issuer.profile, IdentificationKind::kRemoteCert);
  plan.authority_key_id = issuer.KeyIdentifier();
  plan.crl_urls = {issuer.urls.crl};  // there is no OCSP at the root's level (domain.md §1.3)
  plan.ca_issuer_urls = {issuer.urls.certificate};
  return plan;
}

}  // namespace

CertificatePlan RootPlan(AuthoritySubject root) {
  const AuthorityProfile& profile = root.profile;
  const KeyAlgorithm algorithm = root.key.algorithm();
  const Time not_after = AfterYears(root.not_before, kRootYears);
  CertificatePlan plan = PlanOf(std::move(root), profile.name, algorithm, not_after);
  MarkQualified(plan, profile, profile, IdentificationKind::kPersonal);
  return plan;
}

CertificatePlan AuthorityPlan(AuthoritySubject authority, const Authority& issuer) {
  const Time not_before = authority.not_before;
  CertificatePlan plan = SubordinatePlan(std::move(authority), issuer);
  plan.path_length = 0;
  plan.private_key_usage =
      std::pair(not_before, std::min(AfterYears(not_before, kPrivateKeyYears), plan.not_after));
  return plan;
}

CertificatePlan CrossPlan(AuthoritySubject root, const Authority& issuer) {
  return SubordinatePlan(std::move(root), issuer);
}

}  // namespace kepsim
