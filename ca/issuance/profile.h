// The profile of a holder's certificate: the issuer's style, filled in (domain.md §1, Приказ ФСБ № 795).
#pragma once

#include "ca/identity/identification.h"
#include "ca/issuance/application.h"
#include "ca/issuance/authority.h"
#include "ca/issuance/issuer_style.h"

namespace kepsim {

// When and under which number: from the second of `now` for as long as the style has it, unless overridden.
// INVALID_FIELDS for overrides that no certificate could hold; STYLE_NOT_FOUND.
Result<DraftTerms> MakeTerms(Time now, RandomStream& random, const IssueOverrides& overrides,
                             const AuthorityProfile& issuer);

// What the certificate will hold. Only an identity that was verified and a key whose possession was proven
// get here. STYLE_NOT_FOUND, or APPLICANT_KIND_NOT_SERVED if the style has no composition for the kind.
Result<CertificatePlan> HolderPlan(const VerifiedIdentity& identity, const ProvenKey& key,
                                   const Authority& authority, CarrierKind carrier, const DraftTerms& terms);

}  // namespace kepsim
