#include "ca/crypto/pfx.h"

#include <gtest/gtest.h>

#include <fstream>

#include "ca/crypto/box.h"
#include "ca/crypto/der_reader.h"
#include "ca/crypto/hmac.h"
#include "ca/crypto/random.h"
#include "tests/ca/crypto/pfx_reader.h"
#include "tests/support/pem.h"

namespace kepsim {
namespace {

const Secret kPassword("Пароль для PFX");
const Secret kOther("Пароль для PFY");

Bytes Read(const std::string& fixture) {
  std::ifstream in(FixturePath(fixture), std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

// What a reader of the file finds, read with nothing but DER.
struct Opened {
  std::vector<Bytes> content_infos;  // what is in each Data; empty for one that is encrypted
  Bytes safe;                        // what the MAC is over
  std::string digest_oid;
  bool digest_has_parameters = false;
  Bytes mac, mac_salt;
  int rounds = 0;
};

Opened Parse(ByteView pfx) {
  Opened opened;
  bool ok = true;
  DerReader outer(pfx, ok);
  DerReader top = outer.Enter(der::kSequence);
  outer.End();
  EXPECT_EQ(top.Small(), 3u);
  DerReader auth_safe = top.Enter(der::kSequence);
  EXPECT_EQ(auth_safe.Oid(), "1.2.840.113549.1.7.1");
  const ByteView safe = auth_safe.Enter(der::Constructed(0)).Content(der::kOctetString);
  opened.safe.assign(safe.begin(), safe.end());
  DerReader infos = DerReader(safe, ok).Enter(der::kSequence);
  while (!infos.AtEnd()) {
    DerReader info = infos.Enter(der::kSequence);
    const bool clear = info.Oid() == "1.2.840.113549.1.7.1";
    DerReader content = info.Enter(der::Constructed(0));
    const ByteView data = clear ? content.Content(der::kOctetString) : ByteView();
    opened.content_infos.emplace_back(data.begin(), data.end());
  }
  DerReader mac_data = top.Enter(der::kSequence);
  top.End();
  DerReader digest_info = mac_data.Enter(der::kSequence);
  const DerReader::Algorithm algorithm = digest_info.AlgorithmIdentifier();
  opened.digest_oid = algorithm.oid;
  opened.digest_has_parameters = !algorithm.parameters.empty();
  const ByteView mac = digest_info.Content(der::kOctetString);
  opened.mac.assign(mac.begin(), mac.end());
  const ByteView salt = mac_data.Content(der::kOctetString);
  opened.mac_salt.assign(salt.begin(), salt.end());
  opened.rounds = static_cast<int>(mac_data.Small());
  mac_data.End();
  EXPECT_TRUE(ok) << ToHex(pfx);
  return opened;
}

// RFC 9548 §7, written down again: the code under test writes MACs, this reads them.
bool MacIsRight(const Opened& opened, const Secret& password) {
  const Secret derived = *Pbkdf2Gost(password, opened.mac_salt, opened.rounds, 96);
  return Hmac(DigestAlgorithm::kStreebog512, derived.bytes().subspan(64), {opened.safe}) == opened.mac;
}

// The parser and the MAC of this file against files that others made.
TEST(PfxVectorsTest, MacsOfOthersAreRight) {
  for (const char* file :
       {"vectors/rfc9548/pfx_a2.p12", "vectors/rfc9548/pfx_a3.p12", "vectors/r50.1.112/pfx.p12"}) {
    Opened opened = Parse(Read(file));
    EXPECT_TRUE(MacIsRight(opened, kPassword)) << file;
    EXPECT_FALSE(MacIsRight(opened, kOther)) << file;
    EXPECT_EQ(opened.digest_oid, "1.2.643.7.1.1.2.3") << file;
    opened.safe.back() ^= 1;
    EXPECT_FALSE(MacIsRight(opened, kPassword)) << file;
  }
}

class PfxTest : public testing::Test {
 protected:
  std::unique_ptr<RandomStream> Stream(std::string_view label) const { return random_->Stream(label); }

  PfxContent Content(KeyAlgorithm algorithm) const {
    return {*PrivateKey::Generate(algorithm, *Stream("key")),
            "Иванова Мария",
            {ReadPem("vectors/rfc9215/d1.crt"), ReadPem("vectors/rfc9548/ca.crt")}};
  }
  Bytes Make(const PfxContent& content, PfxCipher cipher, std::string_view label = "pfx") const {
    const auto lock = DerivePfxLock(kPassword, cipher, *Stream(label));
    EXPECT_TRUE(lock.ok()) << lock.status().message();
    const auto pfx = MakePfx(content, *lock);
    EXPECT_TRUE(pfx.ok()) << pfx.status().message();
    return *pfx;
  }

  const std::unique_ptr<Random> random_ = MakeSeededRandom(Secret("pfx_test"));
};

constexpr PfxCipher kEveryCipher[] = {PfxCipher::kGost28147, PfxCipher::kMagmaCtrAcpkm,
                                      PfxCipher::kKuznyechikCtrAcpkm};

// By turns, since a derivation takes 20 to 40 ms.
TEST_F(PfxTest, HoldsEveryKey) {
  for (int i = 0; i <= static_cast<int>(KeyAlgorithm::k512Tc26C); ++i) {
    const PfxContent content = Content(static_cast<KeyAlgorithm>(i));
    const auto opened = OpenPfx(Make(content, kEveryCipher[i % 3]), kPassword);
    ASSERT_TRUE(opened) << NameOf(content.key.algorithm());
    EXPECT_EQ(opened->spki, content.key.public_key().spki_der());
  }
}

TEST_F(PfxTest, OpensUnderEveryCipherWithItsPasswordOnly) {
  const PfxContent content = Content(KeyAlgorithm::k512Tc26A);
  for (const PfxCipher cipher : kEveryCipher) {
    const Bytes pfx = Make(content, cipher);
    const auto opened = OpenPfx(pfx, kPassword);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->spki, content.key.public_key().spki_der());
    EXPECT_FALSE(OpenPfx(pfx, kOther));
  }
}

// MacData as RFC 9548 §7 has it, parameters of the digest omitted.
TEST_F(PfxTest, MacIsOfTheProfile) {
  const Opened opened = Parse(Make(Content(KeyAlgorithm::k256CryptoProA), PfxCipher::kGost28147));
  EXPECT_EQ(opened.digest_oid, "1.2.643.7.1.1.2.3");
  EXPECT_FALSE(opened.digest_has_parameters);
  EXPECT_EQ(opened.mac_salt.size(), 32u);
  EXPECT_EQ(opened.rounds, 2048);
  EXPECT_TRUE(MacIsRight(opened, kPassword));
  EXPECT_FALSE(MacIsRight(opened, kOther));
}

struct SchemeCase {
  PfxCipher cipher;
  std::string_view oid;
  size_t iv_size;
  std::string_view parameter_set;
};

// PBES2 as RFC 9337 §7 and RFC 4357 §8.2 have it.
TEST_F(PfxTest, EncryptionIsOfTheProfile) {
  for (const SchemeCase& c : {SchemeCase{PfxCipher::kGost28147, "1.2.643.2.2.21", 8, "1.2.643.7.1.2.5.1.1"},
                              SchemeCase{PfxCipher::kMagmaCtrAcpkm, "1.2.643.7.1.1.5.1.1", 12, ""},
                              SchemeCase{PfxCipher::kKuznyechikCtrAcpkm, "1.2.643.7.1.1.5.2.1", 16, ""}}) {
    const Opened opened = Parse(Make(Content(KeyAlgorithm::k256CryptoProA), c.cipher));
    ASSERT_EQ(opened.content_infos.size(), 2u);
    bool ok = true;
    DerReader bag = DerReader(opened.content_infos[1], ok).Enter(der::kSequence).Enter(der::kSequence);
    EXPECT_EQ(bag.Oid(), "1.2.840.113549.1.12.10.1.2");
    DerReader shrouded = bag.Enter(der::Constructed(0)).Enter(der::kSequence);
    DerReader algorithm = shrouded.Enter(der::kSequence);
    EXPECT_EQ(algorithm.Oid(), "1.2.840.113549.1.5.13");
    DerReader pbes2 = algorithm.Enter(der::kSequence);
    DerReader kdf = pbes2.Enter(der::kSequence);
    EXPECT_EQ(kdf.Oid(), "1.2.840.113549.1.5.12");
    DerReader pbkdf2 = kdf.Enter(der::kSequence);
    const ByteView salt = pbkdf2.Content(der::kOctetString);
    EXPECT_EQ(salt.size(), 32u);
    EXPECT_NE(Bytes(salt.begin(), salt.end()), opened.mac_salt);
    EXPECT_EQ(pbkdf2.Small(), 2048u);
    const DerReader::Algorithm prf = pbkdf2.AlgorithmIdentifier();
    EXPECT_EQ(prf.oid, "1.2.643.7.1.1.4.2");
    EXPECT_EQ(ToHex(prf.parameters), "0500");
    pbkdf2.End();
    DerReader scheme = pbes2.Enter(der::kSequence);
    EXPECT_EQ(scheme.Oid(), c.oid);
    DerReader parameters = scheme.Enter(der::kSequence);
    EXPECT_EQ(parameters.Content(der::kOctetString).size(), c.iv_size);
    if (!c.parameter_set.empty()) {
      EXPECT_EQ(parameters.Oid(), c.parameter_set);
    }
    parameters.End();
    EXPECT_TRUE(ok) << c.oid;
  }
}

std::vector<std::string> AttributesOf(DerReader& bag) {
  std::vector<std::string> attributes;
  if (bag.AtEnd()) return attributes;
  DerReader set = bag.Enter(der::kSet);
  while (!set.AtEnd()) {
    DerReader attribute = set.Enter(der::kSequence);
    const std::string oid = attribute.Oid();
    attributes.push_back(oid + " " + ToHex(attribute.Enter(der::kSet).Any().whole));
  }
  return attributes;
}

// Key and certificate find each other by localKeyId; those above have none.
TEST_F(PfxTest, BagsCarryWhatTheyShould) {
  const PfxContent content = Content(KeyAlgorithm::k256CryptoProA);
  const Opened opened = Parse(Make(content, PfxCipher::kGost28147));
  bool ok = true;
  DerReader bags = DerReader(opened.content_infos[0], ok).Enter(der::kSequence);
  std::vector<std::string> of_certificate;
  for (size_t i = 0; i < content.certificates.size(); ++i) {
    DerReader bag = bags.Enter(der::kSequence);
    EXPECT_EQ(bag.Oid(), "1.2.840.113549.1.12.10.1.3");
    DerReader certificate = bag.Enter(der::Constructed(0)).Enter(der::kSequence);
    EXPECT_EQ(certificate.Oid(), "1.2.840.113549.1.9.22.1");
    const ByteView der = certificate.Enter(der::Constructed(0)).Content(der::kOctetString);
    EXPECT_EQ(Bytes(der.begin(), der.end()), content.certificates[i]);
    const auto attributes = AttributesOf(bag);
    EXPECT_EQ(attributes.size(), i == 0 ? 2u : 0u);
    if (i == 0) of_certificate = attributes;
  }
  bags.End();
  DerReader key = DerReader(opened.content_infos[1], ok).Enter(der::kSequence).Enter(der::kSequence);
  key.Oid();
  key.Any();
  EXPECT_EQ(AttributesOf(key), of_certificate);
  ASSERT_TRUE(ok);
  ASSERT_EQ(of_certificate.size(), 2u);
  EXPECT_EQ(of_certificate[0], "1.2.840.113549.1.9.21 0414" + ToHex(content.key.public_key().Identifier()));
  EXPECT_EQ(of_certificate[1],
            "1.2.840.113549.1.9.20 1E1A041804320430043D043E043204300020041C043004400438044F");
}

TEST_F(PfxTest, RepeatsWithItsStreamAndNotWithAnother) {
  const PfxContent content = Content(KeyAlgorithm::k256CryptoProA);
  for (const PfxCipher cipher : kEveryCipher) {
    EXPECT_EQ(Make(content, cipher), Make(content, cipher));
    EXPECT_NE(Make(content, cipher), Make(content, cipher, "another"));
  }
}

TEST_F(PfxTest, FlippedOctetsAreNoticed) {
  const PfxContent content = Content(KeyAlgorithm::k256CryptoProA);
  const Bytes pfx = Make({content.key, "key", {}}, PfxCipher::kGost28147);
  for (size_t i = 0; i < pfx.size(); i += 23) {
    Bytes spoiled = pfx;
    spoiled[i] ^= 0x10;
    EXPECT_FALSE(OpenPfx(spoiled, kPassword)) << "octet " << i;
  }
}

}  // namespace
}  // namespace kepsim
