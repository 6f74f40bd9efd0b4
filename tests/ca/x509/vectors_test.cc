// What others made (fixtures/vectors), read and verified by ours; and refused with a bit of it turned.
#include <gtest/gtest.h>

#include <algorithm>

#include "ca/crypto/cms.h"
#include "ca/x509/certificate.h"
#include "ca/x509/crl.h"
#include "ca/x509/request.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {
namespace {

struct Rfc9215Example {
  std::string name;  // of its files
  KeyAlgorithm algorithm;
  std::string_view serial;
  // The public key as the text has it.
  std::string_view x;
  std::string_view y;
};

// Appendix D.1 to D.3.
const Rfc9215Example kExamples[] = {
    {"d1", KeyAlgorithm::k256Test, "0A", "7F2B49E270DB6D90D8595BEC458B50C58585BA1D4E9B788F6689DBD8E56FD80B",
     "26F1B489D6701DD185C8413A977B3CBBAF64D1C593D26627DFFB101A87FF77DA"},
    {"d2", KeyAlgorithm::k256Tc26A, "0A", "99C3DF265EA59350640BA69D1DE04418AF3FEA03EC0F85F2DD84E8BED4952774",
     "E218631A69C47C122E2D516DA1C09E6BD19344D94389D1F16C0C4D4DCF96F578"},
    {"d3", KeyAlgorithm::k512Test, "0B",
     "115DC5BC96760C7B48598D8AB9E740D4C4A85A65BE33C1815B5C320C854621DD"
     "5A515856D13314AF69BC5B924C8B4DDFF75C45415C1D9DD9DD33612CD530EFE1",
     "37C7C90CD40B0F5621DC3AC1B751CFA0E2634FA0503B3D52639F5D7FB72AFD61"
     "EA199441D943FFE7F0C70A2759A3CDB84C114E1F9339FDF27F35ECA93677BEEC"},
};

Bytes Vector(const std::string& path) {
  return ReadPemFixture("vectors/" + path);
}

// With the lowest bit of each octet turned in its turn.
template <typename Judge>
void ForEachFlip(const Bytes& der, Judge refused) {
  for (size_t i = 0; i < der.size(); ++i) {
    Bytes flipped = der;
    flipped[i] ^= 1;
    EXPECT_TRUE(refused(flipped)) << "octet " << i << " of " << der.size();
  }
}

class Rfc9215Test : public testing::TestWithParam<Rfc9215Example> {
 protected:
  Bytes Object(const std::string& kind) const { return Vector("rfc9215/" + GetParam().name + kind); }
  const Certificate certificate_ = Certificate::Parse(Object(".crt")).value();
  const PublicKey key_ = certificate_.public_key().value();
};

INSTANTIATE_TEST_SUITE_P(AppendixD, Rfc9215Test, testing::ValuesIn(kExamples),
                         [](const auto& suite) { return suite.param.name; });

TEST_P(Rfc9215Test, TheKeyIsTheTexts) {
  EXPECT_EQ(key_.algorithm(), GetParam().algorithm);
  Bytes point = *FromHex(std::string(GetParam().y) + std::string(GetParam().x));
  std::reverse(point.begin(), point.end());  // LE(x) || LE(y)
  EXPECT_TRUE(ToHex(key_.spki_der()).ends_with(ToHex(point)));
}

TEST_P(Rfc9215Test, TheCertificateVerifies) {
  EXPECT_EQ(certificate_.SerialHex(), GetParam().serial);
  EXPECT_EQ(Find(certificate_.subject(), Attribute::kCommonName), "Example");
  EXPECT_EQ(FormatTime(certificate_.not_before()), "2001-01-01T00:00:00Z");
  EXPECT_EQ(FormatTime(certificate_.not_after()), "2050-12-31T00:00:00Z");
  EXPECT_TRUE(certificate_.is_ca());
  EXPECT_TRUE(certificate_.VerifySignature(key_).ok());
  ForEachFlip(certificate_.der(), [this](const Bytes& flipped) {
    const auto parsed = Certificate::Parse(flipped);
    return !parsed.ok() || parsed->VerifySignature(key_).reason() == Reason::SIGNATURE_INVALID;
  });
}

TEST_P(Rfc9215Test, TheRequestProvesTheKey) {
  const auto proven = ProvenKey::FromRequest(Object(".csr"));
  ASSERT_TRUE(proven.ok()) << proven.status().message();
  EXPECT_TRUE(proven->key().SameKey(key_));
  ForEachFlip(Object(".csr"), [](const Bytes& flipped) { return !ProvenKey::FromRequest(flipped).ok(); });
}

TEST_P(Rfc9215Test, TheCrlVerifies) {
  const auto crl = Crl::Parse(Object(".crl"));
  ASSERT_TRUE(crl.ok()) << crl.status().message();
  EXPECT_EQ(crl->issuer_name_der(), certificate_.subject_der());
  EXPECT_EQ(FormatTime(crl->this_update()), "2014-01-01T00:00:00Z");
  EXPECT_TRUE(crl->entries().empty());
  EXPECT_TRUE(crl->VerifySignature(key_).ok());
  ForEachFlip(Object(".crl"), [this](const Bytes& flipped) {
    const auto parsed = Crl::Parse(flipped);
    return !parsed.ok() || parsed->VerifySignature(key_).reason() == Reason::SIGNATURE_INVALID;
  });
}

TEST_P(Rfc9215Test, AnotherExamplesKeyDoesNotVerify) {
  for (const Rfc9215Example& other : kExamples) {
    if (other.name == GetParam().name) continue;
    const auto key = Certificate::Parse(Vector("rfc9215/" + other.name + ".crt"))->public_key();
    EXPECT_EQ(certificate_.VerifySignature(*key).reason(), Reason::SIGNATURE_INVALID) << other.name;
    EXPECT_EQ(Crl::Parse(Object(".crl"))->VerifySignature(*key).reason(), Reason::SIGNATURE_INVALID);
  }
}

// RFC 9548 appendix A, certificates of the technical committee 26; its CA issued the signers' of tk26-cms.
TEST(Rfc9548Test, AFlippedChainDoesNotVerify) {
  const Certificate ca = Certificate::Parse(Vector("rfc9548/ca.crt")).value();
  const Certificate sender = Certificate::Parse(Vector("rfc9548/sender256.crt")).value();
  EXPECT_TRUE(ca.VerifySignature(*ca.public_key()).ok());
  EXPECT_TRUE(sender.VerifySignature(*ca.public_key()).ok());
  EXPECT_EQ(sender.VerifySignature(*sender.public_key()).reason(), Reason::SIGNATURE_INVALID);
  for (const Certificate& certificate : {ca, sender}) {
    ForEachFlip(certificate.der(), [&ca](const Bytes& flipped) {
      const auto parsed = Certificate::Parse(flipped);
      return !parsed.ok() || parsed->VerifySignature(*ca.public_key()).reason() == Reason::SIGNATURE_INVALID;
    });
  }
}

TEST(Tk26CmsTest, TheSignersAreThatCas) {
  const Certificate ca = Certificate::Parse(Vector("rfc9548/ca.crt")).value();
  for (const std::string file : {"tk26-cms/signed_a111.pem", "tk26-cms/signed_a121.pem"}) {
    const auto signatures = ParseCms(Vector(file));
    ASSERT_TRUE(signatures.ok()) << file;
    const Certificate signer = Certificate::Parse(signatures->front().signer_certificate.value()).value();
    EXPECT_TRUE(signer.VerifySignature(*ca.public_key()).ok()) << file;
    EXPECT_EQ(signer.issuer_der(), ca.subject_der());
    EXPECT_EQ(ToHex(signer.serial()), ToHex(signatures->front().serial));
    ForEachFlip(signer.der(), [&ca](const Bytes& flipped) {
      const auto parsed = Certificate::Parse(flipped);
      return !parsed.ok() || parsed->VerifySignature(*ca.public_key()).reason() == Reason::SIGNATURE_INVALID;
    });
  }
}

// The Ministry's root of 2022, the same key under the root of 2021, and an authority under it.
TEST(RealAuthoritiesTest, AFlippedChainDoesNotVerify) {
  const auto read = [](const std::string& name) {
    return Certificate::ParsePemOrDer(ReadFixture("real-authorities/" + name)).value();
  };
  const Certificate root = read("root-2022.pem");
  const Certificate older = read("root-2021.pem");
  const std::pair<Certificate, PublicKey> cases[] = {{root, *root.public_key()},
                                                     {read("cross-2022.pem"), *older.public_key()},
                                                     {read("ca-24a2cd23cc4e75ec.pem"), *root.public_key()}};
  for (const auto& [certificate, key] : cases) {
    EXPECT_TRUE(certificate.VerifySignature(key).ok()) << certificate.SerialHex();
    ForEachFlip(certificate.der(), [&key = key](const Bytes& flipped) {
      const auto parsed = Certificate::Parse(flipped);
      return !parsed.ok() || parsed->VerifySignature(key).reason() == Reason::SIGNATURE_INVALID;
    });
  }
}

}  // namespace
}  // namespace kepsim
