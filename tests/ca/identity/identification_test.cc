#include "ca/identity/identification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ca/identity/persona.h"
#include "tests/ca/identity/citizen.h"

namespace kepsim {
namespace {

using Outcome = IdentificationOutcome;
using State = IdentificationState;

const Time kNow = At("2026-03-01");

TEST(Decision, FollowsTheOutcome) {
  const std::pair<Outcome::Decision, State> table[] = {
      {Outcome::Decision::kApproved, State::kApproved},
      {Outcome::Decision::kRefused, State::kRefused},
      {Outcome::Decision::kMoreDocuments, State::kMoreDocuments},
      {Outcome::Decision::kNoShow, State::kTimedOut},
      {Outcome::Decision::kOperator, State::kWaiting},
  };
  for (const auto& [decided, state] : table) {
    const Outcome outcome{decided, Reason::IDENTITY_MISMATCH, "text", std::chrono::hours(3)};
    const auto decision = DecisionOf(IdentificationWay::kVideo, outcome, kNow);
    EXPECT_EQ(decision.way, IdentificationWay::kVideo);
    EXPECT_EQ(decision.state, state);
    EXPECT_EQ(decision.refusal, Reason::IDENTITY_MISMATCH);
    EXPECT_EQ(decision.text, "text");
    EXPECT_EQ(decision.due,
              state == State::kWaiting ? std::nullopt : std::optional<Time>(kNow + std::chrono::hours(3)));
  }
}

TEST(Decision, ComesOfThePersona) {
  const auto refused = Decide(IdentificationWay::kOffice, FindPersona("otkazova")->documents, kNow);
  ASSERT_TRUE(refused.ok());
  EXPECT_EQ(refused->state, State::kRefused);
  EXPECT_EQ(refused->refusal, Reason::IDENTITY_PHOTO_MISMATCH);
  EXPECT_EQ(refused->due, kNow);
}

TEST(Decision, NeedsValidDocuments) {
  const auto decision = Decide(IdentificationWay::kOffice, FindPersona("prosrochenko")->documents, kNow);
  ASSERT_FALSE(decision.ok());
  ASSERT_EQ(decision.status().violations().size(), 1u);
  EXPECT_EQ(decision.status().violations()[0].reason, Reason::PASSPORT_EXPIRED);
}

TEST(Verified, HoldsWhatTheCertificateNeeds) {
  const Persona& persona = *FindPersona("nalogova");
  const auto decision = Decide(IdentificationWay::kRemoteSystem, persona.documents, kNow);
  ASSERT_TRUE(decision.ok());
  const auto identity = VerifiedIdentity::From(persona.documents, *decision, kNow + std::chrono::hours(1));
  ASSERT_TRUE(identity.ok()) << identity.status().message();
  EXPECT_EQ(identity->name(), persona.name());
  EXPECT_EQ(identity->snils(), persona.snils);
  EXPECT_EQ(identity->inn(), persona.inn);
  EXPECT_EQ(identity->birth_date(), persona.documents.passport.birth_date);
  EXPECT_EQ(identity->gender(), Gender::kFemale);
  EXPECT_EQ(identity->address().state, "16 Республика Татарстан");
  EXPECT_EQ(identity->address().locality, "г. Казань");
  EXPECT_EQ(identity->address().street, persona.documents.address.street);
  EXPECT_EQ(identity->way(), IdentificationWay::kRemoteSystem);
  EXPECT_EQ(identity->identification_kind(), 3);
  EXPECT_EQ(identity->decided(), kNow);
}

TEST(Verified, OnlyByAnApprovalThatIsDue) {
  const DocumentSet documents = ValidDocuments();
  for (State state : {State::kWaiting, State::kRefused, State::kMoreDocuments, State::kTimedOut}) {
    const IdentificationDecision decision{IdentificationWay::kOffice, state, Reason::OK, "", kNow};
    EXPECT_EQ(VerifiedIdentity::From(documents, decision, kNow).status().reason(),
              Reason::IDENTITY_NOT_APPROVED);
  }
  IdentificationDecision approved{IdentificationWay::kOffice, State::kApproved, Reason::OK, "", kNow};
  EXPECT_TRUE(VerifiedIdentity::From(documents, approved, kNow).ok());
  EXPECT_EQ(VerifiedIdentity::From(documents, approved, kNow - Duration(1)).status().reason(),
            Reason::IDENTITY_NOT_APPROVED);
  approved.due = std::nullopt;
  EXPECT_EQ(VerifiedIdentity::From(documents, approved, kNow).status().reason(),
            Reason::IDENTITY_NOT_APPROVED);
}

TEST(Verified, NeverOfWrongDocuments) {
  DocumentSet documents = ValidDocuments();
  documents.snils.number = "112-233-445 96";
  const IdentificationDecision approved{IdentificationWay::kOffice, State::kApproved, Reason::OK, "", kNow};
  EXPECT_EQ(VerifiedIdentity::From(documents, approved, kNow).status().reason(), Reason::INVALID_FIELDS);
}

TEST(Way, HasItsKind) {
  EXPECT_EQ(IdentificationKindOf(IdentificationWay::kOffice), 0);
  EXPECT_EQ(IdentificationKindOf(IdentificationWay::kRemoteCertificate), 1);
  EXPECT_EQ(IdentificationKindOf(IdentificationWay::kRemotePassport), 2);
  EXPECT_EQ(IdentificationKindOf(IdentificationWay::kRemoteSystem), 3);
  EXPECT_EQ(IdentificationKindOf(IdentificationWay::kVideo), std::nullopt);
}

}  // namespace
}  // namespace kepsim
