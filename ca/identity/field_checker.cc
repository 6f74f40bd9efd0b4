#include "ca/identity/field_checker.h"

#include "ca/person/check_digits.h"
#include "ca/person/text.h"

namespace kepsim {

bool FieldChecker::Text(std::string_view field, std::string_view text, size_t longest) {
  const size_t before = violations_.size();
  CheckText(text, field, longest, violations_);
  return violations_.size() == before;
}

bool FieldChecker::Digits(std::string_view field, std::string_view text, size_t count, Reason reason) {
  if (text.empty()) {
    Add(field, Reason::FIELD_REQUIRED);
  } else if (!IsDigits(text, count)) {
    Add(field, reason);
  } else {
    return true;
  }
  return false;
}

bool FieldChecker::Day(std::string_view field, Date date) {
  if (date == Date{}) {
    Add(field, Reason::FIELD_REQUIRED);
  } else if (!date.ok()) {
    Add(field, Reason::FIELD_MALFORMED);
  }
  return date.ok();
}

bool FieldChecker::Name(std::string_view field, const PersonName& name) {
  const size_t before = violations_.size();
  CheckName(name, field, violations_);
  return violations_.size() == before;
}

void FieldChecker::SameAsPassport(std::string_view field, const PersonName& name) {
  if (name.empty() || !Name(field, name)) return;
  if (passport_name_ != nullptr && !SameName(name, *passport_name_)) Add(field, Reason::NAMES_DIFFER);
}

}  // namespace kepsim
