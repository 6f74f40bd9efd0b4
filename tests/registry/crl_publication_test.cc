#include "registry/publication/crl_publication.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "registry/verifier/verifier.h"
#include "tests/registry/registry_bench.h"
#include "tests/support/temp_folder.h"

namespace kepsim {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;

Crl Fetch(RegistryBench& bench, const Bytes& key_id) {
  const auto der = bench.registry->crls().Current(key_id);
  EXPECT_TRUE(der.ok()) << der.status().message();
  return Crl::Parse(**der).value();
}

int64_t Number(const Crl& crl) {
  int64_t number = 0;
  for (uint8_t octet : crl.number()) number = number << 8 | octet;
  return number;
}

// Of a list made at `time` with so many revocations: derived, so that a replay gives it again.
int64_t Derived(Time time, int64_t revocations) {
  return ToSeconds(time) / (12 * 3600) + revocations;
}

TEST(CrlPublication, TheFirstListIsEmptyAndSigned) {
  RegistryBench bench;
  bench.AddAuthorities();
  const struct {
    Bytes key_id;
    Name issuer;
    PublicKey key;
  } kAuthorities[] = {
      {bench.RootKeyId(), Samples::RootName(), bench.samples.root_key().public_key()},
      {bench.CaKeyId(), Samples::CaName(), bench.samples.ca_key().public_key()},
  };
  for (const auto& authority : kAuthorities) {
    const Crl crl = Fetch(bench, authority.key_id);
    EXPECT_TRUE(crl.VerifySignature(authority.key).ok());
    EXPECT_EQ(crl.issuer_name_der(), EncodeName(authority.issuer).value());
    EXPECT_EQ(crl.authority_key_id(), authority.key_id);
    EXPECT_EQ(Number(crl), Derived(bench.clock.Now(), 0));
    EXPECT_TRUE(crl.entries().empty());
    EXPECT_EQ(crl.this_update(), bench.clock.Now());
    EXPECT_EQ(crl.next_update(), bench.clock.Now() + hours(24));
  }
}

TEST(CrlPublication, StaysUntilSomethingIsRevoked) {
  RegistryBench bench;
  bench.AddAuthorities();
  ASSERT_TRUE(bench.Issue(1).ok());
  const auto first = bench.registry->crls().Current(bench.CaKeyId()).value();
  ASSERT_TRUE(bench.Issue(2).ok());
  EXPECT_EQ(bench.registry->crls().Current(bench.CaKeyId()).value(), first);

  bench.clock.Advance(microseconds(1'500'000));
  ASSERT_TRUE(bench.Revoke(1, RevocationReason::kSuperseded).ok());
  const Crl second = Fetch(bench, bench.CaKeyId());
  EXPECT_EQ(Number(second), Derived(bench.clock.Now(), 1));
  const CrlEntry* entry = second.Find(Samples::Serial(1));
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->reason, RevocationReason::kSuperseded);
  EXPECT_EQ(entry->revoked, FromSeconds(ToSeconds(bench.clock.Now())));
  EXPECT_EQ(second.Find(Samples::Serial(2)), nullptr);

  // Another's revocation makes no new list.
  (void)Fetch(bench, bench.RootKeyId());
  ASSERT_TRUE(bench.Revoke(2).ok());
  EXPECT_EQ(Number(Fetch(bench, bench.RootKeyId())), Derived(bench.clock.Now(), 0));
  EXPECT_EQ(Number(Fetch(bench, bench.CaKeyId())), Derived(bench.clock.Now(), 2));
  EXPECT_EQ(Fetch(bench, bench.CaKeyId()).entries().size(), 2u);
}

TEST(CrlPublication, IsMadeAnewAfterItsPeriod) {
  RegistryBench bench;
  bench.AddAuthorities();
  const int64_t first = Number(Fetch(bench, bench.CaKeyId()));
  bench.clock.Advance(hours(12) - microseconds(1));
  EXPECT_EQ(Number(Fetch(bench, bench.CaKeyId())), first);
  bench.clock.Advance(microseconds(1));
  EXPECT_EQ(Number(Fetch(bench, bench.CaKeyId())), first + 1);
}

TEST(CrlPublication, OneListForAllWhoAskAtOnce) {
  RegistryBench bench;
  bench.AddAuthorities();
  std::vector<std::thread> askers;
  for (int i = 0; i < 8; ++i) askers.emplace_back([&] { (void)Fetch(bench, bench.CaKeyId()); });
  for (std::thread& asker : askers) asker.join();
  EXPECT_EQ(bench.crl_issuer.signed_lists, 1);
  EXPECT_EQ(bench.Events("crl.issued").size(), 1u);
}

TEST(CrlPublication, AStrangersKeyHasNone) {
  RegistryBench bench;
  bench.AddAuthorities();
  const auto crl = bench.registry->crls().Current(bench.samples.holder_key().public_key().Identifier());
  EXPECT_EQ(crl.status().reason(), Reason::AUTHORITY_NOT_FOUND);
}

TEST(CrlPublication, OutlivesTheProcess) {
  TempFolder folder;
  const std::string path = folder.File("world.db");
  Bytes first;
  {
    RegistryBench bench({}, path);
    bench.AddAuthorities();
    ASSERT_TRUE(bench.Issue(1).ok());
    first = *bench.registry->crls().Current(bench.CaKeyId()).value();
  }
  {
    RegistryBench bench({}, path);
    EXPECT_EQ(*bench.registry->crls().Current(bench.CaKeyId()).value(), first);
    EXPECT_EQ(bench.crl_issuer.signed_lists, 0);
    ASSERT_TRUE(bench.Revoke(1).ok());
  }
  RegistryBench bench({}, path);
  const Crl second = Fetch(bench, bench.CaKeyId());
  EXPECT_EQ(Number(second), Derived(bench.clock.Now(), 1));
  EXPECT_NE(second.Find(Samples::Serial(1)), nullptr);
}

// The whole of it: what the registry publishes is what the verifier finds.
TEST(Registry, TheVerifierSeesWhatIsPublished) {
  RegistryBench bench;
  bench.AddAuthorities();
  Verifier verifier(bench.registry->lookup());
  const auto reason = [&] {
    return verifier.VerifyCertificate(bench.Holder(1), bench.clock.Now(), {.ask_registry = true}).reason;
  };
  EXPECT_EQ(reason(), VerdictReason::kNotInRegistry);
  ASSERT_TRUE(bench.Issue(1).ok());
  EXPECT_EQ(reason(), VerdictReason::kValid);
  bench.clock.Advance(hours(36));
  EXPECT_EQ(reason(), VerdictReason::kValid);
  ASSERT_TRUE(bench.Revoke(1).ok());
  EXPECT_EQ(reason(), VerdictReason::kRevoked);
  ASSERT_TRUE(bench
                  .Run([&](Operation& operation) {
                    return bench.registry->authorities().SetAccreditation(operation, "azimut",
                                                                          Accreditation::kTerminated);
                  })
                  .ok());
  EXPECT_EQ(reason(), VerdictReason::kIssuerTerminated);
}

}  // namespace
}  // namespace kepsim
