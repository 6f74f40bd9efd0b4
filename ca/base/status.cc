#include "ca/base/status.h"

namespace kepsim {

Status Status::Violations(std::vector<FieldViolation> violations) {
  if (violations.empty()) return {};
  Status status(Reason::INVALID_FIELDS);
  status.violations_ = std::move(violations);
  return status;
}

std::string Status::message() const {
  std::string text(Sentence(reason_));
  if (!detail_.empty()) text += ": " + detail_;
  for (const FieldViolation& violation : violations_) {
    text += "; " + violation.field + ": ";
    text += violation.description.empty() ? std::string(Sentence(violation.reason)) : violation.description;
  }
  return text;
}

}  // namespace kepsim
