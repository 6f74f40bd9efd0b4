// What passes for a public key, and what does not.
#include <gtest/gtest.h>
#include <openssl/x509.h>

#include <algorithm>
#include <string>
#include <vector>

#include "ca/crypto/der_writer.h"
#include "ca/crypto/key.h"
#include "ca/crypto/random.h"

namespace kepsim {
namespace {

constexpr std::string_view kKey256 = "1.2.643.7.1.1.1.1";
constexpr std::string_view kKey512 = "1.2.643.7.1.1.1.2";
constexpr std::string_view kDigest256 = "1.2.643.7.1.1.2.2";
constexpr std::string_view kDigest512 = "1.2.643.7.1.1.2.3";
constexpr std::string_view kCryptoProA = "1.2.643.2.2.35.1";
constexpr std::string_view kTc26A = "1.2.643.7.1.2.1.1.1";
constexpr std::string_view kTc26C512 = "1.2.643.7.1.2.1.2.3";

using Oids = std::vector<std::string_view>;

Bytes Spki(std::string_view algorithm, const Oids& parameters, ByteView bits) {
  DerWriter out;
  out.Sequence([&] {
    out.Sequence([&] {
      out.Oid(algorithm);
      out.Sequence([&] {
        for (const std::string_view parameter : parameters) out.Oid(parameter);
      });
    });
    out.BitString(bits);
  });
  return out.Take();
}

Bytes Wrapped(ByteView point) {
  DerWriter out;
  out.OctetString(point);
  return out.Take();
}

PublicKey NewKey(KeyAlgorithm algorithm) {
  return PrivateKey::Generate(algorithm, *MakeSeededRandom(Secret("public_key_test"))->Stream("key"))
      ->public_key();
}

// LE(x) || LE(y), as the SPKI ends with them.
Bytes PointOf(const PublicKey& key) {
  const Bytes& spki = key.spki_der();
  return Bytes(spki.end() - (DigestOf(key.algorithm()) == DigestAlgorithm::kStreebog256 ? 64 : 128),
               spki.end());
}

std::vector<KeyAlgorithm> AllAlgorithms() {
  std::vector<KeyAlgorithm> all;
  for (int i = 0; i <= static_cast<int>(KeyAlgorithm::k512Test); ++i) {
    all.push_back(static_cast<KeyAlgorithm>(i));
  }
  return all;
}

class SpkiFormTest : public testing::TestWithParam<KeyAlgorithm> {
 protected:
  bool is_256() const { return DigestOf(GetParam()) == DigestAlgorithm::kStreebog256; }
  std::string_view key_oid() const { return is_256() ? kKey256 : kKey512; }
  std::string_view digest_oid() const { return is_256() ? kDigest256 : kDigest512; }
};
INSTANTIATE_TEST_SUITE_P(All, SpkiFormTest, testing::ValuesIn(AllAlgorithms()));

TEST_P(SpkiFormTest, IsTheEngines) {
  const PublicKey key = NewKey(GetParam());
  uint8_t* der = nullptr;
  const int size = i2d_PUBKEY(key.handle(), &der);
  EXPECT_EQ(ToHex(key.spki_der()), ToHex({der, static_cast<size_t>(size)}));
  OPENSSL_free(der);
}

// With or without digestParamSet, and with the third parameter of GostR3410-2001-PublicKeyParameters: one
// key.
TEST_P(SpkiFormTest, OneKeyHasOneForm) {
  const PublicKey key = NewKey(GetParam());
  const std::string_view set = ParameterSetOid(GetParam());
  for (const Oids& parameters :
       {Oids{set}, Oids{set, digest_oid()}, Oids{set, digest_oid(), "1.2.643.2.2.31.1"}}) {
    const auto read = PublicKey::FromSpki(Spki(key_oid(), parameters, Wrapped(PointOf(key))));
    ASSERT_TRUE(read.ok()) << parameters.size() << ": " << read.status().message();
    EXPECT_EQ(ToHex(read->spki_der()), ToHex(key.spki_der()));
    EXPECT_TRUE(read->SameKey(key));
    EXPECT_TRUE(read->CheckOrder().ok());
  }
}

// RFC 9215 §4.2.
TEST(SpkiForm, NamesTheDigestWherePracticeDoes) {
  using enum KeyAlgorithm;
  constexpr KeyAlgorithm kWithDigest[] = {k256CryptoProA,    k256CryptoProB,    k256CryptoProC,
                                          k256CryptoProXchA, k256CryptoProXchB, k512Tc26A,
                                          k512Tc26B,         k256Test,          k512Test};
  for (const KeyAlgorithm algorithm : AllAlgorithms()) {
    const bool named = ToHex(NewKey(algorithm).spki_der()).find("06082A850307010102") != std::string::npos;
    EXPECT_EQ(named, std::ranges::find(kWithDigest, algorithm) != std::end(kWithDigest)) << NameOf(algorithm);
  }
}

struct BadSpki {
  const char* what;
  Bytes spki;
  Reason reason;
};

Bytes Little(std::string_view hex, size_t size) {
  Bytes number = *FromHex(hex);
  std::ranges::reverse(number);
  number.resize(size);
  return number;
}

Bytes Joined(Bytes first, const Bytes& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

// The base point of CryptoPro-B, which is none of CryptoPro-A (domain.md §3.3).
Bytes PointOfAnotherCurve() {
  return Joined(Little("01", 32),
                Little("3FA8124359F96680B83D1C3EB2C070E5C545C9858D03ECFB744BF8D717717EFC", 32));
}

std::vector<BadSpki> BadSpkis() {
  using enum Reason;
  const Bytes good = PointOf(NewKey(KeyAlgorithm::k256CryptoProA));
  const Oids parameters = {kCryptoProA, kDigest256};
  const auto of = [&](const Bytes& point) { return Spki(kKey256, parameters, Wrapped(point)); };
  const Bytes base = Joined(Little("01", 32),
                            Little("8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14", 32));
  // x + p, which an engine that reduces would take for x; p = 2^256 - 617.
  Bytes unreduced = Joined(Little("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD98", 32),
                           Bytes(base.begin() + 32, base.end()));
  Bytes off_curve = good;
  off_curve.back() ^= 1;
  // As ECDSA writes numbers.
  Bytes big_endian = good;
  std::ranges::reverse(big_endian.begin(), big_endian.begin() + 32);
  std::ranges::reverse(big_endian.begin() + 32, big_endian.end());
  const Bytes shorter(good.begin(), good.end() - 1);
  const Bytes longer = Joined(good, {0});
  const Bytes compressed = Joined({0x02}, Bytes(good.begin(), good.begin() + 32));
  const Bytes wrapped = Wrapped(good);
  return {
      {"OfAnotherCurve", of(PointOfAnotherCurve()), KEY_POINT_INVALID},
      {"Infinity", of(Bytes(64)), KEY_POINT_INVALID},
      {"NotReduced", of(unreduced), KEY_POINT_INVALID},
      {"OffTheCurve", of(off_curve), KEY_POINT_INVALID},
      {"BigEndian", of(big_endian), KEY_POINT_INVALID},
      {"CutByAnOctet", of(shorter), DER_MALFORMED},
      {"AnOctetMore", of(longer), DER_MALFORMED},
      {"Compressed", of(compressed), DER_MALFORMED},
      {"Empty", of({}), DER_MALFORMED},
      {"NotWrapped", Spki(kKey256, parameters, good), DER_MALFORMED},
      {"WrappedTwice", Spki(kKey256, parameters, Wrapped(wrapped)), DER_MALFORMED},
      {"SomethingBehindThePoint", Spki(kKey256, parameters, Joined(wrapped, {0x05, 0x00})), DER_MALFORMED},
      {"TheLengthOfTheOther", Spki(kKey512, {"1.2.643.7.1.2.1.2.1"}, wrapped), DER_MALFORMED},
      {"SetOfTheOtherLength", Spki(kKey512, {kCryptoProA}, wrapped), KEY_UNSUPPORTED},
      {"UnknownSet", Spki(kKey256, {"1.2.643.7.1.2.1.1.9"}, wrapped), KEY_UNSUPPORTED},
      {"NoSet", Spki(kKey256, {}, wrapped), KEY_UNSUPPORTED},
      {"DigestOfTheOtherLength", Spki(kKey256, {kCryptoProA, kDigest512}, wrapped), KEY_UNSUPPORTED},
      {"DigestOf1994", Spki(kKey256, {kCryptoProA, "1.2.643.2.2.30.1"}, wrapped), KEY_UNSUPPORTED},
      {"FourParameters", Spki(kKey256, {kCryptoProA, kDigest256, "1.2.3", "1.2.3"}, wrapped),
       KEY_UNSUPPORTED},
      {"GostR34102001", Spki("1.2.643.2.2.19", {kCryptoProA, "1.2.643.2.2.30.1"}, wrapped), KEY_UNSUPPORTED},
      // 1024-bit RSA's outline, P-256's base point, Ed25519 (RFC 8410 §10.1)
      {"Rsa",
       *FromHex("301B300D06092A864886F70D0101010500030A003007020200C10201"
                "03"),
       KEY_UNSUPPORTED},
      {"EcdsaP256",
       *FromHex("3059301306072A8648CE3D020106082A8648CE3D03010703420004"
                "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
                "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5"),
       KEY_UNSUPPORTED},
      {"Ed25519",
       *FromHex("302A300506032B656E032100A5E37BFAF6A0E2C4B7E4B5A7C4E2D4A4B1C6E9F1A0B2C3D4E5F60718293A4B5C"),
       KEY_UNSUPPORTED},
      {"Nothing", {}, DER_MALFORMED},
      {"SomethingBehind", Joined(of(good), {0}), DER_MALFORMED},
  };
}

TEST(PublicKeyTest, RefusesWhatIsNoKey) {
  const Bytes good = PointOf(NewKey(KeyAlgorithm::k256CryptoProA));
  ASSERT_TRUE(PublicKey::FromSpki(Spki(kKey256, {kCryptoProA, kDigest256}, Wrapped(good))).ok());
  for (const BadSpki& bad : BadSpkis()) {
    EXPECT_EQ(PublicKey::FromSpki(bad.spki).status().reason(), bad.reason) << bad.what;
  }
}

TEST(PublicKeyTest, RefusesEveryCut) {
  const Bytes good = NewKey(KeyAlgorithm::k256Tc26A).spki_der();
  for (size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(PublicKey::FromSpki(ByteView(good).first(size)).status().reason(), Reason::DER_MALFORMED);
  }
}

// Points of the two curves of cofactor 4 that lie on the curve, but not in the group of prime order q: found
// as the root of x³+ax+b, as q times a point, and as their sums with the base point.
struct SmallOrder {
  std::string_view key;
  std::string_view parameter_set;
  std::string_view point;
  bool in_group;
};

constexpr SmallOrder kSmallOrders[] = {
    // the base point
    {kKey256, kTc26A,
     "28AA2D74FE82258BC7022E9396918B65BBB21257422309880D2CE8A54384E391"
     "5C2E3232DB8A26AF40677644530BDE5F56E946BBC486578975031AAB23948732",
     true},
    // of order 2
    {kKey256, kTc26A,
     "AA4AA1E7DC7530A67EC42A195CFE448758D978D4444B978E15FF95F573FE0001"
     "0000000000000000000000000000000000000000000000000000000000000000",
     false},
    // of order 4
    {kKey256, kTc26A,
     "77592F8C11C5E7ACC09D6AF3D1805DBC5393C3955D5AB43875003505C6807F7F"
     "CD0E8EA4344FB70642D93FDA75821835FBB94AC1180F1DAA5F019F0F52827E7E",
     false},
    // of order 2q
    {kKey256, kTc26A,
     "963E464632A6E9B4E215660688076C2B5C3A2A1DC9E480C3CDCEE5F21A6B4718"
     "300007E55B375461335CC0EDE8D786691396A3AB7FE0779940A1483B2E95FA4C",
     false},
    {kKey512, kTc26C512,
     "480195C12879BCC5AA97AE7E4885FBC61036EDB93D03B9A7F22B60AEA77272A2"
     "3A04EA4C07F785D321F0AECBA9B79522DEF53E59CE41E2EBBDE73DC2DF1EE3E2"
     "0FC4DD9A9A6E39D007AE4B85AA26F704633B422258D832EFD21E02E3332D8EE1"
     "9BFF90203D8C108C8B3727654D80397957B81C91F5CFBCAB99B85E5BD940CEF5",
     true},
    {kKey512, kTc26C512,
     "7112FDDD49B2B2211E5B5C1F4BCD9A6D1A0945510BCD25D61D013AB8014573C6"
     "440BB802BB1A5CFA5108EDAE38B28A9CB7FF39258AA29BD8EFEC9455978F629A"
     "0000000000000000000000000000000000000000000000000000000000000000"
     "0000000000000000000000000000000000000000000000000000000000000000",
     false},
    {kKey512, kTc26C512,
     "8F740111DBA626EF70D251705A9932C9727B5D577A19ED1471FFE2237F5DC69C"
     "5DFAA37EA2F2D102D77B89A8E3A6BA31240063EDBA2EB2138889355534B8CEB2"
     "1E62043391F473CD5277F5500FCC975B587218066F4CC73E53FEA86B7D1853D6"
     "18EFEB7BE7D7750885739CF9AAF42F956C0029C8308C163B989CA0FF9C286C18",
     false},
    {kKey512, kTc26C512,
     "BBC40880A3FD9367EEF37CA7366E3D79CE225F27A7A48C00487772D533E339AD"
     "A9F3AC67247663FC4CDB117F7F271231DF7505DA4B28BE18ED4A43118CA071A9"
     "9D74C6E8B3B401356630FE5B0FF776C6E75370C993D7DD8B366B60FE6E85D89D"
     "880F9D08B3EC549CD5D73666D1CE4D5BE1952D04E74D8C43C7FA20D90E7FD4A9",
     false},
};

TEST(PublicKeyTest, TellsPointsOutsideOfThePrimeOrderGroup) {
  for (const SmallOrder& c : kSmallOrders) {
    const auto key = PublicKey::FromSpki(Spki(c.key, {c.parameter_set}, Wrapped(*FromHex(c.point))));
    ASSERT_TRUE(key.ok()) << c.point << ": " << key.status().message();
    EXPECT_EQ(key->CheckOrder().reason(), c.in_group ? Reason::OK : Reason::KEY_POINT_INVALID) << c.point;
  }
}

}  // namespace
}  // namespace kepsim
