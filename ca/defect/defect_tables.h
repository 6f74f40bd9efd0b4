// The tables by category. Above a row stands why a right verifier says what the row says, where that is not
// plain.
#pragma once

#include <span>

#include "ca/defect/defect.h"

namespace kepsim {

std::span<const Defect> NameDefects();
std::span<const Defect> NumberDefects();
std::span<const Defect> StringTypeDefects();
std::span<const Defect> ExtensionDefects();
std::span<const Defect> AlgorithmDefects();
std::span<const Defect> EncodingDefects();
std::span<const Defect> PeriodDefects();
std::span<const Defect> KeyDefects();
std::span<const Defect> SignatureDefects();

}  // namespace kepsim
