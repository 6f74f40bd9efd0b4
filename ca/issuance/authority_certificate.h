// The certificates of the authorities themselves (domain.md §1.3, §1.5).
#pragma once

#include "ca/issuance/authority.h"

namespace kepsim {

// What one certificate of an authority or root is about, besides who signs it. Those of unqualified
// signatures have no marks of a qualified one: no class policies, no sign tools, no identification kind.
struct AuthoritySubject {
  const AuthorityProfile& profile;
  const PublicKey& key;
  Bytes serial;
  Time not_before;
};

// Self-signed: 18 years, no authorityKeyIdentifier, no CRL of its own. The key is the root's.
CertificatePlan RootPlan(AuthoritySubject root);

// An authority's: 15 years, pathLen 0.
CertificatePlan AuthorityPlan(AuthoritySubject authority, const Authority& issuer);

// A root's key certified by another root, or by the same one's earlier key: 15 years (domain.md §1.5), no
// bound on the path.
CertificatePlan CrossPlan(AuthoritySubject root, const Authority& issuer);

}  // namespace kepsim
