// The documents of a natural person who applies for a certificate, and what can be wrong with them.
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

// Everything that is wrong, in one status, each with its field ("passport.series", "snils.number",
// "inn.name", "address.state"). "Today" is the date of `now` in UTC, as everywhere in the simulator.
//
// - Texts are UTF-8 of at most 256 (issuer, birth place) or 128 characters (address), without control or
// invisible
//   characters and spaces at the ends: FIELD_REQUIRED, FIELD_TOO_LONG, FIELD_MALFORMED. The region's code is
//   not 00.
// - Names: see CheckName; SNILS and INN must bear the passport's, by SameName, or NAMES_DIFFER there.
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
Status CheckDocuments(const DocumentSet& documents, Time now);

}  // namespace kepsim
