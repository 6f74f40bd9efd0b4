// One call to set up a citizen: the same functions as the long way, in one operation.
#pragma once

#include <optional>
#include <string>

#include "client/world/world.h"

namespace kepsim {

enum class ProvisionUntil { kIdentified, kIssued, kPublished, kLinked };

struct ProvisionWish {
  std::optional<DocumentSet> citizen;  // nothing: one is drawn; likewise what the kind needs besides
  ApplicantKind kind = ApplicantKind::kNaturalPerson;
  std::string login;  // of the account to be made; empty: drawn
  ProvisionUntil until = ProvisionUntil::kLinked;
  std::string authority_id;  // empty: the first that serves USB tokens and the kind
  KeyAlgorithm algorithm = KeyAlgorithm::k256CryptoProA;
  IssueOverrides overrides;
  bool exportable = false;
  Secret pfx_password;  // empty: no PFX is made
  // What the certificate is to suffer from, on purpose; then it goes until kIssued and no further.
  const Defect* defect = nullptr;
};

struct Provisioned {
  DocumentSet citizen;
  Application application;
  Secret application_token;
  // From kIssued on.
  std::string carrier, key;
  Secret user_pin;
  std::optional<Certificate> certificate;
  Bytes pfx;
  // In the certificate's place where a defect was wished for. It lies on the token if it can be read and is
  // for the token's key.
  std::optional<Issuance::IssuedDefective> defective;
  // With kLinked.
  std::optional<Account> account;
  Secret password;  // empty: the account was there before
  Secret session;
  std::optional<Link> link;
};

// Runs in `operation`, any number of times until it is committed: what is slow and draws the same each time
// is kept from the first run. APPLICANT_KIND_NOT_SERVED where no CA is named and none serves the kind on USB
// tokens; PROVISION_INCOMPLETE with metadata state, or verdict; PUBLICATION_HELD; every
// reason of the long way.
class Provision {
 public:
  Provision(World& world, ProvisionWish wish) : world_(world), wish_(std::move(wish)) {}
  Result<Provisioned> Run(Operation& operation);

 private:
  Result<DocumentSet> ChooseApplicant(const Operation& operation);
  Result<DocumentSet> ChooseCitizen(const Operation& operation);
  Result<std::string> ChooseAuthority() const;
  Status OpenAccount(Operation& operation, Provisioned& made);
  Status Identify(Operation& operation, Provisioned& made);
  Status Issue(Operation& operation, Provisioned& made);
  Status IssueDefective(Operation& operation, Provisioned& made, const Draft& draft, CarrierKey& key);
  Status LinkCertificate(Operation& operation, Provisioned& made);

  World& world_;
  const ProvisionWish wish_;
  std::optional<Carriers::Formatted> formatted_;
  std::optional<Carriers::Opened> token_;
  std::optional<PfxWish> pfx_;
};

}  // namespace kepsim
