// The Gosuslugi side of a world: accounts, linking of certificates, orders (заявления). It knows of
// certificates only what the registry shows.
//
// What is done to an account, a linking or a link takes the object itself, loaded before or just made, and
// stages what changed: several steps can be taken within one operation.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ca/base/clock.h"
#include "ca/base/database.h"
#include "ca/base/secret.h"
#include "ca/base/status.h"
#include "ca/issuance/ports.h"
#include "ca/operation/operation.h"
#include "client/portal/account.h"
#include "client/portal/account_proof.h"
#include "client/portal/link.h"
#include "client/portal/linking.h"
#include "client/portal/login_throttle.h"
#include "client/portal/order.h"
#include "client/portal/ports.h"
#include "client/portal/registration.h"
#include "client/portal/session.h"
#include "registry/verifier/registry_lookup.h"
#include "registry/verifier/verifier.h"

namespace kepsim {

class Portal final : public AccountProofs {
 public:
  static const std::string& Schema();

  // `password_cost`: scrypt's N, a power of two.
  Portal(Database& database, const Clock& clock, RegistryLookup& registry, Verifier& verifier,
         CertificateBlocking& blocking, uint64_t password_cost = kDefaultPasswordCost);

  Verifier& verifier() { return verifier_; }

  // Accounts. -------------------------------------------------------------------------------------------

  // A new one of level STANDARD. INVALID_FIELDS with everything wrong by form; LOGIN_TAKEN, SNILS_TAKEN.
  Result<Account> Register(Operation& operation, Registration registration);
  // A service centre has seen the person. Nothing happens to an account that is confirmed already.
  void Confirm(Operation& operation, Account& account);
  // By "accounts/{id}"; ACCOUNT_NOT_FOUND.
  Result<Account> LoadAccount(std::string_view name);
  Result<std::optional<Account>> FindBySnils(std::string_view eleven_digits);
  // «Квалифицированная подпись активна»: is any of its links, as shown?
  Result<bool> SignatureActive(const Account& account);

  // Sessions. -------------------------------------------------------------------------------------------

  // LOGIN_FAILED, whichever is wrong; LOGIN_THROTTLED.
  Result<Account> CheckPassword(std::string_view login, const Secret& password, Time now);
  OpenedSession Open(Operation& operation, const Account& account) { return OpenSession(operation, account); }
  // The account whose session this is. TOKEN_MISSING, TOKEN_INVALID, TOKEN_EXPIRED.
  Result<Account> Authorize(const Secret& token, Time now);
  Result<Account> Authorize(const Secret& token) { return Authorize(token, clock_.Now()); }
  void LogOut(Operation& operation, const Secret& token) { CloseSession(operation, token); }
  // "accounts/{id}" of whom a login belongs to, else nothing.
  Result<std::string> AccountNameOfLogin(std::string_view login);

  // Proofs for a CA. ------------------------------------------------------------------------------------

  // ACCOUNT_NOT_CONFIRMED.
  Result<IssuedProof> CreateAccountProof(Operation& operation, const Account& account);
  Result<ProvenAccount> Redeem(Operation& operation, const Secret& proof) override;
  // What redeeming a proof of this account gives.
  static ProvenAccount AsProven(const Account& account);

  // Linking. --------------------------------------------------------------------------------------------

  // ACCOUNT_NOT_CONFIRMED.
  Result<Linking> StartLinking(Operation& operation, const Account& account, LinkedCarrier carrier);
  // By "linkings/{id}"; LINKING_NOT_FOUND, also for another account's.
  Result<Linking> LoadLinking(const Account& account, std::string_view name);

  struct LinkingOutcome {
    Verdict verdict;
    std::optional<Link> link;  // when linked
    int tries_left = 0;
  };
  // Judges the signed challenge, and links or refuses: both are answers. A certificate that is linked already
  // keeps its link. LINKING_USED, LINKING_TRIES, LINKING_EXPIRED. `verifier`: the portal's own, or, of a
  // caller that publishes within this operation, one whose lookup shows what was staged.
  Result<LinkingOutcome> CompleteLinking(Operation& operation, Account& account, Linking& linking,
                                         ByteView cms, Verifier& verifier);

  // As shown, in the order in which they were made.
  Result<std::vector<Link>> ListLinks(const Account& account);
  // As stored, by "links/{id}"; LINK_NOT_FOUND, also for another account's.
  Result<Link> LoadLink(const Account& account, std::string_view name);
  Result<Link> Shown(Link link) { return AsShown(std::move(link), registry_, clock_.Now()); }
  // LINK_NOT_ACTIVE if it was unlinked before.
  Status Unlink(Operation& operation, Link& link);
  // A lost carrier: the CA is told to terminate the certificate. LINK_NOT_ACTIVE, also where the registry
  // shows as much.
  Status BlockCertificate(Operation& operation, Link& link);
  // Does the registry show the termination?
  Result<bool> ShowsRevoked(const Link& link);

  // Orders. ---------------------------------------------------------------------------------------------

  // Accepted or not, as its verdict says. INVALID_FIELDS for no content, more than 1 MiB of it, or no
  // signature.
  Result<Order> SubmitOrder(Operation& operation, const Account& account, ByteView content, ByteView cms,
                            Verifier& verifier);
  // By "orders/{id}"; ORDER_NOT_FOUND, also for another account's.
  Result<Order> LoadOrder(const Account& account, std::string_view name);

 private:
  static constexpr VerificationPolicy kPolicy{.ask_registry = true};

  Result<std::vector<Link>> StoredLinks(const Account& account);
  Result<Link> ActivateLink(Operation& operation, Account& account, const Linking& linking,
                            const Certificate& certificate);

  Database& database_;
  const Clock& clock_;
  RegistryLookup& registry_;
  Verifier& verifier_;
  CertificateBlocking& blocking_;
  const uint64_t password_cost_;
  LoginThrottle throttle_;
};

}  // namespace kepsim
