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

using enum ApplicantKind;

TEST_F(ProvisionTest, EveryKindIsDrawnAndLinksAsThePerson) {
  for (const ApplicantKind kind : {kNaturalPerson, kSoleProprietor, kLegalEntityHead}) {
    ProvisionWish wish;
    wish.kind = kind;
    const auto made = Run(wish);
    ASSERT_TRUE(made.ok()) << NameOf(kind) << ": " << made.status().message();
    EXPECT_TRUE(made->link.has_value()) << NameOf(kind);
    EXPECT_EQ(made->application.kind, kind);
    EXPECT_EQ(made->application.authority_id, kind == kNaturalPerson ? "azimut" : "oka");
  }
}

TEST_F(ProvisionTest, AnInformationSystemIsNobody) {
  ProvisionWish wish;
  wish.kind = kInformationSystem;
  const auto refused = Run(wish);
  EXPECT_EQ(refused.status().reason(), Reason::PROVISION_INCOMPLETE);
  EXPECT_EQ(refused.status().metadata().at("verdict"), "NOT_A_PERSON");
  wish.until = ProvisionUntil::kPublished;
  const auto made = Run(wish);
  ASSERT_TRUE(made.ok()) << made.status().message();
  EXPECT_EQ(Find(made->certificate->subject(), Attribute::kOgrn), made->citizen.organization->ogrn);
  EXPECT_EQ(Find(made->certificate->subject(), Attribute::kSnils), std::nullopt);
}

TEST_F(ProvisionTest, EmployeesInAWorldOfTheirTime) {
  ProvisionWish wish;
  wish.kind = kLegalEntityEmployee;
  EXPECT_EQ(Run(wish).status().reason(), Reason::APPLICANT_KIND_ENDED);
  WorldOptions options = FrozenOptions();
  options.start = *ParseTime("2024-08-15T09:00:00Z");
  world_ = *World::Birth("", Secret(Bytes(32, 1)), "y", options);
  const auto made = Run(wish);
  ASSERT_TRUE(made.ok()) << made.status().message();
  EXPECT_TRUE(made->link.has_value());
  EXPECT_FALSE(SameName(made->citizen.organization->head, made->citizen.passport.name));
}

TEST_F(ProvisionTest, PersonasBringTheirOrganizations) {
  const struct {
    const char* id;
    ApplicantKind kind;
    Reason reason;
  } cases[] = {
      {"rukodelnikov", kLegalEntityHead, Reason::OK},
      {"semyonova", kLegalEntityHead, Reason::OK},
      {"torgovtsev", kSoleProprietor, Reason::OK},
      {"ivanova", kLegalEntityHead, Reason::OK},  // has none: one is drawn
      {"uhodov", kLegalEntityHead, Reason::PROVISION_INCOMPLETE},
      {"byvsheva", kLegalEntityHead, Reason::PROVISION_INCOMPLETE},
      {"somov", kLegalEntityHead, Reason::PROVISION_INCOMPLETE},
      {"zakrytova", kSoleProprietor, Reason::PROVISION_INCOMPLETE},
      {"truzhenikova", kLegalEntityHead, Reason::INVALID_FIELDS},
  };
  for (const auto& c : cases) {
    ProvisionWish wish = Persona(c.id);
    wish.kind = c.kind;
    wish.citizen = FindPersona(c.id)->DocumentsFor(c.kind);
    const auto made = Run(wish);
    EXPECT_EQ(made.status().reason(), c.reason) << c.id << ": " << made.status().message();
    if (made.ok() && c.kind == kLegalEntityHead) {
      EXPECT_EQ(Find(made->certificate->subject(), Attribute::kOrganization),
                made->citizen.organization->name);
    }
  }
}

TEST_F(ProvisionTest, ANamedAuthorityMustServeTheKind) {
  ProvisionWish wish;
  wish.kind = kSoleProprietor;
  wish.authority_id = "azimut";
  EXPECT_EQ(Run(wish).status().reason(), Reason::APPLICANT_KIND_NOT_SERVED);
  wish.authority_id = "lena";
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

TEST(CitizenMaker, DrawsWhatEachKindNeeds) {
  const auto random = MakeSeededRandom(Secret("kinds"));
  for (const ApplicantKind kind : kApplicantKinds) {
    for (int i = 0; i < 50; ++i) {
      const auto stream = random->Stream(std::string(NameOf(kind)) + std::to_string(i));
      DocumentSet documents = MakeCitizen(*stream, kWorldStart);
      documents.kind = kind;
      AddDocumentsOfKind(*stream, kWorldStart, documents);
      const Status status = CheckDocuments(documents, kWorldStart);
      EXPECT_TRUE(status.ok()) << NameOf(kind) << ": " << status.message();
      if (documents.organization) {
        EXPECT_TRUE(documents.organization->name.starts_with("ТЕСТ "));
        EXPECT_TRUE(documents.organization->ogrn.starts_with("1200098"));
        EXPECT_TRUE(documents.organization->inn.starts_with("0098"));
      }
      if (documents.sole_proprietor) {
        EXPECT_TRUE(documents.sole_proprietor->ogrnip.starts_with("3200098"));
      }
    }
  }
}

// An organization that is given, with another head: whoever applies needs a power of attorney.
TEST(CitizenMaker, DrawsOnlyWhatIsMissing) {
  const auto stream = MakeSeededRandom(Secret("missing"))->Stream("missing");
  DocumentSet documents = MakeCitizen(*stream, kWorldStart);
  documents.kind = kInformationSystem;
  documents.organization = FindPersona("rukodelnikov")->organization;
  AddDocumentsOfKind(*stream, kWorldStart, documents);
  EXPECT_EQ(documents.organization->ogrn, FindPersona("rukodelnikov")->organization->ogrn);
  ASSERT_TRUE(documents.representation);
  EXPECT_FALSE(documents.representation->power_of_attorney_number.empty());
  EXPECT_TRUE(CheckDocuments(documents, kWorldStart).ok());
}

}  // namespace
}  // namespace kepsim
