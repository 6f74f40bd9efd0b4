#include "ca/x509/request.h"

#include <gtest/gtest.h>

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
