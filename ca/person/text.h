// The free texts of documents: addresses, titles, the names of organizations and of issuers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ca/base/status.h"

namespace kepsim {

// й and ё, also as capitals, that came as a letter and a combining mark (и U+0306, е U+0308) as the one code
// point that they are to Unicode (NFC). Systems that decompose file names paste them so, and no eye tells
// them apart. Nothing else is rewritten: other marks are refused by CheckText and CheckName.
std::string ComposeRussianLetters(std::string_view text);

// Adds what is wrong under `field`. What is taken is kept as it came.
// - FIELD_REQUIRED: empty.
// - FIELD_TOO_LONG: more than `longest` characters (code points); it is then not looked at further.
// - FIELD_MALFORMED: a character that is not a Cyrillic letter (any language's), a Latin one of ASCII,
// another
//   printable sign of ASCII, or one of «»„“”‘’–—‐‑№§°; spaces at the ends, or two together; no letter and no
//   digit at all; not UTF-8. So no control and invisible characters, combining marks, other spaces and other
//   scripts.
// - TEXT_SCRIPT: a run of letters with both Cyrillic and Latin ones (a look-alike). Words of one script each
// may
//   stand together, also joined by a hyphen: «IT-отдел».
void CheckText(std::string_view text, std::string_view field, size_t longest,
               std::vector<FieldViolation>& violations);

}  // namespace kepsim
