#include "registry/verifier/qualification.h"

#include <algorithm>

namespace kepsim {
namespace {

constexpr std::string_view kClassArc = "1.2.643.100.113.";
// ФСБ Order 31 of 29.01.2021 is in force from here on; older qualified certificates have no
// identificationKind (domain.md §1.1, §1.3).
constexpr Time kIdentificationKindSince = std::chrono::sys_days(std::chrono::year(2021) / 9 / 1);

}  // namespace

std::string MissingQualifiedMarks(const Certificate& certificate) {
  std::string missing;
  const auto need = [&](bool there, std::string_view mark) {
    if (there) return;
    if (!missing.empty()) missing += ", ";
    missing += mark;
  };
  const auto& policies = certificate.policies();
  need(std::any_of(policies.begin(), policies.end(),
                   [](const std::string& oid) { return oid.starts_with(kClassArc); }),
       "certificatePolicies");
  need(certificate.subject_sign_tool().has_value(), "subjectSignTool");
  need(certificate.issuer_sign_tool().has_value(), "issuerSignTool");
  need(certificate.identification_kind().has_value() || certificate.not_before() < kIdentificationKindSince,
       "identificationKind");
  // What no qualified signature can be made with: another algorithm, or a curve of the standards' examples
  // (RFC 9215 §8).
  need(certificate.public_key().ok() && !IsTestSet(certificate.public_key()->algorithm()),
       "key of GOST R 34.10-2012");
  need(certificate.has_key_usage() && certificate.AllowsDigitalSignature(), "keyUsage");
  return missing.empty() ? missing : "missing: " + missing;
}

}  // namespace kepsim
