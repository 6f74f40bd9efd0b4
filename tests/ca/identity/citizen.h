// A citizen of no catalogue, with valid documents, for tests to spoil.
#pragma once

#include "ca/identity/documents.h"

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

inline Time At(const char* date) {
  return StartOf(*ParseDate(date)) + std::chrono::hours(12);
}

}  // namespace kepsim
