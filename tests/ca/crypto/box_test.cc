#include "ca/crypto/box.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "ca/crypto/gost_runtime.h"
#include "ca/crypto/openssl.h"
#include "ca/crypto/random.h"

namespace kepsim {
namespace {

std::string Hex(const Secret& secret) {
  return ToHex(secret.bytes());
}

struct Pbkdf2Case {
  std::string_view password;
  std::string_view salt;
  int rounds;
  std::string_view hex;
};

// RFC 9337 appendix A.
constexpr Pbkdf2Case kPbkdf2[] = {
    {"password", "salt", 1,
     "64770AF7F748C3B1C9AC831DBCFD85C26111B30A8A657DDC3056B80CA73E040D"
     "2854FD36811F6D825CC4AB66EC0A68A490A9E5CF5156B3A2B7EECDDBF9A16B47"},
    {"password", "salt", 2,
     "5A585BAFDFBB6E8830D6D68AA3B43AC00D2E4AEBCE01C9B31C2CAED56F0236D4"
     "D34B2B8FBD2C4E89D54D46F50E47D45BBAC301571743119E8D3C42BA66D348DE"},
    {"password", "salt", 4096,
     "E52DEB9A2D2AAFF4E2AC9D47A41F34C20376591C67807F0477E32549DC341BC7"
     "867C09841B6D58E29D0347C996301D55DF0D34E47CF68F4E3C2CDAF1D9AB86C3"},
    {{"pass\0word", 9},
     {"sa\0lt", 5},
     4096,
     "50DF062885B69801A3C10248EB0A27AB6E522FFEB20C991C660F001475D73A4E"
     "167F782C18E97E92976D9C1D970831EA78CCB879F67068CDAC1910740844E830"},
};

TEST(Pbkdf2GostTest, KnownVectors) {
  for (const Pbkdf2Case& c : kPbkdf2) {
    const auto key = Pbkdf2Gost(Secret(c.password), AsBytes(c.salt), c.rounds, 64);
    ASSERT_TRUE(key.ok()) << key.status().message();
    EXPECT_EQ(Hex(*key), c.hex);
  }
}

TEST(Pbkdf2GostTest, NeedsARound) {
  EXPECT_EQ(Pbkdf2Gost(Secret("pin"), AsBytes("salt"), 0, 64).status().reason(), Reason::CRYPTO_FAILED);
}

TEST(DerivePasswordTest, KnownVector) {
  // RFC 7914 §12, the first half of 64 octets.
  const auto key = DerivePassword(Secret("pleaseletmein"), AsBytes("SodiumChloride"), 16384, 8, 1);
  ASSERT_TRUE(key.ok()) << key.status().message();
  EXPECT_EQ(Hex(*key), "7023BDCB3AFD7348461C06CD81FD38EBFDA8FBBA904F8E3EA9B543F6545DA1F2");
}

TEST(DerivePasswordTest, MemoryAboveOpenSslsDefaultIsAllowed) {
  EXPECT_TRUE(DerivePassword(Secret("p"), AsBytes("salt"), 1 << 16, 8, 1).ok());
}

TEST(DerivePasswordTest, RefusesBadParameters) {
  EXPECT_FALSE(DerivePassword(Secret("p"), AsBytes("salt"), 1000, 8, 1).ok());
  EXPECT_FALSE(DerivePassword(Secret("p"), AsBytes("salt"), uint64_t{1} << 40, 8, 1).ok());
}

TEST(DeriveKeyTest, LabelAndContextAreToldApart) {
  const Secret key("key");
  EXPECT_TRUE(DeriveKey(key, "a", AsBytes("b")).Equals(DeriveKey(key, "a", AsBytes("b"))));
  EXPECT_FALSE(DeriveKey(key, "a", AsBytes("b")).Equals(DeriveKey(key, "ab")));
  EXPECT_FALSE(DeriveKey(key, "a").Equals(DeriveKey(Secret("yek"), "a")));
  EXPECT_EQ(DeriveKey(key, "a").size(), 32u);
}

class BoxTest : public testing::Test {
 protected:
  const std::unique_ptr<Random> random_ = MakeSeededRandom(Secret("box_test"));
  const std::unique_ptr<RandomStream> stream_ = random_->Stream("iv");
  const Secret key64_{Bytes(64, 7)};
  const Secret other64_{Bytes(64, 8)};
  const Secret key32_{Bytes(32, 7)};
};

TEST_F(BoxTest, GostOpensWithItsKeyOnly) {
  for (size_t size : {0u, 1u, 15u, 16u, 17u, 70u, 10000u}) {
    const Bytes plain(size, 0x5A);
    const auto box = SealGost(key64_, plain, *stream_);
    ASSERT_TRUE(box.ok()) << box.status().message();
    const auto opened = OpenGost(key64_, *box);
    ASSERT_TRUE(opened.ok()) << opened.status().message();
    EXPECT_TRUE(opened->Equals(Secret(plain)));
    EXPECT_EQ(OpenGost(other64_, *box).status().reason(), Reason::BOX_BROKEN);
  }
}

TEST_F(BoxTest, GostNeverSealsTwiceAlike) {
  EXPECT_NE(*SealGost(key64_, AsBytes("plain"), *stream_), *SealGost(key64_, AsBytes("plain"), *stream_));
}

TEST_F(BoxTest, GostRefusesEveryFlippedOctetAndCut) {
  const Bytes box = *SealGost(key64_, AsBytes("plain"), *stream_);
  for (size_t i = 0; i < box.size(); ++i) {
    Bytes spoiled = box;
    spoiled[i] ^= 0x80;
    EXPECT_EQ(OpenGost(key64_, spoiled).status().reason(), Reason::BOX_BROKEN);
    EXPECT_EQ(OpenGost(key64_, ByteView(box).first(i)).status().reason(), Reason::BOX_BROKEN);
  }
}

TEST_F(BoxTest, GcmOpensWithItsKeyAndContextOnly) {
  const Bytes box = *Seal(key32_, AsBytes("context"), AsBytes("plain"), *stream_);
  const auto opened = Open(key32_, AsBytes("context"), box);
  ASSERT_TRUE(opened.ok()) << opened.status().message();
  EXPECT_TRUE(opened->Equals(Secret("plain")));
  EXPECT_EQ(Open(key32_, AsBytes("other"), box).status().reason(), Reason::BOX_BROKEN);
  EXPECT_EQ(Open(Secret(Bytes(32, 8)), AsBytes("context"), box).status().reason(), Reason::BOX_BROKEN);
  for (size_t i = 0; i < box.size(); ++i) {
    Bytes spoiled = box;
    spoiled[i] ^= 1;
    EXPECT_EQ(Open(key32_, AsBytes("context"), spoiled).status().reason(), Reason::BOX_BROKEN);
    EXPECT_EQ(Open(key32_, AsBytes("context"), ByteView(box).first(i)).status().reason(), Reason::BOX_BROKEN);
  }
}

TEST_F(BoxTest, GcmSealsNothingToo) {
  const auto opened = Open(key32_, {}, *Seal(key32_, {}, {}, *stream_));
  ASSERT_TRUE(opened.ok()) << opened.status().message();
  EXPECT_TRUE(opened->empty());
}

// One block of the cipher: all that this test takes from the engine.
Bytes Magma(ByteView key, ByteView block) {
  const uint8_t zero_iv[8] = {};
  const CipherContext context(EVP_CIPHER_CTX_new());
  Bytes out(block.size());
  int size = 0;
  EXPECT_TRUE(EnsureGost().ok());
  EXPECT_EQ(
      EVP_EncryptInit_ex(context.get(), EVP_get_cipherbyname("magma-cbc"), nullptr, key.data(), zero_iv), 1);
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  EXPECT_EQ(EVP_EncryptUpdate(context.get(), out.data(), &size, block.data(), static_cast<int>(block.size())),
            1);
  return out;
}

// CTR-ACPKM as RFC 8645 §6.2.2 writes it down: after each section the key becomes the encryption of the
// constants 80 .. 9F.
Bytes CtrAcpkm(Bytes key, ByteView iv, size_t section, Bytes data) {
  for (size_t at = 0; at < data.size(); at += 8) {
    if (at != 0 && at % section == 0) {
      Bytes next;
      for (uint8_t d = 0x80; d < 0xA0; d = static_cast<uint8_t>(d + 8)) {
        Bytes block;
        for (uint8_t i = 0; i < 8; ++i) block.push_back(static_cast<uint8_t>(d + i));
        const Bytes part = Magma(key, block);
        next.insert(next.end(), part.begin(), part.end());
      }
      key = next;
    }
    Bytes counter(iv.begin(), iv.end());
    for (int shift = 24; shift >= 0; shift -= 8) counter.push_back(static_cast<uint8_t>((at / 8) >> shift));
    const Bytes gamma = Magma(key, counter);
    for (size_t i = at; i < std::min(at + 8, data.size()); ++i) data[i] ^= gamma[i - at];
  }
  return data;
}

// R 1323565.1.017-2018 appendix A.1.
TEST(CtrAcpkm, KnownVector) {
  EXPECT_EQ(ToHex(CtrAcpkm(*FromHex("8899AABBCCDDEEFF0011223344556677FEDCBA98765432100123456789ABCDEF"),
                           *FromHex("12345678"), 16,
                           *FromHex("1122334455667700FFEEDDCCBBAA998800112233445566778899AABBCCEEFF0A"
                                    "112233445566778899AABBCCEEFF0A002233445566778899"))),
            "2AB81DEEEB1E4CAB68E104C4BD6B94EAC72C67AF6C2E5B6B0EAFB61770F1B32E"
            "A1AE71149EED1382ABD467180672EC6F84A2F15B3FCA72C1");
}

// What is in a box is that cipher, over several sections of the engine's 1024 octets.
TEST_F(BoxTest, GostIsMagmaCtrAcpkm) {
  constexpr size_t kHead = 13, kMac = 32, kSection = 1024;
  const Bytes plain(2500, 0x5A);
  const Bytes box = *SealGost(key64_, plain, *stream_);
  ASSERT_EQ(box.size(), kHead + plain.size() + kMac);
  const ByteView ukm = ByteView(box).subspan(1, 12);
  const Bytes key = KdfGost(key64_.bytes().first(32), AsBytes("kdf tree"), ukm.subspan(4));
  const Bytes expected = CtrAcpkm(key, ukm.first(4), kSection, plain);
  EXPECT_EQ(ToHex(expected), ToHex(ByteView(box).subspan(kHead, plain.size())));
}

// RFC 7836 appendix B, KDF_GOSTR3411_2012_256.
TEST(KdfGost, Rfc7836Example) {
  Bytes key(32);
  for (size_t i = 0; i < key.size(); ++i) key[i] = static_cast<uint8_t>(i);
  EXPECT_EQ(ToHex(KdfGost(key, *FromHex("26BDB878"), *FromHex("AF21434145656378"))),
            "A1AA5F7DE402D7B3D323F2991C8D4534013137010A83754FD0AF6D7CD4922ED9");
}

}  // namespace
}  // namespace kepsim
