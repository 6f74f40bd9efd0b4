#include "ca/x509/crl.h"

#include <gtest/gtest.h>

#include "ca/defect/der_tree.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {
namespace {

class CrlTest : public testing::Test {
 protected:
  CrlPlan Plan() const {
    return {.issuer_name_der = EncodeName(Samples::CaName()).value(),
            .this_update = SampleTime("2026-11-22T10:00:00Z"),
            .next_update = SampleTime("2026-11-23T22:00:00Z"),
            .number = 300,
            .authority_key_id = samples_.ca_key().public_key().Identifier(),
            .entries = {}};
  }
  Bytes Sign(const CrlPlan& plan) const {
    return SignCrl(plan, samples_.ca_key(), *samples_.stream()).value();
  }

  const Samples samples_;
};

TEST_F(CrlTest, HoldsThePlan) {
  CrlPlan plan = Plan();
  plan.entries = {{{0x7F, 0x01}, SampleTime("2026-11-21T00:00:00Z"), RevocationReason::kKeyCompromise},
                  {{0x80}, SampleTime("2026-11-20T00:00:00Z"), RevocationReason::kUnspecified}};
  const auto crl = Crl::Parse(Sign(plan));
  ASSERT_TRUE(crl.ok()) << crl.status().message();
  EXPECT_TRUE(crl->VerifySignature(samples_.ca_key().public_key()).ok());
  EXPECT_EQ(crl->VerifySignature(samples_.root_key().public_key()).reason(), Reason::SIGNATURE_INVALID);
  EXPECT_EQ(crl->issuer_name_der(), plan.issuer_name_der);
  EXPECT_EQ(crl->this_update(), plan.this_update);
  EXPECT_EQ(crl->next_update(), plan.next_update);
  EXPECT_EQ(ToHex(crl->number()), "012C");
  EXPECT_EQ(crl->authority_key_id(), plan.authority_key_id);
  ASSERT_EQ(crl->entries().size(), 2u);
  const CrlEntry* entry = crl->Find(*FromHex("7F01"));
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->reason, RevocationReason::kKeyCompromise);
  EXPECT_EQ(entry->revoked, plan.entries[0].revoked);
  EXPECT_NE(crl->Find(*FromHex("0080")), nullptr);
  EXPECT_EQ(crl->Find(*FromHex("81")), nullptr);
  EXPECT_FALSE(crl->has_unknown_critical_extension());
}

TEST_F(CrlTest, AnEmptyListIsAbsent) {
  const Bytes der = Sign(Plan());
  DerTree tree = DerTree::Parse(der);
  ASSERT_EQ(tree[0].children.size(), 6u);
  EXPECT_EQ(tree[0][5].tag, 0xA0);
  EXPECT_EQ(ToHex(tree[1].Encode()), "300A06082A85030701010302");
  EXPECT_TRUE(Crl::Parse(der)->entries().empty());
}

TEST_F(CrlTest, AnUnspecifiedReasonIsNotWritten) {
  CrlPlan plan = Plan();
  plan.entries = {{{0x05}, plan.this_update, RevocationReason::kUnspecified},
                  {{0x06}, plan.this_update, RevocationReason::kCessationOfOperation}};
  DerTree tree = DerTree::Parse(Sign(plan));
  EXPECT_EQ(tree[0][5][0].children.size(), 2u);
  EXPECT_EQ(ToHex(tree[0][5][1][2].Encode()), "300C300A0603551D1504030A0105");
}

TEST_F(CrlTest, Rfc9215ExamplesParse) {
  const auto certificate = Certificate::ParsePemOrDer(ReadFixture("vectors/rfc9215/d2.crt"));
  const auto crl = Crl::Parse(ReadPemFixture("vectors/rfc9215/d2.crl"));
  ASSERT_TRUE(crl.ok()) << crl.status().message();
  EXPECT_TRUE(crl->VerifySignature(*certificate->public_key()).ok());
  EXPECT_TRUE(Crl::Parse(ReadPemFixture("vectors/rfc9215/d1.crl")).ok());
}

TEST_F(CrlTest, RefusesEveryCut) {
  CrlPlan plan = Plan();
  plan.entries = {{{0x05}, plan.this_update, RevocationReason::kSuperseded}};
  const Bytes der = Sign(plan);
  for (size_t size = 0; size < der.size(); ++size) {
    EXPECT_EQ(Crl::Parse(ByteView(der).first(size)).status().reason(), Reason::DER_MALFORMED);
  }
}

TEST_F(CrlTest, AHundredThousandEntriesComeBack) {
  CrlPlan plan = Plan();
  for (uint32_t i = 0; i < 100000; ++i) {
    Bytes serial = Samples::Serial(1);
    for (int k = 0; k < 4; ++k) serial[static_cast<size_t>(12 + k)] = static_cast<uint8_t>(i >> (24 - 8 * k));
    plan.entries.push_back({serial, plan.this_update, RevocationReason::kSuperseded});
  }
  const auto crl = Crl::Parse(Sign(plan));
  ASSERT_TRUE(crl.ok());
  EXPECT_EQ(crl->entries().size(), 100000u);
  EXPECT_NE(crl->Find(plan.entries[77777].serial), nullptr);
}

TEST_F(CrlTest, TellsACriticalScope) {
  DerTree tree = DerTree::Parse(Sign(Plan()));
  // issuingDistributionPoint, critical, onlyContainsUserCerts
  tree[0][5][0].children.push_back(DerTree::Parse(*FromHex("300F0603551D1C0101FF040530038101FF")));
  EXPECT_TRUE(Crl::Parse(tree.Encode())->has_unknown_critical_extension());
}

}  // namespace
}  // namespace kepsim
