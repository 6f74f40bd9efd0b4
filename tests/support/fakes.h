// Stand-ins for what the CA needs of others.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ca/issuance/ports.h"

namespace kepsim {

// Keeps what it was given, at once: what it holds of an operation that failed afterwards was never published.
class FakePublisher : public Publisher {
 public:
  struct Issued {
    std::string name, authority_id;
    Bytes der;
    std::string snils;
    PersonName person;
  };

  Status PublishIssued(Operation&, const IssuedCertificate& certificate) override {
    if (!failure.ok()) return failure;
    issued.push_back({certificate.name, certificate.authority_id, certificate.certificate.der(),
                      certificate.snils, certificate.person});
    return OkStatus();
  }
  Status PublishRevoked(Operation&, const RevokedCertificate& certificate) override {
    if (!failure.ok()) return failure;
    revoked.push_back(certificate);
    return OkStatus();
  }

  std::vector<Issued> issued;
  std::vector<RevokedCertificate> revoked;
  Status failure;  // what every call answers, if it is not OK
};

// Knows the proofs that a test names.
class FakeAccountProofs : public AccountProofs {
 public:
  Result<ProvenAccount> Redeem(Operation&, const Secret& proof) override {
    const auto found = answers.find(std::string(proof.text()));
    if (found == answers.end()) return Reason::ACCOUNT_PROOF_INVALID;
    return found->second;
  }

  std::map<std::string, Result<ProvenAccount>> answers;
};

}  // namespace kepsim
