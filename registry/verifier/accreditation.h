// Was a CA allowed to issue, and do its certificates still stand?
#pragma once

#include <optional>
#include <vector>

#include "ca/base/time.h"
#include "registry/verifier/registry_lookup.h"
#include "registry/verifier/verdict.h"

namespace kepsim {

// The state that held at a moment; nothing before the first change. `history` is in order.
std::optional<Accreditation> AccreditationAt(const std::vector<AccreditationChange>& history, Time at);

// Of a certificate issued at `issued`, judged for `at`: kValid, kIssuerNotAccredited, kIssuerSuspended, or
// kIssuerTerminated (63-ФЗ ст. 17 ч. 5: with the accreditation end the certificates issued under it). What
// was issued before a suspension stays good.
VerdictReason JudgeAccreditation(const std::vector<AccreditationChange>& history, Time issued, Time at);

}  // namespace kepsim
