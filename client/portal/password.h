// Portal passwords at rest: scrypt (RFC 7914) with r = 8, p = 1 and a cost of the workspace's choice.
#pragma once

#include "ca/base/bytes.h"
#include "ca/base/random.h"
#include "ca/base/secret.h"
#include "ca/base/status.h"

namespace kepsim {

inline constexpr uint64_t kDefaultPasswordCost = 16384;  // scrypt's N

struct PasswordDigest {
  Bytes salt;
  Bytes digest;
  uint64_t cost = 0;
};

Result<PasswordDigest> DigestPassword(const Secret& password, uint64_t cost, RandomStream& random);
Result<bool> PasswordMatches(const Secret& password, const PasswordDigest& kept);
// The work of PasswordMatches, for a login that nobody has: the time of an answer does not tell which exist.
Status PretendToMatch(const Secret& password, uint64_t cost);

}  // namespace kepsim
