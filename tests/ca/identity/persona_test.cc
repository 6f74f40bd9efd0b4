#include "ca/identity/persona.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "ca/person/check_digits.h"
#include "tests/ca/identity/citizen.h"

namespace kepsim {
namespace {

using Decision = IdentificationOutcome::Decision;

TEST(Catalogue, KeysAreUnique) {
  std::set<std::string> ids, snils, inns, passports, logins, emails;
  for (const Persona& persona : PersonaCatalogue()) {
    const Passport& passport = persona.documents.passport;
    EXPECT_TRUE(ids.insert(persona.id).second) << persona.id;
    EXPECT_TRUE(snils.insert(persona.snils).second) << persona.id;
    EXPECT_TRUE(inns.insert(persona.inn).second) << persona.id;
    EXPECT_TRUE(passports.insert(passport.series + passport.number).second) << persona.id;
    EXPECT_TRUE(logins.insert(persona.login).second) << persona.id;
    EXPECT_TRUE(emails.insert(persona.email).second) << persona.id;
  }
  EXPECT_GE(ids.size(), 12u);
}

// fixtures/personas/README.md.
TEST(Catalogue, NumbersAreInRangesThatNobodyHas) {
  for (const Persona& persona : PersonaCatalogue()) {
    EXPECT_TRUE(SnilsCheckDigitsHold(persona.snils)) << persona.id;
    EXPECT_TRUE(persona.snils.starts_with("990")) << persona.id;
    EXPECT_EQ(persona.documents.snils.number, FormatSnils(persona.snils)) << persona.id;
    EXPECT_TRUE(PersonInnCheckDigitsHold(persona.inn)) << persona.id;
    EXPECT_TRUE(persona.inn.starts_with("0099")) << persona.id;
    EXPECT_EQ(persona.documents.passport.series, "9990") << persona.id;
    EXPECT_TRUE(persona.documents.passport.department_code.starts_with("990-")) << persona.id;
    EXPECT_TRUE(persona.email.ends_with("@example.org")) << persona.id;
  }
}

TEST(Catalogue, DocumentsAreValidUnlessMeantNotToBe) {
  for (const Persona& persona : PersonaCatalogue()) {
    for (const char* today : {"2021-02-17", "2024-08-31", "2026-01-01", "2028-03-29", "2033-05-30"}) {
      const Time now = At(today);
      if (persona.id == "yuntsova" && (now < At("2025-12-30") || now > At("2028-03-29"))) continue;
      if (persona.id == "maloletov" && (now < At("2025-06-02") || now >= At("2029-05-05"))) continue;
      const Status status = CheckDocuments(persona.documents, now);
      if (persona.document_defect.empty()) {
        EXPECT_TRUE(status.ok()) << persona.id << " on " << today << ": " << status.message();
      } else {
        ASSERT_EQ(status.violations().size(), 1u) << persona.id << " on " << today;
        EXPECT_EQ(NameOf(status.violations()[0].reason), persona.document_defect)
            << persona.id << " on " << today;
      }
    }
  }
}

TEST(Catalogue, OfAgeFromTheDayThatTheReadmeNames) {
  const DocumentSet& documents = FindPersona("yuntsova")->documents;
  EXPECT_FALSE(CheckDocuments(documents, At("2025-12-29")).ok());
  EXPECT_TRUE(CheckDocuments(documents, At("2025-12-30")).ok());
  EXPECT_TRUE(CheckDocuments(documents, At("2028-03-29")).ok());
  EXPECT_FALSE(CheckDocuments(documents, At("2028-03-30")).ok());
}

TEST(Catalogue, EveryWayHasAnOutcomeWithItsReason) {
  for (const Persona& persona : PersonaCatalogue()) {
    for (IdentificationWay way : kIdentificationWays) {
      ASSERT_TRUE(persona.outcomes.contains(way)) << persona.id;
      const IdentificationOutcome& outcome = persona.outcomes.at(way);
      const bool without_reason =
          outcome.decision == Decision::kApproved || outcome.decision == Decision::kOperator;
      EXPECT_EQ(outcome.refusal == Reason::OK, without_reason) << persona.id << " " << NameOf(way);
      EXPECT_EQ(outcome.text.empty(), without_reason) << persona.id << " " << NameOf(way);
    }
  }
}

TEST(Catalogue, HasFullNamesakesWhoAreTwoPeople) {
  const Persona& older = *FindPersona("petrov-1972");
  const Persona& younger = *FindPersona("petrov-1991");
  EXPECT_EQ(older.name(), younger.name());
  EXPECT_NE(older.snils, younger.snils);
  EXPECT_NE(older.documents.passport.birth_date, younger.documents.passport.birth_date);
}

TEST(Catalogue, IsFoundByIdAndSnils) {
  const Persona* persona = FindPersona("ivanova");
  ASSERT_NE(persona, nullptr);
  EXPECT_EQ(FindPersonaBySnils(persona->snils), persona);
  EXPECT_EQ(FindPersona("nobody"), nullptr);
  EXPECT_EQ(FindPersonaBySnils("11223344595"), nullptr);
}

struct Expected {
  const char* id;
  IdentificationWay way;
  Decision decision;
  Reason refusal;
  Duration duration;
};

TEST(Outcome, IsThePersonas) {
  using std::chrono::hours;
  const Expected table[] = {
      {"ivanova", IdentificationWay::kOffice, Decision::kApproved, Reason::OK, hours(0)},
      {"ivanova", IdentificationWay::kRemotePassport, Decision::kApproved, Reason::OK, hours(0)},
      {"nalogova", IdentificationWay::kOffice, Decision::kApproved, Reason::OK, hours(0)},
      {"otkazova", IdentificationWay::kOffice, Decision::kRefused, Reason::IDENTITY_PHOTO_MISMATCH, hours(0)},
      {"otkazova", IdentificationWay::kRemoteSystem, Decision::kApproved, Reason::OK, hours(0)},
      {"nedostaev", IdentificationWay::kOffice, Decision::kMoreDocuments, Reason::IDENTITY_DOCUMENT_MISSING,
       hours(0)},
      {"neyavkina", IdentificationWay::kOffice, Decision::kNoShow, Reason::IDENTITY_NO_SHOW, hours(72)},
      {"neyavkina", IdentificationWay::kRemoteCertificate, Decision::kApproved, Reason::OK, hours(0)},
      {"ozhidaev", IdentificationWay::kOffice, Decision::kOperator, Reason::OK, hours(0)},
      {"ozhidaev", IdentificationWay::kVideo, Decision::kOperator, Reason::OK, hours(0)},
      {"medlennova", IdentificationWay::kOffice, Decision::kApproved, Reason::OK, hours(2)},
      {"medlennova", IdentificationWay::kVideo, Decision::kApproved, Reason::OK, hours(24)},
  };
  for (const Expected& expected : table) {
    const auto outcome = OutcomeFor(expected.way, FindPersona(expected.id)->documents);
    EXPECT_EQ(outcome.decision, expected.decision) << expected.id << " " << NameOf(expected.way);
    EXPECT_EQ(outcome.refusal, expected.refusal) << expected.id << " " << NameOf(expected.way);
    EXPECT_EQ(outcome.duration, expected.duration) << expected.id << " " << NameOf(expected.way);
  }
}

TEST(Outcome, ApprovesAnUnknownCitizen) {
  for (IdentificationWay way : kIdentificationWays) {
    EXPECT_EQ(OutcomeFor(way, ValidDocuments()).decision, Decision::kApproved);
  }
}

TEST(Outcome, RefusesDocumentsThatAreNotAllOfOnePersona) {
  const DocumentSet own = FindPersona("petrov-1972")->documents;
  const DocumentSet namesake = FindPersona("petrov-1991")->documents;
  const DocumentSet unknown = ValidDocuments();
  const std::pair<const char*, void (*)(DocumentSet&, const DocumentSet&, const DocumentSet&)> spoilers[] = {
      {"passport of a namesake", [](auto& d, auto& other, auto&) { d.passport = other.passport; }},
      {"passport of a stranger", [](auto& d, auto&, auto& stranger) { d.passport = stranger.passport; }},
      {"SNILS of a namesake", [](auto& d, auto& other, auto&) { d.snils = other.snils; }},
      {"SNILS of a stranger", [](auto& d, auto&, auto& stranger) { d.snils = stranger.snils; }},
      {"INN of a namesake", [](auto& d, auto& other, auto&) { d.inn = other.inn; }},
      {"number", [](auto& d, auto&, auto&) { d.passport.number = "999999"; }},
      {"series", [](auto& d, auto&, auto&) { d.passport.series = "4510"; }},
      {"surname", [](auto& d, auto&, auto&) { d.passport.name.surname = "Сидоров"; }},
      {"birth date", [](auto& d, auto& other, auto&) { d.passport.birth_date = other.passport.birth_date; }},
  };
  for (const auto& [about, spoil] : spoilers) {
    DocumentSet documents = own;
    spoil(documents, namesake, unknown);
    const auto outcome = OutcomeFor(IdentificationWay::kOffice, documents);
    EXPECT_EQ(outcome.decision, Decision::kRefused) << about;
    EXPECT_EQ(outcome.refusal, Reason::IDENTITY_MISMATCH) << about;
  }
}

TEST(Outcome, ForgivesWhatIsTheSame) {
  DocumentSet documents = FindPersona("seleznyov")->documents;
  documents.passport.name = {"СЕЛЕЗНЕВ", "ПЕТР", "ФЕДОРОВИЧ"};
  documents.snils.number = FindPersona("seleznyov")->snils;
  documents.inn.number = "";
  EXPECT_EQ(OutcomeFor(IdentificationWay::kOffice, documents).decision, Decision::kApproved);
}

TEST(Inn, IsTheOneHandedInOrThePersonasOrDerived) {
  EXPECT_EQ(FindInn(ValidDocuments()), "500100732259");

  const Persona& persona = *FindPersona("nalogova");
  EXPECT_TRUE(persona.documents.inn.number.empty());
  EXPECT_EQ(FindInn(persona.documents), persona.inn);

  DocumentSet unknown = ValidDocuments();
  unknown.inn.number = "";
  EXPECT_EQ(FindInn(unknown), "001223345794");
  unknown.snils.number = "11223344595";  // the same, written otherwise
  EXPECT_EQ(FindInn(unknown), "001223345794");
}

TEST(Inn, DerivedHasItsFormForEverySnils) {
  std::set<std::string> inns;
  for (const char* snils :
       {"00000000100", "08765430300", "10000999999", "99999999901", "10001899900", "10001989900"}) {
    DocumentSet documents = ValidDocuments();
    documents.snils.number = snils;
    documents.inn.number = "";
    const std::string inn = FindInn(documents);
    EXPECT_TRUE(PersonInnCheckDigitsHold(inn)) << inn;
    EXPECT_TRUE(inn.starts_with("00")) << inn;
    EXPECT_NE(inn, std::string(12, '0'));
    EXPECT_TRUE(inns.insert(inn).second) << inn;
  }
}

}  // namespace
}  // namespace kepsim
