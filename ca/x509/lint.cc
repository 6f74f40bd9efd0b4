#include "ca/x509/lint.h"

#include <algorithm>
#include <span>

#include "ca/x509/lint_rule.h"

namespace kepsim {
namespace {

using lint::Binds;
using lint::Weight;

constexpr LintRule kIsCertificate = {
    kNotACertificate, Severity::kError, false, "any", "RFC 5280 §4.1", "The octets are a certificate."};

constexpr std::span<const lint::Rule> (*kTables[])() = {
    lint::EnvelopeRules,  lint::KeyRules,   lint::NameRules,  lint::NumberRules,    lint::HolderRules,
    lint::ExtensionRules, lint::UsageRules, lint::PlaceRules, lint::QualifiedRules,
};

bool Applies(Binds binds, const lint::Subject& subject) {
  switch (binds) {
    case Binds::kAny:
      return true;
    case Binds::kGost:
      return subject.qualified || subject.touches_gost();
    case Binds::kQualified:
      return subject.qualified;
  }
  return true;
}

Severity SeverityOf(Weight weight, const lint::Subject& subject) {
  switch (weight) {
    case Weight::kNotice:
      return Severity::kNotice;
    case Weight::kWarning:
      return Severity::kWarning;
    case Weight::kError:
      return Severity::kError;
    case Weight::kErrorSince2018:
      break;
  }
  return subject.IssuedSince(lint::kYear2018) ? Severity::kError : Severity::kWarning;
}

template <class Judged>
void Ask(std::span<const lint::BasicRule<Judged>> rules, const Judged& judged, const lint::Subject& subject,
         std::vector<LintFinding>& findings) {
  for (const auto& rule : rules) {
    if (!Applies(rule.binds, subject)) continue;
    if (auto breach = rule.check(judged)) {
      findings.push_back({rule.id, SeverityOf(rule.weight, subject), rule.clause, *std::move(breach)});
    }
  }
}

// RFC 5280 §6.1: self-issued, and not by an older or newer key of the same name (§3.2).
bool IsOwnIssuer(const lint::Subject& s) {
  if (!s.certificate.self_issued()) return false;
  if (!s.authority_key_id) return true;
  if (s.authority_key_id->serial && !std::ranges::equal(*s.authority_key_id->serial, s.certificate.serial))
    return false;
  if (!s.authority_key_id->key_id || !s.subject_key_id) return true;
  return std::ranges::equal(*s.authority_key_id->key_id, *s.subject_key_id);
}

void AskAboutChain(const lint::Subject& subject, std::optional<ByteView> issuer_der,
                   std::vector<LintFinding>& findings) {
  std::optional<lint::Subject> other;
  const lint::Subject* issuer = nullptr;
  bool own = false;
  if (IsOwnIssuer(subject)) {
    issuer = &subject;
    own = true;
  } else if (!issuer_der) {
    return;
  } else if (auto certificate = lint::ReadCertificate(*issuer_der)) {
    other = lint::Describe(*std::move(certificate));
    issuer = &*other;
  }
  const Result<PublicKey> key = issuer == nullptr ? Result<PublicKey>(Reason::DER_MALFORMED)
                                                  : PublicKey::FromSpki(issuer->certificate.spki);
  Ask(lint::ChainRules(), lint::Chain{subject, issuer, key, own}, subject, findings);
}

LintReport Judge(std::optional<lint::Certificate> certificate, std::optional<ByteView> issuer_der) {
  if (!certificate) {
    const auto& rule = kIsCertificate;
    return {{{rule.id, rule.severity, rule.clause, "the octets are not the DER of one"}}, false};
  }
  const bool whole = certificate->outer_signature.has_value();
  const lint::Subject subject = lint::Describe(*std::move(certificate));
  LintReport report;
  report.qualified = subject.qualified;
  for (const auto& table : kTables) Ask(table(), subject, subject, report.findings);
  if (whole) AskAboutChain(subject, issuer_der, report.findings);
  return report;
}

template <class Judged>
void List(std::span<const lint::BasicRule<Judged>> rules, std::vector<LintRule>& out) {
  constexpr std::string_view kBinds[] = {"any", "gost", "qualified"};
  constexpr Severity kSeverities[] = {Severity::kNotice, Severity::kWarning, Severity::kError,
                                      Severity::kError};
  for (const auto& rule : rules) {
    out.push_back({rule.id, kSeverities[static_cast<size_t>(rule.weight)],
                   rule.weight == Weight::kErrorSince2018, kBinds[static_cast<size_t>(rule.binds)],
                   rule.clause, rule.text});
  }
}

}  // namespace

bool IsOwnIssuer(ByteView certificate_der) {
  auto certificate = lint::ReadCertificate(certificate_der);
  return certificate && IsOwnIssuer(lint::Describe(*std::move(certificate)));
}

LintReport Lint(ByteView certificate_der, std::optional<ByteView> issuer_der) {
  return Judge(lint::ReadCertificate(certificate_der), issuer_der);
}

std::vector<LintFinding> LintCertificate(ByteView certificate_der, std::optional<ByteView> issuer_der) {
  return Lint(certificate_der, issuer_der).findings;
}

std::vector<LintFinding> LintTbsCertificate(ByteView tbs_der) {
  return Judge(lint::ReadTbs(tbs_der), std::nullopt).findings;
}

bool HasError(const std::vector<LintFinding>& findings) {
  return std::ranges::any_of(findings, [](const LintFinding& f) { return f.severity == Severity::kError; });
}

const std::vector<LintRule>& LintRules() {
  static const std::vector<LintRule> kAll = [] {
    std::vector<LintRule> all = {kIsCertificate};
    for (const auto& table : kTables) List(table(), all);
    List(lint::ChainRules(), all);
    return all;
  }();
  return kAll;
}

std::string_view NameOf(Severity severity) {
  constexpr std::string_view kNames[] = {"notice", "warning", "error"};
  return kNames[static_cast<size_t>(severity)];
}

}  // namespace kepsim
