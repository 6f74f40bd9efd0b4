#include "registry/publication/publication.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/registry/registry_bench.h"
#include "tests/support/temp_folder.h"

namespace kepsim {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

std::string Published(uint8_t serial) {
  return "registry.published " + RegistryBench::NameOf(serial);
}
std::string Revoked(uint8_t serial) {
  return "registry.revoked " + RegistryBench::NameOf(serial);
}

TEST(Publication, WithoutDelayTheEntryIsThereWithTheChange) {
  RegistryBench bench;
  bench.AddAuthorities();
  ASSERT_TRUE(bench.Issue(1).ok());
  ASSERT_TRUE(bench.Entry(1).has_value());
  EXPECT_EQ(bench.Entry(1)->published, bench.clock.Now());
  EXPECT_FALSE(bench.Entry(1)->revoked.has_value());

  bench.clock.Advance(hours(1));
  ASSERT_TRUE(bench.Revoke(1).ok());
  EXPECT_EQ(bench.Entry(1)->revoked, bench.clock.Now());
  EXPECT_EQ(bench.Entry(1)->crl_reason, 1);
  EXPECT_THAT(bench.Events("registry."), ElementsAre(Published(1), Revoked(1)));
  EXPECT_EQ(bench.agenda->Next().value(), std::nullopt);
}

TEST(Publication, IsPartOfTheOperation) {
  RegistryBench bench;
  bench.AddAuthorities();
  const Certificate certificate = bench.Holder(1);
  const Status status = bench.Run([&](Operation& operation) -> Status {
    KEPSIM_TRY(bench.registry->publication().PublishIssued(
        operation, {RegistryBench::NameOf(1), "azimut", certificate, "", {}}));
    return Reason::INTERNAL;
  });
  EXPECT_EQ(status.reason(), Reason::INTERNAL);
  EXPECT_FALSE(bench.Entry(1).has_value());
  EXPECT_THAT(bench.Events("registry."), IsEmpty());
}

TEST(Publication, RefusesWhatCannotBe) {
  RegistryBench bench;
  EXPECT_EQ(bench.Issue(1).reason(), Reason::AUTHORITY_NOT_FOUND);
  bench.AddAuthorities();
  EXPECT_EQ(bench.Revoke(1).reason(), Reason::CERTIFICATE_NOT_FOUND);
  ASSERT_TRUE(bench.Issue(1).ok());
  ASSERT_TRUE(bench.Revoke(1).ok());
  EXPECT_EQ(bench.Revoke(1).reason(), Reason::CERTIFICATE_ALREADY_REVOKED);
  EXPECT_EQ(bench.Issue(1).reason(), Reason::CONTENDED);  // one serial of one issuer, twice
}

TEST(Publication, ADelayIsCountedFromTheChange) {
  RegistryBench bench({.delay = hours(2)});
  bench.AddAuthorities();
  ASSERT_TRUE(bench.Issue(1).ok());
  bench.Advance(hours(1));
  ASSERT_TRUE(bench.Revoke(1).ok());
  EXPECT_EQ(bench.Revoke(1).reason(), Reason::CERTIFICATE_ALREADY_REVOKED);
  EXPECT_FALSE(bench.Entry(1).has_value());

  bench.Advance(hours(1));
  ASSERT_TRUE(bench.Entry(1).has_value());
  EXPECT_FALSE(bench.Entry(1)->revoked.has_value());
  bench.Advance(hours(1));
  EXPECT_EQ(bench.Entry(1)->revoked, bench.clock.Now());
  EXPECT_THAT(bench.Events("registry."), ElementsAre(Published(1), Revoked(1)));
}

TEST(Publication, OfOneMomentTheCertificateComesFirst) {
  RegistryBench bench({.delay = hours(2)});
  bench.AddAuthorities();
  ASSERT_TRUE(bench.Issue(1).ok());
  ASSERT_TRUE(bench.Revoke(1).ok());
  bench.Advance(hours(2));
  EXPECT_THAT(bench.Events("registry."), ElementsAre(Published(1), Revoked(1)));
}

TEST(Publication, WhatIsHeldComesInOrderWithTheRelease) {
  RegistryBench bench;
  bench.AddAuthorities();
  Publication& publication = bench.registry->publication();
  ASSERT_TRUE(bench.Issue(1).ok());
  ASSERT_TRUE(bench.Run([&](Operation& operation) { return publication.Hold(operation); }).ok());
  ASSERT_TRUE(bench.Issue(3).ok());
  ASSERT_TRUE(bench.Revoke(1).ok());
  ASSERT_TRUE(bench.Issue(2).ok());
  ASSERT_TRUE(bench.Revoke(2).ok());
  bench.Advance(hours(24));
  EXPECT_THAT(bench.Events("registry."), ElementsAre(Published(1)));
  EXPECT_FALSE(bench.Entry(1)->revoked.has_value());

  int released = 0;
  ASSERT_TRUE(bench
                  .Run([&](Operation& operation) -> Status {
                    KEPSIM_ASSIGN(released, publication.Release(operation));
                    return OkStatus();
                  })
                  .ok());
  EXPECT_EQ(released, 4);
  EXPECT_THAT(bench.Events("registry."),
              ElementsAre(Published(1), Published(3), Revoked(1), Published(2), Revoked(2)));
  EXPECT_EQ(bench.Entry(2)->revoked, bench.clock.Now());
  EXPECT_FALSE(publication.Held().value());
  ASSERT_TRUE(bench.Issue(4).ok());
  EXPECT_TRUE(bench.Entry(4).has_value());
}

TEST(Publication, AReleaseKeepsTheDelay) {
  RegistryBench bench({.delay = hours(2)});
  bench.AddAuthorities();
  Publication& publication = bench.registry->publication();
  const auto release = [&] {
    return bench.Run([&](Operation& operation) { return publication.Release(operation).status(); });
  };
  ASSERT_TRUE(bench.Issue(1).ok());  // due while held
  ASSERT_TRUE(bench.Run([&](Operation& operation) { return publication.Hold(operation); }).ok());
  bench.Advance(hours(2));
  EXPECT_FALSE(bench.Entry(1).has_value());
  ASSERT_TRUE(bench.Issue(2).ok());  // not due at the release
  ASSERT_TRUE(release().ok());
  EXPECT_TRUE(bench.Entry(1).has_value());
  EXPECT_FALSE(bench.Entry(2).has_value());
  bench.Advance(hours(2));
  EXPECT_TRUE(bench.Entry(2).has_value());
  EXPECT_THAT(bench.Events("registry."), ElementsAre(Published(1), Published(2)));
}

TEST(Publication, NothingStaysBehindARelease) {
  RegistryBench bench;
  bench.AddAuthorities();
  Publication& publication = bench.registry->publication();
  ASSERT_TRUE(bench.Run([&](Operation& operation) { return publication.Hold(operation); }).ok());
  std::thread issuing([&] {
    for (uint8_t serial = 1; serial <= 40; ++serial) EXPECT_TRUE(bench.Issue(serial).ok());
  });
  // In the midst of it; a release that keeps losing its race is CONTENDED, and tried again.
  Status released = Reason::CONTENDED;
  while (released.reason() == Reason::CONTENDED) {
    released = bench.Run([&](Operation& operation) { return publication.Release(operation).status(); });
  }
  EXPECT_TRUE(released.ok());
  issuing.join();
  for (uint8_t serial = 1; serial <= 40; ++serial) EXPECT_TRUE(bench.Entry(serial).has_value());
}

TEST(Publication, HoldAndOutboxOutliveTheProcess) {
  TempFolder folder;
  const std::string path = folder.File("world.db");
  {
    RegistryBench bench({}, path);
    bench.AddAuthorities();
    ASSERT_TRUE(bench.Run([&](Operation& op) { return bench.registry->publication().Hold(op); }).ok());
    ASSERT_TRUE(bench.Issue(1).ok());
  }
  RegistryBench bench({}, path);
  ASSERT_TRUE(bench.Issue(2).ok());
  EXPECT_FALSE(bench.Entry(2).has_value());
  ASSERT_TRUE(
      bench.Run([&](Operation& op) { return bench.registry->publication().Release(op).status(); }).ok());
  EXPECT_TRUE(bench.Entry(1).has_value());
  EXPECT_TRUE(bench.Entry(2).has_value());
}

}  // namespace
}  // namespace kepsim
