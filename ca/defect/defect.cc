#include "ca/defect/defect.h"

#include <algorithm>

#include "ca/defect/defect_tables.h"

namespace kepsim {

std::span<const DefectCategory> DefectCategories() {
  static const DefectCategory categories[] = {
      {"name", NameDefects()},
      {"number", NumberDefects()},
      {"string-type", StringTypeDefects()},
      {"extension", ExtensionDefects()},
      {"algorithm", AlgorithmDefects()},
      {"encoding", EncodingDefects()},
      {"period", PeriodDefects()},
      {"key", KeyDefects()},
      {"signature", SignatureDefects()},
  };
  return categories;
}

FoundDefect FindDefect(std::string_view id) {
  for (const DefectCategory& category : DefectCategories()) {
    const auto found = std::ranges::find(category.defects, id, &Defect::id);
    if (found != category.defects.end()) return {&*found, category.name};
  }
  return {};
}

}  // namespace kepsim
