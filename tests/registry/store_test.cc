// The stores' contract, in memory and in a file, also after reopening.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registry/publication/trusted_list_reader.h"
#include "tests/registry/registry_bench.h"
#include "tests/support/temp_folder.h"

namespace kepsim {
namespace {

using std::chrono::hours;

class StoreTest : public testing::TestWithParam<bool> {
 protected:
  StoreTest() { Open(); }
  void Open() {
    bench.reset();
    bench = std::make_unique<RegistryBench>(PublicationSettings{}, InFile() ? folder.File("world.db") : "");
  }
  bool InFile() const { return GetParam(); }
  // In a file everything must be found again.
  void Reopen() {
    if (InFile()) Open();
  }
  std::shared_ptr<const AuthorityBook> Book() { return bench->registry->authorities().Book().value(); }
  Status Set(const std::string& id, Accreditation accreditation) {
    return bench->Run([&](Operation& operation) {
      return bench->registry->authorities().SetAccreditation(operation, id, accreditation);
    });
  }

  TempFolder folder;
  std::unique_ptr<RegistryBench> bench;
};

TEST_P(StoreTest, StartsEmpty) {
  EXPECT_EQ(Book()->list_version, 0);
  EXPECT_TRUE(Book()->roots.empty());
  EXPECT_TRUE(Book()->by_key_id.empty());
  EXPECT_FALSE(bench->Entry(1).has_value());
}

TEST_P(StoreTest, KeepsAuthorities) {
  bench->AddAuthorities();
  Reopen();
  const auto book = Book();
  EXPECT_EQ(book->list_version, 1);  // one operation
  EXPECT_EQ(book->list_date, bench->clock.Now());
  ASSERT_EQ(book->roots.size(), 1u);
  EXPECT_TRUE(book->roots[0]->root);
  EXPECT_EQ(book->roots[0]->certificate.der(), bench->samples.Root().der());
  ASSERT_EQ(book->authorities.size(), 1u);
  EXPECT_EQ(book->authorities[0].listing, SampleListing());
  ASSERT_EQ(book->by_key_id.at(bench->CaKeyId()).size(), 1u);
  EXPECT_EQ(book->by_key_id.at(bench->CaKeyId())[0]->id, "azimut");
  EXPECT_FALSE(book->by_key_id.at(bench->CaKeyId())[0]->root);
}

TEST_P(StoreTest, AddsToTheHistoryOfAccreditation) {
  bench->AddAuthorities();
  EXPECT_EQ(Set("nobody", Accreditation::kSuspended).reason(), Reason::AUTHORITY_NOT_FOUND);
  const auto before = Book();
  ASSERT_TRUE(Set("azimut", Accreditation::kActive).ok());  // as it was
  EXPECT_EQ(Book()->list_version, 1);

  ASSERT_TRUE(Set("azimut", Accreditation::kSuspended).ok());
  ASSERT_TRUE(Set("azimut", Accreditation::kActive).ok());  // within the same moment
  bench->clock.Advance(hours(1));
  ASSERT_TRUE(Set("azimut", Accreditation::kTerminated).ok());
  const Time last = bench->clock.Now();
  Reopen();
  const auto book = Book();
  EXPECT_EQ(book->list_version, 4);
  EXPECT_EQ(book->list_date, last);
  const auto& history = book->authorities[0].history;
  ASSERT_EQ(history.size(), 4u);
  EXPECT_EQ(history[1].accreditation, Accreditation::kSuspended);
  EXPECT_EQ(history[2].accreditation, Accreditation::kActive);
  EXPECT_EQ(history[3].accreditation, Accreditation::kTerminated);
  EXPECT_EQ(history[3].effective, last);
  EXPECT_EQ(book->by_key_id.at(bench->CaKeyId())[0]->history.size(), 4u);
  EXPECT_EQ(before->authorities[0].history.size(), 1u);  // who holds a book keeps it
}

TEST_P(StoreTest, KeepsEntriesAndTheirChanges) {
  bench->AddAuthorities();
  ASSERT_TRUE(bench->Issue(1).ok());
  ASSERT_TRUE(bench->Issue(2).ok());
  const Time published = bench->clock.Now();
  bench->clock.Advance(hours(1));
  ASSERT_TRUE(bench->Revoke(2, RevocationReason::kSuperseded).ok());
  const Time revoked = bench->clock.Now();
  Reopen();

  EntryStore& entries = bench->registry->entries();
  const Bytes issuer = bench->CaKeyId();
  const auto good = entries.Find(issuer, Samples::Serial(1)).value();
  ASSERT_TRUE(good.has_value());
  EXPECT_EQ(good->entry.published, published);
  EXPECT_EQ(good->not_after, bench->samples.HolderPlan().not_after);
  EXPECT_EQ(entries.CertificateOf(issuer, Samples::Serial(1)).value(), bench->Holder(1).der());
  EXPECT_TRUE(entries.ChangesOf(issuer, Samples::Serial(1)).value().empty());

  const auto gone = entries.Find(issuer, Samples::Serial(2)).value();
  EXPECT_EQ(gone->entry.revoked, revoked);
  EXPECT_EQ(gone->entry.crl_reason, 4);
  const auto changes = entries.ChangesOf(issuer, Samples::Serial(2)).value();
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].effective, revoked);
  EXPECT_EQ(changes[0].ground, "Утрата носителя");
  EXPECT_EQ(entries.RevocationCount(issuer).value(), 1);

  EXPECT_FALSE(entries.Find(bench->RootKeyId(), Samples::Serial(1)).value().has_value());
  EXPECT_FALSE(entries.CertificateOf(issuer, Samples::Serial(3)).value().has_value());
}

TEST_P(StoreTest, TrustAnchorsAreRootsThenAuthorities) {
  bench->AddAuthorities();
  const auto anchors = bench->registry->GetTrustAnchors().value();
  EXPECT_THAT(anchors.roots, testing::ElementsAre(bench->samples.Root().der()));
  EXPECT_THAT(anchors.authorities, testing::ElementsAre(bench->samples.Ca().der()));
  EXPECT_EQ(anchors.pem, bench->samples.Root().ToPem() + bench->samples.Ca().ToPem());
}

TEST_P(StoreTest, UnqualifiedAuthoritiesAreNoAnchors) {
  bench->AddAuthorities();
  ASSERT_TRUE(bench
                  ->Run([&](Operation& operation) {
                    return bench->registry->authorities().AddCertificate(
                        operation, {"", bench->samples.Holder(), true, {}, false});
                  })
                  .ok());
  Reopen();
  EXPECT_FALSE(Book()->roots.back()->qualified);
  const auto anchors = bench->registry->GetTrustAnchors().value();
  EXPECT_THAT(anchors.unqualified, testing::ElementsAre(bench->samples.Holder().der()));
  EXPECT_EQ(anchors.roots.size() + anchors.authorities.size(), 2u);
  EXPECT_EQ(anchors.pem, bench->samples.Root().ToPem() + bench->samples.Ca().ToPem());
}

// A new generation and a cross-certificate: more keys of a CA, more certificates of a key.
TEST_P(StoreTest, TakesMoreCertificatesLater) {
  bench->AddAuthorities();
  CertificatePlan again = bench->samples.CaPlan();
  again.serial = Samples::Serial(20);
  CertificatePlan next = again;
  next.serial = Samples::Serial(21);
  next.key = bench->samples.holder_key().public_key();
  CertificatePlan cross = bench->samples.CaPlan();
  cross.subject = Samples::RootName();
  cross.key = bench->samples.root_key().public_key();
  const auto add = [&](const std::string& id, const CertificatePlan& plan) {
    const Certificate certificate = bench->samples.Sign(plan, bench->samples.root_key());
    ASSERT_TRUE(
        bench
            ->Run([&](Operation& operation) {
              return bench->registry->authorities().AddCertificate(operation, {id, certificate, false, {}});
            })
            .ok());
  };
  add("azimut", again);
  add("azimut", next);
  add("", cross);
  Reopen();
  const auto book = Book();
  EXPECT_EQ(book->list_version, 4);
  EXPECT_EQ(book->by_key_id.at(bench->CaKeyId()).size(), 2u);
  EXPECT_EQ(book->Find("azimut")->certificates.size(), 3u);
  EXPECT_EQ(book->Find("azimut")->certificates.back()->history.size(), 1u);
  EXPECT_EQ(book->cross_certificates.size(), 1u);
  const auto anchors = bench->registry->GetTrustAnchors().value();
  EXPECT_EQ(anchors.roots.size(), 1u);
  EXPECT_EQ(anchors.authorities.size(), 4u);
  const auto list = ReadTrustedList(AsBytes(*bench->registry->TrustedListXml().value())).value();
  ASSERT_EQ(list.authorities.at(0).keys.size(), 2u);
  EXPECT_EQ(list.authorities[0].keys[0].certificates.size(), 2u);
  EXPECT_EQ(list.authorities[0].keys[1].certificates.size(), 1u);
  EXPECT_EQ(list.authorities[0].keys[1].crl_urls.size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Storage, StoreTest, testing::Bool(),
                         [](const auto& test) { return std::string(test.param ? "File" : "Memory"); });

}  // namespace
}  // namespace kepsim
