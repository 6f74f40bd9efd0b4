// The request's key gets a certificate in the one form of ours, and nothing else of the request gets
// anything.
#include <gtest/gtest.h>

#include "ca/crypto/der_writer.h"
#include "ca/x509/request.h"
#include "ca/x509/signed.h"
#include "tests/ca/issuance/ca_bench.h"

namespace kepsim {
namespace {

using enum ApplicationState;
using enum KeyAlgorithm;

constexpr KeyAlgorithm kCertified[] = {k256CryptoProA,    k256CryptoProB, k256CryptoProC, k256CryptoProXchA,
                                       k256CryptoProXchB, k256Tc26A,      k256Tc26B,      k256Tc26C,
                                       k256Tc26D,         k512Tc26A,      k512Tc26B,      k512Tc26C};

PrivateKey KeyOf(const CaBench& ca, const std::string& label, KeyAlgorithm algorithm) {
  return *PrivateKey::Generate(algorithm, *ca.random->Stream("citizen/" + label));
}

// A request whose key stands there in the form that ours is not in: digestParamSet is there where we leave it
// out, and the other way about.
Bytes RequestInTheOtherForm(const CaBench& ca, const PrivateKey& key) {
  const bool is_256 = DigestOf(key.algorithm()) == DigestAlgorithm::kStreebog256;
  const std::string_view digest = is_256 ? "1.2.643.7.1.1.2.2" : "1.2.643.7.1.1.2.3";
  DerWriter digest_der;
  digest_der.Oid(digest);
  const Bytes& spki = key.public_key().spki_der();
  const bool has_digest = ToHex(spki).find(ToHex(digest_der.bytes())) != std::string::npos;
  DerWriter wrapped;
  wrapped.OctetString(ByteView(spki).last(is_256 ? 64 : 128));
  DerWriter tbs;
  tbs.Sequence([&] {
    tbs.Integer(uint64_t{0});
    tbs.Sequence([] {});
    tbs.Sequence([&] {
      tbs.Sequence([&] {
        tbs.Oid(is_256 ? "1.2.643.7.1.1.1.1" : "1.2.643.7.1.1.1.2");
        tbs.Sequence([&] {
          tbs.Oid(ParameterSetOid(key.algorithm()));
          if (!has_digest) tbs.Raw(digest_der.bytes());
        });
      });
      tbs.BitString(wrapped.bytes());
    });
    tbs.Nested(der::Constructed(0), [] {});
  });
  return *SignAndWrap(tbs.bytes(), key, *ca.random->Stream("request"));
}

TEST(KeyRequest, EveryParameterSetIsCertifiedInOurForm) {
  CaBench ca;
  for (const KeyAlgorithm algorithm : kCertified) {
    const std::string name = ca.Reach(kIdentified);
    const PrivateKey key = KeyOf(ca, name, algorithm);
    const Bytes request = RequestInTheOtherForm(ca, key);
    const Status status = ca.SubmitKey(name, request);
    ASSERT_TRUE(status.ok()) << NameOf(algorithm) << ": " << status.message();
    const auto certificate = ca.Confirm(name);
    ASSERT_TRUE(certificate.ok()) << NameOf(algorithm) << ": " << certificate.status().message();
    EXPECT_EQ(ToHex(certificate->spki_der()), ToHex(key.public_key().spki_der())) << NameOf(algorithm);
  }
}

TEST(KeyRequest, AKeyInAnotherFormIsTheSameKey) {
  for (const KeyAlgorithm algorithm : {k256CryptoProA, k256Tc26A, k512Tc26A}) {
    CaBench ca;
    const std::string first = ca.Reach(kIdentified);
    const PrivateKey key = KeyOf(ca, "one", algorithm);
    ASSERT_TRUE(ca.SubmitKey(first, *MakeRequest(key, {}, *ca.random->Stream("r"))).ok());
    ASSERT_TRUE(ca.Confirm(first).ok());
    const std::string second = ca.Reach(kIdentified);
    EXPECT_EQ(ca.SubmitKey(second, RequestInTheOtherForm(ca, key)).reason(), Reason::KEY_ALREADY_CERTIFIED)
        << NameOf(algorithm);
  }
}

TEST(KeyRequest, TestSetsAreRefused) {
  CaBench ca;
  const std::string name = ca.Reach(kIdentified);
  for (const KeyAlgorithm algorithm : {k256Test, k512Test}) {
    EXPECT_EQ(ca.SubmitKey(name, ca.KeyRequest("key", algorithm)).reason(), Reason::KEY_TEST_PARAMETERS)
        << NameOf(algorithm);
  }
}

// A request that names somebody else gives a certificate of who was identified.
TEST(KeyRequest, NamesInItAreNotTrusted) {
  CaBench ca;
  const std::string name = ca.Reach(kIdentified);
  const Name somebody = {{Attribute::kCommonName, "Чужой Человек"},
                         {Attribute::kSurname, "Чужой"},
                         {Attribute::kSnils, "08765430300"},
                         {Attribute::kInn, "772600000000"}};
  const PrivateKey key = KeyOf(ca, "key", k256CryptoProA);
  ASSERT_TRUE(ca.SubmitKey(name, *MakeRequest(key, somebody, *ca.random->Stream("request"))).ok());
  const auto certificate = ca.Confirm(name);
  ASSERT_TRUE(certificate.ok()) << certificate.status().message();
  const DocumentSet documents = ValidDocuments();
  EXPECT_EQ(Find(certificate->subject(), Attribute::kCommonName), documents.passport.name.Full());
  EXPECT_EQ(Find(certificate->subject(), Attribute::kSurname), documents.passport.name.surname);
  EXPECT_EQ(Find(certificate->subject(), Attribute::kSnils), "11223344595");
  EXPECT_EQ(Find(certificate->subject(), Attribute::kInn), documents.inn.number);
}

}  // namespace
}  // namespace kepsim
