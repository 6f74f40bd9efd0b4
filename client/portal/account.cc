#include "client/portal/account.h"

#include <charconv>

#include "ca/person/check_digits.h"

namespace kepsim {
namespace {

constexpr std::string_view kById =
    "SELECT id, login, snils, password_salt, password_digest, password_cost, surname, given_name, patronymic,"
    " birth_date, level, created, links, version FROM account WHERE id = ?";
constexpr std::string_view kByLogin =
    "SELECT id, login, snils, password_salt, password_digest, password_cost, surname, given_name, patronymic,"
    " birth_date, level, created, links, version FROM account WHERE login = ?";
constexpr std::string_view kBySnils =
    "SELECT id, login, snils, password_salt, password_digest, password_cost, surname, given_name, patronymic,"
    " birth_date, level, created, links, version FROM account WHERE snils = ?";

int64_t SnilsNumber(std::string_view eleven_digits) {
  int64_t number = 0;
  std::from_chars(eleven_digits.data(), eleven_digits.data() + eleven_digits.size(), number);
  return number;
}

std::string SnilsDigits(int64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(11 - std::min<size_t>(11, digits.size()), '0') + digits;
}

std::optional<Account> Read(Rows rows) {
  if (!rows.Next()) return std::nullopt;
  Account account;
  account.id = rows.Text(0);
  account.login = rows.Text(1);
  account.snils = SnilsDigits(rows.Int(2));
  account.password = {rows.Blob(3), rows.Blob(4), static_cast<uint64_t>(rows.Int(5))};
  account.person = {rows.Text(6), rows.Text(7), rows.Text(8)};
  account.birth_date = ParseDate(rows.Text(9)).value_or(Date{});
  account.level = static_cast<AccountLevel>(rows.Int(10));
  account.created = rows.Moment(11);
  account.links = rows.Int(12);
  account.version = rows.Int(13);
  return account;
}

}  // namespace

std::optional<Account> SelectAccount(Connection& connection, std::string_view id) {
  return Read(connection.Select(kById, id));
}

Result<std::optional<Account>> FindAccount(Database& database, std::string_view id) {
  return database.Read([&](Connection& connection) -> Result<std::optional<Account>> {
    return SelectAccount(connection, id);
  });
}

Result<std::optional<Account>> FindAccountByLogin(Database& database, std::string_view login) {
  return database.Read([&](Connection& connection) -> Result<std::optional<Account>> {
    return Read(connection.Select(kByLogin, login));
  });
}

Result<std::optional<Account>> FindAccountBySnils(Database& database, std::string_view eleven_digits) {
  if (!IsDigits(eleven_digits, 11)) return std::optional<Account>();
  return database.Read([&](Connection& connection) -> Result<std::optional<Account>> {
    return Read(connection.Select(kBySnils, SnilsNumber(eleven_digits)));
  });
}

void Save(Operation& operation, const Account& account) {
  operation.Stage(account.Name(), [account](Connection& connection) {
    if (account.version == 0) {
      connection.Execute(
          "INSERT INTO account (id, login, snils, password_salt, password_digest, password_cost, surname,"
          " given_name, patronymic, birth_date, level, created, links, version)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
          account.id, account.login, SnilsNumber(account.snils), account.password.salt,
          account.password.digest, account.password.cost, account.person.surname, account.person.given_name,
          account.person.patronymic, FormatDate(account.birth_date), account.level, account.created,
          account.links);
    } else {
      connection.ExecuteOne(
          "UPDATE account SET level = ?, links = ?, version = version + 1 WHERE id = ? AND version = ?",
          account.level, account.links, account.id, account.version);
    }
    return OkStatus();
  });
}

}  // namespace kepsim
