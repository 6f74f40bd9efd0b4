#include "client/portal/link.h"

namespace kepsim {
namespace {

constexpr std::string_view kOfAccount =
    "SELECT account, id, state, state_reason, carrier, issuer_key_id, serial, not_after, created, version,"
    " certificate FROM link WHERE account = ? ORDER BY number";
constexpr std::string_view kById =
    "SELECT account, id, state, state_reason, carrier, issuer_key_id, serial, not_after, created, version,"
    " certificate FROM link WHERE account = ? AND id = ?";

Link Read(const Rows& rows) {
  Link link;
  link.account = rows.Text(0);
  link.id = rows.Text(1);
  link.state = static_cast<LinkState>(rows.Int(2));
  link.state_reason = rows.Text(3);
  link.carrier = static_cast<LinkedCarrier>(rows.Int(4));
  link.issuer_key_id = rows.Blob(5);
  link.serial = rows.Blob(6);
  link.not_after = rows.Moment(7);
  link.created = rows.Moment(8);
  link.version = rows.Int(9);
  link.certificate = rows.Blob(10);
  return link;
}

}  // namespace

Result<std::vector<Link>> LinksOf(Database& database, std::string_view account_id) {
  return database.Read([&](Connection& connection) -> Result<std::vector<Link>> {
    std::vector<Link> links;
    Rows rows = connection.Select(kOfAccount, account_id);
    while (rows.Next()) links.push_back(Read(rows));
    return links;
  });
}

Result<std::optional<Link>> FindLink(Database& database, std::string_view account_id, std::string_view id) {
  return database.Read([&](Connection& connection) -> Result<std::optional<Link>> {
    Rows rows = connection.Select(kById, account_id, id);
    if (!rows.Next()) return std::optional<Link>();
    return std::optional<Link>(Read(rows));
  });
}

void Save(Operation& operation, const Link& link) {
  operation.Stage(link.Name(), [link](Connection& connection) {
    if (link.version == 0) {
      connection.Execute(
          "INSERT INTO link (account, id, state, state_reason, carrier, issuer_key_id, serial, not_after,"
          " created, version, certificate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)",
          link.account, link.id, link.state, link.state_reason, link.carrier, link.issuer_key_id, link.serial,
          link.not_after, link.created, link.certificate);
    } else {
      connection.ExecuteOne(
          "UPDATE link SET state = ?, state_reason = ?, version = version + 1"
          " WHERE account = ? AND id = ? AND version = ?",
          link.state, link.state_reason, link.account, link.id, link.version);
    }
    return OkStatus();
  });
}

Result<Link> AsShown(Link link, RegistryLookup& registry, Time now) {
  if (link.state != LinkState::kActive) return link;
  KEPSIM_ASSIGN(const std::optional<RegistryEntry> entry, registry.EntryOf(link.issuer_key_id, link.serial));
  if (entry && entry->revoked && *entry->revoked <= now) {
    link.state = LinkState::kInactive;
    link.state_reason = kLinkRevoked;
    // The last second is included (RFC 5280 §4.1.2.5).
  } else if (now >= link.not_after + std::chrono::seconds(1)) {
    link.state = LinkState::kInactive;
    link.state_reason = kLinkExpired;
  }
  return link;
}

}  // namespace kepsim
