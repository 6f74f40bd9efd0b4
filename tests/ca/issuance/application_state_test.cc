// Every step in every state: what is allowed goes on, what is not is APPLICATION_STATE and changes nothing.
#include <algorithm>

#include "tests/ca/issuance/ca_bench.h"

namespace kepsim {
namespace {

using enum ApplicationState;

constexpr ApplicationState kStates[] = {kOpened,     kDocumentsAccepted, kIdentifying, kMoreDocuments,
                                        kIdentified, kKeyProven,         kIssued,      kRefused,
                                        kExpired,    kCanceled};

struct Step {
  const char* name;
  std::vector<ApplicationState> allowed;
  std::function<Status(CaBench&, const std::string&)> take;
};

std::vector<Step> Steps() {
  return {
      {"SubmitDocuments",
       {kOpened, kMoreDocuments},
       [](CaBench& ca, const std::string& name) { return ca.Submit(name, ValidDocuments()); }},
      {"AddScan",
       {kOpened, kDocumentsAccepted, kMoreDocuments},
       [](CaBench& ca, const std::string& name) {
         return ca.Step(name, [&](Operation& operation, Application& application) {
           return ca.enrollment.AddScan(operation, application, {ScanType::kPng, 10, Bytes(32, 1)});
         });
       }},
      {"RequestIdentification",
       {kDocumentsAccepted},
       [](CaBench& ca, const std::string& name) { return ca.Identify(name); }},
      {"DecideIdentification",
       {kIdentifying},
       [](CaBench& ca, const std::string& name) {
         return ca.Decide(name, IdentificationOutcome::Decision::kApproved);
       }},
      {"SubmitKeyRequest",
       {kIdentified},
       [](CaBench& ca, const std::string& name) { return ca.SubmitKey(name, ca.KeyRequest("another")); }},
      {"DraftOf",
       {kKeyProven},
       [](CaBench& ca, const std::string& name) { return ca.enrollment.DraftOf(ca.Get(name)).status(); }},
      {"Confirm",
       {kKeyProven},
       [](CaBench& ca, const std::string& name) { return ca.Confirm(name).status(); }},
      {"Cancel",
       {kOpened, kDocumentsAccepted, kIdentifying, kMoreDocuments, kIdentified, kKeyProven},
       [](CaBench& ca, const std::string& name) { return ca.Cancel(name); }},
      {"RevokeByHolder",
       {kIssued},
       [](CaBench& ca, const std::string& name) { return ca.RevokeByHolder(name); }},
  };
}

TEST(ApplicationStates, EachStepInEachState) {
  for (const Step& step : Steps()) {
    for (const ApplicationState state : kStates) {
      SCOPED_TRACE(std::string(step.name) + " in " + std::string(NameOf(state)));
      CaBench ca;
      const std::string name = ca.Reach(state);
      const size_t events = ca.EventsOf(name).size();
      const Status status = step.take(ca, name);
      if (std::ranges::find(step.allowed, state) != step.allowed.end()) {
        EXPECT_TRUE(status.ok()) << status.message();
        continue;
      }
      EXPECT_EQ(status.reason(), Reason::APPLICATION_STATE) << status.message();
      EXPECT_EQ(status.metadata().at("state"), NameOf(state));
      EXPECT_EQ(ca.StateOf(name), state);
      EXPECT_EQ(ca.EventsOf(name).size(), events);
    }
  }
}

TEST(ApplicationStates, TheWholeWayInTheJournal) {
  CaBench ca;
  EXPECT_EQ(ca.EventsOf(ca.Reach(kIssued)),
            (std::vector<std::string>{"application.opened", "application.documents-accepted",
                                      "application.identification-started", "application.identified",
                                      "application.key-proven", "application.issued"}));
  EXPECT_EQ(ca.EventsOf(ca.publisher.issued.at(0).name), std::vector<std::string>{"certificate.issued"});
}

TEST(ApplicationStates, ManyStepsOfOneOperationTakeOneCommit) {
  CaBench ca;
  std::string name;
  const Bytes request = ca.KeyRequest("key");
  ASSERT_TRUE(
      ca.Run([&](Operation& operation) -> Status {
          KEPSIM_ASSIGN(
              Enrollment::Opened opened,
              ca.enrollment.Open(operation, "azimut", CarrierKind::kMobile, ApplicantKind::kNaturalPerson));
          Application& application = opened.application;
          name = application.ResourceName();
          KEPSIM_TRY(ca.enrollment.SubmitDocuments(operation, application, ValidDocuments(), Secret()));
          KEPSIM_TRY(ca.enrollment.RequestIdentification(operation, application, IdentificationWay::kOffice));
          KEPSIM_TRY(ca.enrollment.SubmitKeyRequest(operation, application, request));
          KEPSIM_ASSIGN(const Draft draft, ca.enrollment.DraftOf(application));
          return ca.enrollment.Issue(operation, application, draft).status();
        }).ok());
  EXPECT_EQ(ca.StateOf(name), kIssued);
  EXPECT_EQ(ca.Get(name).version, 1);
}

TEST(ApplicationStates, TheSlowerOfTwoStepsIsRunAgain) {
  CaBench ca;
  const std::string name = ca.Reach(kDocumentsAccepted);
  bool interfered = false;
  const Status status = ca.Step(name, [&](Operation& operation, Application& application) {
    if (!std::exchange(interfered, true)) {
      EXPECT_TRUE(ca.Cancel(name).ok());
    }
    return ca.enrollment.RequestIdentification(operation, application, IdentificationWay::kOffice);
  });
  EXPECT_EQ(status.reason(), Reason::APPLICATION_STATE);
  EXPECT_EQ(ca.StateOf(name), kCanceled);
}

}  // namespace
}  // namespace kepsim
