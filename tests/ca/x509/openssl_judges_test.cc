// What we sign, judged by the openssl program: it shares the engine with us, but none of our encoders.

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>

#include "ca/crypto/cms.h"
#include "ca/x509/crl.h"
#include "ca/x509/request.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {
namespace {

constexpr std::string_view kConfiguration =
    "openssl_conf=oc\n[oc]\nengines=es\n[es]\ngost=gs\n[gs]\nengine_id=gost\ndefault_algorithms=ALL\n";
constexpr std::string_view kContent = "Заявление";

class OpensslJudgesTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(Run("version"), 0) << "the openssl program is one of the packages that the tests install";
    std::string name = (std::filesystem::temp_directory_path() / "kepsim-judges-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    Write("gost.cnf", AsBytes(kConfiguration));
    Write("root.pem", AsBytes(samples_.Root().ToPem()));
    Write("ca.pem", AsBytes(samples_.Ca().ToPem()));
    Write("trusted.pem", AsBytes(samples_.Ca().ToPem() + samples_.Root().ToPem()));
    Write("holder.pem", AsBytes(samples_.Holder().ToPem()));
    Write("content", AsBytes(kContent));
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  void Write(const std::string& name, ByteView data) const {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << AsText(data);
  }

  // The exit code. Paths in `arguments` are relative to the folder.
  int Run(const std::string& arguments) const {
    const std::string command = "cd '" + (folder_.empty() ? "/" : folder_) +
                                "' && OPENSSL_CONF=gost.cnf openssl " + arguments + " >/dev/null 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  Bytes Crl(bool revoked) const {
    CrlPlan plan{.issuer_name_der = EncodeName(Samples::CaName()).value(),
                 .this_update = SampleTime("2026-11-22T10:00:00Z"),
                 .next_update = SampleTime("2027-11-22T10:00:00Z"),
                 .number = 1,
                 .authority_key_id = samples_.ca_key().public_key().Identifier(),
                 .entries = {}};
    if (revoked) {
      plan.entries = {{Samples::Serial(3), plan.this_update, RevocationReason::kKeyCompromise}};
    }
    return SignCrl(plan, samples_.ca_key(), *samples_.stream()).value();
  }

  // 2026-12-01, within every validity.
  const std::string at_ = " -attime 1796083200 ";
  const Samples samples_;
  std::string folder_;
};

TEST_F(OpensslJudgesTest, TheChain) {
  const std::string verify = "verify -x509_strict" + at_ + "-untrusted ca.pem -CAfile root.pem ";
  EXPECT_EQ(Run(verify + "-policy 1.2.643.100.113.1 -explicit_policy holder.pem"), 0);
  EXPECT_NE(Run(verify + "-policy 1.2.643.100.113.2 -explicit_policy holder.pem"), 0);
  Bytes spoiled = samples_.Holder().der();
  spoiled.back() ^= 1;
  Write("spoiled.pem", AsBytes(ToPem("CERTIFICATE", spoiled)));
  EXPECT_NE(Run(verify + "spoiled.pem"), 0);
}

TEST_F(OpensslJudgesTest, TheCrl) {
  const std::string verify = "verify -x509_strict -crl_check" + at_ +
                             "-untrusted ca.pem -CAfile root.pem -CRLfile crl.pem holder.pem";
  Write("crl.pem", AsBytes(ToPem("X509 CRL", Crl(false))));
  EXPECT_EQ(Run("crl -in crl.pem -CAfile ca.pem -noout"), 0);
  EXPECT_EQ(Run(verify), 0);
  Write("crl.pem", AsBytes(ToPem("X509 CRL", Crl(true))));
  EXPECT_NE(Run(verify), 0);
}

TEST_F(OpensslJudgesTest, TheRequest) {
  Bytes request = MakeRequest(samples_.holder_key(), Samples::HolderName(), *samples_.stream()).value();
  Write("good.csr", request);
  // `req -verify` ends well whatever it finds: only its word tells.
  const auto verified = [&](const std::string& file) {
    return Run("req -verify -inform DER -noout -in " + file + " 2>&1 | grep -q 'verify OK'") == 0;
  };
  EXPECT_TRUE(verified("good.csr"));
  request.back() ^= 1;
  Write("spoiled.csr", request);
  EXPECT_FALSE(verified("spoiled.csr"));
}

TEST_F(OpensslJudgesTest, TheCms) {
  const Certificate holder = samples_.Holder();
  Write("good.p7s", SignCmsDetached({holder.der(), samples_.holder_key()}, AsBytes(kContent),
                                    SampleTime("2026-12-01T00:00:00Z"), *samples_.stream())
                        .value());
  const std::string verify = "cms -verify -binary -inform DER -in good.p7s -CAfile trusted.pem " + at_ +
                             "-purpose any -out /dev/null -content ";
  EXPECT_EQ(Run(verify + "content"), 0);
  Write("other", AsBytes("Другое"));
  EXPECT_NE(Run(verify + "other"), 0);
}

// The other way: what openssl writes has NULL parameters and, streamed, indefinite lengths.
TEST_F(OpensslJudgesTest, WhatOpensslSigns) {
  const Certificate holder = samples_.Holder();
  Write("key.pem", AsBytes(ToPem("PRIVATE KEY", samples_.holder_key().ToPkcs8().bytes())));
  for (const std::string option : {"", "-noattr ", "-stream -nodetach ", "-keyid "}) {
    ASSERT_EQ(Run("cms -sign -binary -in content -signer holder.pem -inkey key.pem -md md_gost12_256 "
                  "-outform DER -out theirs.p7s " +
                  option),
              0);
    std::ifstream file(folder_ + "/theirs.p7s", std::ios::binary);
    const Bytes cms(std::istreambuf_iterator<char>(file), {});
    const auto signatures = ParseCms(cms);
    ASSERT_TRUE(signatures.ok()) << option << signatures.status().message();
    EXPECT_EQ(signatures->front().signer_certificate, holder.der()) << option;
    EXPECT_TRUE(VerifyCmsDetached(cms, 0, AsBytes(kContent), *holder.public_key()).ok()) << option;
    EXPECT_FALSE(VerifyCmsDetached(cms, 0, AsBytes("Другое"), *holder.public_key()).ok()) << option;
  }
}

}  // namespace
}  // namespace kepsim
