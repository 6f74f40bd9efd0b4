#include "ca/identity/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/ca/identity/citizen.h"

namespace kepsim {
namespace {

using testing::ElementsAreArray;
using Found = std::vector<std::pair<std::string, Reason>>;

constexpr char kToday[] = "2026-03-01";

Found FindingsOf(const DocumentSet& documents, const char* today = kToday) {
  Found found;
  const Status status = CheckDocuments(documents, At(today));
  for (const auto& violation : status.violations()) {
    found.emplace_back(violation.field, violation.reason);
  }
  return found;
}

std::string Repeat(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

struct Case {
  const char* about;
  std::function<void(DocumentSet&)> spoil;
  Found expected;
};

void PrintTo(const Case& c, std::ostream* out) {
  *out << c.about;
}

class Documents : public testing::TestWithParam<Case> {};

TEST_P(Documents, AreChecked) {
  DocumentSet documents = ValidDocuments();
  GetParam().spoil(documents);
  EXPECT_THAT(FindingsOf(documents), ElementsAreArray(GetParam().expected));
}

INSTANTIATE_TEST_SUITE_P(
    Taken, Documents,
    testing::Values(
        Case{"as they are", [](DocumentSet&) {}, {}},
        Case{"SNILS as digits", [](DocumentSet& d) { d.snils.number = "11223344595"; }, {}},
        Case{"SNILS that is not checked", [](DocumentSet& d) { d.snils.number = "001-001-998 77"; }, {}},
        Case{"no INN", [](DocumentSet& d) { d.inn.number = ""; }, {}},
        Case{"department code as digits", [](DocumentSet& d) { d.passport.department_code = "770001"; }, {}},
        Case{"no street", [](DocumentSet& d) { d.address.street = ""; }, {}},
        Case{"SNILS card in capitals and with е",
             [](DocumentSet& d) {
               d.snils.name = {"СИДОРОВА", "АЛЕНА", "ПЕТРОВНА"};
             },
             {}},
        Case{"INN with the name", [](DocumentSet& d) { d.inn.name = d.passport.name; }, {}},
        Case{"256 letters of an issuer", [](DocumentSet& d) { d.passport.issuer = Repeat("Щ", 256); }, {}}));

INSTANTIATE_TEST_SUITE_P(
    PassportFields, Documents,
    testing::Values(Case{"name",
                         [](DocumentSet& d) { d.passport.name.surname = "Cидорова"; },
                         {{"passport.name.surname", Reason::NAME_SCRIPT}}},
                    Case{"series of 3",
                         [](DocumentSet& d) { d.passport.series = "451"; },
                         {{"passport.series", Reason::PASSPORT_SERIES}}},
                    Case{"series with a space",
                         [](DocumentSet& d) { d.passport.series = "45 10"; },
                         {{"passport.series", Reason::PASSPORT_SERIES}}},
                    Case{"number of 7",
                         [](DocumentSet& d) { d.passport.number = "1234567"; },
                         {{"passport.number", Reason::PASSPORT_NUMBER}}},
                    Case{"number of letters",
                         [](DocumentSet& d) { d.passport.number = "12345a"; },
                         {{"passport.number", Reason::PASSPORT_NUMBER}}},
                    Case{"department code of 5",
                         [](DocumentSet& d) { d.passport.department_code = "77001"; },
                         {{"passport.department_code", Reason::PASSPORT_DEPARTMENT_CODE}}},
                    Case{"department code, dash elsewhere",
                         [](DocumentSet& d) { d.passport.department_code = "7700-01"; },
                         {{"passport.department_code", Reason::PASSPORT_DEPARTMENT_CODE}}},
                    Case{"only a dash",
                         [](DocumentSet& d) { d.passport.department_code = "-"; },
                         {{"passport.department_code", Reason::PASSPORT_DEPARTMENT_CODE}}},
                    Case{"no gender",
                         [](DocumentSet& d) { d.passport.gender = Gender::kUnspecified; },
                         {{"passport.gender", Reason::FIELD_REQUIRED}}},
                    Case{"issuer too long",
                         [](DocumentSet& d) { d.passport.issuer = Repeat("Щ", 257); },
                         {{"passport.issuer", Reason::FIELD_TOO_LONG}}},
                    Case{"issuer with a line end",
                         [](DocumentSet& d) { d.passport.issuer = "ОВД\n№ 1"; },
                         {{"passport.issuer", Reason::FIELD_MALFORMED}}},
                    Case{"issuer that is no UTF-8",
                         [](DocumentSet& d) { d.passport.issuer = "\xCE\xC2\xC4"; },
                         {{"passport.issuer", Reason::FIELD_MALFORMED}}},
                    Case{"birth place of spaces",
                         [](DocumentSet& d) { d.passport.birth_place = "  "; },
                         {{"passport.birth_place", Reason::FIELD_MALFORMED}}},
                    Case{"everything missing",
                         [](DocumentSet& d) { d.passport = {}; },
                         {{"passport.name.surname", Reason::FIELD_REQUIRED},
                          {"passport.name.given_name", Reason::FIELD_REQUIRED},
                          {"passport.series", Reason::FIELD_REQUIRED},
                          {"passport.number", Reason::FIELD_REQUIRED},
                          {"passport.issuer", Reason::FIELD_REQUIRED},
                          {"passport.department_code", Reason::FIELD_REQUIRED},
                          {"passport.birth_place", Reason::FIELD_REQUIRED},
                          {"passport.gender", Reason::FIELD_REQUIRED},
                          {"passport.birth_date", Reason::FIELD_REQUIRED},
                          {"passport.issue_date", Reason::FIELD_REQUIRED}}}));

constexpr Date kNoSuchDay{std::chrono::year(1990), std::chrono::month(2), std::chrono::day(30)};

INSTANTIATE_TEST_SUITE_P(
    Dates, Documents,
    testing::Values(Case{"born tomorrow",
                         [](DocumentSet& d) { d.passport.birth_date = *ParseDate("2026-03-02"); },
                         {{"passport.birth_date", Reason::BIRTH_DATE_IN_FUTURE}}},
                    Case{"born in 1899",
                         [](DocumentSet& d) { d.passport.birth_date = *ParseDate("1899-12-31"); },
                         {{"passport.birth_date", Reason::FIELD_OUT_OF_RANGE}}},
                    Case{"no such birth date",
                         [](DocumentSet& d) { d.passport.birth_date = kNoSuchDay; },
                         {{"passport.birth_date", Reason::FIELD_MALFORMED}}},
                    Case{"no such day of issue",
                         [](DocumentSet& d) { d.passport.issue_date = kNoSuchDay; },
                         {{"passport.issue_date", Reason::FIELD_MALFORMED}}},
                    Case{"issued tomorrow",
                         [](DocumentSet& d) { d.passport.issue_date = *ParseDate("2026-03-02"); },
                         {{"passport.issue_date", Reason::PASSPORT_ISSUED_IN_FUTURE}}},
                    Case{"issued before passports were",
                         [](DocumentSet& d) {
                           d.passport.birth_date = *ParseDate("1950-01-01");
                           d.passport.issue_date = *ParseDate("1997-09-30");
                         },
                         {{"passport.issue_date", Reason::PASSPORT_ISSUED_TOO_EARLY}}},
                    Case{"issued too early, whenever born",
                         [](DocumentSet& d) {
                           d.passport.birth_date = Date{};
                           d.passport.issue_date = *ParseDate("1997-09-30");
                         },
                         {{"passport.birth_date", Reason::FIELD_REQUIRED},
                          {"passport.issue_date", Reason::PASSPORT_ISSUED_TOO_EARLY}}},
                    Case{"issued at 13, lapsed too",
                         [](DocumentSet& d) { d.passport.issue_date = *ParseDate("2004-05-19"); },
                         {{"passport.issue_date", Reason::PASSPORT_ISSUED_TOO_EARLY},
                          {"passport.issue_date", Reason::PASSPORT_EXPIRED}}}));

INSTANTIATE_TEST_SUITE_P(Numbers, Documents,
                         testing::Values(Case{"no SNILS",
                                              [](DocumentSet& d) { d.snils.number = ""; },
                                              {{"snils.number", Reason::FIELD_REQUIRED}}},
                                         Case{"SNILS of 10",
                                              [](DocumentSet& d) { d.snils.number = "1122334459"; },
                                              {{"snils.number", Reason::SNILS_MALFORMED}}},
                                         Case{"SNILS of zeros",
                                              [](DocumentSet& d) { d.snils.number = "000-000-000 00"; },
                                              {{"snils.number", Reason::SNILS_MALFORMED}}},
                                         Case{"SNILS check digits",
                                              [](DocumentSet& d) { d.snils.number = "112-233-445 96"; },
                                              {{"snils.number", Reason::SNILS_CHECK_DIGIT}}},
                                         Case{"INN of a company",
                                              [](DocumentSet& d) { d.inn.number = "7707083893"; },
                                              {{"inn.number", Reason::INN_MALFORMED}}},
                                         Case{"INN of zeros",
                                              [](DocumentSet& d) { d.inn.number = "000000000000"; },
                                              {{"inn.number", Reason::INN_MALFORMED}}},
                                         Case{"INN check digits",
                                              [](DocumentSet& d) { d.inn.number = "500100732258"; },
                                              {{"inn.number", Reason::INN_CHECK_DIGIT}}}));

INSTANTIATE_TEST_SUITE_P(Names, Documents,
                         testing::Values(Case{"SNILS of another surname",
                                              [](DocumentSet& d) {
                                                d.snils.name = {"Иванова", "Алёна", "Петровна"};
                                              },
                                              {{"snils.name", Reason::NAMES_DIFFER}}},
                                         Case{"INN without the patronymic",
                                              [](DocumentSet& d) {
                                                d.inn.name = {"Сидорова", "Алёна", ""};
                                              },
                                              {{"inn.name", Reason::NAMES_DIFFER}}},
                                         Case{"SNILS with half a name",
                                              [](DocumentSet& d) { d.snils.name.surname = "Сидорова"; },
                                              {{"snils.name.given_name", Reason::FIELD_REQUIRED}}},
                                         Case{"passport's own name wrong, nothing to compare with",
                                              [](DocumentSet& d) {
                                                d.snils.name = d.passport.name;
                                                d.passport.name.surname = "Сидорова1";
                                              },
                                              {{"passport.name.surname", Reason::NAME_CHARACTERS}}}));

INSTANTIATE_TEST_SUITE_P(Addresses, Documents,
                         testing::Values(Case{"none",
                                              [](DocumentSet& d) { d.address = {}; },
                                              {{"address.state", Reason::FIELD_REQUIRED},
                                               {"address.locality", Reason::FIELD_REQUIRED}}},
                                         Case{"no code",
                                              [](DocumentSet& d) { d.address.state = "Москва"; },
                                              {{"address.state", Reason::FIELD_MALFORMED}}},
                                         Case{"code 00",
                                              [](DocumentSet& d) { d.address.state = "00 Нигде"; },
                                              {{"address.state", Reason::FIELD_MALFORMED}}},
                                         Case{"code alone",
                                              [](DocumentSet& d) { d.address.state = "77"; },
                                              {{"address.state", Reason::FIELD_MALFORMED}}},
                                         Case{"code without a space",
                                              [](DocumentSet& d) { d.address.state = "77Москва"; },
                                              {{"address.state", Reason::FIELD_MALFORMED}}},
                                         Case{"two spaces",
                                              [](DocumentSet& d) { d.address.state = "77  Москва"; },
                                              {{"address.state", Reason::FIELD_MALFORMED}}},
                                         Case{"state of 129",
                                              [](DocumentSet& d) {
                                                d.address.state = "77 " + Repeat("Щ", 126);
                                              },
                                              {{"address.state", Reason::FIELD_TOO_LONG}}},
                                         Case{"street with a zero-width space",
                                              [](DocumentSet& d) { d.address.street = "ул.\u200BЛенина"; },
                                              {{"address.street", Reason::FIELD_MALFORMED}}},
                                         Case{"locality of 129",
                                              [](DocumentSet& d) { d.address.locality = Repeat("Щ", 129); },
                                              {{"address.locality", Reason::FIELD_TOO_LONG}}}));

INSTANTIATE_TEST_SUITE_P(Together, Documents,
                         testing::Values(Case{"one in each document",
                                              [](DocumentSet& d) {
                                                d.passport.series = "45";
                                                d.passport.issue_date = *ParseDate("2027-01-01");
                                                d.snils.number = "112-233-445 94";
                                                d.snils.name = {"Иванова", "Алёна", "Петровна"};
                                                d.inn.number = "1";
                                                d.address.state = "Москва";
                                              },
                                              {{"passport.series", Reason::PASSPORT_SERIES},
                                               {"passport.issue_date", Reason::PASSPORT_ISSUED_IN_FUTURE},
                                               {"snils.number", Reason::SNILS_CHECK_DIGIT},
                                               {"snils.name", Reason::NAMES_DIFFER},
                                               {"inn.number", Reason::INN_MALFORMED},
                                               {"address.state", Reason::FIELD_MALFORMED}}}));

TEST(DocumentStatus, IsInvalidFields) {
  DocumentSet documents = ValidDocuments();
  EXPECT_TRUE(CheckDocuments(documents, At(kToday)).ok());
  documents.passport.series = "";
  EXPECT_EQ(CheckDocuments(documents, At(kToday)).reason(), Reason::INVALID_FIELDS);
}

struct Term {
  const char* birth;
  const char* issued;
  const char* today;
  Reason expected;  // OK: nothing is wrong
};

TEST(PassportTerm, EdgesOfEveryDate) {
  constexpr Reason kValid = Reason::OK;
  constexpr Reason kExpired = Reason::PASSPORT_EXPIRED;
  constexpr Reason kEarly = Reason::PASSPORT_ISSUED_TOO_EARLY;
  constexpr Reason kYoung = Reason::APPLICANT_UNDERAGE;
  const Term terms[] = {
      // 20th birthday 2010-05-20; the 90th day after it is 2010-08-18.
      {"1990-05-20", "2004-05-20", "2010-05-20", kValid},
      {"1990-05-20", "2004-05-20", "2010-08-18", kValid},
      {"1990-05-20", "2004-05-20", "2010-08-19", kExpired},
      {"1990-05-20", "2010-05-19", "2010-08-19", kExpired},
      {"1990-05-20", "2010-05-20", "2010-08-19", kValid},
      // 45th birthday 2035-05-20, 90th day 2035-08-18.
      {"1990-05-20", "2010-05-20", "2035-08-18", kValid},
      {"1990-05-20", "2010-05-20", "2035-08-19", kExpired},
      {"1990-05-20", "2035-05-20", "2090-01-01", kValid},
      // 29 February: the 20th birthday exists, the 45th is 1 March 2033, its 90th day 30 May.
      {"1988-02-29", "2008-02-29", "2033-05-30", kValid},
      {"1988-02-29", "2008-02-29", "2033-05-31", kExpired},
      {"1988-02-29", "2002-02-28", "2008-01-01", kEarly},
      {"1988-02-29", "2002-03-01", "2008-01-01", kValid},
      // 14 and 18.
      {"2008-03-01", "2022-03-01", "2026-03-01", kValid},
      {"2008-03-01", "2022-02-28", "2026-03-01", kEarly},
      {"2008-03-02", "2022-03-02", "2026-03-01", kYoung},
      // Passports began on 1 October 1997.
      {"1952-01-01", "1997-10-01", "2026-03-01", kValid},
      {"1952-01-01", "1997-09-30", "2026-03-01", kEarly},
      // Issued today.
      {"1990-05-20", "2026-03-01", "2026-03-01", kValid},
  };
  for (const Term& term : terms) {
    DocumentSet documents = ValidDocuments();
    documents.passport.birth_date = *ParseDate(term.birth);
    documents.passport.issue_date = *ParseDate(term.issued);
    const Found found = FindingsOf(documents, term.today);
    const bool one = found.size() == 1;
    EXPECT_EQ(found.empty() ? Reason::OK
              : one         ? found[0].second
                            : Reason::INVALID_FIELDS,
              term.expected)
        << term.birth << " issued " << term.issued << " on " << term.today;
  }
}

TEST(PassportTerm, TheDayChangesAtMidnightUtc) {
  DocumentSet documents = ValidDocuments();
  documents.passport.issue_date = *ParseDate("2026-03-02");
  const Time midnight = StartOf(*ParseDate("2026-03-02"));
  EXPECT_FALSE(CheckDocuments(documents, midnight - Duration(1)).ok());
  EXPECT_TRUE(CheckDocuments(documents, midnight).ok());
}

}  // namespace
}  // namespace kepsim
