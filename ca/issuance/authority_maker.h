// Makes roots and CAs.
#pragma once

#include <string>

#include "ca/issuance/authorities.h"
#include "ca/issuance/keys/signing_keys.h"

namespace kepsim {

// Stages what it makes; authorities see it after the commit.
class AuthorityMaker {
 public:
  // `base_url` as it stands in certificates, without a slash at its end.
  AuthorityMaker(Authorities& authorities, SigningKeys& keys, std::string base_url)
      : authorities_(authorities), keys_(keys), base_url_(std::move(base_url)) {}

  // The catalogue's, in a world that has none. `birth` is when the world begins: roots are then two years old
  // and CAs one, as authorities are that have customers already.
  Status CreateCatalogue(Operation& operation, Time birth);

 private:
  // The next numbers of what is stored; they are given out within one operation.
  struct Numbers {
    int64_t authorities;
    int64_t certificates;
  };
  struct Work;

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
