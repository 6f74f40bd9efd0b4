#include "ca/identity/documents.h"

#include "ca/identity/passport_term.h"
#include "ca/person/check_digits.h"
#include "ca/person/utf8.h"

namespace kepsim {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

constexpr size_t kLongestText = 256;
constexpr size_t kLongestAddressPart = 128;  // ub-locality-name, ub-state-name of X.520
constexpr int kAdult = 18;
constexpr Date kEarliestBirth{year(1900), month(1), day(1)};

class DocumentChecker {
 public:
  DocumentChecker(const DocumentSet& documents, Date today) : documents_(documents), today_(today) {}

  std::vector<FieldViolation> Check() {
    CheckPassport();
    CheckSnils();
    CheckInn();
    CheckAddress();
    return std::move(violations_);
  }

 private:
  void Add(std::string_view field, Reason reason) { violations_.push_back({std::string(field), reason, {}}); }

  void CheckPassport() {
    const Passport& passport = documents_.passport;
    CheckName(passport.name, "passport.name", violations_);
    passport_name_holds_ = violations_.empty();
    CheckDigits("passport.series", passport.series, 4, Reason::PASSPORT_SERIES);
    CheckDigits("passport.number", passport.number, 6, Reason::PASSPORT_NUMBER);
    CheckText("passport.issuer", passport.issuer, kLongestText);
    CheckDepartmentCode(passport.department_code);
    CheckText("passport.birth_place", passport.birth_place, kLongestText);
    if (passport.gender == Gender::kUnspecified) Add("passport.gender", Reason::FIELD_REQUIRED);
    const bool born = CheckDate("passport.birth_date", passport.birth_date) && CheckBirthDate();
    if (CheckDate("passport.issue_date", passport.issue_date)) CheckIssued(born);
  }

  void CheckDepartmentCode(std::string_view code) {
    const bool dashed = code.size() == 7 && code[3] == '-';
    const std::string digits =
        dashed ? std::string(code.substr(0, 3)) + std::string(code.substr(4)) : std::string(code);
    CheckDigits("passport.department_code", digits, 6, Reason::PASSPORT_DEPARTMENT_CODE);
  }

  // True if what depends on the birth date can be judged.
  bool CheckBirthDate() {
    const Date birth = documents_.passport.birth_date;
    if (birth > today_) {
      Add("passport.birth_date", Reason::BIRTH_DATE_IN_FUTURE);
      return false;
    }
    if (birth < kEarliestBirth) {
      Add("passport.birth_date", Reason::FIELD_OUT_OF_RANGE);
      return false;
    }
    if (today_ < AddYears(birth, kAdult)) Add("passport.birth_date", Reason::APPLICANT_UNDERAGE);
    return true;
  }

  void CheckIssued(bool born) {
    const Date issued = documents_.passport.issue_date;
    const Date birth = documents_.passport.birth_date;
    if (issued > today_) Add("passport.issue_date", Reason::PASSPORT_ISSUED_IN_FUTURE);
    if (issued < EarliestPassport(born ? std::optional(birth) : std::nullopt)) {
      Add("passport.issue_date", Reason::PASSPORT_ISSUED_TOO_EARLY);
    }
    if (const auto last = born ? LastDayOfPassport(birth, issued) : std::nullopt; last && today_ > *last) {
      Add("passport.issue_date", Reason::PASSPORT_EXPIRED);
    }
  }

  void CheckSnils() {
    const SnilsCard& card = documents_.snils;
    if (card.number.empty()) {
      Add("snils.number", Reason::FIELD_REQUIRED);
    } else if (const std::string digits = NormalizeSnils(card.number);
               digits.empty() || digits.starts_with("000000000")) {
      Add("snils.number", Reason::SNILS_MALFORMED);
    } else if (!SnilsCheckDigitsHold(digits)) {
      Add("snils.number", Reason::SNILS_CHECK_DIGIT);
    }
    CompareName("snils.name", card.name);
  }

  void CheckInn() {
    const InnCertificate& inn = documents_.inn;
    if (!inn.number.empty()) {
      if (!IsDigits(inn.number, 12) || inn.number == std::string(12, '0')) {
        Add("inn.number", Reason::INN_MALFORMED);
      } else if (!PersonInnCheckDigitsHold(inn.number)) {
        Add("inn.number", Reason::INN_CHECK_DIGIT);
      }
    }
    CompareName("inn.name", inn.name);
  }

  void CompareName(std::string_view field, const PersonName& name) {
    if (name.empty()) return;
    const size_t before = violations_.size();
    CheckName(name, field, violations_);
    const bool holds = violations_.size() == before;
    if (holds && passport_name_holds_ && !SameName(name, documents_.passport.name))
      Add(field, Reason::NAMES_DIFFER);
  }

  void CheckAddress() {
    const Address& address = documents_.address;
    if (CheckText("address.state", address.state, kLongestAddressPart)) {
      const std::string_view state = address.state;
      const std::string_view code = state.substr(0, 2);
      if (!IsDigits(code, 2) || code == "00" || state.size() < 4 || state[2] != ' ' || state[3] == ' ') {
        Add("address.state", Reason::FIELD_MALFORMED);
      }
    }
    CheckText("address.locality", address.locality, kLongestAddressPart);
    if (!address.street.empty()) CheckText("address.street", address.street, kLongestAddressPart);
  }

  bool CheckText(std::string_view field, std::string_view text, size_t longest) {
    if (text.empty()) {
      Add(field, Reason::FIELD_REQUIRED);
      return false;
    }
    const auto points = DecodeUtf8(text);
    if (points && points->size() > longest) {
      Add(field, Reason::FIELD_TOO_LONG);
      return false;
    }
    bool holds = points && points->front() != U' ' && points->back() != U' ';
    for (size_t i = 0; holds && i < points->size(); ++i) holds = !IsControlOrInvisible((*points)[i]);
    if (!holds) Add(field, Reason::FIELD_MALFORMED);
    return holds;
  }

  void CheckDigits(std::string_view field, std::string_view text, size_t count, Reason reason) {
    if (text.empty()) {
      Add(field, Reason::FIELD_REQUIRED);
    } else if (!IsDigits(text, count)) {
      Add(field, reason);
    }
  }

  bool CheckDate(std::string_view field, Date date) {
    if (date == Date{}) {
      Add(field, Reason::FIELD_REQUIRED);
    } else if (!date.ok()) {
      Add(field, Reason::FIELD_MALFORMED);
    }
    return date.ok();
  }

  const DocumentSet& documents_;
  const Date today_;
  bool passport_name_holds_ = false;
  std::vector<FieldViolation> violations_;
};

}  // namespace

Status CheckDocuments(const DocumentSet& documents, Time now) {
  return Status::Violations(DocumentChecker(documents, DateOf(now)).Check());
}

}  // namespace kepsim
