// A certificate that is linked to an account.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/database.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/operation/operation.h"
#include "registry/verifier/registry_lookup.h"

namespace kepsim {

// Where the key of a linked certificate is, as the citizen said when linking.
enum class LinkedCarrier { kUsbToken = 1, kMobile = 2 };

enum class LinkState {
  kActive = 1,
  kInactive = 2,  // its certificate is of no use any more
  kUnlinked = 3,  // taken off by the owner
};

// Why a link is not active.
inline constexpr char kLinkBlocked[] = "BLOCKED";
inline constexpr char kLinkRevoked[] = "REVOKED";
inline constexpr char kLinkExpired[] = "EXPIRED";
inline constexpr char kLinkUnlinked[] = "UNLINKED";

struct Link {
  std::string id;
  std::string account;  // its id
  LinkState state = LinkState::kActive;
  std::string state_reason;  // empty while active
  LinkedCarrier carrier = LinkedCarrier::kUsbToken;
  // Of the certificate, so that its state can be looked up without parsing it.
  Bytes issuer_key_id;
  Bytes serial;
  Time not_after{};
  Bytes certificate;
  Time created{};
  int64_t version = 0;  // 0: not stored yet

  std::string Name() const { return "links/" + id; }
};

inline constexpr char kLinkSchema[] = R"(
  CREATE TABLE link (
    number INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    id TEXT NOT NULL,
    state INTEGER NOT NULL,
    state_reason TEXT NOT NULL,
    carrier INTEGER NOT NULL,
    issuer_key_id BLOB NOT NULL,
    serial BLOB NOT NULL,
    not_after INTEGER NOT NULL,
    created INTEGER NOT NULL,
    version INTEGER NOT NULL,
    certificate BLOB NOT NULL,
    UNIQUE (account, id)
  );
)";

// In the order in which they were made.
Result<std::vector<Link>> LinksOf(Database& database, std::string_view account_id);
Result<std::optional<Link>> FindLink(Database& database, std::string_view account_id, std::string_view id);
void Save(Operation& operation, const Link& link);

// The link as it is to be shown: one whose certificate expired, or which the registry shows as revoked, is
// not active, whatever was stored. Nobody tells the portal of either, so it looks when it is asked.
Result<Link> AsShown(Link link, RegistryLookup& registry, Time now);

}  // namespace kepsim
