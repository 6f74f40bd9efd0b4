#include "ca/identity/applicant.h"

namespace kepsim {

std::string_view NameOf(ApplicantKind kind) {
  switch (kind) {
    case ApplicantKind::kNaturalPerson:
      return "natural-person";
    case ApplicantKind::kSoleProprietor:
      return "sole-proprietor";
    case ApplicantKind::kLegalEntityHead:
      return "legal-entity-head";
    case ApplicantKind::kLegalEntityEmployee:
      return "legal-entity-employee";
    case ApplicantKind::kInformationSystem:
      return "information-system";
  }
  return "";
}

std::optional<Time> EndOf(ApplicantKind kind) {
  // 2024-09-01 in Moscow, three hours ahead of UTC: 63-ФЗ ст. 17.5, and until then the transitional
  // provisions.
  constexpr Date kEmployeesSignAsPersons{std::chrono::year(2024), std::chrono::September,
                                         std::chrono::day(1)};
  if (kind != ApplicantKind::kLegalEntityEmployee) return std::nullopt;
  return StartOf(kEmployeesSignAsPersons) - std::chrono::hours(3);
}

}  // namespace kepsim
