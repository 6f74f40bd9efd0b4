// CAs and roots made by call, as the registry and the portal see them.
#include "client/world/authority_calls.h"

#include <gmock/gmock.h>

#include "ca/issuance/authority_catalogue.h"
#include "registry/publication/trusted_list_reader.h"
#include "tests/client/world/world_bench.h"
#include "tests/support/temp_folder.h"

namespace kepsim {
namespace {

std::shared_ptr<World> MakeWorld(const std::string& path = "") {
  auto born = World::Birth(path, Secret(Bytes(32, 1)), "x", FrozenOptions());
  EXPECT_TRUE(born.ok()) << born.status().message();
  return born.ok() ? *born : nullptr;
}

template <class Call>
auto InOperation(World& world, Call&& call) {
  return world.operations().Run({"test/Call", "", ""}, std::forward<Call>(call));
}

Status Create(World& world, const std::string& id, bool accredited, const std::string& style = "") {
  AuthorityWish wish;
  wish.id = id;
  wish.style = style;
  return InOperation(
             world, [&](Operation& operation) { return CreateAuthority(world, operation, wish, accredited); })
      .status();
}
Status RollOver(World& world, const char* id) {
  return InOperation(world, [&](Operation& operation) { return RollOverKey(world, operation, id, {}); })
      .status();
}

Result<Provisioned> Issue(World& world, const std::string& authority, const std::string& request) {
  ProvisionWish wish;
  wish.authority_id = authority;
  wish.until = ProvisionUntil::kPublished;
  return RunProvision(world, wish, request);
}

Verdict Judge(World& world, const Certificate& certificate) {
  return Verifier(world.registry().lookup())
      .VerifyCertificate(certificate, world.clock().Now(), {.ask_registry = true});
}

TEST(AuthorityCalls, TheRegistryKnowsWhatWasMade) {
  const auto world = MakeWorld();
  ASSERT_TRUE(Create(*world, "volga", true).ok());
  ASSERT_TRUE(Create(*world, "don", false).ok());
  const auto book = *world->registry().authorities().Book();
  const auto* volga = book->Find("volga");
  const auto* don = book->Find("don");
  ASSERT_TRUE(volga != nullptr && don != nullptr);
  ASSERT_EQ(volga->history.size(), 1u);
  EXPECT_TRUE(don->history.empty());
  EXPECT_EQ(don->listing.registry_number, volga->listing.registry_number + 1);
  const auto xml = *world->registry().TrustedListXml();
  const auto list = ReadTrustedList(AsBytes(*xml)).value();
  std::vector<std::string> names;
  for (const auto& authority : list.authorities) names.push_back(authority.listing.short_name);
  EXPECT_THAT(names, testing::Contains("ТЕСТ УЦ «volga»"));
  EXPECT_THAT(names, testing::Not(testing::Contains("ТЕСТ УЦ «don»")));

  const auto good = Issue(*world, "volga", "1");
  ASSERT_TRUE(good.ok()) << good.status().message();
  EXPECT_EQ(Judge(*world, *good->certificate).reason, VerdictReason::kValid);
  const auto bad = Issue(*world, "don", "2");
  ASSERT_TRUE(bad.ok()) << bad.status().message();
  EXPECT_EQ(Judge(*world, *bad->certificate).reason, VerdictReason::kIssuerNotAccredited);
}

TEST(AuthorityCalls, UnqualifiedOnesAreNotAccredited) {
  const auto world = MakeWorld();
  const Status refused = Create(*world, "volga", true, "unqualified");
  ASSERT_EQ(refused.violations().size(), 1u);
  EXPECT_EQ(refused.violations()[0].field, "accredited");
  EXPECT_EQ(world->authorities().Find("volga"), nullptr);
  ASSERT_TRUE(Create(*world, "volga", false, "unqualified").ok());
  const auto made = Issue(*world, "volga", "1");
  ASSERT_TRUE(made.ok()) << made.status().message();
  EXPECT_EQ(Judge(*world, *made->certificate).reason, VerdictReason::kNotQualified);
}

TEST(AuthorityCalls, BothGenerationsAreJudgedAndHaveTheirLists) {
  TempFolder folder;
  const std::string path = folder.File("world.db");
  auto world = MakeWorld(path);
  const auto early = Issue(*world, "azimut", "1");
  ASSERT_TRUE(early.ok()) << early.status().message();
  for (const char* id : {"azimut", kRootId}) ASSERT_TRUE(RollOver(*world, id).ok()) << id;
  ASSERT_TRUE(RollOver(*world, "azimut").ok());
  const auto late = Issue(*world, "azimut", "2");
  ASSERT_TRUE(late.ok()) << late.status().message();
  EXPECT_NE(early->certificate->authority_key_id(), late->certificate->authority_key_id());

  world.reset();
  world = *World::Open(path, Secret(Bytes(32, 1)), "x");
  EXPECT_EQ(world->authorities().FindByKeyId(*late->certificate->authority_key_id())->profile.id, "azimut");
  for (const auto* made : {&*early, &*late}) {
    EXPECT_EQ(NameOf(Judge(*world, *made->certificate).reason), "VALID");
  }
  ASSERT_TRUE(InOperation(*world, [&](Operation& operation) {
                return world->enrollment().Revoke(operation, early->application.certificate,
                                                  RevocationReason::kSuperseded, "Заявление");
              }).ok());
  EXPECT_EQ(NameOf(Judge(*world, *early->certificate).reason), "REVOKED");
  EXPECT_EQ(NameOf(Judge(*world, *late->certificate).reason), "VALID");
  const auto revoked = [&](const Certificate& certificate) {
    const auto der = *world->registry().crls().Current(*certificate.authority_key_id());
    return Crl::Parse(*der)->Find(early->certificate->serial()) != nullptr;
  };
  EXPECT_TRUE(revoked(*early->certificate));
  EXPECT_FALSE(revoked(*late->certificate));
  EXPECT_EQ((*world->registry().authorities().Book())->Find("azimut")->certificates.size(), 3u);
}

}  // namespace
}  // namespace kepsim
