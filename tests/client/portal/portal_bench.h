// A portal beside a small registry, both in memory.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ca/crypto/cms.h"
#include "ca/operation/operations.h"
#include "ca/x509/crl.h"
#include "client/portal/portal.h"
#include "tests/ca/x509/samples.h"
#include "tests/support/settable_clock.h"

namespace kepsim {

inline const Time kNow = SampleTime("2026-11-22T12:00:00Z");

// One root, one accredited authority, and what it published. Lists are as of the clock.
class FakeRegistry : public RegistryLookup {
 public:
  FakeRegistry(const Samples& samples, const Clock& clock) : samples_(samples), clock_(clock) {
    Add({"", samples.Root(), true, {}});
    Add({"azimut", samples.Ca(), false, {{Accreditation::kActive, SampleTime("2022-02-01T00:00:00Z")}}});
  }

  void Publish(const Certificate& certificate) {
    entries_[certificate.serial()] = {clock_.Now(), std::nullopt, 0};
  }
  void Revoke(const Bytes& serial) { entries_[serial].revoked = clock_.Now(); }

  Result<std::vector<std::shared_ptr<const KnownAuthority>>> AuthoritiesByKeyId(ByteView key_id) override {
    const auto found = authorities_.find(Bytes(key_id.begin(), key_id.end()));
    if (found == authorities_.end()) return std::vector<std::shared_ptr<const KnownAuthority>>();
    return std::vector{found->second};
  }

  Result<std::optional<RegistryEntry>> EntryOf(ByteView, ByteView serial) override {
    const auto found = entries_.find(Bytes(serial.begin(), serial.end()));
    if (found == entries_.end()) return std::optional<RegistryEntry>();
    return std::optional(found->second);
  }

  Result<std::optional<FetchedCrl>> CrlOf(ByteView issuer_key_id) override {
    const Bytes key_id(issuer_key_id.begin(), issuer_key_id.end());
    const auto issuer = authorities_.find(key_id);
    if (issuer == authorities_.end()) return std::optional<FetchedCrl>();
    CrlPlan plan{issuer->second->certificate.subject_der(), clock_.Now(), clock_.Now() + kDay, 1, key_id, {}};
    if (!issuer->second->root) {
      for (const auto& [serial, entry] : entries_) {
        if (entry.revoked) plan.entries.push_back({serial, *entry.revoked});
      }
    }
    const PrivateKey& key = issuer->second->root ? samples_.root_key() : samples_.ca_key();
    KEPSIM_ASSIGN(Bytes der, SignCrl(plan, key, *samples_.stream()));
    return std::optional<FetchedCrl>({std::make_shared<const Bytes>(std::move(der)), "http://127.0.0.1/crl"});
  }

 private:
  void Add(KnownAuthority authority) {
    const Bytes key_id = authority.certificate.subject_key_id().value();
    authorities_[key_id] = std::make_shared<const KnownAuthority>(std::move(authority));
  }

  const Samples& samples_;
  const Clock& clock_;
  std::map<Bytes, std::shared_ptr<const KnownAuthority>> authorities_;
  std::map<Bytes, RegistryEntry> entries_;
};

// A CA whose terminations the registry shows with the commit, unless they are held back.
class FakeBlocking : public CertificateBlocking {
 public:
  explicit FakeBlocking(FakeRegistry& registry) : registry_(registry) {}
  Status Block(Operation& operation, const Certificate& certificate, const std::string& ground) override {
    if (!refusal.ok()) return refusal;
    grounds.push_back(ground);
    if (!held) operation.AfterCommit([this, serial = certificate.serial()] { registry_.Revoke(serial); });
    return OkStatus();
  }

  Status refusal;
  bool held = false;
  std::vector<std::string> grounds;

 private:
  FakeRegistry& registry_;
};

struct PortalBench {
  explicit PortalBench(uint64_t password_cost = 16)
      : portal(*database, clock, registry, verifier, blocking, password_cost) {}

  Samples samples;
  SettableClock clock{kNow};
  std::unique_ptr<Database> database =
      Database::Open("", {{1, Journal::kSchema}, {2, Operations::kSchema}, {3, Portal::Schema().c_str()}})
          .value();
  Journal journal{*database};
  std::unique_ptr<Random> random = MakeSeededRandom(Secret("portal"));
  Operations operations{*database, journal, clock, *random, Secret(Bytes(32, 7))};
  FakeRegistry registry{samples, clock};
  Verifier verifier{registry};
  FakeBlocking blocking{registry};
  Portal portal;

  template <class Body>
  auto Run(Body&& body) {
    return operations.Run({"test", {}, {}}, std::forward<Body>(body));
  }

  // The holder of Samples.
  static Registration Petrov() {
    return {
        "petrov", Secret("correct horse"), {"Петров", "Иван", "Иванович"}, "112-233-445 95", "1985-03-01"};
  }
  static Registration Ivanova() {
    return {"ivanova",
            Secret("battery staple"),
            {"Иванова", "Мария", "Петровна"},
            "990-000-001 53",
            "1995-04-12"};
  }

  Account Registered(const Registration& registration) {
    return Run([&](Operation& op) { return portal.Register(op, registration); }).value();
  }
  Account Confirmed(const Registration& registration) {
    const Result<Account> account = Run([&](Operation& op) -> Result<Account> {
      KEPSIM_ASSIGN(Account made, portal.Register(op, registration));
      portal.Confirm(op, made);
      return made;
    });
    return Reloaded(account.value());
  }

  // A certificate that is published, for a subject that `change` may alter.
  Certificate Issue(const std::function<void(CertificatePlan&)>& change = [](CertificatePlan&) {}) {
    CertificatePlan plan = samples.HolderPlan();
    change(plan);
    Certificate certificate = samples.Sign(plan, samples.ca_key());
    registry.Publish(certificate);
    return certificate;
  }

  Bytes SignedBy(const PrivateKey& key, const Certificate& certificate, ByteView content) {
    return SignCmsDetached({certificate.der(), key}, content, clock.Now(), *samples.stream()).value();
  }
  Bytes Signed(const Certificate& certificate, ByteView content) {
    return SignedBy(samples.holder_key(), certificate, content);
  }

  Linking Started(const Account& account) {
    const Result<Linking> linking =
        Run([&](Operation& op) { return portal.StartLinking(op, account, LinkedCarrier::kUsbToken); });
    return portal.LoadLinking(account, linking.value().Name()).value();
  }
  Result<Portal::LinkingOutcome> Complete(const Account& account, const Linking& linking, const Bytes& cms) {
    return Run([&](Operation& op) -> Result<Portal::LinkingOutcome> {
      KEPSIM_ASSIGN(Account fresh, portal.LoadAccount(account.Name()));
      KEPSIM_ASSIGN(Linking loaded, portal.LoadLinking(fresh, linking.Name()));
      return portal.CompleteLinking(op, fresh, loaded, cms, verifier);
    });
  }
  Link Linked(const Account& account, const Certificate& certificate) {
    const Linking linking = Started(account);
    return Complete(account, linking, Signed(certificate, linking.challenge)).value().link.value();
  }
  Account Reloaded(const Account& account) { return portal.LoadAccount(account.Name()).value(); }
  bool Active(const Account& account) { return portal.SignatureActive(Reloaded(account)).value(); }

  std::vector<Event> Events(const std::string& type) {
    return journal.List({type, {}, {}}, 0, 1000).value().events;
  }
};

}  // namespace kepsim
