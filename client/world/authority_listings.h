// How the Ministry lists the CAs that a world begins with.
#pragma once

#include <string>
#include <vector>

#include "ca/issuance/authority.h"
#include "registry/store/authority_store.h"

namespace kepsim {

AuthorityListing ListingOf(const AuthorityRecord& record);
// As relying parties know one of its certificates.
KnownAuthority KnownOf(const AuthorityRecord& record, const Certificate& certificate);

// Of the catalogue: "azimut", "oka", "kama" and "lena" are accredited, "pechora" was and is suspended, others
// never were. What happened before the world began stays in the history.
std::vector<AccreditationChange> AccreditationAtBirth(const std::string& authority_id, Time birth);

}  // namespace kepsim
