// A certificate with its issuer's.
#include "tests/ca/x509/lint_cases.h"

namespace kepsim {
namespace {

using Change = std::function<void(Plan&)>;

struct ChainCase {
  std::string_view id;
  Change ca = [](Plan&) {};
  Change holder = [](Plan&) {};
};

// Certificate of the holder and the authority, bent before they are signed.
const ChainCase kCases[] = {
    {"chain-name", [](Plan& p) { Set(p.subject, Attribute::kCommonName, "Другой"); }},
    {"chain-key-id", {}, [](Plan& p) { p.authority_key_id->key_id.back() ^= 1; }},
    {"chain-serial", {}, [](Plan& p) { p.authority_key_id->serial.back() ^= 1; }},
    {"chain-serial", {}, [](Plan& p) { p.authority_key_id->issuer_name_der = EncodeName(p.issuer).value(); }},
    {"chain-validity", {}, [](Plan& p) { p.not_before = SampleTime("2022-01-07T00:00:00Z"); }},
    {"chain-validity", {}, [](Plan& p) { p.not_after = SampleTime("2040-01-07T00:00:00Z"); }},
    {"chain-policies", [](Plan& p) { p.policies = {"1.2.643.100.113.1"}; },
     [](Plan& p) {
       p.policies = {"1.2.643.100.113.1", "1.2.643.100.113.2"};
     }},
    {"chain-private-key-usage",
     [](Plan& p) {
       p.private_key_usage = {p.not_before, SampleTime("2026-01-01T00:00:00Z")};
     }},
    {"chain-cert-sign", [](Plan& p) { p.key_usage = kCrlSign; }},
    {"chain-ca",
     [](Plan& p) {
       p.is_ca = false;
       p.path_length.reset();
       p.key_usage = kDigitalSignature;
     }},
};

class LintChainTest : public testing::Test {
 protected:
  // Signed whatever the linter says of the plan.
  static Bytes Sign(const Plan& plan, const PrivateKey& key, RandomStream& random) {
    const Bytes tbs = BuildTbsCertificate(plan).value();
    DerTree tree{0x30, {}, {DerTree::Parse(tbs), DerTree::Parse(tbs)[kSignature], {0x03, {0}, {}}}};
    const Bytes signature = key.Sign(tbs, random).value();
    tree[2].content.insert(tree[2].content.end(), signature.begin(), signature.end());
    return tree.Encode();
  }

  Plan Ca() const {
    Plan plan = samples_.CaPlan();
    plan.private_key_usage.reset();
    return plan;
  }

  const Samples samples_;
  const std::unique_ptr<RandomStream> random_ = samples_.stream();
};

TEST_F(LintChainTest, EachDefectHasItsFindingAndNoOther) {
  for (const ChainCase& c : kCases) {
    Plan ca = Ca();
    Plan holder = samples_.HolderPlan();
    if (c.ca) c.ca(ca);
    if (c.holder) c.holder(holder);
    const Bytes ca_der = Sign(ca, samples_.root_key(), *random_);
    const Bytes holder_der = Sign(holder, samples_.ca_key(), *random_);
    EXPECT_EQ(Faults(LintCertificate(holder_der)), std::set<std::string>()) << c.id;
    EXPECT_EQ(Faults(LintCertificate(holder_der, ca_der)), std::set<std::string>{std::string(c.id)});
  }
}

TEST_F(LintChainTest, SignatureOfAnother) {
  const Bytes ca = Sign(Ca(), samples_.root_key(), *random_);
  const Bytes holder = Sign(samples_.HolderPlan(), samples_.holder_key(), *random_);
  EXPECT_EQ(Faults(LintCertificate(holder, ca)), std::set<std::string>{"chain-signature"});
  // A length that is wrong is told once.
  DerTree cut = DerTree::Parse(holder);
  cut[2].content.pop_back();
  EXPECT_EQ(Faults(LintCertificate(cut.Encode(), ca)), std::set<std::string>{"signature-length"});
}

TEST_F(LintChainTest, AlgorithmOfAnotherKey) {
  const Samples longer(KeyAlgorithm::k512Tc26A);
  Plan holder = samples_.HolderPlan();
  holder.issuer_algorithm = KeyAlgorithm::k512Tc26A;
  const Bytes der = Sign(holder, longer.ca_key(), *random_);
  EXPECT_EQ(Faults(LintCertificate(der, samples_.Ca().der())),
            std::set<std::string>{"chain-signature-algorithm"});
}

TEST_F(LintChainTest, PathLength) {
  Plan below = Ca();
  below.issuer = Samples::CaName();
  Set(below.subject, Attribute::kCommonName, "ТЕСТ нижний");
  below.authority_key_id = samples_.HolderPlan().authority_key_id;
  below.key = samples_.holder_key().public_key();
  const Bytes der = Sign(below, samples_.ca_key(), *random_);
  EXPECT_EQ(Faults(LintCertificate(der, samples_.Ca().der())), std::set<std::string>{"chain-path-length"});
}

TEST_F(LintChainTest, SelfIssuedIsItsOwnIssuer) {
  const Bytes root = samples_.Root().der();
  EXPECT_EQ(Ids(LintCertificate(root)), std::set<std::string>());
  DerTree spoilt = DerTree::Parse(root);
  spoilt[2].content.back() ^= 1;
  EXPECT_EQ(Faults(LintCertificate(spoilt.Encode())), std::set<std::string>{"chain-signature"});
}

// RFC 5280 §3.2: the new key under the old one, both with one name. Without the other there is nothing to
// verify with.
TEST_F(LintChainTest, RollOverIsNotItsOwnIssuer) {
  Plan plan = samples_.RootPlan();
  plan.key = samples_.ca_key().public_key();
  plan.serial = Samples::Serial(9);
  plan.authority_key_id = AuthorityKeyIdentifier{samples_.root_key().public_key().Identifier(),
                                                 EncodeName(Samples::RootName()).value(), Samples::Serial(1)};
  const Bytes der = Sign(plan, samples_.root_key(), *random_);
  EXPECT_EQ(Faults(LintCertificate(der)), std::set<std::string>());
  EXPECT_EQ(Faults(LintCertificate(der, samples_.Root().der())), std::set<std::string>());
}

TEST_F(LintChainTest, WhatCannotBeJudgedIsNoFault) {
  const Bytes holder = samples_.Holder().der();
  EXPECT_EQ(Ids(LintCertificate(holder, AsBytes("x"))), std::set<std::string>{"chain-issuer-unreadable"});
  DerTree other = DerTree::Parse(samples_.Ca().der());
  other[0][kKey][0][0].content = OidContent("1.2.840.113549.1.1.1");
  EXPECT_EQ(Ids(LintCertificate(holder, other.Encode())), std::set<std::string>{"chain-key-unsupported"});
}

TEST_F(LintChainTest, NamesAreComparedByWhatTheySay) {
  DerTree ca = DerTree::Parse(samples_.Ca().der());
  Value(ca[0], kSubject, Attribute::kOgrn).tag = 0x0C;
  EXPECT_FALSE(Ids(LintCertificate(samples_.Holder().der(), ca.Encode())).contains("chain-name"));
}

TEST(LintChainRulesTest, EachRuleHasATest) {
  std::set<std::string_view> covered = {"chain-signature", "chain-signature-algorithm", "chain-path-length",
                                        "chain-issuer-unreadable", "chain-key-unsupported"};
  for (const ChainCase& c : kCases) covered.insert(c.id);
  std::set<std::string_view> ids;
  for (const LintRule& rule : LintRules()) {
    if (rule.id.starts_with("chain-")) ids.insert(rule.id);
  }
  EXPECT_EQ(covered, ids);
}

}  // namespace
}  // namespace kepsim
