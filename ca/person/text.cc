#include "ca/person/text.h"

#include <algorithm>

#include "ca/person/utf8.h"

namespace kepsim {
namespace {

bool IsLatin(char32_t c) {
  return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}
// Without the signs and combining marks that stand in the block (U+0482 to U+0489).
bool IsCyrillic(char32_t c) {
  return (c >= 0x400 && c <= 0x481) || (c >= 0x48A && c <= 0x52F);
}
bool IsDigit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

bool IsTaken(char32_t c) {
  constexpr std::u32string_view kBeyondAscii = U"«»„“”‘’–—‐‑№§°";
  return (c >= U' ' && c <= U'~') || IsCyrillic(c) || kBeyondAscii.find(c) != std::u32string_view::npos;
}

bool SpacesHold(const std::u32string& text) {
  return text.front() != U' ' && text.back() != U' ' && text.find(U"  ") == std::u32string::npos;
}

bool SaysSomething(const std::u32string& text) {
  return std::ranges::any_of(text, [](char32_t c) { return IsLatin(c) || IsCyrillic(c) || IsDigit(c); });
}

bool MixesScripts(const std::u32string& text) {
  bool cyrillic = false;
  bool latin = false;
  for (char32_t c : text) {
    if (!IsCyrillic(c) && !IsLatin(c)) {
      cyrillic = latin = false;  // between two words
      continue;
    }
    cyrillic = cyrillic || IsCyrillic(c);
    latin = latin || IsLatin(c);
    if (cyrillic && latin) return true;
  }
  return false;
}

}  // namespace

std::string ComposeRussianLetters(std::string_view text) {
  struct Pair {
    std::string_view decomposed, composed;
  };
  constexpr Pair kPairs[] = {{"и\u0306", "й"}, {"И\u0306", "Й"}, {"е\u0308", "ё"}, {"Е\u0308", "Ё"}};
  std::string composed;
  composed.reserve(text.size());
  while (!text.empty()) {
    const auto* pair =
        std::ranges::find_if(kPairs, [&](const Pair& one) { return text.starts_with(one.decomposed); });
    const bool found = pair != std::end(kPairs);
    composed += found ? pair->composed : text.substr(0, 1);
    text.remove_prefix(found ? pair->decomposed.size() : 1);
  }
  return composed;
}

void CheckText(std::string_view text, std::string_view field, size_t longest,
               std::vector<FieldViolation>& violations) {
  const auto add = [&](Reason reason) { violations.push_back({std::string(field), reason, {}}); };
  if (text.empty()) return add(Reason::FIELD_REQUIRED);
  const auto points = DecodeUtf8(text);
  if (!points) return add(Reason::FIELD_MALFORMED);
  if (points->size() > longest) return add(Reason::FIELD_TOO_LONG);
  if (!std::ranges::all_of(*points, IsTaken) || !SpacesHold(*points) || !SaysSomething(*points)) {
    add(Reason::FIELD_MALFORMED);
  }
  if (MixesScripts(*points)) add(Reason::TEXT_SCRIPT);
}

}  // namespace kepsim
