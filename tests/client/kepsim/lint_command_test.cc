#include "client/kepsim/lint_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "ca/x509/certificate.h"
#include "ca/x509/pem.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct Ran {
  int code;
  std::string out;
  std::string err;
};

Ran RunLint(const LintOptions& options, const std::string& input = {}) {
  std::istringstream in(input);
  std::ostringstream out, err;
  const int code = LintFiles(options, in, out, err);
  return {code, out.str(), err.str()};
}

class LintCommandTest : public testing::Test {
 protected:
  LintCommandTest() : folder_(testing::TempDir() + "kepsim-lint-" + std::to_string(getpid())) {
    std::filesystem::create_directories(folder_);
  }
  ~LintCommandTest() override { std::filesystem::remove_all(folder_); }

  std::string File(const std::string& name, const std::string& content) const {
    const std::string path = folder_ / name;
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

  // One octet of the signature is another.
  std::string Spoilt() const {
    Bytes der = samples_.Holder().der();
    der.back() ^= 1;
    return ToString(der);
  }

  const std::filesystem::path folder_;
  const Samples samples_;
  const std::string holder_ = samples_.Holder().ToPem();
  const std::string ca_ = samples_.Ca().ToPem();
  const std::string root_ = samples_.Root().ToPem();
};

TEST_F(LintCommandTest, OneCertificate) {
  const std::string file = File("holder.crt", holder_);
  const Ran ran = RunLint({.files = {file}});
  EXPECT_EQ(ran.code, kExitYes);
  EXPECT_EQ(ran.out, file + ": qualified, no error, issuer not known: 0 errors, 0 warnings, 0 notices\n");
  EXPECT_EQ(ran.err, "");
}

TEST_F(LintCommandTest, AChainInAFileServesItself) {
  const std::string file = File("chain.pem", holder_ + ca_ + root_);
  const Ran ran = RunLint({.files = {file}});
  EXPECT_EQ(ran.code, kExitYes);
  EXPECT_EQ(ran.out, file + ":1: qualified, no error: 0 errors, 0 warnings, 0 notices\n" + file +
                         ":2: qualified, no error: 0 errors, 0 warnings, 0 notices\n" + file +
                         ":3: qualified, no error: 0 errors, 0 warnings, 0 notices\n");
}

TEST_F(LintCommandTest, IssuerVerifies) {
  const std::string spoilt = File("spoilt.der", Spoilt());
  EXPECT_EQ(RunLint({.files = {spoilt}}).code, kExitYes);
  const Ran ran = RunLint({.files = {spoilt}, .issuer = File("all.pem", root_ + ca_)});
  EXPECT_EQ(ran.code, kExitNo);
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr(spoilt + ": error chain-signature (RFC 5280 §6.1.3)\n"), HasSubstr("faulty")));
  // One certificate that is named is meant, whether it fits or not.
  EXPECT_THAT(RunLint({.files = {spoilt}, .issuer = File("root.pem", root_)}).out, HasSubstr("chain-key-id"));
  EXPECT_THAT(RunLint({.files = {File("a", holder_)}, .issuer = File("two.pem", root_ + root_)}).out,
              HasSubstr("issuer not known"));
}

TEST_F(LintCommandTest, ForeignCertificateIsNotQualifiedAndNotFaulty) {
  std::ifstream file(FixturePath("vectors/rfc9215/d1.crt"), std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  const Ran ran = RunLint({.files = {"-"}}, content);
  EXPECT_EQ(ran.code, kExitYes);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("-: notice not-qualified"), HasSubstr("-: not qualified, no error")));
  EXPECT_THAT(RunLint({.files = {"-"}, .least = Severity::kWarning}, content).out,
              Not(HasSubstr("notice not-")));
}

TEST_F(LintCommandTest, WhatIsNoCertificateIsFaulty) {
  for (const std::string& content :
       {std::string(), std::string("x"), std::string("-----BEGIN CERTIFICATE-----\nA"),
        ToPem("X509 CRL", AsBytes("x"))}) {
    const Ran ran = RunLint({.files = {"-"}}, content);
    EXPECT_EQ(ran.code, kExitUsage) << content;
    EXPECT_THAT(ran.out, HasSubstr("error not-a-certificate")) << content;
  }
}

TEST_F(LintCommandTest, AnUnreadableFileAmongGoodOnes) {
  const std::string good = File("good.pem", holder_);
  const std::string large = File("large", std::string((16 << 20) + 1, '0'));
  for (const std::string& bad : {std::string("/no/such/file"), folder_.string(), large}) {
    const Ran ran = RunLint({.files = {bad, good}});
    EXPECT_EQ(ran.code, kExitUsage);
    EXPECT_THAT(ran.err, HasSubstr(bad));
    EXPECT_THAT(ran.out, HasSubstr(good + ": qualified"));
    EXPECT_EQ(RunLint({.files = {good}, .issuer = bad}).code, kExitUsage);
  }
  EXPECT_EQ(RunLint({}).code, kExitUsage);
}

TEST_F(LintCommandTest, Json) {
  const std::string spoilt = File("spoilt-\xFF.der", Spoilt());
  const Ran ran =
      RunLint({.files = {spoilt, File("ca.pem", ca_)}, .issuer = File("ca2.pem", ca_), .json = true});
  EXPECT_EQ(ran.code, kExitNo);
  const auto json = nlohmann::json::parse(ran.out);
  ASSERT_EQ(json.size(), 2u);
  EXPECT_EQ(json[0]["qualified"], true);
  EXPECT_EQ(json[0]["faulty"], true);
  EXPECT_EQ(json[0]["issuer_known"], true);
  ASSERT_EQ(json[0]["findings"].size(), 1u);
  EXPECT_EQ(json[0]["findings"][0]["rule"], "chain-signature");
  EXPECT_EQ(json[0]["findings"][0]["severity"], "error");
}

TEST_F(LintCommandTest, Rules) {
  const Ran text = RunLint({.rules = true});
  EXPECT_EQ(text.code, kExitYes);
  EXPECT_THAT(text.out, HasSubstr("\nsnils-check-digits\terror, since 2018\tany\t"));
  const auto json = nlohmann::json::parse(RunLint({.json = true, .rules = true}).out);
  EXPECT_EQ(json.size(), LintRules().size());
  EXPECT_EQ(json[0]["id"], "not-a-certificate");
}

}  // namespace
}  // namespace kepsim
