#include "client/world/provision.h"

#include <gtest/gtest.h>

#include "ca/crypto/random.h"
#include "ca/identity/persona.h"
#include "client/world/citizen_maker.h"
#include "tests/client/world/world_bench.h"

namespace kepsim {
namespace {

class ProvisionTest : public testing::Test {
 protected:
  ProvisionWish Persona(const char* id, ProvisionUntil until = ProvisionUntil::kLinked) {
    ProvisionWish wish;
    wish.citizen = FindPersona(id)->documents;
    wish.login = FindPersona(id)->login;
    wish.until = until;
    return wish;
  }
  Result<Provisioned> Run(const ProvisionWish& wish) {
    return RunProvision(*world_, wish, std::to_string(++calls_));
  }

  std::shared_ptr<World> world_ = *World::Birth("", Secret(Bytes(32, 1)), "x", FrozenOptions());
  int calls_ = 0;
};

TEST_F(ProvisionTest, GoesAsFarAsAsked) {
  const struct {
    ProvisionUntil until;
    ApplicationState state;
    bool certificate, account;
  } kCases[] = {
      {ProvisionUntil::kIdentified, ApplicationState::kIdentified, false, false},
      {ProvisionUntil::kIssued, ApplicationState::kIssued, true, false},
      {ProvisionUntil::kPublished, ApplicationState::kIssued, true, false},
      {ProvisionUntil::kLinked, ApplicationState::kIssued, true, true},
  };
  for (const auto& c : kCases) {
    ProvisionWish wish;
    wish.until = c.until;
    const auto made = Run(wish);
    ASSERT_TRUE(made.ok()) << made.status().message();
    EXPECT_EQ(made->application.state, c.state);
    EXPECT_EQ(made->certificate.has_value(), c.certificate);
    EXPECT_EQ(made->link.has_value(), c.account);
    // What it says is what the long way finds.
    EXPECT_TRUE(
        world_->enrollment().Authorize(made->application.ResourceName(), made->application_token).ok());
    if (c.certificate) {
      EXPECT_TRUE(world_->carriers().OpenSession(made->carrier, made->user_pin).ok());
    }
    if (c.account) {
      EXPECT_TRUE(world_->portal().CheckPassword(made->account->login, made->password, kWorldStart).ok());
      const auto account = world_->portal().Authorize(made->session);
      ASSERT_TRUE(account.ok());
      EXPECT_TRUE(*world_->portal().SignatureActive(*account));
    }
  }
}

TEST_F(ProvisionTest, APersonaThatIsNotApprovedSaysWhere) {
  for (const char* id : {"otkazova", "nedostaev", "neyavkina", "ozhidaev", "medlennova"}) {
    const auto made = Run(Persona(id));
    EXPECT_EQ(made.status().reason(), Reason::PROVISION_INCOMPLETE) << id;
    EXPECT_TRUE(made.status().metadata().contains("state")) << id;
  }
  EXPECT_EQ(Run(Persona("maloletov")).status().violations().front().reason, Reason::APPLICANT_UNDERAGE);
}

TEST_F(ProvisionTest, ASecondCertificateGoesToTheSameAccount) {
  const auto first = Run(Persona("ivanova"));
  const auto second = Run(Persona("ivanova"));
  ASSERT_TRUE(first.ok()) << first.status().message();
  ASSERT_TRUE(second.ok()) << second.status().message();
  EXPECT_EQ(second->account->id, first->account->id);
  EXPECT_TRUE(second->password.empty());
  EXPECT_NE(second->link->id, first->link->id);
}

TEST_F(ProvisionTest, OverridesStandInTheCertificate) {
  ProvisionWish wish = Persona("ivanova", ProvisionUntil::kPublished);
  wish.authority_id = "unaccredited";
  wish.algorithm = KeyAlgorithm::k512Tc26A;
  wish.overrides.not_before = kWorldStart - 2 * kDay;
  wish.overrides.not_after = kWorldStart - kDay;
  wish.overrides.snils = "99000000254";
  wish.overrides.person = PersonName{"Иная", "Мария", ""};
  const auto made = Run(wish);
  ASSERT_TRUE(made.ok()) << made.status().message();
  const Certificate& certificate = *made->certificate;
  EXPECT_EQ(certificate.not_before(), kWorldStart - 2 * kDay);
  EXPECT_EQ(certificate.not_after(), kWorldStart - kDay);
  EXPECT_EQ(Find(certificate.subject(), Attribute::kSnils), "99000000254");
  EXPECT_EQ(Find(certificate.subject(), Attribute::kSurname), "Иная");
  EXPECT_EQ(certificate.public_key()->algorithm(), KeyAlgorithm::k512Tc26A);
}

TEST_F(ProvisionTest, ARefusedLinkIsSaidWithItsVerdict) {
  ProvisionWish wish = Persona("ivanova");
  wish.overrides.person = PersonName{"Иная", "Мария", ""};
  const auto made = Run(wish);
  EXPECT_EQ(made.status().reason(), Reason::PROVISION_INCOMPLETE);
  EXPECT_EQ(made.status().metadata().at("verdict"), "NAME_MISMATCH");
}

TEST_F(ProvisionTest, WhatIsHeldBackCannotBePublished) {
  ASSERT_TRUE(
      world_->operations()
          .Run({"hold", "", ""}, [&](Operation& op) { return world_->registry().publication().Hold(op); })
          .ok());
  ProvisionWish wish;
  wish.until = ProvisionUntil::kPublished;
  EXPECT_EQ(Run(wish).status().reason(), Reason::PUBLICATION_HELD);
  wish.until = ProvisionUntil::kIssued;
  EXPECT_TRUE(Run(wish).ok());
}

TEST(CitizenMaker, DrawsValidPeople) {
  const auto random = MakeSeededRandom(Secret("citizens"));
  for (int i = 0; i < 200; ++i) {
    const DocumentSet citizen = MakeCitizen(*random->Stream(std::to_string(i)), kWorldStart);
    const Status status = CheckDocuments(citizen, kWorldStart);
    EXPECT_TRUE(status.ok()) << status.message();
    EXPECT_EQ(FindPersonaBySnils(citizen.snils.number), nullptr);
  }
}

}  // namespace
}  // namespace kepsim
