// A natural person's name, as it stands in documents and certificates.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ca/base/status.h"

namespace kepsim {

struct PersonName {
  std::string surname;     // Фамилия
  std::string given_name;  // Имя
  std::string patronymic;  // Отчество; empty where the person has none

  std::string Full() const;        // «Фамилия Имя Отчество», the certificate's CN
  std::string GivenNames() const;  // «Имя Отчество», the certificate's GN
  bool empty() const { return surname.empty() && given_name.empty() && patronymic.empty(); }
  bool operator==(const PersonName&) const = default;
};

// Each part with ComposeRussianLetters of text.h.
PersonName ComposeRussianLetters(const PersonName& name);

// Checks each part and adds what is wrong under `path` ("passport.name"). What is taken is kept as it came.
// - FIELD_REQUIRED: surname or given name empty. A patronymic may be.
// - FIELD_TOO_LONG: a part of more than 64 characters (code points); it is then not looked at further.
// - NAME_SCRIPT: a part that mixes Cyrillic and Latin letters (a look-alike), or is of another script than
// the part
//   before it. A name is all Cyrillic, or all Latin (a foreigner's document).
// - NAME_CHARACTERS: anything but А-Я а-я Ё ё, or A-Z a-z, with - (U+002D), ' (U+0027), ’ (U+2019) and space
//   (U+0020), each single and between two letters. So no digits, control characters, combining marks (й and ё
//   are one code point), letters of other alphabets (І, Ї, Ў, É), other hyphens and spaces, and what is not
//   UTF-8.
// A part may be both NAME_SCRIPT and NAME_CHARACTERS.
void CheckName(const PersonName& name, std::string_view path, std::vector<FieldViolation>& violations);

// One name written twice: case, ё and е, runs of spaces (also before and behind) do not matter; nothing else
// is forgiven, not even ’ for '. What is not UTF-8 is the same as nothing.
bool SameName(std::string_view a, std::string_view b);
bool SameName(const PersonName& a, const PersonName& b);

}  // namespace kepsim
