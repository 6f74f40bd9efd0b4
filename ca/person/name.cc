#include "ca/person/name.h"

#include <algorithm>
#include <optional>

#include "ca/person/text.h"
#include "ca/person/utf8.h"

namespace kepsim {
namespace {

constexpr size_t kLongestPart = 64;

enum class Script { kNone, kCyrillic, kLatin, kMixed };

bool IsCyrillic(char32_t c) {
  return (c >= U'А' && c <= U'я') || c == U'Ё' || c == U'ё';
}
bool IsLatin(char32_t c) {
  return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}
bool IsLetter(char32_t c) {
  return IsCyrillic(c) || IsLatin(c);
}
bool IsJoiner(char32_t c) {
  return c == U'-' || c == U'\'' || c == U'’' || c == U' ';
}

Script ScriptOf(const std::u32string& text) {
  const bool cyrillic = std::any_of(text.begin(), text.end(), IsCyrillic);
  const bool latin = std::any_of(text.begin(), text.end(), IsLatin);
  if (cyrillic && latin) return Script::kMixed;
  return cyrillic ? Script::kCyrillic : latin ? Script::kLatin : Script::kNone;
}

bool CharactersHold(const std::u32string& text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (IsLetter(text[i])) continue;
    if (!IsJoiner(text[i])) return false;
    if (i == 0 || i + 1 == text.size() || !IsLetter(text[i - 1]) || !IsLetter(text[i + 1])) return false;
  }
  return true;
}

// Lower case, with е for ё.
char32_t Fold(char32_t c) {
  if (c == U'Ё' || c == U'ё') return U'е';
  if ((c >= U'А' && c <= U'Я') || (c >= U'A' && c <= U'Z')) return c + 0x20;
  return c;
}

// Folded, runs of spaces as one, none at the ends.
std::optional<std::u32string> Canonical(std::string_view text) {
  const auto points = DecodeUtf8(text);
  if (!points) return std::nullopt;
  std::u32string canonical;
  for (char32_t c : *points) {
    if (c == U' ' && (canonical.empty() || canonical.back() == U' ')) continue;
    canonical.push_back(Fold(c));
  }
  if (!canonical.empty() && canonical.back() == U' ') canonical.pop_back();
  return canonical;
}

// Checks the parts of one name in turn; remembers the script of the first that has one.
class PartChecker {
 public:
  PartChecker(std::string_view path, std::vector<FieldViolation>& violations)
      : path_(path), violations_(violations) {}

  void Check(std::string_view part, std::string_view text, bool required) {
    const auto add = [&](Reason reason) {
      violations_.push_back({path_ + "." + std::string(part), reason, {}});
    };
    if (text.empty()) {
      if (required) add(Reason::FIELD_REQUIRED);
      return;
    }
    const auto points = DecodeUtf8(text);
    if (!points) return add(Reason::NAME_CHARACTERS);
    if (points->size() > kLongestPart) return add(Reason::FIELD_TOO_LONG);
    const Script script = ScriptOf(*points);
    if (script_ == Script::kNone && script != Script::kMixed) script_ = script;
    if (script != Script::kNone && script != script_) add(Reason::NAME_SCRIPT);
    if (!CharactersHold(*points)) add(Reason::NAME_CHARACTERS);
  }

 private:
  const std::string path_;
  std::vector<FieldViolation>& violations_;
  Script script_ = Script::kNone;
};

}  // namespace

std::string PersonName::Full() const {
  return surname + " " + GivenNames();
}

std::string PersonName::GivenNames() const {
  return patronymic.empty() ? given_name : given_name + " " + patronymic;
}

PersonName ComposeRussianLetters(const PersonName& name) {
  return {ComposeRussianLetters(name.surname), ComposeRussianLetters(name.given_name),
          ComposeRussianLetters(name.patronymic)};
}

void CheckName(const PersonName& name, std::string_view path, std::vector<FieldViolation>& violations) {
  PartChecker checker(path, violations);
  checker.Check("surname", name.surname, true);
  checker.Check("given_name", name.given_name, true);
  checker.Check("patronymic", name.patronymic, false);
}

bool SameName(std::string_view a, std::string_view b) {
  const auto canonical = Canonical(a);
  return canonical && canonical == Canonical(b);
}

bool SameName(const PersonName& a, const PersonName& b) {
  return SameName(a.surname, b.surname) && SameName(a.given_name, b.given_name) &&
         SameName(a.patronymic, b.patronymic);
}

}  // namespace kepsim
