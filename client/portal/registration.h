// What a citizen fills in to get an account.
#pragma once

#include <string>

#include "ca/base/secret.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/person/name.h"

namespace kepsim {

struct Registration {
  std::string login;
  Secret password;
  PersonName person;
  std::string snils;       // "112-233-445 95" or eleven digits
  std::string birth_date;  // "1995-04-12"
};

// Everything that is wrong by form, at once, with fields "login", "password", "person.surname", …, "snils",
// "birth_date".
// - login: 3 to 64 of letters and digits of ASCII and . _ - @ +: FIELD_REQUIRED, FIELD_TOO_LONG,
//   FIELD_MALFORMED
// - password: 8 to 128 characters: FIELD_REQUIRED, PASSWORD_TOO_SHORT, FIELD_TOO_LONG
// - person: see CheckName
// - snils: FIELD_REQUIRED, SNILS_MALFORMED, SNILS_CHECK_DIGIT
// - birth_date: FIELD_REQUIRED, FIELD_MALFORMED, BIRTH_DATE_IN_FUTURE, FIELD_OUT_OF_RANGE before 1900. The
//   portal has accounts for minors; it is the CA that asks for an adult.
Status CheckRegistration(const Registration& registration, Time now);

}  // namespace kepsim
