// A CA of its own for each test: in memory, with a clock that is set and chance that repeats.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "ca/crypto/random.h"
#include "ca/identity/persona.h"
#include "ca/issuance/authority_maker.h"
#include "ca/issuance/enrollment.h"
#include "tests/ca/identity/citizen.h"
#include "tests/support/fakes.h"
#include "tests/support/settable_clock.h"

namespace kepsim {

struct CaBench {
  explicit CaBench(const char* seed = "ca", Time birth = FromSeconds(1'768'467'600))  // 2026-01-15T09:00:00Z
      : clock(birth), random(MakeSeededRandom(Secret(seed))) {
    EXPECT_TRUE(Run([&](Operation& operation) -> Status {
                  return maker.CreateCatalogue(operation, clock.Now()).status();
                }).ok());
    EXPECT_TRUE(authorities.Load().ok());
  }

  // One operation of the world.
  template <class Body>
  Status Run(Body&& body) {
    return operations.Run({"Test", "", ""}, [&](Operation& operation) -> Status { return body(operation); });
  }
  // The same on an application as it is stored.
  template <class Body>
  Status Step(const std::string& name, Body&& body) {
    return Run([&](Operation& operation) -> Status {
      KEPSIM_ASSIGN(Application application, enrollment.Load(name));
      return body(operation, application);
    });
  }

  struct OpenedApplication {
    std::string name;
    Secret token;
  };
  OpenedApplication Open(const std::string& authority = "azimut",
                         CarrierKind carrier = CarrierKind::kUsbToken,
                         ApplicantKind kind = ApplicantKind::kNaturalPerson) {
    OpenedApplication opened;
    EXPECT_TRUE(Run([&](Operation& operation) -> Status {
                  KEPSIM_ASSIGN(Enrollment::Opened made,
                                enrollment.Open(operation, authority, carrier, kind));
                  opened = {made.application.ResourceName(), std::move(made.token)};
                  return OkStatus();
                }).ok());
    return opened;
  }

  Status Submit(const std::string& name, const DocumentSet& documents, const char* proof = "") {
    return Step(name, [&](Operation& operation, Application& application) {
      return enrollment.SubmitDocuments(operation, application, documents, Secret(proof));
    });
  }
  Status Identify(const std::string& name) {
    return Step(name, [&](Operation& operation, Application& application) {
      return enrollment.RequestIdentification(operation, application, IdentificationWay::kOffice);
    });
  }
  Status Decide(const std::string& name, IdentificationOutcome::Decision decision,
                const std::string& text = "") {
    return Step(name, [&](Operation& operation, Application& application) {
      return enrollment.DecideIdentification(operation, application, decision, text);
    });
  }
  Status SubmitKey(const std::string& name, const Bytes& request, const IssueOverrides& overrides = {}) {
    return Step(name, [&](Operation& operation, Application& application) {
      return enrollment.SubmitKeyRequest(operation, application, request, overrides);
    });
  }
  // Reads the draft and confirms it, as an applicant does.
  Result<Certificate> Confirm(const std::string& name) {
    return operations.Run({"Test", "", ""}, [&](Operation& operation) -> Result<Certificate> {
      KEPSIM_ASSIGN(Application application, enrollment.Load(name));
      KEPSIM_ASSIGN(const Draft draft, enrollment.DraftOf(application));
      return enrollment.Confirm(operation, application, draft.digest());
    });
  }
  Status Cancel(const std::string& name) {
    return Step(name, [&](Operation& operation, Application& application) {
      return enrollment.Cancel(operation, application);
    });
  }
  Status RevokeByHolder(const std::string& name,
                        RevocationReason reason = RevocationReason::kCessationOfOperation) {
    return Step(name, [&](Operation& operation, Application& application) {
      return enrollment.RevokeByHolder(operation, application, reason);
    });
  }

  Application Get(const std::string& name) { return *enrollment.Load(name); }
  ApplicationState StateOf(const std::string& name) { return Get(name).state; }

  // PKCS#10 by a key that `label` names.
  Bytes KeyRequest(const std::string& label, KeyAlgorithm algorithm = KeyAlgorithm::k256CryptoProA) {
    const auto stream = random->Stream("citizen/" + label);
    const PrivateKey key = *PrivateKey::Generate(algorithm, *stream);
    return *MakeRequest(key, {{Attribute::kCommonName, "ignored"}}, *stream);
  }

  // Whom identification in the office takes to this state.
  static DocumentSet DocumentsFor(ApplicationState state) {
    switch (state) {
      case ApplicationState::kIdentifying:
        return FindPersona("ozhidaev")->documents;  // waits for an operator
      case ApplicationState::kMoreDocuments:
        return FindPersona("nedostaev")->documents;
      case ApplicationState::kRefused:
        return FindPersona("otkazova")->documents;
      case ApplicationState::kExpired:
        return FindPersona("neyavkina")->documents;
      default:
        return ValidDocuments();
    }
  }

  // A new application that has come to `state`.
  std::string Reach(ApplicationState state, const std::string& key = "key") {
    using enum ApplicationState;
    const std::string name = Open().name;
    const auto submit = [&] { return Submit(name, DocumentsFor(state)); };
    const auto identify = [&] { return Identify(name); };
    const auto expire = [&] { return RunNextDue() ? OkStatus() : Status(Reason::INTERNAL); };
    const auto prove = [&] { return SubmitKey(name, KeyRequest(key)); };
    const auto confirm = [&] { return Confirm(name).status(); };
    const auto cancel = [&] { return Cancel(name); };
    const std::map<ApplicationState, std::vector<std::function<Status()>>> ways = {
        {kOpened, {}},
        {kDocumentsAccepted, {submit}},
        {kIdentifying, {submit, identify}},
        {kMoreDocuments, {submit, identify}},
        {kIdentified, {submit, identify}},
        {kKeyProven, {submit, identify, prove}},
        {kIssued, {submit, identify, prove, confirm}},
        {kRefused, {submit, identify}},
        {kExpired, {submit, identify, expire}},
        {kCanceled, {cancel}},
    };
    for (const auto& step : ways.at(state)) {
      const Status status = step();
      EXPECT_TRUE(status.ok()) << NameOf(state) << ": " << status.message();
    }
    EXPECT_EQ(StateOf(name), state);
    return name;
  }

  // What is due next, with the clock moved to its moment. False when nothing is.
  bool RunNextDue() {
    const auto item = *agenda.Next();
    if (!item) return false;
    if (item->at > clock.Now()) clock.Set(item->at);
    EXPECT_TRUE(agenda.Run(*item).ok());
    return true;
  }

  std::vector<std::string> EventsOf(const std::string& resource) {
    EventFilter filter;
    filter.resource = resource;
    std::vector<std::string> types;
    const Result<Journal::Page> page = journal.List(filter, 0, 100);
    for (const Event& event : page->events) types.push_back(event.type);
    return types;
  }

  std::unique_ptr<Database> database = *Database::Open("", {{1, Journal::kSchema},
                                                            {2, Operations::kSchema},
                                                            {3, Agenda::kSchema},
                                                            {4, SigningKeys::kSchema},
                                                            {5, Authorities::kSchema},
                                                            {6, ApplicationStore::kSchema},
                                                            {7, IssuedStore::kSchema}});
  Journal journal{*database};
  SettableClock clock;
  std::unique_ptr<Random> random;
  Operations operations{*database, journal, clock, *random, Secret(Bytes(32, 7))};
  Agenda agenda{operations};
  SigningKeys keys{*database, Secret(Bytes(32, 9))};
  Authorities authorities{*database};
  AuthorityMaker maker{authorities, keys, "http://ca.test/w/one"};
  FakePublisher publisher;
  FakeAccountProofs proofs;
  Enrollment enrollment{*database, agenda, authorities, keys, proofs, publisher};
};

}  // namespace kepsim
