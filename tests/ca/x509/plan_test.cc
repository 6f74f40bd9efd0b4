#include "ca/x509/plan.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ca/crypto/der_reader.h"
#include "ca/defect/der_tree.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {
namespace {

constexpr KeyAlgorithm kAlgorithms[] = {KeyAlgorithm::k256CryptoProA, KeyAlgorithm::k256CryptoProXchA,
                                        KeyAlgorithm::k256Tc26A, KeyAlgorithm::k512Tc26A,
                                        KeyAlgorithm::k512Tc26C};

TEST(PlanTest, AChainVerifies) {
  for (KeyAlgorithm algorithm : kAlgorithms) {
    const Samples samples(algorithm);
    const Certificate root = samples.Root();
    const Certificate ca = samples.Ca();
    const Certificate holder = samples.Holder();
    EXPECT_TRUE(root.VerifySignature(*root.public_key()).ok());
    EXPECT_TRUE(ca.VerifySignature(*root.public_key()).ok());
    EXPECT_TRUE(holder.VerifySignature(*ca.public_key()).ok());
    EXPECT_EQ(holder.VerifySignature(*root.public_key()).reason(), Reason::SIGNATURE_INVALID);
    EXPECT_EQ(holder.authority_key_id(), ca.subject_key_id());
    EXPECT_EQ(holder.issuer_der(), ca.subject_der());
    EXPECT_TRUE(root.SelfIssued());
    EXPECT_FALSE(holder.SelfIssued());
  }
}

TEST(PlanTest, TheCertificateHoldsThePlan) {
  const Samples samples;
  const CertificatePlan plan = samples.HolderPlan();
  const Certificate holder = samples.Holder();
  EXPECT_EQ(holder.serial(), plan.serial);
  EXPECT_EQ(holder.issuer(), plan.issuer);
  EXPECT_EQ(holder.subject(), plan.subject);
  EXPECT_EQ(holder.not_before(), plan.not_before);
  EXPECT_EQ(holder.not_after(), plan.not_after);
  EXPECT_TRUE(holder.public_key()->SameKey(plan.key));
  EXPECT_FALSE(holder.is_ca());
  EXPECT_TRUE(holder.AllowsDigitalSignature());
  EXPECT_FALSE(holder.AllowsCertSign());
  EXPECT_EQ(holder.policies(), plan.policies);
  EXPECT_EQ(holder.subject_sign_tool(), plan.subject_sign_tool);
  EXPECT_EQ(holder.issuer_sign_tool(), plan.issuer_sign_tool);
  EXPECT_EQ(holder.identification_kind(), 0);
  EXPECT_EQ(holder.crl_urls(), plan.crl_urls);
  EXPECT_EQ(holder.ca_issuer_urls(), plan.ca_issuer_urls);
  EXPECT_EQ(holder.subject_key_id(), plan.key.Identifier());
  EXPECT_FALSE(holder.has_unknown_critical_extension());
}

// The order of a real certificate of «Госключ» (interop.md), then the mark.
TEST(PlanTest, ExtensionsStandInTheOrderOfRealOnes) {
  DerTree tbs = DerTree::Parse(*BuildTbsCertificate(Samples().HolderPlan()));
  std::vector<std::string> oids;
  for (DerTree& extension : tbs[7][0].children) oids.push_back(ToHex(extension[0].content));
  const std::vector<std::string> expected = {"551D0F", "551D25",     "2A85036472", "551D0E",
                                             "551D20", "2A8503646F", "2A85036470", "2B06010505070101",
                                             "551D1F", "551D23"};
  ASSERT_EQ(oids.size(), expected.size() + 1);
  EXPECT_EQ(std::vector(oids.begin(), oids.end() - 1), expected);
  EXPECT_EQ(tbs[7][0][0][1].content, Bytes{0xFF});                // keyUsage is critical
  EXPECT_EQ(ToHex(tbs[7][0][0][2].content), "030203F8");          // as real leaves have it
  EXPECT_EQ(ToHex(tbs[2].Encode()), "300A06082A85030701010302");  // parameters absent
  EXPECT_EQ(oids.back(), "2B0601040181FD59861B01");
}

std::vector<std::string> ExtensionsOf(const CertificatePlan& plan) {
  DerTree tbs = DerTree::Parse(*BuildTbsCertificate(plan));
  std::vector<std::string> oids;
  for (DerTree& extension : tbs[7][0].children) {
    oids.push_back(DottedOid(extension[0].content).value() + (extension.children.size() == 3 ? "!" : ""));
  }
  return oids;
}

TEST(PlanTest, ExtensionsStandWhereThePlanHasThem) {
  using enum CertificateExtension;
  CertificatePlan plan = Samples().CaPlan();
  std::ranges::reverse(plan.extensions);
  for (ExtensionPlace& place : plan.extensions) place.critical = !place.critical;
  EXPECT_EQ(ExtensionsOf(plan),
            (std::vector<std::string>{"2.5.29.35!", "2.5.29.31!", "1.3.6.1.5.5.7.1.1!", "2.5.29.16!",
                                      "1.2.643.100.112!", "1.2.643.100.111!", "2.5.29.32!", "2.5.29.14!",
                                      "1.2.643.100.114!", "2.5.29.15", "2.5.29.19", kTestMarkOid}));
  EXPECT_EQ(UsualExtensions().size(), 12u);
}

TEST(PlanTest, WhatHasAValueMustHaveAPlace) {
  const CertificatePlan good = Samples().CaPlan();
  for (const ExtensionPlace& place : UsualExtensions()) {
    CertificatePlan plan = good;
    std::erase(plan.extensions, place);
    plan.extended_key_usage = {"1.3.6.1.5.5.7.3.2"};
    const auto tbs = BuildTbsCertificate(plan);
    // But for the key's identifier, which is known without being asked for.
    if (place.extension == CertificateExtension::kSubjectKeyId) {
      EXPECT_TRUE(tbs.ok()) << tbs.status().message();
    } else {
      EXPECT_EQ(tbs.status().reason(), Reason::FIELD_MALFORMED) << OidOf(place.extension);
    }
  }
}

TEST(PlanTest, AnotherKeyIdentifierMayBeWritten) {
  const Samples samples;
  CertificatePlan plan = samples.HolderPlan();
  plan.subject_key_id = Bytes(20, 0x5A);
  EXPECT_EQ(samples.Sign(plan, samples.ca_key()).subject_key_id(), Bytes(20, 0x5A));
}

TEST(PlanTest, AnAuthorityMayBeReferredToByItsKeyAlone) {
  const Samples samples;
  CertificatePlan plan = samples.HolderPlan();
  plan.authority_key_id = AuthorityKeyIdentifier{Bytes(2, 0x5A), {}, {}};
  DerTree tbs = DerTree::Parse(*BuildTbsCertificate(plan));
  const DerTree& reference = tbs[7][0].children[tbs[7][0].children.size() - 2];
  EXPECT_EQ(ToHex(reference.Encode()),
            "300D0603551D23040630"
            "04"
            "80025A5A");
}

TEST(PlanTest, BasicConstraintsAreLikeRealOnes) {
  const Samples samples;
  DerTree root = DerTree::Parse(*BuildTbsCertificate(samples.RootPlan()));
  DerTree ca = DerTree::Parse(*BuildTbsCertificate(samples.CaPlan()));
  EXPECT_EQ(ToHex(root[7][0][0].Encode()), "300F0603551D130101FF040530030101FF");
  EXPECT_EQ(ToHex(ca[7][0][0].Encode()), "30120603551D130101FF040830060101FF020100");
}

TEST(PlanTest, TimesChangeTypeIn2050) {
  CertificatePlan plan = Samples().RootPlan();
  plan.not_before = SampleTime("2049-12-31T23:59:59Z");
  plan.not_after = SampleTime("2050-01-01T00:00:00Z");
  DerTree tbs = DerTree::Parse(*BuildTbsCertificate(plan));
  EXPECT_EQ(ToString(tbs[4][0].content), "491231235959Z");
  EXPECT_EQ(tbs[4][0].tag, 0x17);
  EXPECT_EQ(ToString(tbs[4][1].content), "20500101000000Z");
  EXPECT_EQ(tbs[4][1].tag, 0x18);
}

TEST(PlanTest, OneSeedGivesOneCertificate) {
  EXPECT_EQ(Samples().Holder().der(), Samples().Holder().der());
}

TEST(PlanTest, ALeadingZeroOfTheSerialIsNotKept) {
  const Samples samples;
  CertificatePlan plan = samples.HolderPlan();
  plan.serial[0] = 0;
  const auto checked = CheckedPlan::Check(plan);
  ASSERT_TRUE(checked.ok());
  EXPECT_EQ(checked->serial(), Bytes(plan.serial.begin() + 1, plan.serial.end()));
  EXPECT_EQ(samples.Sign(plan, samples.ca_key()).serial(), checked->serial());
}

TEST(CheckedPlanTest, RefusesALintError) {
  CertificatePlan plan = Samples().HolderPlan();
  plan.policies = {"1.2.643.100.113.1", "1.2.643.100.113.3"};
  const auto checked = CheckedPlan::Check(plan);
  EXPECT_EQ(checked.status().reason(), Reason::CERTIFICATE_LINT);
  EXPECT_NE(checked.status().message().find("policies-class-gap"), std::string::npos);
}

TEST(CheckedPlanTest, RefusesWhatCannotBeEncoded) {
  CertificatePlan plan = Samples().HolderPlan();
  plan.policies = {"1.2.643.x"};
  EXPECT_EQ(CheckedPlan::Check(plan).status().reason(), Reason::FIELD_MALFORMED);
  plan = Samples().HolderPlan();
  plan.subject.push_back({Attribute::kOgrn, "no digits"});
  EXPECT_EQ(CheckedPlan::Check(plan).status().reason(), Reason::FIELD_MALFORMED);
}

TEST(SignCertificateTest, RefusesAnotherAlgorithmsKey) {
  const Samples samples;
  const auto checked = CheckedPlan::Check(samples.HolderPlan());
  const Samples other(KeyAlgorithm::k512Tc26A);
  EXPECT_EQ(SignCertificate(*checked, other.ca_key(), *samples.stream()).status().reason(),
            Reason::CRYPTO_FAILED);
}

}  // namespace
}  // namespace kepsim
