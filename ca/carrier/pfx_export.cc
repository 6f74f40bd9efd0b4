#include "ca/carrier/pfx_export.h"

#include <algorithm>

#include "ca/person/utf8.h"

namespace kepsim {
namespace {

constexpr size_t kShortestPassword = 6;
constexpr size_t kLongestPassword = 128;
constexpr size_t kLongestUtf8 = 4;  // octets of a character

}  // namespace

bool FitsPfxPassword(const Secret& password) {
  if (password.size() > kLongestPassword * kLongestUtf8) return false;
  const auto characters = DecodeUtf8(password.text());
  return characters && characters->size() >= kShortestPassword && characters->size() <= kLongestPassword &&
         std::ranges::none_of(*characters, IsControlOrInvisible);
}

}  // namespace kepsim
