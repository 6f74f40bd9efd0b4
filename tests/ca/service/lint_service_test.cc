#include "ca/service/lint_service.h"

#include <gtest/gtest.h>

#include "ca/rpc/grpc_status.h"
#include "ca/x509/lint.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {
namespace {

class LintServiceTest : public testing::Test {
 protected:
  v1::LintCertificateResponse Ask(const std::string& certificate, const std::string& issuer = {}) {
    v1::LintCertificateRequest request;
    request.set_certificate(certificate);
    request.set_issuer_certificate(issuer);
    v1::LintCertificateResponse response;
    EXPECT_TRUE(service_.LintCertificate(nullptr, &request, &response).ok());
    return response;
  }

  LintServiceImpl service_;
  const Samples samples_;
};

TEST_F(LintServiceTest, DerAndPem) {
  const Certificate holder = samples_.Holder();
  for (const std::string& form : {ToString(holder.der()), holder.ToPem()}) {
    const auto response = Ask(form, samples_.Ca().ToPem());
    EXPECT_EQ(response.findings_size(), 0);
    EXPECT_TRUE(response.qualified());
    EXPECT_FALSE(response.faulty());
  }
  const auto wrong = Ask(holder.ToPem(), samples_.Root().ToPem());
  EXPECT_TRUE(wrong.faulty());
  EXPECT_EQ(wrong.findings(0).rule(), "chain-name");
  EXPECT_EQ(wrong.findings(0).severity(), v1::LINT_SEVERITY_ERROR);
}

TEST_F(LintServiceTest, WhatIsNoCertificateIsAnAnswer) {
  for (const std::string& octets : {std::string(), std::string("x"), std::string(1 << 20, '\0')}) {
    const auto response = Ask(octets);
    ASSERT_EQ(response.findings_size(), 1);
    EXPECT_EQ(response.findings(0).rule(), "not-a-certificate");
    EXPECT_TRUE(response.faulty());
    EXPECT_FALSE(response.qualified());
  }
}

TEST_F(LintServiceTest, Limits) {
  const std::string large((1 << 20) + 1, '0');
  for (bool issuer : {false, true}) {
    v1::LintCertificateRequest request;
    (issuer ? *request.mutable_issuer_certificate() : *request.mutable_certificate()) = large;
    v1::LintCertificateResponse response;
    EXPECT_EQ(ReasonNameOf(service_.LintCertificate(nullptr, &request, &response)), "MESSAGE_TOO_LARGE");
  }
}

TEST_F(LintServiceTest, Rules) {
  v1::ListLintRulesResponse response;
  ASSERT_TRUE(service_.ListLintRules(nullptr, nullptr, &response).ok());
  ASSERT_EQ(static_cast<size_t>(response.rules_size()), LintRules().size());
  for (const v1::LintRule& rule : response.rules()) {
    EXPECT_NE(rule.severity(), v1::LINT_SEVERITY_UNSPECIFIED) << rule.id();
    EXPECT_FALSE(rule.text().empty()) << rule.id();
  }
}

}  // namespace
}  // namespace kepsim
