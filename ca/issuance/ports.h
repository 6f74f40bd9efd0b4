// What the CA needs of others. The registry and the portal implement these, client/world plugs them in. Each
// stages into the caller's operation, so that it takes effect with the CA's own change or not at all.
#pragma once

#include <string>

#include "ca/base/bytes.h"
#include "ca/base/secret.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/operation/operation.h"
#include "ca/person/name.h"
#include "ca/x509/certificate.h"
#include "ca/x509/crl.h"

namespace kepsim {

// Whom a one-time proof of a portal account stands for.
struct ProvenAccount {
  std::string account;  // "accounts/{id}"
  std::string snils;    // eleven digits
  PersonName person;
};

// Implemented by the portal.
class AccountProofs {
 public:
  virtual ~AccountProofs() = default;
  // Uses the proof up with the operation's commit. ACCOUNT_PROOF_INVALID, ACCOUNT_PROOF_USED,
  // ACCOUNT_PROOF_EXPIRED.
  virtual Result<ProvenAccount> Redeem(Operation& operation, const Secret& proof) = 0;
};

// Who a certificate was issued to, as the CA reports it (63-ФЗ ст. 18 ч. 5; domain.md §2.5).
struct IssuedCertificate {
  std::string name;          // "certificates/{authority}/{serial hex}"
  std::string authority_id;  // "azimut"
  const Certificate& certificate;
  std::string snils;  // eleven digits; of the person identified
  PersonName person;
};

struct RevokedCertificate {
  std::string name;
  std::string authority_id;
  Bytes issuer_key_id;
  Bytes serial;
  RevocationReason reason;
  std::string ground;  // основание, in Russian
};

// Implemented by the registry's publication.
class Publisher {
 public:
  virtual ~Publisher() = default;
  // With no delay set, delivered within the operation; else it stays in the outbox until due.
  virtual Status PublishIssued(Operation& operation, const IssuedCertificate& issued) = 0;
  // Effective with the registry's entry, at the moment of delivery.
  virtual Status PublishRevoked(Operation& operation, const RevokedCertificate& revoked) = 0;
};

}  // namespace kepsim
