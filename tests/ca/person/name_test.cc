#include "ca/person/name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kepsim {
namespace {

using Found = std::vector<std::pair<std::string, Reason>>;

std::string Repeat(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

struct Case {
  const char* about;
  PersonName name;
  Found expected;
};

void PrintTo(const Case& c, std::ostream* out) {
  *out << c.about;
}

class NameCheck : public testing::TestWithParam<Case> {};

TEST_P(NameCheck, FindsWhatIsWrong) {
  std::vector<FieldViolation> violations;
  CheckName(GetParam().name, "passport.name", violations);
  Found found;
  for (const auto& violation : violations) found.emplace_back(violation.field, violation.reason);
  EXPECT_THAT(found, testing::ElementsAreArray(GetParam().expected));
}

Case Good(const char* about, PersonName name) {
  return {about, std::move(name), {}};
}
Case Surname(const char* about, std::string surname, std::vector<Reason> reasons) {
  Case c{about, {std::move(surname), "Иван", ""}, {}};
  for (Reason reason : reasons) c.expected.emplace_back("passport.name.surname", reason);
  return c;
}

INSTANTIATE_TEST_SUITE_P(Taken, NameCheck,
                         testing::Values(Good("plain", {"Иванов", "Иван", "Иванович"}),
                                         Good("no patronymic", {"Нгуен", "Лан", ""}),
                                         Good("yo", {"Ёлкин", "Пётр", "Фёдорович"}),
                                         Good("one letter", {"О", "И", ""}),
                                         Good("hyphen", {"Римская-Корсакова", "Анна-Мария", "Львовна"}),
                                         Good("apostrophe", {"Д'Артаньян", "Шарль", ""}),
                                         Good("typographic apostrophe", {"Д’Артаньян", "Шарль", ""}),
                                         Good("inner space", {"Мамед оглы", "Али", "Гасан оглы"}),
                                         Good("Latin as a whole", {"O'Neill", "Mary-Jane", ""}),
                                         Good("all capitals", {"ИВАНОВ", "ИВАН", ""}),
                                         Good("64 letters", {Repeat("Щ", 64), "Иван", ""})));

INSTANTIATE_TEST_SUITE_P(Required, NameCheck,
                         testing::Values(Case{"all empty",
                                              {},
                                              {{"passport.name.surname", Reason::FIELD_REQUIRED},
                                               {"passport.name.given_name", Reason::FIELD_REQUIRED}}},
                                         Case{"no given name",
                                              {"Иванов", "", ""},
                                              {{"passport.name.given_name", Reason::FIELD_REQUIRED}}}));

INSTANTIATE_TEST_SUITE_P(Scripts, NameCheck,
                         testing::Values(Surname("Latin o inside", "Иванoв", {Reason::NAME_SCRIPT}),
                                         Surname("Latin capital first", "Cидоров", {Reason::NAME_SCRIPT}),
                                         Case{"Cyrillic inside Latin",
                                              {"Smitн", "John", ""},
                                              {{"passport.name.surname", Reason::NAME_SCRIPT}}},
                                         Case{"Cyrillic surname, Latin given name",
                                              {"Иванов", "Ivan", "Иванович"},
                                              {{"passport.name.given_name", Reason::NAME_SCRIPT}}},
                                         Case{"Latin surname, Cyrillic given name",
                                              {"Smith", "Джон", ""},
                                              {{"passport.name.given_name", Reason::NAME_SCRIPT}}},
                                         Case{"Latin patronymic",
                                              {"Иванов", "Иван", "Ivanovich"},
                                              {{"passport.name.patronymic", Reason::NAME_SCRIPT}}},
                                         Surname("both", "Иванoв1",
                                                 {Reason::NAME_SCRIPT, Reason::NAME_CHARACTERS})));

INSTANTIATE_TEST_SUITE_P(
    Characters, NameCheck,
    testing::Values(Surname("digit", "Иванов2", {Reason::NAME_CHARACTERS}),
                    Surname("tab", "Ива\tнов", {Reason::NAME_CHARACTERS}),
                    Surname("line end", "Иванов\n", {Reason::NAME_CHARACTERS}),
                    Surname("NUL", std::string("Ив") + '\0' + "ан", {Reason::NAME_CHARACTERS}),
                    Surname("combining breve", "Андреи\u0306", {Reason::NAME_CHARACTERS}),
                    Surname("combining diaeresis", "Е\u0308лкин", {Reason::NAME_CHARACTERS}),
                    Surname("double space", "Мамед  оглы", {Reason::NAME_CHARACTERS}),
                    Surname("leading space", " Иванов", {Reason::NAME_CHARACTERS}),
                    Surname("trailing space", "Иванов ", {Reason::NAME_CHARACTERS}),
                    Surname("leading hyphen", "-Иванов", {Reason::NAME_CHARACTERS}),
                    Surname("trailing hyphen", "Иванов-", {Reason::NAME_CHARACTERS}),
                    Surname("double hyphen", "Римский--Корсаков", {Reason::NAME_CHARACTERS}),
                    Surname("hyphen among spaces", "Римский - Корсаков", {Reason::NAME_CHARACTERS}),
                    Surname("leading apostrophe", "'Иванов", {Reason::NAME_CHARACTERS}),
                    Surname("only a hyphen", "-", {Reason::NAME_CHARACTERS}),
                    Surname("only spaces", "  ", {Reason::NAME_CHARACTERS}),
                    Surname("en dash", "Римский–Корсаков", {Reason::NAME_CHARACTERS}),
                    Surname("non-breaking hyphen", "Римский\u2011Корсаков", {Reason::NAME_CHARACTERS}),
                    Surname("non-breaking space", "Мамед\u00A0оглы", {Reason::NAME_CHARACTERS}),
                    Surname("zero-width space", "Ива\u200Bнов", {Reason::NAME_CHARACTERS}),
                    Surname("right-to-left override", "Ива\u202Eнов", {Reason::NAME_CHARACTERS}),
                    Surname("full stop", "Иванов мл.", {Reason::NAME_CHARACTERS}),
                    Surname("Ukrainian", "Ївасюк", {Reason::NAME_CHARACTERS}),
                    Case{"Latin with accent",
                         {"Béart", "Anna", ""},
                         {{"passport.name.surname", Reason::NAME_CHARACTERS}}},
                    Surname("Greek", "Ωνάσης", {Reason::NAME_CHARACTERS}),
                    Surname("not UTF-8", "\xC8\xE2\xE0\xED\xEE\xE2", {Reason::NAME_CHARACTERS}),
                    Surname("65 letters", Repeat("Щ", 65), {Reason::FIELD_TOO_LONG}),
                    Case{"every part",
                         {"Иванов1", "Иван!", "Иванович "},
                         {{"passport.name.surname", Reason::NAME_CHARACTERS},
                          {"passport.name.given_name", Reason::NAME_CHARACTERS},
                          {"passport.name.patronymic", Reason::NAME_CHARACTERS}}}));

TEST(NameText, FullAndGivenNames) {
  const PersonName three{"Иванов", "Иван", "Петрович"};
  EXPECT_EQ(three.Full(), "Иванов Иван Петрович");
  EXPECT_EQ(three.GivenNames(), "Иван Петрович");
  const PersonName two{"Нгуен", "Лан", ""};
  EXPECT_EQ(two.Full(), "Нгуен Лан");
  EXPECT_EQ(two.GivenNames(), "Лан");
}

struct Pair {
  const char* a;
  const char* b;
  bool same;
};

TEST(SameNames, WhatIsForgivenAndWhatIsNot) {
  const Pair pairs[] = {
      {"Иванов", "Иванов", true},
      {"Иванов", "ИВАНОВ", true},
      {"ЁЛКИН", "елкин", true},
      {"Фёдоров", "Федоров", true},
      {"smith", "SMITH", true},
      {"Мамед  оглы", "Мамед оглы", true},
      {" Иванов ", "Иванов", true},
      {"", "", true},
      {"Иванов", "Иванова", false},
      {"Иванов", "", false},
      {"Иванов", "Иванoв", false},  // Latin o
      {"Римский-Корсаков", "Римский Корсаков", false},
      {"Мамедоглы", "Мамед оглы", false},
      {"Д'Артаньян", "Д’Артаньян", false},
      {"Андрей", "Андреи\u0306", false},
      {"\xFF", "\xFF", false},
  };
  for (const Pair& pair : pairs) {
    EXPECT_EQ(SameName(pair.a, pair.b), pair.same) << pair.a << " / " << pair.b;
    EXPECT_EQ(SameName(pair.b, pair.a), pair.same) << pair.b << " / " << pair.a;
  }
}

TEST(SameNames, EachPartCounts) {
  const PersonName name{"Иванов", "Пётр", "Фёдорович"};
  EXPECT_TRUE(SameName(name, PersonName{"ИВАНОВ", "Петр", "Федорович"}));
  EXPECT_FALSE(SameName(name, PersonName{"Иванова", "Пётр", "Фёдорович"}));
  EXPECT_FALSE(SameName(name, PersonName{"Иванов", "Павел", "Фёдорович"}));
  EXPECT_FALSE(SameName(name, PersonName{"Иванов", "Пётр", ""}));
}

}  // namespace
}  // namespace kepsim
