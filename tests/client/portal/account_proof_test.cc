#include "client/portal/account_proof.h"

#include <map>
#include <thread>

#include "tests/client/portal/portal_bench.h"

namespace kepsim {
namespace {

IssuedProof Issued(PortalBench& bench, const Account& account) {
  return bench.Run([&](Operation& op) { return bench.portal.CreateAccountProof(op, account); }).value();
}
Result<ProvenAccount> Redeemed(PortalBench& bench, const Secret& proof) {
  return bench.Run([&](Operation& op) { return bench.portal.Redeem(op, proof); });
}

TEST(AccountProof, TellsTheCaWhoItIs) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const auto proven = Redeemed(bench, Issued(bench, account).text);
  EXPECT_EQ(proven.value().account, account.Name());
  EXPECT_EQ(proven.value().snils, "11223344595");
  EXPECT_EQ(proven.value().person, account.person);
}

TEST(AccountProof, NeedsAConfirmedAccount) {
  PortalBench bench;
  const Account account = bench.Registered(PortalBench::Petrov());
  const auto proof = bench.Run([&](Operation& op) { return bench.portal.CreateAccountProof(op, account); });
  EXPECT_EQ(proof.status().reason(), Reason::ACCOUNT_NOT_CONFIRMED);
}

TEST(AccountProof, IsGoodForAnHour) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const IssuedProof early = Issued(bench, account);
  const IssuedProof late = Issued(bench, account);
  EXPECT_EQ(late.expires, kNow + std::chrono::hours(1));
  bench.clock.Advance(std::chrono::hours(1) - Duration(1));
  EXPECT_TRUE(Redeemed(bench, early.text).ok());
  bench.clock.Advance(Duration(1));
  EXPECT_EQ(Redeemed(bench, late.text).status().reason(), Reason::ACCOUNT_PROOF_EXPIRED);
}

TEST(AccountProof, IsRefusedWhenForged) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const std::string proof(Issued(bench, account).text.text());
  for (const std::string& wrong : {std::string(), std::string("x"), std::string("x.y"), proof + "A",
                                   proof.substr(1), "." + proof.substr(proof.find('.') + 1)}) {
    EXPECT_EQ(Redeemed(bench, Secret(wrong)).status().reason(), Reason::ACCOUNT_PROOF_INVALID) << wrong;
  }
  EXPECT_TRUE(Redeemed(bench, Secret(proof)).ok());
}

TEST(AccountProof, AFailedOperationLeavesIt) {
  PortalBench bench;
  const IssuedProof proof = Issued(bench, bench.Confirmed(PortalBench::Petrov()));
  const auto failed = bench.Run([&](Operation& op) -> Result<ProvenAccount> {
    KEPSIM_ASSIGN(ProvenAccount proven, bench.portal.Redeem(op, proof.text));
    return Reason::SCAN_EMPTY;
  });
  EXPECT_EQ(failed.status().reason(), Reason::SCAN_EMPTY);
  EXPECT_TRUE(Redeemed(bench, proof.text).ok());
}

TEST(AccountProof, OfManyAtOnceOneWins) {
  PortalBench bench;
  const IssuedProof proof = Issued(bench, bench.Confirmed(PortalBench::Petrov()));
  std::vector<Reason> reasons(16);
  std::vector<std::thread> threads;
  for (Reason& reason : reasons) {
    threads.emplace_back([&] { reason = Redeemed(bench, proof.text).status().reason(); });
  }
  for (std::thread& thread : threads) thread.join();
  std::map<Reason, int> counts;
  for (const Reason reason : reasons) ++counts[reason];
  EXPECT_EQ(counts, (std::map<Reason, int>{{Reason::OK, 1}, {Reason::ACCOUNT_PROOF_USED, 15}}));
}

}  // namespace
}  // namespace kepsim
