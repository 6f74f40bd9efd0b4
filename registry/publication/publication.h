// What the CA issued and revoked becomes public: at once, after a delay, or when it is no longer held back.
#pragma once

#include <atomic>
#include <optional>
#include <string>

#include "ca/issuance/ports.h"
#include "ca/operation/agenda.h"
#include "registry/store/entry_store.h"

namespace kepsim {

struct PublicationSettings {
  Duration delay{};  // from the CA's change to the registry's entry
};

// An outbox, committed with the CA's own change. Of one certificate, the entry always comes before its
// revocation, whatever the delay and the holding back.
class Publication : public Publisher {
 public:
  static constexpr char kSchema[] = R"(
    CREATE TABLE publication (
      id INTEGER PRIMARY KEY,
      held INTEGER NOT NULL
    );
    INSERT INTO publication (id, held) VALUES (1, 0);
    CREATE TABLE outbox (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      kind INTEGER NOT NULL,
      certificate TEXT NOT NULL,
      due INTEGER NOT NULL,
      der BLOB,
      issuer_key_id BLOB,
      serial BLOB,
      crl_reason INTEGER,
      ground TEXT,
      UNIQUE (certificate, kind)
    );
  )";

  // Registers what it does on the agenda.
  Publication(Operations& operations, Agenda& agenda, EntryStore& entries, PublicationSettings settings);

  Status PublishIssued(Operation& operation, const IssuedCertificate& issued) override;
  // CERTIFICATE_NOT_FOUND of what was never handed to PublishIssued, CERTIFICATE_ALREADY_REVOKED.
  Status PublishRevoked(Operation& operation, const RevokedCertificate& revoked) override;

  // From now on nothing is published, until it is released.
  Status Hold(Operation& operation);
  // Publishes what is due, in the order in which the CA handed it over; what is not yet due will follow by
  // itself. Gives how many changes were published.
  Result<int> Release(Operation& operation);
  Result<bool> Held();

 private:
  struct Row;

  Status Deliver(Operation& operation, const Row& row);
  Status RunDue(Operation& operation, const Agenda::Item& item);
  void StageRow(Operation& operation, Row row, bool held);
  void StageHeldIs(Operation& operation, bool held);

  static Row RowOf(const Rows& rows);

  Operations& operations_;
  Agenda& agenda_;
  EntryStore& entries_;
  const PublicationSettings settings_;
  // Only a hint, which saves a query: what a decision rests on is checked by the commit.
  std::atomic<bool> maybe_held_ = true;
};

}  // namespace kepsim
