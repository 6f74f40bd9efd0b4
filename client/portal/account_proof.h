// One-time proofs of an account, which a citizen takes to a CA.
#pragma once

#include <optional>
#include <string>

#include "ca/base/database.h"
#include "ca/base/secret.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/operation/operation.h"
#include "client/portal/account.h"

namespace kepsim {

inline constexpr Duration kProofSpan = std::chrono::hours(1);

inline constexpr char kAccountProofSchema[] = R"(
  CREATE TABLE account_proof (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    digest BLOB NOT NULL,
    expires INTEGER NOT NULL,
    used INTEGER NOT NULL
  ) WITHOUT ROWID;
)";

struct IssuedProof {
  Secret text;
  Time expires;
};

IssuedProof IssueProof(Operation& operation, const Account& account);

// The account that the proof is of, and the proof used up with the operation. ACCOUNT_PROOF_INVALID,
// ACCOUNT_PROOF_USED, ACCOUNT_PROOF_EXPIRED. Of two at once the second finds its row moved, and runs again
// into ACCOUNT_PROOF_USED.
Result<Account> UseProof(Database& database, Operation& operation, const Secret& proof);

}  // namespace kepsim
