#include "ca/x509/request.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "ca/defect/der_tree.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {
namespace {

TEST(RequestTest, ProvesItsKey) {
  const Samples samples;
  const auto request = MakeRequest(samples.holder_key(), Samples::HolderName(), *samples.stream());
  ASSERT_TRUE(request.ok()) << request.status().message();
  const auto proven = ProvenKey::FromRequest(*request);
  ASSERT_TRUE(proven.ok()) << proven.status().message();
  EXPECT_TRUE(proven->key().SameKey(samples.holder_key().public_key()));
  EXPECT_EQ(proven->request_der(), *request);
}

TEST(RequestTest, AProvenKeyComesBackFromTheStoreAndNothingElseDoes) {
  const Samples samples;
  const ProvenKey proven = *ProvenKey::FromRequest(*MakeRequest(samples.holder_key(), {}, *samples.stream()));
  const Bytes stored = proven.Stored();
  const auto back = ProvenKey::FromStored(stored);
  ASSERT_TRUE(back.ok()) << back.status().message();
  EXPECT_TRUE(back->key().SameKey(proven.key()));
  EXPECT_EQ(back->request_der(), proven.request_der());
  for (size_t at : {size_t{0}, size_t{40}, stored.size() - 1}) {
    Bytes changed = stored;
    changed[at] ^= 1;
    EXPECT_EQ(ProvenKey::FromStored(changed).status().reason(), Reason::STORAGE_CORRUPT) << at;
  }
  EXPECT_EQ(ProvenKey::FromStored({}).status().reason(), Reason::STORAGE_CORRUPT);
}

TEST(RequestTest, Rfc9215ExamplesVerify) {
  EXPECT_EQ(ProvenKey::FromRequest(ReadPemFixture("vectors/rfc9215/d1.csr"))->key().algorithm(),
            KeyAlgorithm::k256Test);
  EXPECT_EQ(ProvenKey::FromRequest(ReadPemFixture("vectors/rfc9215/d2.csr"))->key().algorithm(),
            KeyAlgorithm::k256Tc26A);
  EXPECT_EQ(ProvenKey::FromRequest(ReadPemFixture("vectors/rfc9215/d3.csr"))->key().algorithm(),
            KeyAlgorithm::k512Test);
}

struct BadRequest {
  const char* what;
  std::function<void(DerTree&)> bend;
  Reason reason;
};

TEST(RequestTest, RefusesWhatIsBent) {
  const Samples samples;
  const Bytes good = *MakeRequest(samples.holder_key(), Samples::HolderName(), *samples.stream());
  const BadRequest kRequests[] = {
      {"SignatureBit", [](DerTree& t) { t[2].content.back() ^= 1; }, Reason::SIGNATURE_INVALID},
      {"Subject", [](DerTree& t) { t[0][1] = DerTree::Parse(*EncodeName(Samples::CaName())); },
       Reason::SIGNATURE_INVALID},
      {"AlgorithmOfTheOtherLength", [](DerTree& t) { t[1][0].content.back() = 0x03; },
       Reason::SIGNATURE_INVALID},
      {"AlgorithmUnknown", [](DerTree& t) { t[1][0].content.back() = 0x09; }, Reason::SIGNATURE_INVALID},
      {"AlgorithmWithParameters",
       [](DerTree& t) {
         t[1].children.push_back(DerTree::Parse(Bytes{0x02, 0x01, 0x00}));
       },
       Reason::SIGNATURE_INVALID},
      {"Version2", [](DerTree& t) { t[0][0].content = {1}; }, Reason::DER_MALFORMED},
      {"PointOffTheCurve", [](DerTree& t) { t[0][2][1].content.back() ^= 1; }, Reason::KEY_POINT_INVALID},
      {"SomethingInside",
       [](DerTree& t) {
         t[0].children.push_back(DerTree::Parse(Bytes{0x05, 0x00}));
       },
       Reason::DER_MALFORMED},
      {"TooLarge",
       [](DerTree& t) {
         t[0][3].children.push_back(DerTree{0x04, Bytes(16 << 10), {}});
       },
       Reason::DER_MALFORMED},
  };
  for (const BadRequest& bad : kRequests) {
    DerTree tree = DerTree::Parse(good);
    bad.bend(tree);
    EXPECT_EQ(ProvenKey::FromRequest(tree.Encode()).status().reason(), bad.reason) << bad.what;
  }
}

// As openssl's engine writes it; RFC 9215 §2 would have the parameters absent.
TEST(RequestTest, NullParametersOfTheSignatureAlgorithmAreTaken) {
  const Samples samples;
  DerTree tree = DerTree::Parse(*MakeRequest(samples.holder_key(), {}, *samples.stream()));
  tree[1].children.push_back(DerTree::Parse(Bytes{0x05, 0x00}));
  EXPECT_TRUE(ProvenKey::FromRequest(tree.Encode()).ok());
}

// A point of the curve, but not of its group of prime order: that of order 2 (see public_key_test).
TEST(RequestTest, RefusesAKeyOfSmallOrder) {
  const Samples samples(KeyAlgorithm::k256Tc26A);
  DerTree tree = DerTree::Parse(*MakeRequest(samples.holder_key(), {}, *samples.stream()));
  const Bytes point = *FromHex(
      "AA4AA1E7DC7530A67EC42A195CFE448758D978D4444B978E15FF95F573FE0001"
      "0000000000000000000000000000000000000000000000000000000000000000");
  std::ranges::copy(point, tree[0][2][1].content.end() - 64);
  EXPECT_EQ(ProvenKey::FromRequest(tree.Encode()).status().reason(), Reason::KEY_POINT_INVALID);
}

TEST(RequestTest, AnothersKeyIsNotProven) {
  const Samples samples;
  DerTree tree = DerTree::Parse(*MakeRequest(samples.holder_key(), Samples::HolderName(), *samples.stream()));
  tree[0][2] = DerTree::Parse(samples.ca_key().public_key().spki_der());
  EXPECT_EQ(ProvenKey::FromRequest(tree.Encode()).status().reason(), Reason::SIGNATURE_INVALID);
}

TEST(RequestTest, RefusesEveryCut) {
  const Samples samples;
  const Bytes der = *MakeRequest(samples.holder_key(), {}, *samples.stream());
  for (size_t size = 0; size < der.size(); ++size) {
    EXPECT_EQ(ProvenKey::FromRequest(ByteView(der).first(size)).status().reason(), Reason::DER_MALFORMED);
  }
}

}  // namespace
}  // namespace kepsim
