// Verdicts as the portal stores them: JSON, since the portal knows nothing of how they travel.
#pragma once

#include <string>
#include <string_view>

#include "ca/base/status.h"
#include "registry/verifier/verdict.h"

namespace kepsim {

std::string ToJson(const Verdict& verdict);
// STORAGE_CORRUPT for anything but what ToJson wrote.
Result<Verdict> VerdictFromJson(std::string_view json);

}  // namespace kepsim
