#include "ca/x509/lint.h"

#include <filesystem>
#include <fstream>
#include <map>

#include "tests/ca/x509/lint_cases.h"

namespace kepsim {
namespace {

using testing::Contains;

TEST(LintTest, OurOwnCertificatesAreClean) {
  for (KeyAlgorithm algorithm : {KeyAlgorithm::k256CryptoProA, KeyAlgorithm::k256CryptoProXchA,
                                 KeyAlgorithm::k256Tc26A, KeyAlgorithm::k256Tc26B, KeyAlgorithm::k512Tc26C}) {
    const Samples samples(algorithm);
    const Certificate root = samples.Root();
    const Certificate ca = samples.Ca();
    EXPECT_EQ(Ids(LintCertificate(root.der())), std::set<std::string>());
    EXPECT_EQ(Ids(LintCertificate(ca.der(), root.der())), std::set<std::string>());
    EXPECT_EQ(Ids(LintCertificate(samples.Holder().der(), ca.der())), std::set<std::string>());
  }
}

// A rule that accredited authorities break is a warning at most. What they break is counted, so that a change
// is seen.
TEST(LintTest, RealAuthoritiesHaveNoError) {
  std::map<std::string, Bytes> by_key_id;  // cross-2022 stands under the same key as root-2022
  std::map<std::string, Bytes> all;
  for (const auto& file : std::filesystem::directory_iterator(FixturePath("real-authorities"))) {
    const std::string name = file.path().filename().string();
    if (file.path().extension() != ".pem") continue;
    all[name] = ReadPemFixture("real-authorities/" + name);
    const auto parsed = Certificate::Parse(all[name]);
    ASSERT_TRUE(parsed.ok()) << name;
    if (parsed->subject_key_id() && name != "cross-2022.pem")
      by_key_id[ToHex(*parsed->subject_key_id())] = all[name];
  }
  ASSERT_EQ(all.size(), 35u);

  std::map<std::string, int> counts;
  int with_issuer = 0;
  for (const auto& [name, der] : all) {
    const auto parsed = Certificate::Parse(der);
    std::optional<ByteView> issuer;
    if (parsed->authority_key_id()) {
      const auto found = by_key_id.find(ToHex(*parsed->authority_key_id()));
      if (found != by_key_id.end()) issuer = found->second;
    }
    with_issuer += issuer ? 1 : 0;
    const LintReport report = Lint(der, issuer);
    EXPECT_TRUE(report.qualified) << name;
    for (const LintFinding& finding : report.findings) {
      EXPECT_NE(finding.severity, Severity::kError) << name << ' ' << finding.id << ' ' << finding.detail;
      ++counts[std::string(finding.id)];
    }
  }
  EXPECT_EQ(with_issuer, 25);
  const std::map<std::string, int> expected = {
      {"authority-info-access", 1},
      {"chain-key-unsupported", 2},
      {"key-algorithm-legacy", 6},
      {"key-usage-critical", 15},
      {"name-spaces", 1},
      {"name-text-type", 1},
      {"private-key-usage-form", 1},
      {"private-key-usage-within", 4},
      {"signature-algorithm-legacy", 6},
  };
  EXPECT_EQ(counts, expected);
}

// What does not claim to be qualified is not faulty for not being GOST. The file is the system's and changes
// with it: of its content nothing is expected but that it is a list of certificates for the web.
TEST(LintTest, AuthoritiesOfTheWebAreNotFaulty) {
  std::ifstream file("/etc/ssl/certs/ca-certificates.crt");
  if (!file) GTEST_SKIP() << "no system bundle";
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  for (const Bytes& der : CertificatesOf(AsBytes(text))) {
    const LintReport report = Lint(der);
    EXPECT_FALSE(report.qualified);
    EXPECT_THAT(Ids(report.findings), Contains("not-qualified"));
    for (const LintFinding& finding : report.findings) {
      EXPECT_NE(finding.severity, Severity::kError)
          << finding.id << ' ' << finding.detail << ' ' << ToPem("CERTIFICATE", der);
    }
  }
}

TEST(LintTest, TheExamplesOfTheRfcsAreSoundAndNotQualified) {
  for (const char* folder : {"vectors/rfc9215", "vectors/rfc9548"}) {
    int count = 0;
    for (const auto& file : std::filesystem::directory_iterator(FixturePath(folder))) {
      if (file.path().extension() != ".crt") continue;
      const std::string name = folder + ("/" + file.path().filename().string());
      for (const Bytes& der : CertificatesOf(ReadFixture(name))) {
        ++count;
        const auto findings = LintCertificate(der);
        EXPECT_FALSE(HasError(findings)) << name << ' ' << testing::PrintToString(Faults(findings));
        EXPECT_THAT(Ids(findings), Contains("not-qualified")) << name;
      }
    }
    EXPECT_GE(count, 2) << folder;
  }
}

TEST(LintTest, NothingElseIsACertificate) {
  const Samples samples;
  const Bytes der = samples.Holder().der();
  for (size_t size = 0; size < der.size(); ++size) {
    EXPECT_EQ(Ids(LintCertificate(ByteView(der).first(size))), std::set<std::string>{"not-a-certificate"});
  }
  EXPECT_TRUE(HasError(LintCertificate(AsBytes("no certificate"))));
  EXPECT_TRUE(HasError(LintTbsCertificate(der)));
  EXPECT_FALSE(Lint(AsBytes("")).qualified);
}

}  // namespace
}  // namespace kepsim
