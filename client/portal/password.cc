#include "client/portal/password.h"

#include "ca/crypto/box.h"

namespace kepsim {
namespace {

constexpr size_t kSaltOctets = 16;
constexpr uint32_t kBlockSize = 8;
constexpr uint32_t kParallel = 1;
// Four octets for each of the 128 characters that a password may have. What is longer is nobody's password,
// and must not make the derivation dearer.
constexpr size_t kMostOctets = 512;

Result<Secret> Derive(const Secret& password, ByteView salt, uint64_t cost) {
  return DerivePassword(password.size() > kMostOctets ? Secret() : password, salt, cost, kBlockSize,
                        kParallel);
}

}  // namespace

Result<PasswordDigest> DigestPassword(const Secret& password, uint64_t cost, RandomStream& random) {
  PasswordDigest made;
  made.salt.resize(kSaltOctets);
  random.Fill(made.salt);
  made.cost = cost;
  KEPSIM_ASSIGN(const Secret digest, Derive(password, made.salt, cost));
  made.digest.assign(digest.bytes().begin(), digest.bytes().end());
  return made;
}

Result<bool> PasswordMatches(const Secret& password, const PasswordDigest& kept) {
  KEPSIM_ASSIGN(const Secret digest, Derive(password, kept.salt, kept.cost));
  return digest.Equals(Secret(kept.digest)) && password.size() <= kMostOctets;
}

Status PretendToMatch(const Secret& password, uint64_t cost) {
  static const Bytes kNoSalt(kSaltOctets);
  return Derive(password, kNoSalt, cost).status();
}

}  // namespace kepsim
