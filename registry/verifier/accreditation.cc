#include "registry/verifier/accreditation.h"

#include <algorithm>

namespace kepsim {

std::optional<Accreditation> AccreditationAt(const std::vector<AccreditationChange>& history, Time at) {
  std::optional<Accreditation> state;
  for (const AccreditationChange& change : history) {
    if (change.effective > at) break;
    state = change.accreditation;
  }
  return state;
}

VerdictReason JudgeAccreditation(const std::vector<AccreditationChange>& history, Time issued, Time at) {
  const auto state = AccreditationAt(history, issued);
  if (!state || *state == Accreditation::kTerminated) return VerdictReason::kIssuerNotAccredited;
  if (*state == Accreditation::kSuspended) return VerdictReason::kIssuerSuspended;
  // An accreditation given anew does not bring back what ended with the old one.
  const bool ended = std::any_of(history.begin(), history.end(), [&](const AccreditationChange& change) {
    return change.accreditation == Accreditation::kTerminated && change.effective > issued &&
           change.effective <= at;
  });
  return ended ? VerdictReason::kIssuerTerminated : VerdictReason::kValid;
}

}  // namespace kepsim
