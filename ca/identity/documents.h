// The documents of who applies for a certificate, and what can be wrong with them.
#pragma once

#include <optional>
#include <string>

#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/identity/applicant.h"
#include "ca/person/name.h"

namespace kepsim {

enum class Gender { kUnspecified, kMale, kFemale };

// Паспорт гражданина РФ. Dates that were not given are Date{}, which is no day.
struct Passport {
  PersonName name;
  std::string series;           // 4 digits
  std::string number;           // 6 digits
  std::string issuer;           // «Кем выдан»
  std::string department_code;  // "770-001" or "770001"
  Date issue_date{};
  Date birth_date{};
  std::string birth_place;
  Gender gender = Gender::kUnspecified;
};

// СНИЛС: "112-233-445 95" or eleven digits. The name may be left empty as a whole; then it is not compared.
struct SnilsCard {
  std::string number;
  PersonName name;
};

// Свидетельство ИНН. The number may be left empty, then the CA finds it (FindInn); the name likewise as
// above.
struct InnCertificate {
  std::string number;
  PersonName name;
};

// Where the holder is registered (the passport's page 5), as it goes into the certificate.
struct Address {
  std::string state;     // ST: two digits of the region's code, a space, its name: "77 Москва"
  std::string locality;  // L: "г. Москва"
  std::string street;    // STREET; may be empty
};

// Выписка из ЕГРИП. The name may be left empty as a whole; then it is not compared.
struct SoleProprietor {
  std::string ogrnip;  // 15 digits
  PersonName name;
};

// Выписка из ЕГРЮЛ.
struct Organization {
  std::string name;  // O, and CN where the kind has it so
  std::string ogrn;  // 13 digits
  std::string inn;   // 10 digits; INNLE
  Address address;   // its street is required
  PersonName head;   // who acts for it without a power of attorney
};

// What the applicant is in the organization, and by what right.
struct Representation {
  std::string title;                     // должность: T
  std::string department;                // подразделение: OU; may be empty
  std::string power_of_attorney_number;  // empty as a whole for the head
  Date power_of_attorney_issued{};
  Date power_of_attorney_expires{};  // the last day on which it holds
};

struct DocumentSet {
  ApplicantKind kind = ApplicantKind::kNaturalPerson;
  Passport passport;
  SnilsCard snils;
  InnCertificate inn;
  Address address;  // of the person
  std::optional<SoleProprietor> sole_proprietor;
  std::optional<Organization> organization;
  std::optional<Representation> representation;
};

// As they are judged and kept: ComposeRussianLetters in every name and text. The place where what came is
// rewritten.
DocumentSet Normalized(DocumentSet documents);

// Everything that is wrong, in one status, each with its field ("passport.series", "snils.number",
// "organization.address.state"). "Today" is the date of `now` in UTC, as everywhere in the simulator. Nothing
// is normalised here. README.md has the rules as tables.
//
// - Names: see CheckName. SNILS, INN and extract from ЕГРИП must bear the passport's, by SameName, or
// NAMES_DIFFER
//   there.
// - Texts: see CheckText. At most 256 characters (issuer, birth place, organization), 128 (parts of an
// address, title,
//   department) or 64 (number of a power of attorney). A state begins with a region's code, not 00, and a
//   space: FIELD_MALFORMED.
// - BIRTH_DATE_IN_FUTURE; FIELD_OUT_OF_RANGE before 1900; APPLICANT_UNDERAGE before the 18th birthday (the
// law lets
//   parents consent from 14 on; the simulator has no parents).
// - A passport is issued not later than today, and not before the 14th birthday or 1997-10-01, when they
// began. It
//   serves through the 90th day after the 20th and the 45th birthday, unless it was issued on that birthday
//   or later. Whoever is born on 29 February has the birthday on 1 March of other years. The series' digits
//   are not compared with region and year: real ones deviate.
// - SNILS: check digits from 001-001-999 on; the number 000-000-000 is SNILS_MALFORMED. INN: 12 digits, not
// all zero.
// - What the kind has besides is there: FIELD_REQUIRED under "sole_proprietor", "organization" or
// "representation". What
//   it has not is not: DOCUMENT_NOT_FOR_KIND.
// - The head of a legal entity is who its extract names, NOT_THE_HEAD under "organization.head" otherwise;
// has a title,
//   and no power of attorney. An employee has both, be it the head's namesake. Who applies for an information
//   system is the head, or has a power of attorney.
// - A power of attorney has number and dates; POWER_OF_ATTORNEY_FUTURE, POWER_OF_ATTORNEY_EXPIRED (it holds
// through its
//   last day), FIELD_OUT_OF_RANGE if it ends before it begins.
Status CheckDocuments(const DocumentSet& documents, Time now);

}  // namespace kepsim
