// tests/ca/identity/bad_input_test.cc has the table of what texts are taken; here is what it builds upon.
#include "ca/person/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ca/person/name.h"

namespace kepsim {
namespace {

TEST(Compose, TheTwoLettersOfRussianAndNothingElse) {
  const std::pair<const char*, const char*> rows[] = {
      {"и\u0306И\u0306е\u0308Е\u0308", "йЙёЁ"},
      {"йЙёЁ", "йЙёЁ"},
      {"и\u0306и\u0306", "йй"},
      {"", ""},
      {"\u0306", "\u0306"},
      {"и", "и"},
      {"и\u0308", "и\u0308"},        // ӥ of Udmurt
      {"е\u0306", "е\u0306"},        // ӗ of Chuvash
      {"і\u0308", "і\u0308"},        // ї of Ukrainian
      {"e\u0308", "e\u0308"},        // a Latin e
      {"и\u0306\u0301", "й\u0301"},  // the other mark stays, and is refused
      {"\xD0", "\xD0"},
      {"\xD0\xB8\xCC", "\xD0\xB8\xCC"},
  };
  for (const auto& [text, composed] : rows) {
    EXPECT_EQ(ComposeRussianLetters(text), composed) << text;
    EXPECT_EQ(ComposeRussianLetters(ComposeRussianLetters(text)), composed) << text;
  }
}

TEST(Compose, EachPartOfAName) {
  EXPECT_EQ(ComposeRussianLetters(PersonName{"Заи\u0306цев", "Пе\u0308тр", "Андрее\u0308вич"}),
            (PersonName{"Зайцев", "Пётр", "Андреёвич"}));
}

std::vector<Reason> ReasonsOf(std::string_view text, size_t longest) {
  std::vector<FieldViolation> violations;
  CheckText(text, "field", longest, violations);
  std::vector<Reason> reasons;
  for (const FieldViolation& violation : violations) {
    EXPECT_EQ(violation.field, "field");
    reasons.push_back(violation.reason);
  }
  return reasons;
}

TEST(Text, LengthIsInCharacters) {
  using testing::ElementsAre;
  EXPECT_THAT(ReasonsOf("четыре", 6), ElementsAre());
  EXPECT_THAT(ReasonsOf("четыре", 5), ElementsAre(Reason::FIELD_TOO_LONG));
  EXPECT_THAT(ReasonsOf("", 6), ElementsAre(Reason::FIELD_REQUIRED));
  // Too long is not looked at further.
  EXPECT_THAT(ReasonsOf(" чeтыре ", 5), ElementsAre(Reason::FIELD_TOO_LONG));
  EXPECT_THAT(ReasonsOf(" чeтыре ", 9), ElementsAre(Reason::FIELD_MALFORMED, Reason::TEXT_SCRIPT));
}

// Takes minutes if it takes the square of its length.
TEST(Compose, TakesALongText) {
  constexpr size_t kLetters = 1 << 20;
  std::string decomposed;
  for (size_t i = 0; i < kLetters; ++i) decomposed += "и\u0306";
  const std::string composed = ComposeRussianLetters(decomposed);
  EXPECT_EQ(composed.size(), 2 * kLetters);
  EXPECT_TRUE(composed.starts_with("йй"));
  EXPECT_TRUE(composed.ends_with("йй"));
}

}  // namespace
}  // namespace kepsim
