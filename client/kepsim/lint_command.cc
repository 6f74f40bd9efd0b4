#include "client/kepsim/lint_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "ca/x509/lint_issuers.h"
#include "ca/x509/pem.h"

namespace kepsim {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kMostOctets = 16 << 20;  // of one file
constexpr char kFooter[] =
    "A file is PEM, with one certificate or several, or DER. A certificate whose issuer is known, from "
    "--issuer or from\n"
    "beside it in its file, is verified with it. A certificate that does not claim to be qualified is held "
    "to RFC 5280\n"
    "and RFC 9215 alone. Exit code: 0 no error, 1 some error, 2 wrong use, or a file that\n"
    "cannot be read or is no certificate.\n"
    "\n"
    "  kepsim lint holder.crt\n"
    "  kepsim lint --issuer ca.pem --severity warning *.cer\n";

struct Linted {
  std::string label;  // the file, and the place in it where there are several
  bool issuer_known = false;
  LintReport report;
};

std::optional<Bytes> ReadAll(std::istream& in, std::string& why) {
  Bytes content;
  char piece[1 << 16];
  while (content.size() <= kMostOctets && in.read(piece, sizeof piece).gcount() > 0) {
    content.insert(content.end(), piece, piece + in.gcount());
  }
  if (content.size() > kMostOctets) {
    why = "is larger than 16 MiB";
    return std::nullopt;
  }
  if (!in.bad()) return content;
  why = "cannot be read";
  return std::nullopt;
}

std::optional<Bytes> ReadFile(const std::string& name, std::istream& in, std::string& why) {
  if (name == "-") return ReadAll(in, why);
  std::ifstream file(name, std::ios::binary);
  if (!file) {
    why = "cannot be opened";
    return std::nullopt;
  }
  return ReadAll(file, why);
}

std::string Count(const std::vector<LintFinding>& findings, Severity severity) {
  const auto count = std::ranges::count(findings, severity, &LintFinding::severity);
  return std::to_string(count) + " " + std::string(NameOf(severity)) + (count == 1 ? "" : "s");
}

void PrintText(const Linted& linted, Severity least, std::ostream& out) {
  const auto& findings = linted.report.findings;
  for (const LintFinding& finding : findings) {
    if (finding.severity < least) continue;
    out << linted.label << ": " << NameOf(finding.severity) << " " << finding.id << " (" << finding.clause
        << ")" << (finding.detail.empty() ? "" : ": ") << finding.detail << "\n";
  }
  out << linted.label << ": " << (linted.report.qualified ? "qualified" : "not qualified") << ", "
      << (HasError(findings) ? "faulty" : "no error") << (linted.issuer_known ? "" : ", issuer not known")
      << ": " << Count(findings, Severity::kError) << ", " << Count(findings, Severity::kWarning) << ", "
      << Count(findings, Severity::kNotice) << "\n";
}

Json ToJson(const Linted& linted, Severity least) {
  Json findings = Json::array();
  for (const LintFinding& finding : linted.report.findings) {
    if (finding.severity < least) continue;
    findings.push_back({{"rule", finding.id},
                        {"severity", NameOf(finding.severity)},
                        {"clause", finding.clause},
                        {"detail", finding.detail}});
  }
  return {{"certificate", linted.label},
          {"qualified", linted.report.qualified},
          {"faulty", HasError(linted.report.findings)},
          {"issuer_known", linted.issuer_known},
          {"findings", std::move(findings)}};
}

// A file name may be anything; JSON is UTF-8.
void PrintJson(const Json& json, std::ostream& out) {
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

int PrintRules(bool json, std::ostream& out) {
  Json rules = Json::array();
  for (const LintRule& rule : LintRules()) {
    if (json) {
      rules.push_back({{"id", rule.id},
                       {"severity", NameOf(rule.severity)},
                       {"warning_before_2018", rule.warning_before_2018},
                       {"binds", rule.binds},
                       {"clause", rule.clause},
                       {"text", rule.text}});
    } else {
      out << rule.id << "\t" << NameOf(rule.severity) << (rule.warning_before_2018 ? ", since 2018" : "")
          << "\t" << rule.binds << "\t" << rule.clause << "\t" << rule.text << "\n";
    }
  }
  if (json) PrintJson(rules, out);
  return kExitYes;
}

// The certificates of one file, each with its issuer if that is known.
std::vector<Linted> LintFile(const std::string& name, const std::vector<Bytes>& certificates,
                             const std::vector<Bytes>& issuers, bool alone) {
  LintIssuers known;
  for (const Bytes& der : issuers) known.Add(der);
  for (const Bytes& der : certificates) known.Add(der);
  std::vector<Linted> all;
  for (size_t i = 0; i < certificates.size(); ++i) {
    const Bytes& der = certificates[i];
    std::optional<ByteView> issuer = known.Find(der);
    // Whoever names one issuer for one certificate means it: that it does not fit is what is to be found.
    if (!issuer && issuers.size() == 1 && alone) issuer = issuers.front();
    Linted linted{name, false, Lint(der, issuer)};
    linted.issuer_known = issuer.has_value() || IsOwnIssuer(der);
    if (certificates.size() > 1) linted.label += ":" + std::to_string(i + 1);
    all.push_back(std::move(linted));
  }
  return all;
}

}  // namespace

int LintFiles(const LintOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
  if (options.rules) return PrintRules(options.json, out);
  if (options.files.empty()) {
    err << "kepsim lint: no file is named; - is stdin\n";
    return kExitUsage;
  }
  std::string why;
  std::vector<Bytes> issuers;
  if (!options.issuer.empty()) {
    const auto content = ReadFile(options.issuer, in, why);
    if (!content) {
      err << "kepsim lint: " << options.issuer << " " << why << "\n";
      return kExitUsage;
    }
    issuers = CertificatesOf(*content);
  }
  Json json = Json::array();
  bool faulty = false;
  bool unreadable = false;
  for (const std::string& name : options.files) {
    const auto content = ReadFile(name, in, why);
    if (!content) {
      err << "kepsim lint: " << name << " " << why << "\n";
      unreadable = true;
      continue;
    }
    const std::vector<Bytes> certificates = CertificatesOf(*content);
    const bool alone = options.files.size() == 1 && certificates.size() == 1;
    for (const Linted& linted : LintFile(name, certificates, issuers, alone)) {
      const auto& findings = linted.report.findings;
      faulty |= HasError(findings);
      unreadable |= std::ranges::find(findings, kNotACertificate, &LintFinding::id) != findings.end();
      if (options.json) {
        json.push_back(ToJson(linted, options.least));
      } else {
        PrintText(linted, options.least, out);
      }
    }
  }
  if (options.json) PrintJson(json, out);
  if (unreadable) return kExitUsage;
  return faulty ? kExitNo : kExitYes;
}

std::function<int()> AddLintCommand(CLI::App& app) {
  const auto parsed = std::make_shared<LintOptions>();
  const std::map<std::string, Severity> severities = {
      {"notice", Severity::kNotice}, {"warning", Severity::kWarning}, {"error", Severity::kError}};
  app.add_option("file", parsed->files, "certificates, PEM or DER; - reads stdin")->type_name("FILE");
  app.add_option("--issuer", parsed->issuer,
                 "the issuer's certificate; of several the one with the right key identifier")
      ->type_name("FILE");
  app.add_option("--severity", parsed->least,
                 "the least severity that is shown: notice (default), warning, error")
      ->type_name("LEVEL")
      ->transform(CLI::CheckedTransformer(severities).description(""));
  app.add_flag("--json", parsed->json, "print JSON");
  app.add_flag("--rules", parsed->rules, "print the table of all rules");
  app.footer(kFooter);
  return [parsed] { return LintFiles(*parsed, std::cin, std::cout, std::cerr); };
}

}  // namespace kepsim
