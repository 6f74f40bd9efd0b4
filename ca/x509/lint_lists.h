// What the rules on lists of OIDs have in common.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "ca/x509/lint_reader.h"

namespace kepsim::lint {

// One that stands in the list twice. Sorted, since a list may be made long on purpose.
inline std::optional<ByteView> FindRepeated(std::vector<ByteView> oids) {
  const auto less = [](ByteView a, ByteView b) { return std::ranges::lexicographical_compare(a, b); };
  std::ranges::sort(oids, less);
  const auto found =
      std::ranges::adjacent_find(oids, [](ByteView a, ByteView b) { return std::ranges::equal(a, b); });
  return found == oids.end() ? std::nullopt : std::optional(*found);
}

}  // namespace kepsim::lint
