// A linking that was begun: the challenge that a carrier is to sign.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ca/base/bytes.h"
#include "ca/base/database.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/operation/operation.h"
#include "client/portal/link.h"

namespace kepsim {

inline constexpr Duration kLinkingSpan = std::chrono::minutes(10);
inline constexpr int kLinkingTries = 3;  // as many as the real widget gives for the PIN

struct Linking {
  std::string id;
  std::string account;  // its id
  LinkedCarrier carrier = LinkedCarrier::kUsbToken;
  Bytes challenge;
  Time expires{};
  int refusals = 0;
  bool used = false;
  int64_t version = 0;  // 0: not stored yet

  std::string Name() const { return "linkings/" + id; }
  int TriesLeft() const { return kLinkingTries - refusals; }
};

inline constexpr char kLinkingSchema[] = R"(
  CREATE TABLE linking (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    carrier INTEGER NOT NULL,
    challenge BLOB NOT NULL,
    expires INTEGER NOT NULL,
    refusals INTEGER NOT NULL,
    used INTEGER NOT NULL,
    version INTEGER NOT NULL
  ) WITHOUT ROWID;
)";

Linking MakeLinking(const Operation& operation, std::string account_id, LinkedCarrier carrier);
// May another signature be tried? LINKING_USED, LINKING_TRIES, LINKING_EXPIRED.
Status CheckOpen(const Linking& linking, Time now);

// Of this account; others' are not found.
Result<std::optional<Linking>> FindLinking(Database& database, std::string_view account_id,
                                           std::string_view id);
void Save(Operation& operation, const Linking& linking);

}  // namespace kepsim
