// What each kind of applicant hands in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/ca/identity/citizen.h"

namespace kepsim {
namespace {

using enum ApplicantKind;
using testing::ElementsAreArray;
using Found = std::vector<std::pair<std::string, Reason>>;

constexpr char kToday[] = "2026-03-01";

Found FindingsOf(const DocumentSet& documents, const char* today = kToday) {
  Found found;
  const Status status = CheckDocuments(documents, At(today));
  for (const auto& violation : status.violations()) found.emplace_back(violation.field, violation.reason);
  return found;
}

struct Case {
  const char* about;
  ApplicantKind kind;
  std::function<void(DocumentSet&)> change;
  Found expected;
};

void PrintTo(const Case& c, std::ostream* out) {
  *out << NameOf(c.kind) << ": " << c.about;
}

class KindDocuments : public testing::TestWithParam<Case> {};

TEST_P(KindDocuments, AreChecked) {
  DocumentSet documents = ValidDocumentsOf(GetParam().kind);
  GetParam().change(documents);
  EXPECT_THAT(FindingsOf(documents), ElementsAreArray(GetParam().expected));
}

constexpr auto kAsIs = [](DocumentSet&) {};
// Documents of another, with the same person in the passport.
void Add(DocumentSet& documents, ApplicantKind of) {
  const DocumentSet other = ValidDocumentsOf(of);
  if (other.sole_proprietor) documents.sole_proprietor = other.sole_proprietor;
  if (other.organization) documents.organization = other.organization;
  if (other.representation) documents.representation = other.representation;
}

INSTANTIATE_TEST_SUITE_P(
    Taken, KindDocuments,
    testing::Values(
        Case{"as they are", kNaturalPerson, kAsIs, {}}, Case{"as they are", kSoleProprietor, kAsIs, {}},
        Case{"as they are", kLegalEntityHead, kAsIs, {}},
        Case{"as they are", kLegalEntityEmployee, kAsIs, {}},
        Case{"as they are", kInformationSystem, kAsIs, {}},
        Case{"a name in the extract",
             kSoleProprietor,
             [](auto& d) {
               d.sole_proprietor->name = {"СИДОРОВА", "АЛЕНА", "ПЕТРОВНА"};
             },
             {}},
        Case{"a head written otherwise",
             kLegalEntityHead,
             [](auto& d) {
               d.organization->head = {"СИДОРОВА", "АЛЕНА", "ПЕТРОВНА"};
             },
             {}},
        Case{"no department", kLegalEntityHead, [](auto& d) { d.representation->department = ""; }, {}},
        Case{"a namesake of the head",
             kLegalEntityEmployee,
             [](auto& d) { d.organization->head = d.passport.name; },
             {}},
        Case{"no representation", kInformationSystem, [](auto& d) { d.representation.reset(); }, {}},
        Case{"a power of attorney from another head",
             kInformationSystem,
             [](auto& d) { Add(d, kLegalEntityEmployee); },
             {}},
        Case{"a power of attorney without a title",
             kInformationSystem,
             [](auto& d) {
               Add(d, kLegalEntityEmployee);
               d.representation->title = "";
             },
             {}}));

INSTANTIATE_TEST_SUITE_P(
    OfAnotherKind, KindDocuments,
    testing::Values(Case{"all there are",
                         kNaturalPerson,
                         [](auto& d) {
                           Add(d, kSoleProprietor);
                           Add(d, kLegalEntityHead);
                         },
                         {{"sole_proprietor", Reason::DOCUMENT_NOT_FOR_KIND},
                          {"organization", Reason::DOCUMENT_NOT_FOR_KIND},
                          {"representation", Reason::DOCUMENT_NOT_FOR_KIND}}},
                    Case{"an organization's",
                         kSoleProprietor,
                         [](auto& d) { Add(d, kLegalEntityHead); },
                         {{"organization", Reason::DOCUMENT_NOT_FOR_KIND},
                          {"representation", Reason::DOCUMENT_NOT_FOR_KIND}}},
                    Case{"a sole proprietor's",
                         kLegalEntityHead,
                         [](auto& d) { Add(d, kSoleProprietor); },
                         {{"sole_proprietor", Reason::DOCUMENT_NOT_FOR_KIND}}},
                    Case{"a sole proprietor's, and that one wrong",
                         kLegalEntityEmployee,
                         [](auto& d) {
                           d.sole_proprietor = SoleProprietor{"1", {}};
                         },
                         {{"sole_proprietor", Reason::DOCUMENT_NOT_FOR_KIND}}},
                    Case{"a sole proprietor's",
                         kInformationSystem,
                         [](auto& d) { Add(d, kSoleProprietor); },
                         {{"sole_proprietor", Reason::DOCUMENT_NOT_FOR_KIND}}},
                    Case{"a power of attorney",
                         kLegalEntityHead,
                         [](auto& d) { d.representation->power_of_attorney_number = "1"; },
                         {{"representation.power_of_attorney_number", Reason::DOCUMENT_NOT_FOR_KIND}}}));

void StripAll(DocumentSet& d) {
  d.sole_proprietor.reset();
  d.organization.reset();
  d.representation.reset();
}

INSTANTIATE_TEST_SUITE_P(
    Missing, KindDocuments,
    testing::Values(
        Case{"everything", kSoleProprietor, StripAll, {{"sole_proprietor", Reason::FIELD_REQUIRED}}},
        Case{"everything",
             kLegalEntityHead,
             StripAll,
             {{"organization", Reason::FIELD_REQUIRED}, {"representation", Reason::FIELD_REQUIRED}}},
        Case{"everything",
             kLegalEntityEmployee,
             StripAll,
             {{"organization", Reason::FIELD_REQUIRED}, {"representation", Reason::FIELD_REQUIRED}}},
        Case{"everything", kInformationSystem, StripAll, {{"organization", Reason::FIELD_REQUIRED}}},
        Case{"all of the extract",
             kLegalEntityHead,
             [](auto& d) { d.organization = Organization{}; },
             {{"organization.name", Reason::FIELD_REQUIRED},
              {"organization.ogrn", Reason::FIELD_REQUIRED},
              {"organization.inn", Reason::FIELD_REQUIRED},
              {"organization.address.state", Reason::FIELD_REQUIRED},
              {"organization.address.locality", Reason::FIELD_REQUIRED},
              {"organization.address.street", Reason::FIELD_REQUIRED},
              {"organization.head.surname", Reason::FIELD_REQUIRED},
              {"organization.head.given_name", Reason::FIELD_REQUIRED}}},
        Case{"all of the representation",
             kLegalEntityHead,
             [](auto& d) { d.representation = Representation{}; },
             {{"representation.title", Reason::FIELD_REQUIRED}}},
        Case{"all of the representation",
             kLegalEntityEmployee,
             [](auto& d) { d.representation = Representation{}; },
             {{"representation.title", Reason::FIELD_REQUIRED},
              {"representation.power_of_attorney_number", Reason::FIELD_REQUIRED},
              {"representation.power_of_attorney_issue_date", Reason::FIELD_REQUIRED},
              {"representation.power_of_attorney_expiry_date", Reason::FIELD_REQUIRED}}},
        Case{"half of the power of attorney",
             kInformationSystem,
             [](auto& d) { d.representation->power_of_attorney_number = "1"; },
             {{"representation.power_of_attorney_issue_date", Reason::FIELD_REQUIRED},
              {"representation.power_of_attorney_expiry_date", Reason::FIELD_REQUIRED}}},
        Case{"all of the extract",
             kSoleProprietor,
             [](auto& d) { d.sole_proprietor = SoleProprietor{}; },
             {{"sole_proprietor.ogrnip", Reason::FIELD_REQUIRED}}}));

INSTANTIATE_TEST_SUITE_P(Heads, KindDocuments,
                         testing::Values(Case{"another",
                                              kLegalEntityHead,
                                              [](auto& d) {
                                                d.organization->head = {"Орлов", "Лев", "Ильич"};
                                              },
                                              {{"organization.head", Reason::NOT_THE_HEAD}}},
                                         Case{"another, and no power of attorney",
                                              kInformationSystem,
                                              [](auto& d) {
                                                d.organization->head = {"Орлов", "Лев", "Ильич"};
                                              },
                                              {{"organization.head", Reason::NOT_THE_HEAD}}},
                                         Case{"a namesake without the patronymic",
                                              kLegalEntityHead,
                                              [](auto& d) { d.organization->head.patronymic = ""; },
                                              {{"organization.head", Reason::NOT_THE_HEAD}}},
                                         Case{"no name to compare with",
                                              kLegalEntityHead,
                                              [](auto& d) { d.passport.name.surname = ""; },
                                              {{"passport.name.surname", Reason::FIELD_REQUIRED}}},
                                         Case{"another in ЕГРИП",
                                              kSoleProprietor,
                                              [](auto& d) {
                                                d.sole_proprietor->name = {"Орлов", "Лев", "Ильич"};
                                              },
                                              {{"sole_proprietor.name", Reason::NAMES_DIFFER}}}));

Case Ogrn(const char* about, std::string ogrn, Reason reason) {
  return {about,
          kLegalEntityHead,
          [ogrn](DocumentSet& d) { d.organization->ogrn = ogrn; },
          {{"organization.ogrn", reason}}};
}
Case Innle(const char* about, std::string inn, Reason reason) {
  return {about,
          kInformationSystem,
          [inn](DocumentSet& d) { d.organization->inn = inn; },
          {{"organization.inn", reason}}};
}
Case Ogrnip(const char* about, std::string ogrnip, Reason reason) {
  return {about,
          kSoleProprietor,
          [ogrnip](DocumentSet& d) { d.sole_proprietor->ogrnip = ogrnip; },
          {{"sole_proprietor.ogrnip", reason}}};
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, KindDocuments,
    testing::Values(Ogrn("OGRN of 12", "102770013219", Reason::OGRN_MALFORMED),
                    Ogrn("OGRN of zeros", "0000000000000", Reason::OGRN_MALFORMED),
                    Ogrn("a later record's number", WithOgrnCheckDigit("202770013219"),
                         Reason::OGRN_MALFORMED),
                    Ogrn("an OGRNIP", "304500116000157", Reason::OGRN_MALFORMED),
                    Ogrn("check digit", "1027700132196", Reason::OGRN_CHECK_DIGIT),
                    Innle("INN of a person", "500100732259", Reason::INNLE_MALFORMED),
                    Innle("INN of zeros", "0000000000", Reason::INNLE_MALFORMED),
                    Innle("check digit", "7707083894", Reason::INNLE_CHECK_DIGIT),
                    Ogrnip("an OGRN", "1027700132195", Reason::OGRNIP_MALFORMED),
                    Ogrnip("another kind of record", "404500116000157", Reason::OGRNIP_MALFORMED),
                    Ogrnip("zeros", "000000000000000", Reason::OGRNIP_MALFORMED),
                    Ogrnip("check digit", "304500116000158", Reason::OGRNIP_CHECK_DIGIT)));

TEST(Numbers, TakenWhereTheyHold) {
  DocumentSet head = ValidDocumentsOf(kLegalEntityHead);
  for (const char* ogrn : {"1027700132195", "1000000000000"}) {
    head.organization->ogrn = ogrn;
    EXPECT_THAT(FindingsOf(head), testing::IsEmpty()) << ogrn;
  }
  head.organization->ogrn = WithOgrnCheckDigit("502770013219");
  EXPECT_THAT(FindingsOf(head), testing::IsEmpty());
  head.organization->inn = "9900000000";
  EXPECT_THAT(FindingsOf(head), testing::IsEmpty());
  DocumentSet proprietor = ValidDocumentsOf(kSoleProprietor);
  for (const char* ogrnip : {"304500116000157", "300000000000071", "300000000000082"}) {
    proprietor.sole_proprietor->ogrnip = ogrnip;
    EXPECT_THAT(FindingsOf(proprietor), testing::IsEmpty()) << ogrnip;
  }
}

TEST(PowerOfAttorney, EdgesOfEveryDate) {
  struct Row {
    const char* issued;
    const char* expires;
    const char* today;
    Reason expected;
  };
  const Row rows[] = {
      {"2026-03-01", "2026-03-01", "2026-03-01", Reason::OK},
      {"2026-03-02", "2026-03-03", "2026-03-01", Reason::POWER_OF_ATTORNEY_FUTURE},
      {"2026-01-01", "2026-02-28", "2026-03-01", Reason::POWER_OF_ATTORNEY_EXPIRED},
      {"2026-01-01", "2026-02-28", "2026-02-28", Reason::OK},
      {"2026-03-01", "2026-02-28", "2026-03-01", Reason::FIELD_OUT_OF_RANGE},
  };
  for (const Row& row : rows) {
    for (const ApplicantKind kind : {kLegalEntityEmployee, kInformationSystem}) {
      DocumentSet documents = ValidDocumentsOf(kind);
      documents.representation->power_of_attorney_number = "1";
      documents.representation->power_of_attorney_issued = *ParseDate(row.issued);
      documents.representation->power_of_attorney_expires = *ParseDate(row.expires);
      const Found found = FindingsOf(documents, row.today);
      EXPECT_EQ(found.empty() ? Reason::OK : found.front().second, row.expected)
          << row.issued << " to " << row.expires << " on " << row.today;
      EXPECT_LE(found.size(), 1u);
    }
  }
  constexpr Date kNoSuchDay{std::chrono::year(2026), std::chrono::month(2), std::chrono::day(30)};
  DocumentSet documents = ValidDocumentsOf(kLegalEntityEmployee);
  documents.representation->power_of_attorney_issued = kNoSuchDay;
  documents.representation->power_of_attorney_expires = kNoSuchDay;
  EXPECT_EQ(FindingsOf(documents),
            (Found{{"representation.power_of_attorney_issue_date", Reason::FIELD_MALFORMED},
                   {"representation.power_of_attorney_expiry_date", Reason::FIELD_MALFORMED}}));
}

TEST(Kinds, EverythingWrongAtOnce) {
  DocumentSet documents = ValidDocumentsOf(kLegalEntityEmployee);
  documents.passport.series = "";
  documents.snils.number = "112-233-445 96";
  documents.sole_proprietor = SoleProprietor{};
  documents.organization->name = "ООО «Pомашка»";  // Latin P
  documents.organization->ogrn = "1";
  documents.organization->address.street = "";
  documents.representation->title = " ";
  documents.representation->power_of_attorney_expires = *ParseDate("2025-01-01");
  EXPECT_EQ(FindingsOf(documents),
            (Found{{"passport.series", Reason::FIELD_REQUIRED},
                   {"snils.number", Reason::SNILS_CHECK_DIGIT},
                   {"sole_proprietor", Reason::DOCUMENT_NOT_FOR_KIND},
                   {"organization.name", Reason::TEXT_SCRIPT},
                   {"organization.ogrn", Reason::OGRN_MALFORMED},
                   {"organization.address.street", Reason::FIELD_REQUIRED},
                   {"representation.title", Reason::FIELD_MALFORMED},
                   {"representation.power_of_attorney_expiry_date", Reason::POWER_OF_ATTORNEY_EXPIRED}}));
}

TEST(Kinds, EmployeesEndAtMidnightInMoscow) {
  EXPECT_EQ(EndOf(kLegalEntityEmployee), ParseTime("2024-08-31T21:00:00Z"));
  for (const ApplicantKind kind : {kNaturalPerson, kSoleProprietor, kLegalEntityHead, kInformationSystem}) {
    EXPECT_EQ(EndOf(kind), std::nullopt);
  }
}

}  // namespace
}  // namespace kepsim
