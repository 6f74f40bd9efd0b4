// Makes roots and CAs, and gives those that are there new keys and certificates.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ca/issuance/authorities.h"
#include "ca/issuance/authority_wish.h"
#include "ca/issuance/keys/signing_keys.h"

namespace kepsim {

// What an operation makes of an authority: the record as it will be, and which of its certificates are new.
struct AuthorityChange {
  AuthorityRecord record;
  std::vector<Certificate> added;
};

// Each of these stages what it makes; authorities see it after the commit. Their certificates begin with the
// second of the operation. AUTHORITY_LIMIT where the world has room for no more.
class AuthorityMaker {
 public:
  static constexpr size_t kMostAuthorities = 64;  // roots among them
  static constexpr int64_t kMostCertificates = 128;

  // `base_url` as it stands in certificates, without a slash at its end.
  AuthorityMaker(Authorities& authorities, SigningKeys& keys, std::string base_url)
      : authorities_(authorities), keys_(keys), base_url_(std::move(base_url)) {}

  // The catalogue's, in a world that has none. `birth` is when the world begins: roots are then two years old
  // and CAs one, as authorities are that have customers already.
  Result<std::vector<AuthorityRecord>> CreateCatalogue(Operation& operation, Time birth);

  // INVALID_FIELDS, STYLE_NOT_FOUND, AUTHORITY_EXISTS; AUTHORITY_NOT_FOUND, AUTHORITY_NOT_ROOT for the root.
  Result<AuthorityChange> CreateAuthority(Operation& operation, const AuthorityWish& wish);
  // INVALID_FIELDS, AUTHORITY_EXISTS.
  Result<AuthorityChange> CreateRoot(Operation& operation, const RootWish& wish);
  // A certificate of `subject`'s newest key by `issuer`'s. AUTHORITY_NOT_FOUND, AUTHORITY_NOT_ROOT,
  // INVALID_FIELDS.
  Result<AuthorityChange> CrossCertify(Operation& operation, std::string_view subject,
                                       std::string_view issuer);
  // Another key under the same name, of the algorithm of the one before unless another is said. A CA's is
  // certified by its root's newest key; a root's certifies itself, and the key before it does.
  // AUTHORITY_NOT_FOUND.
  Result<AuthorityChange> RollOverKey(Operation& operation, std::string_view id,
                                      std::optional<KeyAlgorithm> algorithm);

 private:
  // What is being made within one operation, and the numbers under which it is stored.
  struct Work {
    Operation& operation;
    Time made;
    int64_t next_authority;
    int64_t next_certificate;
  };

  // AUTHORITY_LIMIT unless there is room for so many more.
  Result<Work> Begin(Operation& operation, const Authorities::Snapshot& snapshot, size_t authorities,
                     int64_t certificates) const;
  Result<AuthorityRecord> MakeRecord(Work& work, AuthorityProfile profile, const Authority* issuer);
  // `issuer` null: a root, by itself.
  Status AddGeneration(Work& work, AuthorityRecord& record, const Authority* issuer);
  // The newest key of `subject`, certified by `issuer`.
  Status Cross(Work& work, AuthorityRecord& subject, const Authority& issuer);
  Status AddCertificate(Work& work, AuthorityRecord& record, const CertificatePlan& plan,
                        const std::string& issuer_id, const Bytes& signing_key);

  Authorities& authorities_;
  SigningKeys& keys_;
  const std::string base_url_;
};

}  // namespace kepsim
