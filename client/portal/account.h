// An account of the portal (учётная запись).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ca/base/database.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/operation/operation.h"
#include "ca/person/name.h"
#include "client/portal/password.h"

namespace kepsim {

// Уровень учётной записи ЕСИА.
enum class AccountLevel { kStandard = 1, kConfirmed = 2 };

struct Account {
  std::string id;
  std::string login;
  PasswordDigest password;
  PersonName person;
  std::string snils;  // eleven digits
  Date birth_date{};
  AccountLevel level = AccountLevel::kStandard;
  Time created{};
  // How many links were ever made. It moves the row's version with each new one, so that two linkings of one
  // account at once never both decide on what they read; and while it is 0 there is nothing to look for.
  int64_t links = 0;
  int64_t version = 0;  // 0: not stored yet

  std::string Name() const { return "accounts/" + id; }
};

// Login and SNILS must each be unique, and both arrive in no order: these are the only random-order indexes
// of the portal. They are kept narrow (SNILS as an integer, a rowid behind each key) and are off the path of
// issuing, which touches no account.
inline constexpr char kAccountSchema[] = R"(
  CREATE TABLE account (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    login TEXT NOT NULL UNIQUE COLLATE NOCASE,
    snils INTEGER NOT NULL UNIQUE,
    password_salt BLOB NOT NULL,
    password_digest BLOB NOT NULL,
    password_cost INTEGER NOT NULL,
    surname TEXT NOT NULL,
    given_name TEXT NOT NULL,
    patronymic TEXT NOT NULL,
    birth_date TEXT NOT NULL,
    level INTEGER NOT NULL,
    created INTEGER NOT NULL,
    links INTEGER NOT NULL,
    version INTEGER NOT NULL
  );
)";

// Within a read that looks at more than the account.
std::optional<Account> SelectAccount(Connection& connection, std::string_view id);

Result<std::optional<Account>> FindAccount(Database& database, std::string_view id);
// Logins are the same whatever the case of their letters.
Result<std::optional<Account>> FindAccountByLogin(Database& database, std::string_view login);
Result<std::optional<Account>> FindAccountBySnils(Database& database, std::string_view eleven_digits);

// A login or a SNILS that was taken meanwhile is ROW_MOVED: whoever runs again finds it.
void Save(Operation& operation, const Account& account);

}  // namespace kepsim
