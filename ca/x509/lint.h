// The Order 795 / RFC 9215 / RFC 5280 linter. It reads DER by itself and shares no code with the builder.
#pragma once

#include <optional>
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
  std::string detail;       // never what stands in a name
};

struct LintReport {
  std::vector<LintFinding> findings;
  bool qualified = false;  // the certificate claims to be; only then is it held to Order 795
};

// The one finding about what is no certificate.
inline constexpr std::string_view kNotACertificate = "not-a-certificate";

// Findings about a whole Certificate. Never crashes on any input, never trusts a length. With the issuer's
// certificate, the signature is verified and the links between the two are looked at; a self-issued
// certificate is its own issuer.
LintReport Lint(ByteView certificate_der, std::optional<ByteView> issuer_der = {});
std::vector<LintFinding> LintCertificate(ByteView certificate_der, std::optional<ByteView> issuer_der = {});
// Does the certificate carry its own key's signature, by what it says of itself? Then it needs no other to be
// verified with.
bool IsOwnIssuer(ByteView certificate_der);
// The same rules, but those about the outer signature and those that compute with keys, on a TBSCertificate.
std::vector<LintFinding> LintTbsCertificate(ByteView tbs_der);

bool HasError(const std::vector<LintFinding>& findings);

struct LintRule {
  std::string_view id;
  Severity severity;
  bool warning_before_2018;  // an error, but in what was issued before 2018
  std::string_view binds;    // "any", "gost", "qualified"
  std::string_view clause;
  std::string_view text;  // what the rule asks for
};

// Every rule, in the order in which they are asked.
const std::vector<LintRule>& LintRules();

std::string_view NameOf(Severity severity);  // "error"

}  // namespace kepsim
