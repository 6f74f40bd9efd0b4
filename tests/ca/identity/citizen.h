// Applicants of no catalogue, with valid documents, for tests to spoil.
#pragma once

#include "ca/identity/documents.h"
#include "ca/person/check_digits.h"

namespace kepsim {

inline DocumentSet ValidDocuments() {
  DocumentSet documents;
  Passport& passport = documents.passport;
  passport.name = {"Сидорова", "Алёна", "Петровна"};
  passport.series = "4510";
  passport.number = "123456";
  passport.issuer = "ОТДЕЛОМ ВНУТРЕННИХ ДЕЛ № 1";
  passport.department_code = "770-001";
  passport.issue_date = *ParseDate("2010-06-15");
  passport.birth_date = *ParseDate("1990-05-20");
  passport.birth_place = "гор. Москва";
  passport.gender = Gender::kFemale;
  documents.snils.number = "112-233-445 95";
  documents.inn.number = "500100732259";
  documents.address = {"77 Москва", "г. Москва", "ул. Ленина, д. 1"};
  return documents;
}

// The same citizen as an applicant of any kind: an organization's head, or its employee by a power of
// attorney of 2024.
inline DocumentSet ValidDocumentsOf(ApplicantKind kind) {
  DocumentSet documents = ValidDocuments();
  documents.kind = kind;
  if (kind == ApplicantKind::kSoleProprietor)
    documents.sole_proprietor = {WithOgrnipCheckDigit("32000970000001"), {}};
  if (!IsOfOrganization(kind)) return documents;
  documents.organization = {"ООО «Незабудка»",
                            WithOgrnCheckDigit("120009700001"),
                            WithCompanyInnCheckDigit("009700001"),
                            {"50 Московская область", "г. Химки", "ул. Победы, д. 3"},
                            documents.passport.name};
  documents.representation = Representation{"Директор", "Отдел № 1", {}, {}, {}};
  if (kind == ApplicantKind::kLegalEntityEmployee) {
    documents.organization->head = {"Орлов", "Лев", "Ильич"};
    documents.representation->power_of_attorney_number = "77 АБ 0000001";
    documents.representation->power_of_attorney_issued = *ParseDate("2024-01-10");
    documents.representation->power_of_attorney_expires = *ParseDate("2027-01-10");
  }
  return documents;
}

inline Time At(const char* date) {
  return StartOf(*ParseDate(date)) + std::chrono::hours(12);
}

}  // namespace kepsim
