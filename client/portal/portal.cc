#include "client/portal/portal.h"

#include "ca/person/check_digits.h"
#include "client/portal/resource_name.h"

namespace kepsim {

const std::string& Portal::Schema() {
  static const std::string schema = std::string(kAccountSchema) + kSessionSchema + kAccountProofSchema +
                                    kLinkingSchema + kLinkSchema + kOrderSchema;
  return schema;
}

Portal::Portal(Database& database, const Clock& clock, RegistryLookup& registry, Verifier& verifier,
               CertificateBlocking& blocking, uint64_t password_cost)
    : database_(database),
      clock_(clock),
      registry_(registry),
      verifier_(verifier),
      blocking_(blocking),
      password_cost_(password_cost) {}

Result<Account> Portal::Register(Operation& operation, Registration registration) {
  registration.person = ComposeRussianLetters(registration.person);
  KEPSIM_TRY(CheckRegistration(registration, operation.now()));
  const std::string snils = NormalizeSnils(registration.snils);
  // Before the derivation, which costs a thousand times as much. Of two at once the second breaks a unique
  // index, and comes here again.
  KEPSIM_ASSIGN(const std::optional<Account> namesake, FindAccountByLogin(database_, registration.login));
  if (namesake) return Reason::LOGIN_TAKEN;
  KEPSIM_ASSIGN(const std::optional<Account> same_person, FindAccountBySnils(database_, snils));
  if (same_person) return Reason::SNILS_TAKEN;

  Account account;
  account.id = operation.NewId("account");
  account.login = registration.login;
  KEPSIM_ASSIGN(account.password,
                DigestPassword(registration.password, password_cost_, *operation.Stream("password-salt")));
  account.person = std::move(registration.person);
  account.snils = snils;
  account.birth_date = *ParseDate(registration.birth_date);
  account.created = operation.now();
  Save(operation, account);
  operation.Emit("account.registered", account.Name());
  return account;
}

void Portal::Confirm(Operation& operation, Account& account) {
  if (account.level == AccountLevel::kConfirmed) return;
  account.level = AccountLevel::kConfirmed;
  Save(operation, account);
  operation.Emit("account.confirmed", account.Name());
}

Result<Account> Portal::LoadAccount(std::string_view name) {
  const auto id = PortalId("accounts", name);
  if (!id) return Reason::ACCOUNT_NOT_FOUND;
  KEPSIM_ASSIGN(std::optional<Account> account, FindAccount(database_, *id));
  if (!account) return Reason::ACCOUNT_NOT_FOUND;
  return *std::move(account);
}

Result<std::optional<Account>> Portal::FindBySnils(std::string_view eleven_digits) {
  return FindAccountBySnils(database_, eleven_digits);
}

Result<Account> Portal::CheckPassword(std::string_view login, const Secret& password, Time now) {
  KEPSIM_TRY(throttle_.Admit(login, now));
  KEPSIM_ASSIGN(std::optional<Account> account, FindAccountByLogin(database_, login));
  bool matches = false;
  if (account) {
    KEPSIM_ASSIGN(matches, PasswordMatches(password, account->password));
  } else {
    KEPSIM_TRY(PretendToMatch(password, password_cost_));
  }
  if (!matches) {
    throttle_.Failed(login, now);
    return Reason::LOGIN_FAILED;
  }
  KEPSIM_TRY(throttle_.Admit(login, now));
  throttle_.Succeeded(login);
  return *std::move(account);
}

Result<Account> Portal::Authorize(const Secret& token, Time now) {
  return AccountOfSession(database_, token, now);
}

Result<std::string> Portal::AccountNameOfLogin(std::string_view login) {
  KEPSIM_ASSIGN(const std::optional<Account> account, FindAccountByLogin(database_, login));
  return account ? account->Name() : std::string();
}

Result<IssuedProof> Portal::CreateAccountProof(Operation& operation, const Account& account) {
  if (account.level != AccountLevel::kConfirmed) return Reason::ACCOUNT_NOT_CONFIRMED;
  return IssueProof(operation, account);
}

Result<ProvenAccount> Portal::Redeem(Operation& operation, const Secret& proof) {
  KEPSIM_ASSIGN(const Account account, UseProof(database_, operation, proof));
  return AsProven(account);
}

ProvenAccount Portal::AsProven(const Account& account) {
  return {account.Name(), account.snils, account.person};
}

}  // namespace kepsim
