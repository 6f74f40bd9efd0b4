#include "registry/store/entry_store.h"

#include <algorithm>
#include <tuple>

namespace kepsim {

Status EntryStore::StageEntry(Operation& operation, const std::string& name, const Certificate& certificate) {
  if (!certificate.authority_key_id()) {
    return Status(Reason::INTERNAL, "a certificate without authority key identifier");
  }
  operation.Stage("registry-entry/" + name,
                  [key_id = *certificate.authority_key_id(), serial = certificate.serial(),
                   not_after = certificate.not_after(), der = certificate.der(),
                   now = operation.now()](Connection& connection) -> Status {
                    const int64_t made = connection.Execute(
                        "INSERT INTO entry (issuer, serial, published, revoked, crl_reason, not_after, der) "
                        "SELECT number, ?, ?, NULL, 0, ?, ? FROM issuing_key WHERE key_id = ?",
                        serial, now, not_after, der, key_id);
                    if (made == 0 && connection.status().ok()) return Reason::AUTHORITY_NOT_FOUND;
                    return OkStatus();
                  });
  return OkStatus();
}

void EntryStore::StageRevocation(Operation& operation, const std::string& name, const Bytes& issuer_key_id,
                                 const Bytes& serial, RevocationReason reason, const std::string& ground) {
  operation.Stage("registry-revocation/" + name, [issuer_key_id, serial, reason, ground,
                                                  now = operation.now()](Connection& connection) {
    connection.ExecuteOne(
        "UPDATE entry SET revoked = ?, crl_reason = ? WHERE serial = ? AND revoked IS NULL AND "
        "issuer = (SELECT number FROM issuing_key WHERE key_id = ?)",
        now, reason, serial, issuer_key_id);
    connection.Execute(
        "INSERT INTO state_change (issuer, serial, effective, crl_reason, ground) "
        "SELECT number, ?, ?, ?, ? FROM issuing_key WHERE key_id = ?",
        serial, now, reason, ground, issuer_key_id);
    connection.Execute("UPDATE issuing_key SET revocations = revocations + 1 WHERE key_id = ?",
                       issuer_key_id);
    connection.Execute(
        "INSERT INTO revocation (issuer, number, serial, effective, crl_reason) "
        "SELECT number, revocations, ?, ?, ? FROM issuing_key WHERE key_id = ?",
        serial, now, reason, issuer_key_id);
    return OkStatus();
  });
  operation.AfterCommit([this] { generation_.fetch_add(1, std::memory_order_release); });
}

Result<std::optional<EntryStatus>> EntryStore::Find(ByteView issuer_key_id, ByteView serial) {
  return database_.Read([&](Connection& connection) -> Result<std::optional<EntryStatus>> {
    Rows rows = connection.Select(
        "SELECT e.published, e.revoked, e.crl_reason, e.not_after FROM issuing_key k "
        "JOIN entry e ON e.issuer = k.number WHERE k.key_id = ? AND e.serial = ?",
        issuer_key_id, serial);
    if (!rows.Next()) return std::optional<EntryStatus>();
    EntryStatus found;
    found.entry.published = rows.Moment(0);
    if (!rows.IsNull(1)) found.entry.revoked = rows.Moment(1);
    found.entry.crl_reason = static_cast<int>(rows.Int(2));
    found.not_after = rows.Moment(3);
    return std::optional<EntryStatus>(std::move(found));
  });
}

Result<std::optional<Bytes>> EntryStore::CertificateOf(ByteView issuer_key_id, ByteView serial) {
  return database_.Read([&](Connection& connection) -> Result<std::optional<Bytes>> {
    Rows rows = connection.Select(
        "SELECT e.der FROM issuing_key k JOIN entry e ON e.issuer = k.number "
        "WHERE k.key_id = ? AND e.serial = ?",
        issuer_key_id, serial);
    if (!rows.Next()) return std::optional<Bytes>();
    return std::optional<Bytes>(rows.Blob(0));
  });
}

Result<std::vector<EntryChange>> EntryStore::ChangesOf(ByteView issuer_key_id, ByteView serial) {
  return database_.Read([&](Connection& connection) -> Result<std::vector<EntryChange>> {
    std::vector<EntryChange> changes;
    Rows rows = connection.Select(
        "SELECT c.effective, c.crl_reason, c.ground FROM issuing_key k "
        "JOIN state_change c ON c.issuer = k.number WHERE k.key_id = ? AND c.serial = ? "
        "ORDER BY c.effective",
        issuer_key_id, serial);
    while (rows.Next()) {
      changes.push_back({rows.Moment(0), static_cast<RevocationReason>(rows.Int(1)), rows.Text(2)});
    }
    return changes;
  });
}

Result<int64_t> EntryStore::RevocationCount(ByteView issuer_key_id) {
  return database_.Read([&](Connection& connection) -> Result<int64_t> {
    Rows rows = connection.Select("SELECT revocations FROM issuing_key WHERE key_id = ?", issuer_key_id);
    return rows.Next() ? rows.Int(0) : 0;
  });
}

RevokedSet EntryStore::RevokedBy(Connection& connection, ByteView issuer_key_id) {
  RevokedSet set;
  int64_t issuer = 0;
  {
    Rows rows =
        connection.Select("SELECT number, revocations FROM issuing_key WHERE key_id = ?", issuer_key_id);
    if (!rows.Next()) return set;
    issuer = rows.Int(0);
    set.count = rows.Int(1);
  }
  set.entries.reserve(static_cast<size_t>(set.count));
  Rows rows =
      connection.Select("SELECT serial, effective, crl_reason FROM revocation WHERE issuer = ?", issuer);
  while (rows.Next()) {
    set.entries.push_back({rows.Blob(0), rows.Moment(1), static_cast<RevocationReason>(rows.Int(2))});
  }
  // Of one moment in an order that does not depend on which call was the first.
  std::sort(set.entries.begin(), set.entries.end(), [](const CrlEntry& a, const CrlEntry& b) {
    return std::tie(a.revoked, a.serial) < std::tie(b.revoked, b.serial);
  });
  return set;
}

}  // namespace kepsim
