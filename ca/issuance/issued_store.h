// What this world's authorities have issued, and what of it was revoked.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ca/base/database.h"
#include "ca/crypto/key.h"
#include "ca/operation/operation.h"
#include "ca/x509/certificate.h"
#include "ca/x509/crl.h"

namespace kepsim {

// "certificates/{authority}/{serial hex}", the serial in upper case as registries print it.
std::string CertificateName(std::string_view authority_id, ByteView serial);

struct IssuedRecord {
  int64_t number = 0;
  std::string authority_id;
  Bytes serial;
  Bytes issuer_key_id;      // of the generation that signed it
  std::string application;  // "applications/{id}"
  std::optional<Time> revoked;
};

class IssuedStore {
 public:
  // The certificate is kept here once. Two indexes on the hot path, both short: by serial, which grows with
  // time (MakeSerial), and by key. The latter is in random order by nature, so it is made of 8-octet
  // integers: some 15 MB at a million, which stays in the cache. Both are unique, so that the database itself
  // keeps the promises that no two certificates of an issuer have one serial and no two certificates one key,
  // also when two calls race.
  static constexpr char kSchema[] = R"(
    CREATE TABLE issued (
      number INTEGER PRIMARY KEY,
      serial BLOB NOT NULL,
      authority TEXT NOT NULL,
      key INTEGER NOT NULL,  -- the first 8 octets of the key identifier
      application TEXT NOT NULL,
      certificate BLOB NOT NULL,
      revoked INTEGER,
      reason INTEGER,
      ground TEXT
    );
    CREATE UNIQUE INDEX issued_serial ON issued (serial, authority);
    CREATE UNIQUE INDEX issued_key ON issued (key);
  )";

  explicit IssuedStore(Database& database) : database_(database) {}

  // Does a certificate hold this key? By 64 bits of its identifier: among a million keys another's is taken
  // for it once in 10^13 issuances, and the applicant then makes a new one.
  Result<bool> HoldsKey(const PublicKey& key);
  static void Add(Operation& operation, std::string_view authority_id, const std::string& application,
                  const Certificate& certificate, const PublicKey& key);

  // CERTIFICATE_NOT_FOUND, also for what has not the form of a name.
  Result<IssuedRecord> Find(std::string_view name);
  // ROW_MOVED at the commit if it was revoked meanwhile.
  static void Revoke(Operation& operation, const IssuedRecord& record, RevocationReason reason,
                     const std::string& ground);

 private:
  Database& database_;
};

}  // namespace kepsim
