// The checks of the single documents; CheckDocuments says what each finds.
#pragma once

#include "ca/identity/documents.h"
#include "ca/identity/field_checker.h"

namespace kepsim {

// Also tells the checker the name that the other documents must bear.
void CheckPassport(FieldChecker& checker, const Passport& passport);
void CheckSnilsCard(FieldChecker& checker, const SnilsCard& card);
void CheckInnCertificate(FieldChecker& checker, const InnCertificate& inn);
void CheckAddress(FieldChecker& checker, std::string_view field, const Address& address,
                  bool street_required);

// What the kind of applicant hands in besides, and that it is nothing else.
void CheckDocumentsOfKind(FieldChecker& checker, const DocumentSet& documents);

// «ОГРН», «ИНН юридического лица», «ОГРНИП»: required, their form and check digit.
void CheckOgrn(FieldChecker& checker, std::string_view field, const std::string& ogrn);
void CheckInnle(FieldChecker& checker, std::string_view field, const std::string& inn);
void CheckOgrnip(FieldChecker& checker, std::string_view field, const std::string& ogrnip);

}  // namespace kepsim
