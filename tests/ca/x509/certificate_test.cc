#include "ca/x509/certificate.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "ca/defect/der_tree.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {
namespace {

Certificate Load(const std::string& path) {
  auto certificate = Certificate::ParsePemOrDer(ReadFixture(path));
  EXPECT_TRUE(certificate.ok()) << path << ": " << certificate.status().message();
  return *std::move(certificate);
}

std::vector<Certificate> RealAuthorities() {
  std::vector<Certificate> all;
  for (const auto& file : std::filesystem::directory_iterator(FixturePath("real-authorities"))) {
    if (file.path().extension() == ".pem") {
      all.push_back(Load("real-authorities/" + file.path().filename().string()));
    }
  }
  return all;
}

// Every authority with a GOST 2012 key was signed by one of the Ministry's keys that stand beside it.
TEST(CertificateTest, RealAuthoritiesVerify) {
  const std::vector<Certificate> all = RealAuthorities();
  EXPECT_EQ(all.size(), 35u);
  int verified = 0;
  for (const Certificate& certificate : all) {
    if (!certificate.public_key().ok()) continue;  // GOST R 34.10-2001
    bool signed_here = false;
    for (const Certificate& issuer : all) {
      const bool by_key = certificate.authority_key_id()
                              ? certificate.authority_key_id() == issuer.subject_key_id()
                              : certificate.der() == issuer.der();
      if (!by_key || certificate.issuer_der() != issuer.subject_der()) continue;
      EXPECT_TRUE(certificate.VerifySignature(*issuer.public_key()).ok()) << certificate.SerialHex();
      signed_here = true;
    }
    EXPECT_TRUE(signed_here) << ToText(certificate.subject());
    verified += signed_here;
  }
  EXPECT_EQ(verified, 29);
}

TEST(CertificateTest, ReadsARealAuthority) {
  const Certificate tax = Load("real-authorities/ca-24a2cd23cc4e75ec.pem");
  EXPECT_EQ(Find(tax.subject(), Attribute::kCommonName), "Федеральная налоговая служба");
  EXPECT_EQ(Find(tax.subject(), Attribute::kInnle), "7707329152");
  EXPECT_EQ(Find(tax.issuer(), Attribute::kCommonName), "Минцифры России");
  EXPECT_EQ(FormatTime(tax.not_before()), "2023-07-21T13:12:44Z");
  EXPECT_EQ(FormatTime(tax.not_after()), "2038-07-21T13:12:44Z");
  EXPECT_TRUE(tax.is_ca());
  EXPECT_EQ(tax.path_length(), 0);
  EXPECT_TRUE(tax.AllowsCertSign());
  EXPECT_TRUE(tax.AllowsCrlSign());
  EXPECT_EQ(tax.identification_kind(), 1);
  EXPECT_EQ(tax.subject_sign_tool(), "ПАКМ \"КриптоПро HSM\" версии 2.0 (комплектация 1) (исполнение 1)");
  ASSERT_TRUE(tax.issuer_sign_tool().has_value());
  EXPECT_EQ(tax.issuer_sign_tool()->ca_tool, "ПАК «Головной удостоверяющий центр»");
  EXPECT_EQ(tax.crl_urls().size(), 3u);
  EXPECT_EQ(tax.crl_urls().front().substr(0, 7), "http://");
  EXPECT_EQ(tax.policies().front(), "1.2.643.100.113.1");
  EXPECT_EQ(ToHex(*tax.authority_key_id()), "C91358B14CA7623A7ED23F3CA6E7147C9D70A386");
  EXPECT_FALSE(tax.has_unknown_critical_extension());
  EXPECT_EQ(ToHex(tax.Sha1Thumbprint()).substr(0, 16), "24A2CD23CC4E75EC");
}

TEST(CertificateTest, Rfc9215ExampleVerifies) {
  const Certificate certificate = Load("vectors/rfc9215/d2.crt");
  ASSERT_TRUE(certificate.public_key().ok());
  EXPECT_EQ(certificate.public_key()->algorithm(), KeyAlgorithm::k256Tc26A);
  EXPECT_TRUE(certificate.VerifySignature(*certificate.public_key()).ok());
  EXPECT_EQ(FormatTime(certificate.not_after()), "2050-12-31T00:00:00Z");
  EXPECT_EQ(certificate.SerialHex(), "0A");
}

TEST(CertificateTest, OfTheStandardsTestSetVerifies) {
  const Certificate certificate = Load("vectors/rfc9215/d1.crt");
  EXPECT_EQ(certificate.public_key()->algorithm(), KeyAlgorithm::k256Test);
  EXPECT_TRUE(certificate.VerifySignature(*certificate.public_key()).ok());
}

TEST(CertificateTest, Rfc9548ChainVerifies) {
  const Certificate ca = Load("vectors/rfc9548/ca.crt");
  const Certificate sender = Load("vectors/rfc9548/sender256.crt");
  EXPECT_TRUE(ca.VerifySignature(*ca.public_key()).ok());
  EXPECT_TRUE(sender.VerifySignature(*ca.public_key()).ok());
  EXPECT_EQ(sender.VerifySignature(*sender.public_key()).reason(), Reason::SIGNATURE_INVALID);
}

TEST(CertificateTest, NullParametersVerifyAndOthersDoNot) {
  const Samples samples;
  const auto resign = [&](const Bytes& parameters, bool outside_too) {
    DerTree tree = DerTree::Parse(samples.Holder().der());
    const DerTree element = DerTree::Parse(parameters);
    tree[0][2].children.push_back(element);
    if (outside_too) tree[1].children.push_back(element);
    tree[2].content = *samples.ca_key().Sign(tree[0].Encode(), *samples.stream());
    tree[2].content.insert(tree[2].content.begin(), 0);
    return Certificate::Parse(tree.Encode())->VerifySignature(samples.ca_key().public_key()).reason();
  };
  EXPECT_EQ(resign({0x05, 0x00}, true), Reason::OK);
  EXPECT_EQ(resign({0x05, 0x00}, false), Reason::SIGNATURE_INVALID);
  EXPECT_EQ(resign({0x30, 0x00}, true), Reason::SIGNATURE_INVALID);
}

TEST(CertificateTest, PemComesBack) {
  const Certificate holder = Samples().Holder();
  EXPECT_EQ(Certificate::ParsePemOrDer(AsBytes("text before\n" + holder.ToPem()))->der(), holder.der());
  EXPECT_EQ(Certificate::ParsePemOrDer(holder.der())->der(), holder.der());
}

TEST(CertificateTest, RefusesEveryCutAndWhatFollows) {
  const Bytes der = Samples().Holder().der();
  for (size_t size = 0; size < der.size(); ++size) {
    EXPECT_EQ(Certificate::Parse(ByteView(der).first(size)).status().reason(), Reason::DER_MALFORMED);
  }
  Bytes longer = der;
  longer.push_back(0);
  EXPECT_EQ(Certificate::Parse(longer).status().reason(), Reason::DER_MALFORMED);
}

TEST(CertificateTest, NoFlippedOctetVerifiesOrCrashes) {
  const Samples samples;
  const Bytes der = samples.Holder().der();
  const PublicKey key = samples.ca_key().public_key();
  for (size_t i = 0; i < der.size(); i += 3) {
    Bytes spoiled = der;
    spoiled[i] ^= 0x11;
    const auto certificate = Certificate::Parse(spoiled);
    if (certificate.ok()) {
      EXPECT_EQ(certificate->VerifySignature(key).reason(), Reason::SIGNATURE_INVALID) << i;
    }
  }
}

TEST(CertificateTest, TellsUnknownCriticalExtensions) {
  DerTree tree = DerTree::Parse(Samples().Holder().der());
  DerTree& mark = tree[0][7][0].children.back();
  mark.children.insert(mark.children.begin() + 1, DerTree{0x01, {0xFF}, {}});
  EXPECT_TRUE(Certificate::Parse(tree.Encode())->has_unknown_critical_extension());
  EXPECT_FALSE(Samples().Holder().has_unknown_critical_extension());
}

TEST(CertificateTest, RefusesARepeatedExtension) {
  DerTree tree = DerTree::Parse(Samples().Holder().der());
  DerTree& extensions = tree[0][7][0];
  extensions.children.push_back(extensions.children.front());
  EXPECT_EQ(Certificate::Parse(tree.Encode()).status().reason(), Reason::DER_MALFORMED);
}

}  // namespace
}  // namespace kepsim
