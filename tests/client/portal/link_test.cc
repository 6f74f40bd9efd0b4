#include "client/portal/link.h"

#include "tests/client/portal/portal_bench.h"

namespace kepsim {
namespace {

struct LinkBench : PortalBench {
  Account account = Confirmed(Petrov());
  Certificate certificate = Issue();
  Link link = Linked(account, certificate);

  Link Shown() { return portal.ListLinks(Reloaded(account)).value().at(0); }
  Status Block() {
    return Run([&](Operation& op) -> Status {
      KEPSIM_ASSIGN(Link loaded, portal.LoadLink(account, link.Name()));
      return portal.BlockCertificate(op, loaded);
    });
  }
  Status Unlink() {
    return Run([&](Operation& op) -> Status {
      KEPSIM_ASSIGN(Link loaded, portal.LoadLink(account, link.Name()));
      return portal.Unlink(op, loaded);
    });
  }
};

TEST(Link, IsInactiveOnceTheRegistryShowsTheTermination) {
  LinkBench bench;
  bench.registry.Revoke(bench.certificate.serial());
  EXPECT_EQ(bench.Shown().state, LinkState::kInactive);
  EXPECT_EQ(bench.Shown().state_reason, "REVOKED");
  EXPECT_FALSE(bench.Active(bench.account));
}

TEST(Link, IsInactiveOnceTheCertificateExpires) {
  LinkBench bench;
  bench.clock.Set(bench.certificate.not_after() + std::chrono::seconds(1) - Duration(1));
  EXPECT_TRUE(bench.Active(bench.account));
  bench.clock.Advance(Duration(1));
  EXPECT_EQ(bench.Shown().state_reason, "EXPIRED");
  EXPECT_FALSE(bench.Active(bench.account));
}

TEST(Link, BlockingTellsTheCa) {
  LinkBench bench;
  ASSERT_TRUE(bench.Block().ok());
  EXPECT_EQ(bench.blocking.grounds.size(), 1u);
  EXPECT_EQ(bench.Shown().state, LinkState::kInactive);
  EXPECT_EQ(bench.Shown().state_reason, "BLOCKED");
  EXPECT_FALSE(bench.Active(bench.account));
  EXPECT_TRUE(bench.portal.ShowsRevoked(bench.link).value());
  const auto events = bench.Events("link.deactivated");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].resource, bench.link.Name());
  EXPECT_EQ(bench.Block().reason(), Reason::LINK_NOT_ACTIVE);
}

TEST(Link, BlockingCountsBeforeTheRegistryShowsIt) {
  LinkBench bench;
  bench.blocking.held = true;
  ASSERT_TRUE(bench.Block().ok());
  EXPECT_FALSE(bench.portal.ShowsRevoked(bench.link).value());
  EXPECT_FALSE(bench.Active(bench.account));
}

TEST(Link, StaysWhereTheCaRefuses) {
  LinkBench bench;
  bench.blocking.refusal = Reason::STORAGE_FAILED;
  EXPECT_EQ(bench.Block().reason(), Reason::STORAGE_FAILED);
  EXPECT_TRUE(bench.Active(bench.account));
}

TEST(Link, WhatIsInactiveAlreadyIsNotBlocked) {
  LinkBench revoked;
  revoked.registry.Revoke(revoked.certificate.serial());
  EXPECT_EQ(revoked.Block().reason(), Reason::LINK_NOT_ACTIVE);
  LinkBench unlinked;
  ASSERT_TRUE(unlinked.Unlink().ok());
  EXPECT_EQ(unlinked.Block().reason(), Reason::LINK_NOT_ACTIVE);
  EXPECT_TRUE(unlinked.blocking.grounds.empty());
}

TEST(Link, UnlinkedByItsOwner) {
  LinkBench bench;
  ASSERT_TRUE(bench.Unlink().ok());
  EXPECT_EQ(bench.Shown().state, LinkState::kUnlinked);
  EXPECT_FALSE(bench.Active(bench.account));
  EXPECT_EQ(bench.Events("link.unlinked").size(), 1u);
  EXPECT_EQ(bench.Unlink().reason(), Reason::LINK_NOT_ACTIVE);
  // Linking it again makes another.
  EXPECT_NE(bench.Linked(bench.account, bench.certificate).id, bench.link.id);
  EXPECT_TRUE(bench.Active(bench.account));
}

TEST(Link, ASecondOneKeepsTheSignatureActive) {
  LinkBench bench;
  const Certificate second = bench.Issue([](CertificatePlan& plan) { plan.serial = Samples::Serial(4); });
  bench.Linked(bench.account, second);
  ASSERT_TRUE(bench.Block().ok());
  EXPECT_TRUE(bench.Active(bench.account));
  const auto links = bench.portal.ListLinks(bench.Reloaded(bench.account)).value();
  ASSERT_EQ(links.size(), 2u);
  EXPECT_EQ(links[0].id, bench.link.id);
  EXPECT_EQ(links[1].state, LinkState::kActive);
}

TEST(Link, AnotherAccountsIsNotFound) {
  LinkBench bench;
  const Account other = bench.Confirmed(PortalBench::Ivanova());
  for (const std::string& name : {bench.link.Name(), bench.link.id, std::string("links/")}) {
    EXPECT_EQ(bench.portal.LoadLink(other, name).status().reason(), Reason::LINK_NOT_FOUND) << name;
  }
  EXPECT_TRUE(bench.portal.LoadLink(bench.account, bench.link.Name()).ok());
}

}  // namespace
}  // namespace kepsim
