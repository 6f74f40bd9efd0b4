// The Order 795 / RFC 9215 / RFC 5280 linter. It reads DER by itself and shares no code with the builder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ca/base/bytes.h"

namespace kepsim {

enum class Severity { kNotice, kWarning, kError };

struct LintFinding {
  std::string_view id;  // stable, "snils-check-digits"
  Severity severity;
  std::string_view clause;  // "RFC 9215 §2", "Order 795 п. 18"
  std::string detail;
};

// Findings about a whole Certificate. Never crashes on any input, never trusts a length; what is no
// certificate gives the one finding "not-a-certificate".
std::vector<LintFinding> LintCertificate(ByteView certificate_der);
// The same rules, but those about the outer signature, on a TBSCertificate.
std::vector<LintFinding> LintTbsCertificate(ByteView tbs_der);

bool HasError(const std::vector<LintFinding>& findings);

}  // namespace kepsim
