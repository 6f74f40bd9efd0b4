// What may come in a name or a text, and what becomes of it: the tables of ca/identity/README.md, a row a
// line.
#pragma once

#include <string>
#include <vector>

#include "ca/identity/documents.h"

namespace kepsim {

struct InputRow {
  std::string id;  // as in the README
  std::string input;
  Reason refusal = Reason::OK;  // OK: it is taken
  std::string taken;            // as what; empty: as it came

  const std::string& Taken() const { return taken.empty() ? input : taken; }
};

inline std::string Times(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

// For a surname beside the given name Иван. What is refused is refused in every part of every name.
inline std::vector<InputRow> NameRows() {
  constexpr Reason kCharacters = Reason::NAME_CHARACTERS;
  constexpr Reason kScript = Reason::NAME_SCRIPT;
  return {
      {"name-plain", "Иванов"},
      {"name-capitals", "ИВАНОВ"},
      {"name-yo", "Ёлкин-Королёв"},
      {"name-ye-for-yo", "Елкин-Королев"},
      {"name-one-letter", "О"},
      {"name-longest", Times("Щ", 64)},
      {"name-too-long", Times("Щ", 65), Reason::FIELD_TOO_LONG},
      {"name-hyphen", "Римский-Корсаков"},
      {"name-apostrophe", "О'Брайен"},
      {"name-typographic-apostrophe", "О’Брайен"},
      {"name-inner-space", "Мамед оглы"},
      {"name-decomposed-short-i", "Андреи\u0306-И\u0306ордан", Reason::OK, "Андрей-Йордан"},
      {"name-decomposed-yo", "Соловье\u0308в-Е\u0308лкин", Reason::OK, "Соловьёв-Ёлкин"},
      {"name-mixed-scripts", "Иванoв", kScript},  // Latin o
      {"name-other-script-than-surname", "Smith", kScript},
      {"name-stress-mark", "Ива\u0301нов", kCharacters},
      {"name-mark-alone", "\u0306Иванов", kCharacters},
      {"name-two-marks", "Андреи\u0306\u0301", kCharacters},
      {"name-other-cyrillic", "Ївасюк", kCharacters},
      {"name-greek", "Ωνάσης", kCharacters},
      {"name-digit", "Иванов2", kCharacters},
      {"name-full-stop", "Иванов И.", kCharacters},
      {"name-quotation-marks", "«Иванов»", kCharacters},
      {"name-unicode-hyphen", "Римский\u2010Корсаков", kCharacters},
      {"name-non-breaking-hyphen", "Римский\u2011Корсаков", kCharacters},
      {"name-dash", "Римский–Корсаков", kCharacters},
      {"name-double-hyphen", "Римский--Корсаков", kCharacters},
      {"name-hyphen-at-end", "Иванов-", kCharacters},
      {"name-spaced-hyphen", "Римский - Корсаков", kCharacters},
      {"name-modifier-apostrophe", "О\u02BCБрайен", kCharacters},
      {"name-backtick", "О`Брайен", kCharacters},
      {"name-leading-space", " Иванов", kCharacters},
      {"name-trailing-space", "Иванов ", kCharacters},
      {"name-double-space", "Мамед  оглы", kCharacters},
      {"name-non-breaking-space", "Мамед\u00A0оглы", kCharacters},
      {"name-tab", "Ива\tнов", kCharacters},
      {"name-line-end", "Иванов\n", kCharacters},
      {"name-nul", std::string("Ива") + '\0' + "нов", kCharacters},
      {"name-zero-width", "Ива\u200Bнов", kCharacters},
      {"name-bidirectional", "Ива\u202Eнов", kCharacters},
      {"name-emoji", "Иванов\U0001F600", kCharacters},
      {"name-not-utf8", "\xC8\xE2\xE0\xED\xEE\xE2", kCharacters},
  };
}

// For any text. What is refused is refused in every text.
inline std::vector<InputRow> TextRows() {
  constexpr Reason kMalformed = Reason::FIELD_MALFORMED;
  return {
      {"text-plain", "ООО Ромашка"},
      {"text-guillemets", "ООО «Ромашка»"},
      {"text-german-marks", "ООО „Ромашка“"},
      {"text-plain-marks", "ООО \"Ромашка\""},
      {"text-nested-marks", "ФГБУ «НИИ «Ветви» и «Листья»»"},
      {"text-number-sign", "Отдел № 5-б/2"},
      {"text-digits", "1812"},
      {"text-one-letter", "Я"},
      {"text-signs", "Рога & <копыта>; -- %s {}\\ 'x' @ #"},
      {"text-typographic-signs", "д. 5 — стр. 2 – ‘а’ §1 ‐2‑3°"},
      {"text-latin", "IBM Moscow"},
      {"text-two-scripts-apart", "IT-отдел USB-токенов"},
      {"text-look-alike-word", "OOO «Ромашка»"},  // Latin O thrice
      {"text-other-cyrillic", "Қазақ Їжак Әлифба"},
      {"text-yo", "Ёлка и елка"},
      {"text-decomposed-short-i", "Чаи\u0306ная И\u0306од", Reason::OK, "Чайная Йод"},
      {"text-decomposed-yo", "Е\u0308лка зеле\u0308ная", Reason::OK, "Ёлка зелёная"},
      {"text-mixed-scripts", "ООО «Pомашка»", Reason::TEXT_SCRIPT},        // Latin P
      {"text-mixed-among-digits", "Дом 5 кoрпус 2", Reason::TEXT_SCRIPT},  // Latin o
      {"text-stress-mark", "Рома\u0301шка", kMalformed},
      {"text-two-marks", "Чаи\u0306\u0301ная", kMalformed},
      {"text-accent", "Nestlé", kMalformed},
      {"text-decomposed-accent", "Nestle\u0301", kMalformed},
      {"text-greek", "ООО Ωμέγα", kMalformed},
      {"text-chinese", "ООО 中国", kMalformed},
      {"text-other-digits", "Дом ٣", kMalformed},
      {"text-emoji", "ООО \U0001F600", kMalformed},
      {"text-signs-alone", "«-»", kMalformed},
      {"text-leading-space", " Ромашка", kMalformed},
      {"text-trailing-space", "Ромашка ", kMalformed},
      {"text-double-space", "ООО  Ромашка", kMalformed},
      {"text-non-breaking-space", "ООО\u00A0Ромашка", kMalformed},
      {"text-tab", "ООО\tРомашка", kMalformed},
      {"text-line-end", "ООО\nРомашка", kMalformed},
      {"text-nul", std::string("ООО") + '\0' + "Ромашка", kMalformed},
      {"text-zero-width", "Ро\u200Bмашка", kMalformed},
      {"text-soft-hyphen", "Ро\u00ADмашка", kMalformed},
      {"text-bidirectional", "\u202EРомашка", kMalformed},
      {"text-byte-order-mark", "\uFEFFРомашка", kMalformed},
      {"text-not-utf8", "\xCE\xCE\xCE", kMalformed},
  };
}

}  // namespace kepsim
