#include "ca/crypto/cms.h"

#include <gtest/gtest.h>

#include <iterator>

#include "ca/crypto/der_reader.h"
#include "ca/crypto/random.h"
#include "tests/support/pem.h"

namespace kepsim {
namespace {

// SubjectPublicKeyInfo of a certificate.
PublicKey KeyOf(ByteView certificate) {
  bool ok = true;
  DerReader tbs = DerReader(certificate, ok).Enter(der::kSequence).Enter(der::kSequence);
  for (int field = 0; field < 6; ++field) tbs.Any();
  return PublicKey::FromSpki(tbs.Whole(der::kSequence)).value();
}

// What is encapsulated in an attached CMS.
Bytes ContentOf(ByteView cms) {
  bool ok = true;
  DerReader info = DerReader(cms, ok).Enter(der::kSequence);
  info.Oid();
  DerReader data = info.Enter(der::Constructed(0)).Enter(der::kSequence);
  data.Small();
  data.Any();
  DerReader content = data.Enter(der::kSequence);
  content.Oid();
  const ByteView octets = content.Enter(der::Constructed(0)).Content(der::kOctetString);
  EXPECT_TRUE(ok);
  return Bytes(octets.begin(), octets.end());
}

struct Vector {
  std::string file;
  DigestAlgorithm digest;
  std::optional<std::string> signing_time;  // none: no signed attributes
};

// Examples of the technical committee 26: with and without signed attributes, 512 and 256 bit.
const Vector kVectors[] = {
    {"tk26-cms/signed_a111.pem", DigestAlgorithm::kStreebog512, "2019-03-20T19:55:22Z"},
    {"tk26-cms/signed_a121.pem", DigestAlgorithm::kStreebog256, std::nullopt},
};

TEST(CmsTest, VectorsVerify) {
  for (const Vector& vector : kVectors) {
    const Bytes cms = ReadPem(std::string("vectors/") + vector.file);
    const auto signatures = ParseCms(cms);
    ASSERT_TRUE(signatures.ok()) << signatures.status().message();
    ASSERT_EQ(signatures->size(), 1u);
    const CmsSignature& signature = signatures->front();
    EXPECT_EQ(signature.digest, vector.digest);
    EXPECT_EQ(signature.signing_time.has_value(), vector.signing_time.has_value());
    if (signature.signing_time) {
      EXPECT_EQ(FormatTime(*signature.signing_time), *vector.signing_time);
    }
    ASSERT_TRUE(signature.signer_certificate.has_value());
    const PublicKey key = KeyOf(*signature.signer_certificate);
    Bytes content = ContentOf(cms);
    EXPECT_TRUE(VerifyCmsDetached(cms, 0, content, key).ok());
    EXPECT_EQ(VerifyCmsDetached(cms, 1, content, key).reason(), Reason::SIGNATURE_INVALID);
    content.front() ^= 1;
    EXPECT_EQ(VerifyCmsDetached(cms, 0, content, key).reason(), Reason::SIGNATURE_INVALID);
  }
}

class CmsSignTest : public testing::TestWithParam<KeyAlgorithm> {
 protected:
  CmsSignTest()
      : random_(MakeSeededRandom(Secret("cms_test"))),
        key_(PrivateKey::Generate(GetParam(), *random_->Stream("key")).value()),
        certificate_(ReadPem("vectors/rfc9548/sender256.crt")) {}

  Result<Bytes> Sign(ByteView content) const {
    return SignCmsDetached({certificate_, key_}, content, *ParseTime("2026-11-22T10:00:00Z"),
                           *random_->Stream("sign"));
  }

  const std::unique_ptr<Random> random_;
  const PrivateKey key_;
  const Bytes certificate_;
};

INSTANTIATE_TEST_SUITE_P(Lengths, CmsSignTest,
                         testing::Values(KeyAlgorithm::k256CryptoProA, KeyAlgorithm::k512Tc26A));

TEST_P(CmsSignTest, ComesBackAndVerifies) {
  const auto cms = Sign(AsBytes("content"));
  ASSERT_TRUE(cms.ok()) << cms.status().message();
  const auto signatures = ParseCms(*cms);
  ASSERT_TRUE(signatures.ok()) << signatures.status().message();
  ASSERT_EQ(signatures->size(), 1u);
  const CmsSignature& signature = signatures->front();
  EXPECT_EQ(signature.signer_certificate, certificate_);
  EXPECT_EQ(ToHex(signature.serial), "018CBA82");
  EXPECT_EQ(FormatTime(*signature.signing_time), "2026-11-22T10:00:00Z");
  EXPECT_EQ(signature.digest, DigestOf(GetParam()));
  EXPECT_TRUE(VerifyCmsDetached(*cms, 0, AsBytes("content"), key_.public_key()).ok());
  EXPECT_EQ(VerifyCmsDetached(*cms, 0, AsBytes("Content"), key_.public_key()).reason(),
            Reason::SIGNATURE_INVALID);
  EXPECT_EQ(VerifyCmsDetached(*cms, 0, AsBytes("content"), KeyOf(certificate_)).reason(),
            Reason::SIGNATURE_INVALID);
  EXPECT_EQ(*Sign(AsBytes("content")), *cms);
}

// As real signatures have it: no NULL parameters, the key's algorithm as the signature's (domain.md §7.3).
TEST_P(CmsSignTest, AlgorithmsHaveNoParameters) {
  const std::string hex = ToHex(*Sign(AsBytes("content")));
  const bool is_256 = DigestOf(GetParam()) == DigestAlgorithm::kStreebog256;
  const std::string digest = is_256 ? "300A06082A85030701010202" : "300A06082A85030701010203";
  const std::string key = is_256 ? "300A06082A85030701010101" : "300A06082A85030701010102";
  EXPECT_NE(hex.find("310C" + digest), std::string::npos);
  EXPECT_NE(hex.find(key + (is_256 ? "0440" : "048180")), std::string::npos);
}

TEST_P(CmsSignTest, NoFlippedOctetOfTheSignerInfoVerifies) {
  const Bytes cms = *Sign(AsBytes("content"));
  // From the digest's identifier on: version, issuer and serial are not signed.
  const std::string hex = ToHex(cms);
  const size_t start = hex.rfind("300A06082A850307010102") / 2;
  for (size_t i = start; i < cms.size(); ++i) {
    Bytes spoiled = cms;
    spoiled[i] ^= 0x01;
    const Status status = VerifyCmsDetached(spoiled, 0, AsBytes("content"), key_.public_key());
    EXPECT_FALSE(status.ok()) << i;
  }
}

TEST_P(CmsSignTest, RefusesEveryCut) {
  const Bytes cms = *Sign(AsBytes("content"));
  for (size_t size = 0; size < cms.size(); ++size) {
    EXPECT_EQ(ParseCms(ByteView(cms).first(size)).status().reason(), Reason::DER_MALFORMED);
  }
}

TEST(CmsTest, RefusesASignerWithoutACertificate) {
  const auto random = MakeSeededRandom(Secret("cms_test"));
  const auto key = PrivateKey::Generate(KeyAlgorithm::k256CryptoProA, *random->Stream("key"));
  EXPECT_EQ(
      SignCmsDetached({ToBytes("no certificate"), *key}, {}, Time{}, *random->Stream("s")).status().reason(),
      Reason::DER_MALFORMED);
}

}  // namespace
}  // namespace kepsim
