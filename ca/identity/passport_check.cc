#include "ca/identity/document_checks.h"
#include "ca/identity/passport_term.h"

namespace kepsim {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr size_t kLongestText = 256;
constexpr int kAdult = 18;
constexpr Date kEarliestBirth{year(1900), month(1), day(1)};

void CheckDepartmentCode(FieldChecker& checker, std::string_view code) {
  const bool dashed = code.size() == 7 && code[3] == '-';
  const std::string digits =
      dashed ? std::string(code.substr(0, 3)) + std::string(code.substr(4)) : std::string(code);
  checker.Digits("passport.department_code", digits, 6, Reason::PASSPORT_DEPARTMENT_CODE);
}

// True if what depends on the birth date can be judged.
bool CheckBirthDate(FieldChecker& checker, Date birth) {
  constexpr char kField[] = "passport.birth_date";
  if (!checker.Day(kField, birth)) return false;
  if (birth > checker.today()) {
    checker.Add(kField, Reason::BIRTH_DATE_IN_FUTURE);
    return false;
  }
  if (birth < kEarliestBirth) {
    checker.Add(kField, Reason::FIELD_OUT_OF_RANGE);
    return false;
  }
  if (checker.today() < AddYears(birth, kAdult)) checker.Add(kField, Reason::APPLICANT_UNDERAGE);
  return true;
}

void CheckIssued(FieldChecker& checker, Date issued, std::optional<Date> birth) {
  constexpr char kField[] = "passport.issue_date";
  if (!checker.Day(kField, issued)) return;
  if (issued > checker.today()) checker.Add(kField, Reason::PASSPORT_ISSUED_IN_FUTURE);
  if (issued < EarliestPassport(birth)) checker.Add(kField, Reason::PASSPORT_ISSUED_TOO_EARLY);
  if (const auto last = birth ? LastDayOfPassport(*birth, issued) : std::nullopt;
      last && checker.today() > *last) {
    checker.Add(kField, Reason::PASSPORT_EXPIRED);
  }
}

}  // namespace

void CheckPassport(FieldChecker& checker, const Passport& passport) {
  if (checker.Name("passport.name", passport.name)) checker.SetPassportName(passport.name);
  checker.Digits("passport.series", passport.series, 4, Reason::PASSPORT_SERIES);
  checker.Digits("passport.number", passport.number, 6, Reason::PASSPORT_NUMBER);
  checker.Text("passport.issuer", passport.issuer, kLongestText);
  CheckDepartmentCode(checker, passport.department_code);
  checker.Text("passport.birth_place", passport.birth_place, kLongestText);
  if (passport.gender == Gender::kUnspecified) checker.Add("passport.gender", Reason::FIELD_REQUIRED);
  const bool born = CheckBirthDate(checker, passport.birth_date);
  CheckIssued(checker, passport.issue_date, born ? std::optional(passport.birth_date) : std::nullopt);
}

}  // namespace kepsim
