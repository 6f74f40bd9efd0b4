#include "ca/identity/registers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "ca/identity/persona.h"
#include "tests/ca/identity/citizen.h"

namespace kepsim {
namespace {

using Decision = IdentificationOutcome::Decision;
using enum ApplicantKind;

// fixtures/organizations/README.md.
TEST(Registers, NumbersAreInRangesThatNobodyHas) {
  std::set<std::string> seen;
  for (const LegalEntity& entity : RegisterCatalogue().legal_entities) {
    SCOPED_TRACE(entity.id);
    const Organization& entry = entity.entry;
    EXPECT_TRUE(OgrnCheckDigitHolds(entry.ogrn));
    EXPECT_TRUE(CompanyInnCheckDigitHolds(entry.inn));
    EXPECT_TRUE(entry.ogrn.starts_with("1200099"));
    EXPECT_TRUE(entry.inn.starts_with("0099"));
    EXPECT_TRUE(entry.name.starts_with("ТЕСТ "));
    EXPECT_TRUE(seen.insert(entity.id).second && seen.insert(entry.ogrn).second &&
                seen.insert(entry.inn).second);
    EXPECT_EQ(FindLegalEntity(entity.id), &entity);
  }
  for (const RegisteredProprietor& proprietor : RegisterCatalogue().sole_proprietors) {
    SCOPED_TRACE(proprietor.ogrnip);
    EXPECT_TRUE(OgrnipCheckDigitHolds(proprietor.ogrnip));
    EXPECT_TRUE(PersonInnCheckDigitsHold(proprietor.inn));
    EXPECT_TRUE(proprietor.ogrnip.starts_with("3200099"));
    EXPECT_TRUE(seen.insert(proprietor.ogrnip).second && seen.insert(proprietor.inn).second);
  }
  EXPECT_EQ(FindLegalEntity("nobody"), nullptr);
}

struct Row {
  const char* persona;
  ApplicantKind kind;
  Decision decision;
  Reason refusal;
};

TEST(Registers, EachPersonaGetsItsOutcome) {
  const Row rows[] = {
      {"rukodelnikov", kLegalEntityHead, Decision::kApproved, Reason::OK},
      {"rukodelnikov", kInformationSystem, Decision::kApproved, Reason::OK},
      {"rukodelnikov", kNaturalPerson, Decision::kApproved, Reason::OK},
      {"semyonova", kLegalEntityHead, Decision::kApproved, Reason::OK},
      {"uhodov", kLegalEntityHead, Decision::kRefused, Reason::IDENTITY_MISMATCH},
      {"uhodov", kNaturalPerson, Decision::kApproved, Reason::OK},
      {"byvsheva", kLegalEntityHead, Decision::kRefused, Reason::IDENTITY_MISMATCH},
      {"byvsheva", kInformationSystem, Decision::kRefused, Reason::IDENTITY_MISMATCH},
      {"somov", kLegalEntityHead, Decision::kOperator, Reason::OK},
      {"arhivov", kLegalEntityHead, Decision::kMoreDocuments, Reason::IDENTITY_DOCUMENT_MISSING},
      {"truzhenikova", kLegalEntityEmployee, Decision::kApproved, Reason::OK},
      {"truzhenikova", kInformationSystem, Decision::kApproved, Reason::OK},
      {"torgovtsev", kSoleProprietor, Decision::kApproved, Reason::OK},
      {"zakrytova", kSoleProprietor, Decision::kRefused, Reason::IDENTITY_MISMATCH},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.persona) + " as " + std::string(NameOf(row.kind)));
    const DocumentSet documents = FindPersona(row.persona)->DocumentsFor(row.kind);
    for (const char* today : {"2021-02-17", "2024-08-31", "2026-01-01", "2033-05-30"}) {
      const Status status = CheckDocuments(documents, At(today));
      EXPECT_TRUE(status.ok()) << today << " " << status.message();
    }
    const auto outcome = OutcomeFor(IdentificationWay::kOffice, documents);
    EXPECT_EQ(outcome.decision, row.decision);
    EXPECT_EQ(outcome.refusal, row.refusal);
    EXPECT_EQ(outcome.text.empty(), row.refusal == Reason::OK);
  }
}

TEST(Registers, APowerOfAttorneyThatLapsed) {
  const DocumentSet documents = FindPersona("prosrochkin")->DocumentsFor(kLegalEntityEmployee);
  const Status status = CheckDocuments(documents, At("2024-08-01"));
  ASSERT_EQ(status.violations().size(), 1u);
  EXPECT_EQ(status.violations()[0].reason, Reason::POWER_OF_ATTORNEY_EXPIRED);
}

TEST(Registers, ApproveWhatTheyDoNotKnow) {
  for (const ApplicantKind kind : kApplicantKinds) {
    EXPECT_EQ(RegisterOutcome(ValidDocumentsOf(kind)).decision, Decision::kApproved) << NameOf(kind);
  }
}

TEST(Registers, RefuseWhatIsNotAllOfOneEntry) {
  const std::pair<const char*, std::function<void(DocumentSet&)>> spoilers[] = {
      {"OGRN of another", [](auto& d) { d.organization->ogrn = FindLegalEntity("vetvi")->entry.ogrn; }},
      {"OGRN of nobody", [](auto& d) { d.organization->ogrn = WithOgrnCheckDigit("120009800001"); }},
      {"INN of nobody", [](auto& d) { d.organization->inn = WithCompanyInnCheckDigit("009800001"); }},
      {"another name", [](auto& d) { d.organization->name = "ТЕСТ АО «Ромашка»"; }},
      {"another head",
       [](auto& d) {
         d.organization->head = {"Сомов", "Евсей", "Лукич"};
       }},
  };
  const DocumentSet own = FindPersona("truzhenikova")->DocumentsFor(kLegalEntityEmployee);
  for (const auto& [about, spoil] : spoilers) {
    DocumentSet documents = own;
    spoil(documents);
    ASSERT_TRUE(CheckDocuments(documents, At("2024-08-01")).ok()) << about;
    EXPECT_EQ(OutcomeFor(IdentificationWay::kOffice, documents).refusal, Reason::IDENTITY_MISMATCH) << about;
  }
}

TEST(Registers, ForgiveQuotationMarksCaseAndYo) {
  DocumentSet documents = FindPersona("semyonova")->DocumentsFor(kLegalEntityHead);
  documents.organization->name =
      "тест федеральное ГОСУДАРСТВЕННОЕ бюджетное учреждение \"Научно-исследовательский институт № 12 „Ветви "
      "и "
      "листья“";
  documents.organization->head = {"СЕМЕНОВА", "ФЕКЛА", "АРТЕМОВНА"};
  documents.organization->address.street = "где-то ещё";
  EXPECT_EQ(OutcomeFor(IdentificationWay::kOffice, documents).decision, Decision::kApproved);
  documents.organization->name += "\"";  // one mark more than the register has
  EXPECT_EQ(OutcomeFor(IdentificationWay::kOffice, documents).decision, Decision::kRefused);
}

TEST(Registers, ASoleProprietorIsFoundByEitherNumber) {
  const Persona& persona = *FindPersona("torgovtsev");
  DocumentSet documents = persona.DocumentsFor(kSoleProprietor);
  documents.inn.number = "";  // the CA finds it
  EXPECT_EQ(RegisterOutcome(documents).decision, Decision::kApproved);
  documents.sole_proprietor->ogrnip = WithOgrnipCheckDigit("32000980000001");
  EXPECT_EQ(RegisterOutcome(documents).refusal, Reason::IDENTITY_MISMATCH);
  DocumentSet stranger = ValidDocumentsOf(kSoleProprietor);
  stranger.sole_proprietor->ogrnip = persona.sole_proprietor->ogrnip;
  EXPECT_EQ(RegisterOutcome(stranger).refusal, Reason::IDENTITY_MISMATCH);
}

TEST(Registers, ARefusedPersonStaysRefused) {
  DocumentSet documents = FindPersona("otkazova")->documents;
  documents.kind = kLegalEntityHead;
  documents.organization = FindLegalEntity("somnenie")->entry;
  EXPECT_EQ(OutcomeFor(IdentificationWay::kOffice, documents).refusal, Reason::IDENTITY_PHOTO_MISMATCH);
  EXPECT_EQ(OutcomeFor(IdentificationWay::kRemoteSystem, documents).decision, Decision::kOperator);
}

TEST(Personas, HandInWhatTheKindHas) {
  const Persona& employee = *FindPersona("truzhenikova");
  EXPECT_FALSE(employee.DocumentsFor(kNaturalPerson).organization);
  EXPECT_FALSE(employee.DocumentsFor(kSoleProprietor).sole_proprietor);
  EXPECT_EQ(employee.DocumentsFor(kLegalEntityHead).representation->power_of_attorney_number, "");
  EXPECT_EQ(employee.DocumentsFor(kLegalEntityEmployee).representation->power_of_attorney_number,
            "77 АВ 1234567");
  EXPECT_FALSE(FindPersona("ivanova")->DocumentsFor(kLegalEntityHead).organization);
}

}  // namespace
}  // namespace kepsim
