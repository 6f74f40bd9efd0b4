#include "ca/base/reason.h"

#include <iterator>

namespace kepsim {
namespace {

struct Row {
  std::string_view name;
  Code code;
  std::string_view sentence;
};

constexpr Row kRows[] = {
#define KEPSIM_REASON(name, code, sentence) {#name, Code::code, sentence},
#include "ca/base/reasons.def"
#undef KEPSIM_REASON
};

const Row& RowOf(Reason reason) {
  return kRows[static_cast<size_t>(reason)];
}

}  // namespace

std::string_view NameOf(Reason reason) {
  return RowOf(reason).name;
}
Code CodeOf(Reason reason) {
  return RowOf(reason).code;
}
std::string_view Sentence(Reason reason) {
  return RowOf(reason).sentence;
}
std::optional<Reason> FindReason(std::string_view name) {
  for (size_t i = 0; i < std::size(kRows); ++i) {
    if (kRows[i].name == name) return static_cast<Reason>(i);
  }
  return std::nullopt;
}

}  // namespace kepsim
