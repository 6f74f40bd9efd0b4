// Collects what is wrong with documents, field by field.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/person/name.h"

namespace kepsim {

class FieldChecker {
 public:
  explicit FieldChecker(Date today) : today_(today) {}

  Date today() const { return today_; }
  void Add(std::string_view field, Reason reason, std::string description = {}) {
    violations_.push_back({std::string(field), reason, std::move(description)});
  }

  // Each is true if it found nothing wrong.

  // As CheckText.
  bool Text(std::string_view field, std::string_view text, size_t longest);
  // The same of what may be left out.
  bool OptionalText(std::string_view field, std::string_view text, size_t longest) {
    return text.empty() || Text(field, text, longest);
  }
  // FIELD_REQUIRED; `reason` for what is not `count` digits.
  bool Digits(std::string_view field, std::string_view text, size_t count, Reason reason);
  // A day that the calendar has: FIELD_REQUIRED, FIELD_MALFORMED.
  bool Day(std::string_view field, Date date);
  // As CheckName.
  bool Name(std::string_view field, const PersonName& name);
  // A name that a document shows beside the passport's. May be left out as a whole; else as CheckName, and
  // NAMES_DIFFER unless it is the passport's. A passport's name that is wrong itself is compared with
  // nothing.
  void SameAsPassport(std::string_view field, const PersonName& name);

  void SetPassportName(const PersonName& name) { passport_name_ = &name; }
  // Null while there is none that holds.
  const PersonName* passport_name() const { return passport_name_; }

  std::vector<FieldViolation> Take() { return std::move(violations_); }

 private:
  const Date today_;
  const PersonName* passport_name_ = nullptr;
  std::vector<FieldViolation> violations_;
};

}  // namespace kepsim
