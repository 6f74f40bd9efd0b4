#include "ca/identity/document_checks.h"

namespace kepsim {
namespace {

constexpr size_t kLongestName = 256;
constexpr size_t kLongestTitle = 128;
constexpr size_t kLongestAttorneyNumber = 64;  // a notary's, or the GUID of a machine-readable one

// By what right the applicant acts for the organization.
enum class Right {
  kHead,      // as its head
  kAttorney,  // by a power of attorney
  kEither,
};

Right RightOf(ApplicantKind kind) {
  if (kind == ApplicantKind::kLegalEntityHead) return Right::kHead;
  return kind == ApplicantKind::kLegalEntityEmployee ? Right::kAttorney : Right::kEither;
}

bool HasAttorney(const Representation& representation) {
  return !representation.power_of_attorney_number.empty() ||
         representation.power_of_attorney_issued != Date{} ||
         representation.power_of_attorney_expires != Date{};
}

void CheckAttorney(FieldChecker& checker, const Representation& representation) {
  constexpr char kIssued[] = "representation.power_of_attorney_issue_date";
  constexpr char kExpires[] = "representation.power_of_attorney_expiry_date";
  const Date issued = representation.power_of_attorney_issued;
  const Date expires = representation.power_of_attorney_expires;
  checker.Text("representation.power_of_attorney_number", representation.power_of_attorney_number,
               kLongestAttorneyNumber);
  const bool has_issued = checker.Day(kIssued, issued);
  const bool has_expires = checker.Day(kExpires, expires);
  if (has_issued && issued > checker.today()) checker.Add(kIssued, Reason::POWER_OF_ATTORNEY_FUTURE);
  if (has_issued && has_expires && expires < issued) {
    checker.Add(kExpires, Reason::FIELD_OUT_OF_RANGE);
  } else if (has_expires && expires < checker.today()) {
    checker.Add(kExpires, Reason::POWER_OF_ATTORNEY_EXPIRED);
  }
}

// True if the head's name holds.
bool CheckOrganization(FieldChecker& checker, const Organization& organization) {
  checker.Text("organization.name", organization.name, kLongestName);
  CheckOgrn(checker, "organization.ogrn", organization.ogrn);
  CheckInnle(checker, "organization.inn", organization.inn);
  CheckAddress(checker, "organization.address", organization.address, true);
  return checker.Name("organization.head", organization.head);
}

void CheckRepresentation(FieldChecker& checker, const Representation& representation, ApplicantKind kind) {
  // The certificate of an information system has no title.
  if (kind != ApplicantKind::kInformationSystem || !representation.title.empty()) {
    checker.Text("representation.title", representation.title, kLongestTitle);
  }
  checker.OptionalText("representation.department", representation.department, kLongestTitle);
  const Right right = RightOf(kind);
  if (right == Right::kHead && HasAttorney(representation)) {
    checker.Add("representation.power_of_attorney_number", Reason::DOCUMENT_NOT_FOR_KIND);
  } else if (right == Right::kAttorney || HasAttorney(representation)) {
    CheckAttorney(checker, representation);
  }
}

void CheckSoleProprietor(FieldChecker& checker, const SoleProprietor& proprietor) {
  CheckOgrnip(checker, "sole_proprietor.ogrnip", proprietor.ogrnip);
  checker.SameAsPassport("sole_proprietor.name", proprietor.name);
}

// Whoever brings no power of attorney must be the head.
bool MustBeHead(const DocumentSet& documents) {
  const Right right = RightOf(documents.kind);
  const bool has_attorney = documents.representation && HasAttorney(*documents.representation);
  return right == Right::kHead || (right == Right::kEither && !has_attorney);
}

}  // namespace

void CheckDocumentsOfKind(FieldChecker& checker, const DocumentSet& documents) {
  const ApplicantKind kind = documents.kind;
  const auto expect = [&](std::string_view field, bool is_there, bool is_for_kind, bool is_required) {
    if (is_there && !is_for_kind) checker.Add(field, Reason::DOCUMENT_NOT_FOR_KIND);
    if (!is_there && is_required) checker.Add(field, Reason::FIELD_REQUIRED);
    return is_there && is_for_kind;
  };
  const bool of_organization = IsOfOrganization(kind);
  const bool of_proprietor = kind == ApplicantKind::kSoleProprietor;
  const bool represents = of_organization && RightOf(kind) != Right::kEither;
  if (expect("sole_proprietor", documents.sole_proprietor.has_value(), of_proprietor, of_proprietor)) {
    CheckSoleProprietor(checker, *documents.sole_proprietor);
  }
  if (expect("organization", documents.organization.has_value(), of_organization, of_organization)) {
    const bool head_holds = CheckOrganization(checker, *documents.organization);
    if (MustBeHead(documents) && head_holds && checker.passport_name() != nullptr &&
        !SameName(documents.organization->head, *checker.passport_name())) {
      checker.Add("organization.head", Reason::NOT_THE_HEAD);
    }
  }
  if (expect("representation", documents.representation.has_value(), of_organization, represents)) {
    CheckRepresentation(checker, *documents.representation, kind);
  }
}

}  // namespace kepsim
