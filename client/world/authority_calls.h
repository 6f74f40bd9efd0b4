// CAs and roots made by call: the CA makes them, and the registry knows of them with the same commit.
#pragma once

#include <optional>
#include <string_view>

#include "client/world/world.h"

namespace kepsim {

// The record as it will be. Every reason of AuthorityMaker; INVALID_FIELDS for accreditation of a CA whose
// signatures are unqualified.
Result<AuthorityRecord> CreateAuthority(World& world, Operation& operation, const AuthorityWish& wish,
                                        bool accredited);
Result<AuthorityRecord> CreateRoot(World& world, Operation& operation, const RootWish& wish);
// The last of its certificates is the new one.
Result<AuthorityRecord> CrossCertifyRoot(World& world, Operation& operation, std::string_view subject,
                                         std::string_view issuer);
Result<AuthorityRecord> RollOverKey(World& world, Operation& operation, std::string_view id,
                                    std::optional<KeyAlgorithm> algorithm);

}  // namespace kepsim
