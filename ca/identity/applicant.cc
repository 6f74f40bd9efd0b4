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

}  // namespace kepsim
