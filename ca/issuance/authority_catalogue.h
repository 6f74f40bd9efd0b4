// The authorities that every world begins with.
#pragma once

#include <string_view>
#include <vector>

#include "ca/issuance/authority.h"

namespace kepsim {

inline constexpr char kRootId[] = "root";

// The part of the Ministry's head authority (ГУЦ): signs authorities, and no one else.
const AuthorityProfile& RootProfile();

// In the order in which they are listed:
// - "azimut": USB tokens and m-КЭП;
// - "kama": m-КЭП only;
// - "pechora": USB tokens and m-КЭП; the one whose accreditation a new world suspends;
// - "unaccredited": USB tokens; the one that a new world does not accredit.
// Whether an authority is accredited is for the registry to say; nothing here depends on it.
const std::vector<AuthorityProfile>& AuthorityCatalogue();

// Also finds the root. Null if there is none.
const AuthorityProfile* FindAuthorityProfile(std::string_view id);

}  // namespace kepsim
