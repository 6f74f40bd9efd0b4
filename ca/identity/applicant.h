// Who the holder of a certificate is; it decides the documents and the composition of the subject (domain.md
// §1.2).
#pragma once

#include <optional>
#include <string_view>

#include "ca/base/time.h"

namespace kepsim {

// Numbers are stored, and are those of the proto.
enum class ApplicantKind {
  kNaturalPerson = 1,    // физическое лицо
  kSoleProprietor = 2,   // индивидуальный предприниматель
  kLegalEntityHead = 3,  // руководитель юридического лица
  kLegalEntityEmployee = 4,  // работник юридического лица, until 2024-09-01 (63-ФЗ ст. 17.5)
  kInformationSystem = 5,  // «обезличенный» certificate of a legal entity
};
inline constexpr ApplicantKind kApplicantKinds[] = {
    ApplicantKind::kNaturalPerson, ApplicantKind::kSoleProprietor, ApplicantKind::kLegalEntityHead,
    ApplicantKind::kLegalEntityEmployee, ApplicantKind::kInformationSystem};

std::string_view NameOf(ApplicantKind kind);  // "natural-person"

// From when on nobody is issued a certificate of this kind; nothing for the kinds that go on.
std::optional<Time> EndOf(ApplicantKind kind);

// Does the certificate name an organization?
constexpr bool IsOfOrganization(ApplicantKind kind) {
  return kind == ApplicantKind::kLegalEntityHead || kind == ApplicantKind::kLegalEntityEmployee ||
         kind == ApplicantKind::kInformationSystem;
}

}  // namespace kepsim
