#include "ca/x509/lint.h"

#include <algorithm>

#include "ca/x509/lint_rule.h"

namespace kepsim {
namespace {

std::vector<LintFinding> Judge(std::optional<lint::Certificate> certificate) {
  if (!certificate) {
    return {{"not-a-certificate", Severity::kError, "RFC 5280 §4.1", "the octets are not the DER of one"}};
  }
  const lint::Subject subject = lint::Describe(*std::move(certificate));
  std::vector<LintFinding> findings;
  for (const auto& rules : {lint::EnvelopeRules(), lint::KeyRules(), lint::NameRules(), lint::HolderRules(),
                            lint::ExtensionRules(), lint::QualifiedRules()}) {
    for (const lint::Rule& rule : rules) {
      if (auto breach = rule.check(subject)) {
        findings.push_back({rule.id, rule.severity, rule.clause, *std::move(breach)});
      }
    }
  }
  return findings;
}

}  // namespace

std::vector<LintFinding> LintCertificate(ByteView certificate_der) {
  return Judge(lint::ReadCertificate(certificate_der));
}

std::vector<LintFinding> LintTbsCertificate(ByteView tbs_der) {
  return Judge(lint::ReadTbs(tbs_der));
}

bool HasError(const std::vector<LintFinding>& findings) {
  return std::ranges::any_of(findings, [](const LintFinding& f) { return f.severity == Severity::kError; });
}

}  // namespace kepsim
