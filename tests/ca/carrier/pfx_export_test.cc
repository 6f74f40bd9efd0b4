// Keys that leave their token, and those that do not.
#include "ca/carrier/pfx_export.h"

#include <gmock/gmock.h>

#include "tests/ca/carrier/token_bench.h"
#include "tests/ca/crypto/pfx_reader.h"
#include "tests/support/temp_folder.h"

namespace kepsim {
namespace {

using ::testing::Contains;
using ::testing::Not;

const Secret kPassword("Пароль для PFX");

std::string Repeat(std::string_view text, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

TEST(PfxPassword, HasSixTo128VisibleCharacters) {
  for (const std::string& good : {std::string("123456"), std::string("пароль"), std::string(128, 'x'),
                                  Repeat("Ж", 128), Repeat("\U0001F511", 128), std::string("a b c d")}) {
    EXPECT_TRUE(FitsPfxPassword(Secret(good))) << good;
  }
  for (const std::string& bad :
       {std::string(), std::string("12345"), std::string("парол"), std::string(129, 'x'), Repeat("Ж", 129),
        std::string("1234567\n"),
        std::string("12345\0"
                    "678",
                    9),
        std::string("123456\x7F"), std::string("123456\u200B"), std::string("123456\xFF"),
        std::string("123456\xD0"), std::string(1 << 20, 'x')}) {
    EXPECT_FALSE(FitsPfxPassword(Secret(bad))) << ToHex(AsBytes(bad).first(std::min<size_t>(bad.size(), 16)));
  }
}

class PfxExportTest : public testing::Test {
 protected:
  void SetUp() override {
    token_ = bench_.NewToken();
    session_ = *bench_.carriers.OpenSession(token_, kUserPin);
  }
  std::string Key(bool exportable, bool certified = true) {
    const std::string key = *bench_.NewKey(token_, session_, "", {.exportable = exportable});
    if (certified) {
      EXPECT_TRUE(bench_.Import(token_, key, CertificateFor(bench_.KeyOf(token_, key))).ok());
    }
    return key;
  }
  Result<Bytes> Export(const std::string& key_name, PfxWish wish, const std::string& request_id = {}) {
    return bench_.Export(token_, key_name, session_, wish, request_id);
  }

  TokenBench bench_;
  std::string token_;
  Secret session_;
};

TEST_F(PfxExportTest, TakesKeyCertificateAndChainAlong) {
  const PublicKey above = *PublicKey::FromSpki(CertificateFor(bench_.KeyOf(token_, Key(false))).spki_der());
  bench_.chains.chain = {CertificateFor(above).der()};
  const std::string key = Key(true);
  const auto pfx = Export(key, {kPassword});
  ASSERT_TRUE(pfx.ok()) << pfx.status().message();
  const auto opened = OpenPfx(*pfx, kPassword);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->spki, bench_.KeyOf(token_, key).spki_der());
  EXPECT_EQ(opened->certificate, CertificateFor(bench_.KeyOf(token_, key)).der());
  EXPECT_EQ(opened->others, bench_.chains.chain);
  EXPECT_FALSE(OpenPfx(*pfx, Secret("another password")));
}

TEST_F(PfxExportTest, WhereNoChainIsKnownTheCertificateGoesAlone) {
  const auto opened = OpenPfx(*Export(Key(true), {kPassword}), kPassword);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(opened->certificate);
  EXPECT_TRUE(opened->others.empty());
}

TEST_F(PfxExportTest, IsRefused) {
  EXPECT_EQ(Export(Key(false), {kPassword}).status().reason(), Reason::KEY_NOT_EXPORTABLE);
  EXPECT_EQ(Export(Key(false, false), {kPassword}).status().reason(), Reason::KEY_NOT_EXPORTABLE);
  EXPECT_EQ(Export(Key(true, false), {kPassword}).status().reason(), Reason::CARRIER_CERTIFICATE_MISSING);
  const Status status = Export(Key(true), {Secret("12345")}).status();
  ASSERT_EQ(status.violations().size(), 1u);
  EXPECT_EQ(status.violations()[0].field, "password");
  EXPECT_EQ(status.violations()[0].reason, Reason::PFX_PASSWORD_LENGTH);
  EXPECT_THAT(bench_.EventTypes(), Not(Contains("key.exported")));
}

// The password is derived from once; what a second run makes is the first run's PFX.
TEST_F(PfxExportTest, AnOperationThatRunsAgainKeepsWhatWasSlow) {
  const std::string key = Key(true);
  PfxWish wish{kPassword};
  const Bytes first = *bench_.Export(token_, key, session_, wish, "export");
  ASSERT_TRUE(wish.lock);
  // Nobody derives from this: had it been, the second would not open.
  wish.password = Secret("another password");
  const Bytes second = *bench_.Export(token_, key, session_, wish, "export");
  EXPECT_EQ(second, first);
  EXPECT_EQ(*Export(key, {kPassword}, "export"), first);
  EXPECT_NE(*Export(key, {kPassword}, "another export"), first);
}

TEST_F(PfxExportTest, TheJournalTellsOfItAndKeepsTheSecrets) {
  const std::string key = Key(true);
  ASSERT_TRUE(Export(key, {kPassword}).ok());
  bool exported = false;
  const Journal::Page page = *bench_.journal.List({}, 0, 1000);
  for (const Event& event : page.events) {
    exported |= event.type == "key.exported" && event.resource == key;
    for (const auto& [name, value] : event.attributes) {
      EXPECT_EQ(value.find(kPassword.text()), std::string::npos) << event.type << " " << name;
      EXPECT_EQ(value.find(kUserPin.text()), std::string::npos) << event.type << " " << name;
      EXPECT_EQ(value.find(session_.text()), std::string::npos) << event.type << " " << name;
    }
  }
  EXPECT_TRUE(exported);
}

// CKA_EXTRACTABLE is for good: it outlives the process, and importing a certificate does not change it.
TEST(PfxExport, WhatMayLeaveIsStoredWithTheKey) {
  const TempFolder folder;
  const std::string path = folder.path() + "/world.db";
  std::string token, stays, leaves;
  {
    TokenBench bench(path);
    token = bench.NewToken();
    const Secret session = *bench.carriers.OpenSession(token, kUserPin);
    stays = *bench.NewKey(token, session);
    leaves = *bench.NewKey(token, session, "", {.exportable = true});
    ASSERT_TRUE(bench.Import(token, leaves, CertificateFor(bench.KeyOf(token, leaves))).ok());
  }
  TokenBench bench(path);
  Carrier carrier = *bench.carriers.Load(token);
  EXPECT_FALSE((*carrier.Key(CarrierKeyIdOf(stays)->key))->exportable);
  EXPECT_TRUE((*carrier.Key(CarrierKeyIdOf(leaves)->key))->exportable);
  PfxWish wish{kPassword};
  EXPECT_TRUE(bench.Export(token, leaves, *bench.carriers.OpenSession(token, kUserPin), wish).ok());
}

}  // namespace
}  // namespace kepsim
