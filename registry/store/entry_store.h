// The entries of the registry: published certificates, and the changes of their states.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "ca/base/database.h"
#include "ca/operation/operation.h"
#include "ca/x509/certificate.h"
#include "ca/x509/crl.h"
#include "registry/verifier/registry_lookup.h"

namespace kepsim {

struct EntryStatus {
  RegistryEntry entry;
  Time not_after;
};

// A change after publication.
struct EntryChange {
  Time effective;
  RevocationReason reason;
  std::string ground;  // основание, in Russian
};

// What a CRL of one key lists.
struct RevokedSet {
  int64_t count = 0;  // revocations ever; grows with each
  std::vector<CrlEntry> entries;
};

class EntryStore {
 public:
  // An entry holds its present state, since that is what a million of them are asked for; the state's history
  // is in state_change, where nothing is ever altered. Serials begin with the time, so that the index grows
  // at its end.
  static constexpr char kSchema[] = R"(
    CREATE TABLE entry (
      issuer INTEGER NOT NULL,
      serial BLOB NOT NULL,
      published INTEGER NOT NULL,
      revoked INTEGER,
      crl_reason INTEGER NOT NULL,
      not_after INTEGER NOT NULL,
      der BLOB NOT NULL
    );
    CREATE UNIQUE INDEX entry_serial ON entry (issuer, serial);
    -- Behind the publication, which the entry itself tells of.
    CREATE TABLE state_change (
      issuer INTEGER NOT NULL,
      serial BLOB NOT NULL,
      effective INTEGER NOT NULL,
      crl_reason INTEGER NOT NULL,
      ground TEXT NOT NULL,
      PRIMARY KEY (issuer, serial, effective)
    ) WITHOUT ROWID;
    -- A CRL's content, without looking at the entries.
    CREATE TABLE revocation (
      issuer INTEGER NOT NULL,
      number INTEGER NOT NULL,
      serial BLOB NOT NULL,
      effective INTEGER NOT NULL,
      crl_reason INTEGER NOT NULL,
      PRIMARY KEY (issuer, number)
    ) WITHOUT ROWID;
  )";

  explicit EntryStore(Database& database) : database_(database) {}

  // `name` is the certificate's, "certificates/…"; the issuer is what its AKI says. Published at the
  // operation's moment. AUTHORITY_NOT_FOUND at the commit where the issuer's key is not known.
  Status StageEntry(Operation& operation, const std::string& name, const Certificate& certificate);
  // Of an entry that is not revoked, ROW_MOVED otherwise. It may have been staged by the same operation.
  void StageRevocation(Operation& operation, const std::string& name, const Bytes& issuer_key_id,
                       const Bytes& serial, RevocationReason reason, const std::string& ground);

  Result<std::optional<EntryStatus>> Find(ByteView issuer_key_id, ByteView serial);
  Result<std::optional<Bytes>> CertificateOf(ByteView issuer_key_id, ByteView serial);
  // In order; nothing where it was only published.
  Result<std::vector<EntryChange>> ChangesOf(ByteView issuer_key_id, ByteView serial);

  // Moves with every revocation that became durable, whoever's: as long as it stands still, lists are
  // current.
  uint64_t revocation_generation() const { return generation_.load(std::memory_order_acquire); }
  Result<int64_t> RevocationCount(ByteView issuer_key_id);
  // Within a snapshot of the caller.
  static RevokedSet RevokedBy(Connection& connection, ByteView issuer_key_id);

 private:
  Database& database_;
  std::atomic<uint64_t> generation_ = 1;
};

}  // namespace kepsim
