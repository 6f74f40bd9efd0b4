#include "registry/publication/publication.h"

#include <algorithm>
#include <vector>

namespace kepsim {
namespace {

enum class Kind { kCertificate = 1, kRevocation = 2 };

// Of one moment, the agenda runs them in this order.
constexpr char kPublishCertificate[] = "publish-certificate";
constexpr char kPublishRevocation[] = "publish-revocation";

bool ReadHeld(Connection& connection) {
  Rows rows = connection.Select("SELECT held FROM publication WHERE id = 1");
  return rows.Next() && rows.Int(0) != 0;
}

}  // namespace

struct Publication::Row {
  int64_t number = 0;  // 0: never lay in the outbox
  Kind kind = Kind::kCertificate;
  std::string certificate;  // its name
  Time due{};
  Bytes der;  // of a certificate; the rest is of a revocation
  Bytes issuer_key_id;
  Bytes serial;
  RevocationReason reason = RevocationReason::kUnspecified;
  std::string ground;

  Agenda::Item OnAgenda() const {
    return {due, kind == Kind::kCertificate ? kPublishCertificate : kPublishRevocation, certificate};
  }
};

Publication::Publication(Operations& operations, Agenda& agenda, EntryStore& entries,
                         PublicationSettings settings)
    : operations_(operations), agenda_(agenda), entries_(entries), settings_(settings) {
  for (const char* kind : {kPublishCertificate, kPublishRevocation}) {
    agenda.Handle(kind,
                  [this](Operation& operation, const Agenda::Item& item) { return RunDue(operation, item); });
  }
}

Status Publication::PublishIssued(Operation& operation, const IssuedCertificate& issued) {
  bool held = false;
  if (maybe_held_) {
    KEPSIM_ASSIGN(held, Held());
  }
  if (held || settings_.delay > Duration::zero()) {
    Row row;
    row.kind = Kind::kCertificate;
    row.certificate = issued.name;
    row.due = operation.now() + settings_.delay;
    row.der = issued.certificate.der();
    StageRow(operation, std::move(row), held);
    return OkStatus();
  }
  StageHeldIs(operation, false);
  KEPSIM_TRY(entries_.StageEntry(operation, issued.name, issued.certificate));
  operation.Emit("registry.published", issued.name);
  return OkStatus();
}

Status Publication::PublishRevoked(Operation& operation, const RevokedCertificate& revoked) {
  struct Present {
    bool held = false;
    std::optional<Time> certificate_due;  // while it waits in the outbox itself
    bool revocation_waits = false;
  };
  KEPSIM_ASSIGN(
      const Present present, operations_.database().Read([&](Connection& connection) -> Result<Present> {
        Present seen;
        seen.held = ReadHeld(connection);
        Rows rows = connection.Select("SELECT kind, due FROM outbox WHERE certificate = ?", revoked.name);
        while (rows.Next()) {
          if (static_cast<Kind>(rows.Int(0)) == Kind::kCertificate) {
            seen.certificate_due = rows.Moment(1);
          } else {
            seen.revocation_waits = true;
          }
        }
        return seen;
      }));
  KEPSIM_ASSIGN(const auto entry, entries_.Find(revoked.issuer_key_id, revoked.serial));
  if (present.revocation_waits || (entry && entry->entry.revoked)) return Reason::CERTIFICATE_ALREADY_REVOKED;
  if (!entry && !present.certificate_due) return Reason::CERTIFICATE_NOT_FOUND;

  Row row;
  row.kind = Kind::kRevocation;
  row.certificate = revoked.name;
  row.due = operation.now() + settings_.delay;
  row.issuer_key_id = revoked.issuer_key_id;
  row.serial = revoked.serial;
  row.reason = revoked.reason;
  row.ground = revoked.ground;
  if (present.certificate_due) row.due = std::max(row.due, *present.certificate_due);
  if (!entry || present.held || row.due > operation.now()) {
    StageRow(operation, std::move(row), present.held);
    return OkStatus();
  }
  StageHeldIs(operation, false);
  return Deliver(operation, row);
}

Status Publication::Deliver(Operation& operation, const Row& row) {
  if (row.kind == Kind::kCertificate) {
    KEPSIM_ASSIGN(const Certificate certificate, Certificate::Parse(row.der));
    KEPSIM_TRY(entries_.StageEntry(operation, row.certificate, certificate));
    operation.Emit("registry.published", row.certificate);
  } else {
    entries_.StageRevocation(operation, row.certificate, row.issuer_key_id, row.serial, row.reason,
                             row.ground);
    operation.Emit("registry.revoked", row.certificate,
                   {{"crl_reason", std::to_string(static_cast<int>(row.reason))}});
  }
  if (row.number != 0) {
    operation.Stage("outbox/" + std::to_string(row.number), [number = row.number](Connection& connection) {
      connection.ExecuteOne("DELETE FROM outbox WHERE number = ?", number);
      return OkStatus();
    });
  }
  return OkStatus();
}

void Publication::StageRow(Operation& operation, Row row, bool held) {
  // What is held waits for the release, which looks through the outbox: it must not slip in behind that look.
  if (held) {
    StageHeldIs(operation, true);
  } else {
    agenda_.Add(operation, row.OnAgenda());
  }
  const std::string key = "outbox/" + std::to_string(static_cast<int>(row.kind)) + "/" + row.certificate;
  operation.Stage(key, [row = std::move(row)](Connection& connection) {
    connection.Execute(
        "INSERT INTO outbox (kind, certificate, due, der, issuer_key_id, serial, crl_reason, ground) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        row.kind, row.certificate, row.due, row.der, row.issuer_key_id, row.serial, row.reason, row.ground);
    return OkStatus();
  });
}

void Publication::StageHeldIs(Operation& operation, bool held) {
  operation.Stage("publication-held", [this, held](Connection& connection) -> Status {
    const bool now_held = ReadHeld(connection);
    if (now_held == held) return OkStatus();
    maybe_held_ = true;  // the next attempt asks
    return Reason::ROW_MOVED;
  });
}

Status Publication::RunDue(Operation& operation, const Agenda::Item& item) {
  struct Waiting {
    bool held = false;
    std::optional<Row> row;
  };
  const Kind kind = item.kind == kPublishCertificate ? Kind::kCertificate : Kind::kRevocation;
  KEPSIM_ASSIGN(const Waiting waiting,
                operations_.database().Read([&](Connection& connection) -> Result<Waiting> {
                  Waiting seen;
                  seen.held = ReadHeld(connection);
                  Rows rows = connection.Select(
                      "SELECT number, kind, certificate, due, der, issuer_key_id, serial, crl_reason, ground "
                      "FROM outbox WHERE certificate = ? AND kind = ?",
                      item.subject, kind);
                  if (rows.Next()) seen.row = RowOf(rows);
                  return seen;
                }));
  // Held back meanwhile, or released already.
  if (waiting.held || !waiting.row) {
    if (waiting.held) StageHeldIs(operation, true);
    return OkStatus();
  }
  StageHeldIs(operation, false);
  return Deliver(operation, *waiting.row);
}

Status Publication::Hold(Operation& operation) {
  operation.Stage("publication-held", [](Connection& connection) {
    connection.Execute("UPDATE publication SET held = 1 WHERE id = 1");
    return OkStatus();
  });
  operation.AfterCommit([this] { maybe_held_ = true; });
  return OkStatus();
}

Result<int> Publication::Release(Operation& operation) {
  KEPSIM_ASSIGN(const std::vector<Row> rows,
                operations_.database().Read([](Connection& connection) -> Result<std::vector<Row>> {
                  std::vector<Row> waiting;
                  Rows outbox = connection.Select(
                      "SELECT number, kind, certificate, due, der, issuer_key_id, serial, crl_reason, ground "
                      "FROM outbox ORDER BY number");
                  while (outbox.Next()) waiting.push_back(RowOf(outbox));
                  return waiting;
                }));
  const int64_t last = rows.empty() ? 0 : rows.back().number;
  operation.Stage("publication-held", [last](Connection& connection) {
    connection.ExecuteOne(
        "UPDATE publication SET held = 0 WHERE id = 1 AND "
        "NOT EXISTS (SELECT 1 FROM outbox WHERE number > ?)",
        last);
    return OkStatus();
  });
  int published = 0;
  for (const Row& row : rows) {
    if (row.due > operation.now()) {
      agenda_.Add(operation, row.OnAgenda());
      continue;
    }
    KEPSIM_TRY(Deliver(operation, row));
    ++published;
  }
  return published;
}

Result<bool> Publication::Held() {
  KEPSIM_ASSIGN(const bool held, operations_.database().Read([](Connection& connection) -> Result<bool> {
    return ReadHeld(connection);
  }));
  maybe_held_ = held;
  return held;
}

Publication::Row Publication::RowOf(const Rows& rows) {
  return {rows.Int(0),  static_cast<Kind>(rows.Int(1)),
          rows.Text(2), rows.Moment(3),
          rows.Blob(4), rows.Blob(5),
          rows.Blob(6), static_cast<RevocationReason>(rows.Int(7)),
          rows.Text(8)};
}

}  // namespace kepsim
