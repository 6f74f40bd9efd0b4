// What the portal makes of a subject, whatever the rest of the certificate is.
#include "client/portal/holder_checks.h"

#include <gtest/gtest.h>

#include "tests/client/portal/portal_bench.h"

namespace kepsim {
namespace {

struct Row {
  const char* about;
  Name subject;
  VerdictReason reason;
  const char* failed;  // the check that says no
};

const NameAttribute kSurname{Attribute::kSurname, "Петров"};
const NameAttribute kGivenName{Attribute::kGivenName, "Иван Иванович"};
const NameAttribute kSnils{Attribute::kSnils, "11223344595"};
const NameAttribute kCommonName{Attribute::kCommonName, "ТЕСТ ООО «Ромашка»"};
const NameAttribute kOrganization{Attribute::kOrganization, "ТЕСТ ООО «Ромашка»"};
const NameAttribute kOgrn{Attribute::kOgrn, "1200099000012"};
const NameAttribute kOgrnip{Attribute::kOgrnip, "320009900000019"};
const NameAttribute kTitle{Attribute::kTitle, "Инженер"};

TEST(HolderChecks, WhomASubjectNames) {
  const Row rows[] = {
      {"a person", {kSurname, kGivenName, kSnils}, VerdictReason::kValid, ""},
      {"a sole proprietor", {kSurname, kGivenName, kSnils, kOgrnip}, VerdictReason::kValid, ""},
      {"a head or an employee",
       {kCommonName, kOrganization, kOgrn, kTitle, kSurname, kGivenName, kSnils},
       VerdictReason::kValid,
       ""},
      {"an information system", {kCommonName, kOrganization, kOgrn}, VerdictReason::kNotAPerson, "holder"},
      {"nobody", {kCommonName}, VerdictReason::kNotAPerson, "holder"},
      {"a name without SNILS", {kSurname, kGivenName}, VerdictReason::kSnilsMismatch, "snils"},
      {"a given name alone", {kGivenName}, VerdictReason::kSnilsMismatch, "snils"},
      {"SNILS without a name", {kSnils, kCommonName}, VerdictReason::kNameMismatch, "name"},
      {"SNILS of another",
       {kSurname, kGivenName, {Attribute::kSnils, "99000000153"}},
       VerdictReason::kSnilsMismatch,
       "snils"},
  };
  PortalBench bench;
  const Account account = bench.Registered(PortalBench::Petrov());
  for (const Row& row : rows) {
    SCOPED_TRACE(row.about);
    CertificatePlan plan = bench.samples.HolderPlan();
    plan.subject = row.subject;
    // Without the marks of a qualified certificate, of which the linter asks a whole holder.
    plan.policies.clear();
    plan.subject_sign_tool.reset();
    plan.issuer_sign_tool.reset();
    plan.identification_kind.reset();
    const std::optional<Certificate> signer = bench.samples.Sign(plan, bench.samples.ca_key());
    Verdict verdict;
    verdict.reason = VerdictReason::kValid;
    CheckHolder(verdict, signer);
    CheckSnils(verdict, signer, account);
    CheckHolderName(verdict, signer, account);
    EXPECT_EQ(NameOf(verdict.reason), NameOf(row.reason));
    ASSERT_EQ(verdict.checks.size(), 3u);
    for (const Check& check : verdict.checks) {
      EXPECT_EQ(check.result == CheckResult::kFailed, check.name == row.failed) << check.name;
    }
  }
}

}  // namespace
}  // namespace kepsim
