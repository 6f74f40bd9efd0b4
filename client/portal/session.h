// Sessions of the portal: what logging in gives.
#pragma once

#include <optional>

#include "ca/base/database.h"
#include "ca/base/secret.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/operation/operation.h"
#include "client/portal/account.h"

namespace kepsim {

inline constexpr Duration kSessionSpan = std::chrono::hours(8);
// The oldest goes when there is one more.
inline constexpr int kMostSessions = 10;

// A token's id is "ACCOUNT-SESSION", so that one index serves finding a session and counting an account's.
// The rows' numbers tell which came first, also where the world's clock stands still.
inline constexpr char kSessionSchema[] = R"(
  CREATE TABLE session (
    number INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    id TEXT NOT NULL,
    digest BLOB NOT NULL,
    expires INTEGER NOT NULL,
    UNIQUE (account, id)
  );
)";

struct OpenedSession {
  Secret token;
  Time expires;
};

OpenedSession OpenSession(Operation& operation, const Account& account);
// TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED.
Result<Account> AccountOfSession(Database& database, const Secret& token, Time now);
// Ends the session that `token` is of.
void CloseSession(Operation& operation, const Secret& token);

}  // namespace kepsim
