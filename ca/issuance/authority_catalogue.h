// The authorities that every world begins with.
#pragma once

#include <string_view>
#include <vector>

#include "ca/issuance/authority.h"

namespace kepsim {

// The part of the Ministry's head authority (ГУЦ): signs authorities, and no one else.
inline constexpr char kRootId[] = "root";
// Another of its kind, which the first has cross-certified, as the Ministry's roots of 2021 and 2022 are
// (domain.md §1.5): one key, two certificates, two paths.
inline constexpr char kSecondRootId[] = "second-root";
// Of unqualified signatures (УНЭП).
inline constexpr char kUnqualifiedRootId[] = "unqualified-root";

const std::vector<AuthorityProfile>& RootCatalogue();

struct CataloguedAuthority {
  AuthorityProfile profile;
  std::string_view root;  // id of who signs it
};
// In the order in which they are listed:
// - "azimut": USB tokens and m-КЭП; persons, employees, information systems;
// - "oka": in the style of the ФНС, USB tokens; sole proprietors and heads of legal entities;
// - "kama": in the style of «Госключ», m-КЭП only; persons;
// - "lena": in the style before September 2021, a 512-bit key, USB tokens; everybody;
// - "pechora": USB tokens and m-КЭП; the one whose accreditation a new world suspends;
// - "unaccredited": USB tokens; the one that a new world does not accredit;
// - "dvina": unqualified signatures.
// Whether an authority is accredited is for the registry to say; nothing here depends on it.
const std::vector<CataloguedAuthority>& AuthorityCatalogue();

}  // namespace kepsim
