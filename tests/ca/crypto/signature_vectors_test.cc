// The standard's own example of a signature, by its numbers (RFC 7091 §7; the key is RFC 9215 appendix
// D.1's).
#include <gtest/gtest.h>

#include <algorithm>

#include "ca/crypto/key.h"

namespace kepsim {
namespace {

// 256-bit key, id-GostR3410-2001-TestParamSet, Streebog-256; then the BIT STRING's and OCTET STRING's heads.
constexpr std::string_view kTestSetHead =
    "3066301F06082A85030701010101301306072A85030202230006082A850307010102020343000440";
constexpr std::string_view kX = "7F2B49E270DB6D90D8595BEC458B50C58585BA1D4E9B788F6689DBD8E56FD80B";
constexpr std::string_view kY = "26F1B489D6701DD185C8413A977B3CBBAF64D1C593D26627DFFB101A87FF77DA";
constexpr std::string_view kE = "2DFBC1B372D89A1188C09C52E0EEC61FCE52032AB1022E8E67ECE6672B043EE5";
constexpr std::string_view kR = "41AA28D2F1AB148280CD9ED56FEDA41974053554A42767B83AD043FD39DC0493";
constexpr std::string_view kS = "1456C64BA4642A1653C235A98A60249BCD6D3F746B631DF928014F6C5BF9C40";

Bytes Number(std::string_view hex) {
  return FromHex((hex.size() % 2 == 0 ? "" : "0") + std::string(hex)).value();
}

Bytes LittleEndian(std::string_view hex) {
  Bytes octets = Number(hex);
  std::reverse(octets.begin(), octets.end());
  return octets;
}

Bytes Joined(Bytes first, const Bytes& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

class Rfc7091Example : public testing::Test {
 protected:
  const Bytes spki_ = Joined(*FromHex(kTestSetHead), Joined(LittleEndian(kX), LittleEndian(kY)));
  const Bytes digest_ = LittleEndian(kE);  // §6.1: the hash code is the number, read from its end
  const Bytes signature_ = Joined(Number(kS), Number(kR));
};

TEST_F(Rfc7091Example, Verifies) {
  const auto key = PublicKey::FromSpki(spki_);
  ASSERT_TRUE(key.ok()) << key.status().message();
  EXPECT_EQ(key->algorithm(), KeyAlgorithm::k256Test);
  EXPECT_TRUE(key->VerifyDigest(digest_, signature_).ok());
}

TEST_F(Rfc7091Example, NoFlippedBitVerifies) {
  const auto key = PublicKey::FromSpki(spki_);
  ASSERT_TRUE(key.ok());
  for (size_t bit = 0; bit < 8 * signature_.size(); ++bit) {
    Bytes signature = signature_;
    signature[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    EXPECT_EQ(key->VerifyDigest(digest_, signature).reason(), Reason::SIGNATURE_INVALID) << bit;
  }
  for (size_t bit = 0; bit < 8 * digest_.size(); ++bit) {
    Bytes digest = digest_;
    digest[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    EXPECT_EQ(key->VerifyDigest(digest, signature_).reason(), Reason::SIGNATURE_INVALID) << bit;
  }
}

TEST_F(Rfc7091Example, TheHalvesAreNotToBeSwapped) {
  const Bytes swapped = Joined(Number(kR), Number(kS));
  EXPECT_EQ(PublicKey::FromSpki(spki_)->VerifyDigest(digest_, swapped).reason(), Reason::SIGNATURE_INVALID);
}

// §6.2 step 1: r and s are of 1 … q-1.
TEST_F(Rfc7091Example, NumbersOutOfRangeDoNotVerify) {
  const Bytes zero(32);
  const Bytes q = Number("8000000000000000000000000000000150FE8A1892976154C59CFC193ACCF5B3");
  const auto key = PublicKey::FromSpki(spki_);
  for (const Bytes& half : {zero, q, Bytes(32, 0xFF)}) {
    EXPECT_EQ(key->VerifyDigest(digest_, Joined(half, Number(kR))).reason(), Reason::SIGNATURE_INVALID);
    EXPECT_EQ(key->VerifyDigest(digest_, Joined(Number(kS), half)).reason(), Reason::SIGNATURE_INVALID);
  }
}

TEST_F(Rfc7091Example, APointBesideTheCurveIsNoKey) {
  Bytes spki = spki_;
  spki.back() ^= 1;
  EXPECT_FALSE(PublicKey::FromSpki(spki).ok());
}

}  // namespace
}  // namespace kepsim
