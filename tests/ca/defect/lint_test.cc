// What the linter says of the catalogue, and of what is sound.

#include "ca/x509/lint.h"

#include <gtest/gtest.h>

#include "tests/ca/defect/defect_bench.h"

namespace kepsim {
namespace {

// What is no mere notice.
std::vector<std::string> Faults(ByteView certificate, const Certificate& issuer) {
  std::vector<std::string> faults;
  for (const LintFinding& finding : LintCertificate(certificate, issuer.der())) {
    if (finding.severity != Severity::kNotice)
      faults.push_back(std::string(finding.id) + " (" + finding.detail + ")");
  }
  return faults;
}

TEST(DefectLint, SoundTwinsHaveNoFault) {
  const DefectBench bench;
  for (ApplicantKind kind : {ApplicantKind::kNaturalPerson, ApplicantKind::kSoleProprietor,
                             ApplicantKind::kLegalEntityHead, ApplicantKind::kInformationSystem}) {
    const Certificate twin = bench.Twin(kind);
    EXPECT_EQ(Faults(twin.der(), bench.issuer()), std::vector<std::string>()) << static_cast<int>(kind);
    EXPECT_TRUE(twin.VerifySignature(*bench.issuer().public_key()).ok());
  }
}

// Each rule of the table finds its defect, and no other rule finds one.
TEST(DefectLint, TheLinterFindsTheOneDefect) {
  const DefectBench bench;
  for (const auto& [category, defect] : Catalogue()) {
    const auto made = bench.Make(*defect);
    ASSERT_TRUE(made.ok()) << defect->id << ": " << made.status().message();
    std::vector<std::string> faults = Faults(*made, bench.issuer());
    for (std::string& fault : faults) {
      if (fault.starts_with(std::string(defect->lint_rule) + " (")) fault = defect->lint_rule;
    }
    EXPECT_EQ(faults, std::vector<std::string>{std::string(defect->lint_rule)})
        << defect->id << " " << ToHex(*made);
  }
}

}  // namespace
}  // namespace kepsim
