#include "client/portal/account_proof.h"

#include "ca/operation/token.h"

namespace kepsim {

IssuedProof IssueProof(Operation& operation, const Account& account) {
  const std::string id = operation.NewId("account-proof");
  IssuedToken token = IssueToken(id, *operation.Stream("account-proof-token"));
  const Time expires = operation.now() + kProofSpan;
  operation.Stage("account-proofs/" + id, [account = account.id, id, digest = std::move(token.digest),
                                           expires](Connection& connection) {
    connection.Execute(
        "INSERT INTO account_proof (id, account, digest, expires, used) VALUES (?, ?, ?, ?, 0)", id, account,
        digest, expires);
    return OkStatus();
  });
  return {std::move(token.text), expires};
}

Result<Account> UseProof(Database& database, Operation& operation, const Secret& proof) {
  const std::optional<std::string> id = TokenId(proof);
  if (!id) return Reason::ACCOUNT_PROOF_INVALID;
  KEPSIM_ASSIGN(Account account, database.Read([&](Connection& connection) -> Result<Account> {
    std::string account_id;
    {
      Rows rows =
          connection.Select("SELECT account, digest, expires, used FROM account_proof WHERE id = ?", *id);
      if (!rows.Next() || !TokenMatches(proof, rows.Blob(1))) return Reason::ACCOUNT_PROOF_INVALID;
      if (rows.Int(3) != 0) return Reason::ACCOUNT_PROOF_USED;
      if (operation.now() >= rows.Moment(2)) return Reason::ACCOUNT_PROOF_EXPIRED;
      account_id = rows.Text(0);
    }
    std::optional<Account> found = SelectAccount(connection, account_id);
    if (!found) return Reason::ACCOUNT_PROOF_INVALID;
    return *std::move(found);
  }));
  operation.Stage("account-proofs/" + *id, [id = *id](Connection& connection) {
    connection.ExecuteOne("UPDATE account_proof SET used = 1 WHERE id = ? AND used = 0", id);
    return OkStatus();
  });
  return account;
}

}  // namespace kepsim
