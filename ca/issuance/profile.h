// The profile of a natural person's qualified certificate (domain.md §1, Приказ ФСБ № 795).
#pragma once

#include "ca/identity/identification.h"
#include "ca/issuance/application.h"
#include "ca/issuance/authority.h"

namespace kepsim {

// When and under which number: exactly one year from the second of `now` (domain.md §1.4), unless overridden.
// INVALID_FIELDS for overrides that no certificate could hold.
Result<DraftTerms> MakeTerms(Time now, RandomStream& random, const IssueOverrides& overrides);

// What the certificate will hold. Only an identity that was verified and a key whose possession was proven
// get here.
CertificatePlan NaturalPersonPlan(const VerifiedIdentity& identity, const ProvenKey& key,
                                  const Authority& authority, CarrierKind carrier, const DraftTerms& terms);

}  // namespace kepsim
