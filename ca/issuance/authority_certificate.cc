#include "ca/issuance/authority_certificate.h"

#include "ca/issuance/validity.h"

namespace kepsim {
namespace {

constexpr char kAnyPolicy[] = "2.5.29.32.0";
constexpr int kRootYears = 18;
constexpr int kAuthorityYears = 15;
// How long the key signs. Practice knows 3 and 5 years (domain.md §1.4); the longer gives a world more time
// to live.
constexpr int kPrivateKeyYears = 5;

std::vector<std::string> AuthorityPolicies(const AuthorityProfile& authority) {
  std::vector<std::string> policies = PoliciesUpTo(authority.security_class);
  policies.push_back(kAnyPolicy);
  return policies;
}

}  // namespace

CertificatePlan RootPlan(const AuthorityProfile& root, const PublicKey& key, Bytes serial, Time not_before) {
  return {.serial = std::move(serial),
          .issuer = root.name,
          .subject = root.name,
          .not_before = not_before,
          .not_after = AfterYears(not_before, kRootYears),
          .key = key,
          .issuer_algorithm = key.algorithm(),
          .is_ca = true,
          .path_length = std::nullopt,
          .key_usage = kKeyCertSign | kCrlSign,
          .extended_key_usage = {},
          .policies = AuthorityPolicies(root),
          .subject_sign_tool = root.sign_tool.sign_tool,
          .issuer_sign_tool = root.sign_tool,
          .identification_kind = IdentificationKind::kPersonal,
          .private_key_usage = std::nullopt,
          .authority_key_id = std::nullopt,
          .crl_urls = {},
          .ocsp_urls = {},
          .ca_issuer_urls = {}};
}

CertificatePlan AuthorityPlan(const AuthorityProfile& authority, const PublicKey& key, Bytes serial,
                              Time not_before, const Authority& root) {
  return {.serial = std::move(serial),
          .issuer = root.profile.name,
          .subject = authority.name,
          .not_before = not_before,
          .not_after = AfterYears(not_before, kAuthorityYears),
          .key = key,
          .issuer_algorithm = root.profile.algorithm,
          .is_ca = true,
          .path_length = 0,
          .key_usage = kKeyCertSign | kCrlSign,
          .extended_key_usage = {},
          .policies = AuthorityPolicies(authority),
          .subject_sign_tool = authority.sign_tool.sign_tool,
          .issuer_sign_tool = root.profile.sign_tool,
          .identification_kind = IdentificationKind::kRemoteCert,
          .private_key_usage = std::pair(not_before, AfterYears(not_before, kPrivateKeyYears)),
          .authority_key_id = root.KeyIdentifier(),
          .crl_urls = {root.urls.crl},
          .ocsp_urls = {},  // there is no OCSP at the root's level (domain.md §1.3)
          .ca_issuer_urls = {root.urls.certificate}};
}

}  // namespace kepsim
