#include "client/portal/session.h"

#include "ca/operation/token.h"

namespace kepsim {
namespace {

struct SessionKey {
  std::string account;
  std::string id;
};

std::optional<SessionKey> KeyOf(const Secret& token) {
  const std::optional<std::string> id = TokenId(token);
  const size_t dash = id ? id->find('-') : std::string::npos;
  if (dash == std::string::npos) return std::nullopt;
  return SessionKey{id->substr(0, dash), id->substr(dash + 1)};
}

}  // namespace

OpenedSession OpenSession(Operation& operation, const Account& account) {
  const std::string id = operation.NewId("session");
  IssuedToken token = IssueToken(account.id + '-' + id, *operation.Stream("session-token"));
  const Time expires = operation.now() + kSessionSpan;
  operation.Stage("sessions/" + id, [account = account.id, id, digest = std::move(token.digest),
                                     now = operation.now(), expires](Connection& connection) {
    connection.Execute("INSERT INTO session (account, id, digest, expires) VALUES (?, ?, ?, ?)", account, id,
                       digest, expires);
    connection.Execute(
        "DELETE FROM session WHERE account = ? AND (expires <= ? OR number NOT IN"
        " (SELECT number FROM session WHERE account = ? ORDER BY number DESC LIMIT ?))",
        account, now, account, kMostSessions);
    return OkStatus();
  });
  operation.Emit("session.opened", account.Name(), {{"expires", FormatTime(expires)}});
  return {std::move(token.text), expires};
}

Result<Account> AccountOfSession(Database& database, const Secret& token, Time now) {
  if (token.empty()) return Reason::TOKEN_MISSING;
  const std::optional<SessionKey> key = KeyOf(token);
  if (!key) return Reason::TOKEN_INVALID;
  return database.Read([&](Connection& connection) -> Result<Account> {
    {
      Rows rows = connection.Select("SELECT digest, expires FROM session WHERE account = ? AND id = ?",
                                    key->account, key->id);
      if (!rows.Next() || !TokenMatches(token, rows.Blob(0))) return Reason::TOKEN_INVALID;
      if (now >= rows.Moment(1)) return Reason::TOKEN_EXPIRED;
    }
    std::optional<Account> account = SelectAccount(connection, key->account);
    if (!account) return Reason::TOKEN_INVALID;
    return *std::move(account);
  });
}

void CloseSession(Operation& operation, const Secret& token) {
  const std::optional<SessionKey> key = KeyOf(token);
  if (!key) return;
  operation.Stage("sessions/" + key->id, [key = *key](Connection& connection) {
    connection.Execute("DELETE FROM session WHERE account = ? AND id = ?", key.account, key.id);
    return OkStatus();
  });
}

}  // namespace kepsim
