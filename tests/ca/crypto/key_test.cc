#include "ca/crypto/key.h"

#include <gtest/gtest.h>
#include <openssl/rand.h>

#include <thread>
#include <vector>

#include "ca/crypto/gost_runtime.h"
#include "ca/crypto/random.h"

namespace kepsim {
namespace {

constexpr KeyAlgorithm kAll[] = {
    KeyAlgorithm::k256CryptoProA,    KeyAlgorithm::k256CryptoProB,    KeyAlgorithm::k256CryptoProC,
    KeyAlgorithm::k256CryptoProXchA, KeyAlgorithm::k256CryptoProXchB, KeyAlgorithm::k256Tc26A,
    KeyAlgorithm::k256Tc26B,         KeyAlgorithm::k256Tc26C,         KeyAlgorithm::k256Tc26D,
    KeyAlgorithm::k512Tc26A,         KeyAlgorithm::k512Tc26B,         KeyAlgorithm::k512Tc26C,
    KeyAlgorithm::k256Test,          KeyAlgorithm::k512Test,
};

std::unique_ptr<RandomStream> SeededStream(std::string_view label) {
  return MakeSeededRandom(Secret("key_test"))->Stream(label);
}

PrivateKey NewKey(KeyAlgorithm algorithm, std::string_view label = "key") {
  auto key = PrivateKey::Generate(algorithm, *SeededStream(label));
  EXPECT_TRUE(key.ok()) << key.status().message();
  return *std::move(key);
}

class KeyAlgorithmTest : public testing::TestWithParam<KeyAlgorithm> {};
INSTANTIATE_TEST_SUITE_P(All, KeyAlgorithmTest, testing::ValuesIn(kAll));

TEST_P(KeyAlgorithmTest, SignsAndVerifies) {
  const PrivateKey key = NewKey(GetParam());
  const auto stream = SeededStream("sign");
  const auto signature = key.Sign(AsBytes("message"), *stream);
  ASSERT_TRUE(signature.ok()) << signature.status().message();
  const bool is_256 = DigestOf(GetParam()) == DigestAlgorithm::kStreebog256;
  EXPECT_EQ(signature->size(), is_256 ? 64u : 128u);
  EXPECT_TRUE(key.public_key().Verify(AsBytes("message"), *signature).ok());
  EXPECT_EQ(key.public_key().Verify(AsBytes("Message"), *signature).reason(), Reason::SIGNATURE_INVALID);
  Bytes spoiled = *signature;
  spoiled.back() ^= 1;
  EXPECT_EQ(key.public_key().Verify(AsBytes("message"), spoiled).reason(), Reason::SIGNATURE_INVALID);
  spoiled.pop_back();
  EXPECT_EQ(key.public_key().Verify(AsBytes("message"), spoiled).reason(), Reason::SIGNATURE_INVALID);
}

TEST_P(KeyAlgorithmTest, PublicKeyComesBackFromSpki) {
  const PrivateKey key = NewKey(GetParam());
  const auto read = PublicKey::FromSpki(key.public_key().spki_der());
  ASSERT_TRUE(read.ok()) << read.status().message();
  EXPECT_EQ(read->algorithm(), GetParam());
  EXPECT_TRUE(read->SameKey(key.public_key()));
  EXPECT_EQ(read->Identifier().size(), 20u);
  const auto signature = key.Sign(AsBytes("message"), *SeededStream("sign"));
  EXPECT_TRUE(read->Verify(AsBytes("message"), *signature).ok());
}

TEST_P(KeyAlgorithmTest, PrivateKeyComesBackFromPkcs8) {
  const PrivateKey key = NewKey(GetParam());
  const auto read = PrivateKey::FromPkcs8(key.ToPkcs8());
  ASSERT_TRUE(read.ok()) << read.status().message();
  EXPECT_EQ(read->algorithm(), GetParam());
  EXPECT_TRUE(read->public_key().SameKey(key.public_key()));
  const auto stream = SeededStream("sign");
  EXPECT_EQ(*read->Sign(AsBytes("message"), *stream), *key.Sign(AsBytes("message"), *stream));
}

TEST_P(KeyAlgorithmTest, HasANameAndItsName) {
  EXPECT_EQ(KeyAlgorithmOf(NameOf(GetParam())), GetParam());
}

TEST_P(KeyAlgorithmTest, OneStreamGivesOneKey) {
  EXPECT_TRUE(NewKey(GetParam()).public_key().SameKey(NewKey(GetParam()).public_key()));
  EXPECT_FALSE(NewKey(GetParam()).public_key().SameKey(NewKey(GetParam(), "other").public_key()));
}

// s||r: the second half is a point's x, which the nonce alone decides.
Bytes NoncePart(const Bytes& signature) {
  return Bytes(signature.begin() + static_cast<ptrdiff_t>(signature.size() / 2), signature.end());
}

TEST(PrivateKeyTest, OneNonceNeverMeetsTwoMessagesOrKeys) {
  const PrivateKey key = NewKey(KeyAlgorithm::k256CryptoProA);
  const PrivateKey other = NewKey(KeyAlgorithm::k256CryptoProA, "other");
  const auto stream = SeededStream("sign");
  const Bytes first = *key.Sign(AsBytes("one"), *stream);
  EXPECT_EQ(*key.Sign(AsBytes("one"), *stream), first);
  EXPECT_NE(NoncePart(*key.Sign(AsBytes("two"), *stream)), NoncePart(first));
  EXPECT_NE(NoncePart(*other.Sign(AsBytes("one"), *stream)), NoncePart(first));
}

TEST(PrivateKeyTest, TheSystemsStreamGivesFreshSignatures) {
  const PrivateKey key = NewKey(KeyAlgorithm::k256CryptoProA);
  const auto stream = MakeSystemRandom()->Stream("sign");
  const Bytes first = *key.Sign(AsBytes("one"), *stream);
  EXPECT_NE(*key.Sign(AsBytes("one"), *stream), first);
  EXPECT_TRUE(key.public_key().Verify(AsBytes("one"), first).ok());
}

TEST(PrivateKeyTest, SixteenThreadsShareAKey) {
  const PrivateKey key = NewKey(KeyAlgorithm::k256CryptoProA);
  const auto stream = SeededStream("sign");
  const Bytes expected = *key.Sign(AsBytes("message"), *stream);
  std::vector<int> right(16);
  std::vector<std::thread> threads;
  for (int& count : right) {
    threads.emplace_back([&] {
      for (int i = 0; i < 8; ++i) {
        const auto signature = key.Sign(AsBytes("message"), *stream);
        count += signature.ok() && *signature == expected;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (int count : right) EXPECT_EQ(count, 8);
}

TEST(PrivateKeyTest, RefusesWhatIsNoPkcs8) {
  EXPECT_EQ(PrivateKey::FromPkcs8(Secret()).status().reason(), Reason::DER_MALFORMED);
  EXPECT_EQ(PrivateKey::FromPkcs8(Secret("no key")).status().reason(), Reason::DER_MALFORMED);
}

TEST(GostRuntimeTest, AScopeEndsWhereItEnds) {
  ASSERT_TRUE(EnsureGost().ok());
  const auto draw = [] {
    Bytes out(32);
    EXPECT_EQ(RAND_bytes(out.data(), static_cast<int>(out.size())), 1);
    return out;
  };
  const auto stream = SeededStream("bound");
  const auto same = SeededStream("bound");
  Bytes expected(32);
  same->Fill(expected);
  {
    const EngineRandomScope scope(*stream);
    EXPECT_EQ(draw(), expected);
    Bytes elsewhere;
    std::thread([&] { elsewhere = draw(); }).join();
    same->Fill(expected);
    EXPECT_NE(elsewhere, expected);
    EXPECT_EQ(draw(), expected);
  }
  same->Fill(expected);
  EXPECT_NE(draw(), expected);
}

TEST(GostRuntimeTest, TheSystemsStreamMayBeBound) {
  ASSERT_TRUE(EnsureGost().ok());
  const auto stream = MakeSystemRandom()->Stream("s");
  const EngineRandomScope scope(*stream);
  Bytes out(32);
  EXPECT_EQ(RAND_bytes(out.data(), static_cast<int>(out.size())), 1);
  EXPECT_NE(out, Bytes(32));
}

}  // namespace
}  // namespace kepsim
