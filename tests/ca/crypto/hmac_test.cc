#include "ca/crypto/hmac.h"

#include <gtest/gtest.h>

namespace kepsim {
namespace {

struct HmacCase {
  DigestAlgorithm algorithm;
  std::string_view key;
  std::string_view text;
  std::string_view hex;
};

// RFC 7836 appendix B, 1 and 2; RFC 4231 §4.3 for SHA-256.
constexpr HmacCase kCases[] = {
    {DigestAlgorithm::kStreebog256, "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
     "0126BDB87800AF214341456563780100", "A1AA5F7DE402D7B3D323F2991C8D4534013137010A83754FD0AF6D7CD4922ED9"},
    {DigestAlgorithm::kStreebog512, "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
     "0126BDB87800AF214341456563780100",
     "A59BAB22ECAE19C65FBDE6E5F4E9F5D8549D31F037F9DF9B905500E171923A77"
     "3D5F1530F2ED7E964CB2EEDC29E9AD2F3AFE93B2814F79F5000FFC0366C251E6"},
    {DigestAlgorithm::kSha256, "4A656665", "7768617420646F2079612077616E7420666F72206E6F7468696E673F",
     "5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843"},
};

TEST(HmacTest, KnownVectors) {
  for (const HmacCase& c : kCases) {
    const Bytes text = *FromHex(c.text);
    EXPECT_EQ(ToHex(Hmac(c.algorithm, *FromHex(c.key), {text})), c.hex);
    const ByteView whole = text;
    EXPECT_EQ(ToHex(Hmac(c.algorithm, *FromHex(c.key), {whole.first(5), whole.subspan(5)})), c.hex);
  }
}

TEST(HmacTest, AnotherKeyOrTextGivesAnother) {
  for (const HmacCase& c : kCases) {
    Bytes key = *FromHex(c.key);
    Bytes text = *FromHex(c.text);
    key.front() ^= 1;
    EXPECT_NE(ToHex(Hmac(c.algorithm, key, {text})), c.hex);
    key.front() ^= 1;
    text.back() ^= 1;
    EXPECT_NE(ToHex(Hmac(c.algorithm, key, {text})), c.hex);
  }
}

}  // namespace
}  // namespace kepsim
