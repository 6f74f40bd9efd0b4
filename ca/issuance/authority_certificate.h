// The certificates of the authorities themselves (domain.md §1.3, §1.5).
#pragma once

#include "ca/issuance/authority.h"

namespace kepsim {

// Self-signed: 18 years, no authorityKeyIdentifier, no CRL of its own. `key` is the root's.
CertificatePlan RootPlan(const AuthorityProfile& root, const PublicKey& key, Bytes serial, Time not_before);

// An accredited authority's: 15 years, pathLen 0, identified by its earlier certificate.
CertificatePlan AuthorityPlan(const AuthorityProfile& authority, const PublicKey& key, Bytes serial,
                              Time not_before, const Authority& root);

}  // namespace kepsim
