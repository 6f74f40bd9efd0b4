// How the verifier answers: what was looked at, in order, and the first thing that did not hold. A verdict is
// an answer, also where it refuses.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ca/base/time.h"

namespace kepsim {

// The numbers of kepsim.v1.VerdictReason, where each is explained.
enum class VerdictReason {
  kValid = 1,
  kMalformed = 2,
  kSignatureInvalid = 3,
  kUnknownIssuer = 4,
  kChainSignatureInvalid = 5,
  kIssuerNotAccredited = 6,
  kIssuerSuspended = 7,
  kIssuerTerminated = 8,
  kExpired = 9,
  kNotYetValid = 10,
  kRevoked = 11,
  kRevocationUnknown = 12,
  kNotQualified = 13,
  kNotInRegistry = 14,
  kSnilsMismatch = 15,
  kNameMismatch = 16,
  kNotLinked = 17,
  kNotAPerson = 18,
};

std::string_view NameOf(VerdictReason reason);  // "ISSUER_SUSPENDED"

// The numbers of kepsim.v1.CheckResult.
enum class CheckResult { kPassed = 1, kFailed = 2, kSkipped = 3 };

struct Check {
  std::string name;  // "path", "revocation"
  CheckResult result = CheckResult::kSkipped;
  std::string input;   // what was looked at
  std::string source;  // whose word it is: a URL, the trusted list, the registry, the account
  Time time{};         // the moment that it was judged for
  std::string detail;
};

// What is judged decides the text of the real verification service.
enum class JudgedObject { kCertificate, kSignature };

struct Verdict {
  JudgedObject object = JudgedObject::kCertificate;
  VerdictReason reason = VerdictReason::kValid;
  std::vector<Check> checks;
  Time judged{};

  bool valid() const { return reason == VerdictReason::kValid; }
  // Code and text of the real service, ESV (domain.md §6.2).
  int esv_code() const;
  std::string_view esv_text() const;
};

// Adds one more check behind those made. `look`, a VerdictReason(Check&), fills in what it saw and gives
// kValid or why it fails; once a check has failed it is no longer called, and the check is listed as skipped.
template <class Look>
void AddCheck(Verdict& verdict, std::string name, Look&& look) {
  Check check{std::move(name), CheckResult::kSkipped, {}, {}, verdict.judged, {}};
  if (verdict.valid()) {
    verdict.reason = look(check);
    check.result = verdict.valid() ? CheckResult::kPassed : CheckResult::kFailed;
  }
  verdict.checks.push_back(std::move(check));
}

}  // namespace kepsim
