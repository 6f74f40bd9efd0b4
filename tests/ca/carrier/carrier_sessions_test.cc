#include "ca/carrier/carrier_sessions.h"

#include <gtest/gtest.h>

#include "tests/ca/carrier/token_bench.h"
#include "tests/support/temp_folder.h"

namespace kepsim {
namespace {

constexpr Time kNow = FromSeconds(1'768'467'600);

Secret Named(int number) {
  return Secret("session " + std::to_string(number));
}

struct Opener {
  CarrierSessions sessions;
  void Open(int number, const std::string& carrier, Time now = kNow) {
    sessions.Open(Named(number), carrier, std::make_shared<UnlockedToken>(Secret(Bytes(64, 1))), now);
  }
  bool IsOpen(int number, const std::string& carrier, Time now = kNow) {
    return sessions.Use(Named(number), carrier, now).ok();
  }
};

TEST(CarrierSessions, AreKnownByTheirTextAndCarrier) {
  Opener opener;
  opener.Open(1, "a");
  EXPECT_TRUE(opener.IsOpen(1, "a"));
  EXPECT_FALSE(opener.IsOpen(1, "b"));
  EXPECT_FALSE(opener.IsOpen(2, "a"));
  EXPECT_EQ(opener.sessions.Close(Named(1), "b", kNow).reason(), Reason::SESSION_CLOSED);
  EXPECT_TRUE(opener.sessions.Close(Named(1), "a", kNow).ok());
  EXPECT_FALSE(opener.IsOpen(1, "a"));
  EXPECT_EQ(opener.sessions.Close(Named(1), "a", kNow).reason(), Reason::SESSION_CLOSED);
}

TEST(CarrierSessions, EndWhenIdleForMoreThanTenMinutes) {
  Opener opener;
  opener.Open(1, "a");
  opener.Open(2, "a");
  const Time later = kNow + std::chrono::minutes(10);
  EXPECT_TRUE(opener.IsOpen(1, "a", later));
  EXPECT_FALSE(opener.IsOpen(2, "a", later + Duration(1)));
  EXPECT_TRUE(opener.IsOpen(1, "a", later + std::chrono::minutes(10)));
}

TEST(CarrierSessions, AreBounded) {
  Opener opener;
  const int per_carrier = CarrierSessions::kMostPerCarrier;
  for (int i = 0; i < per_carrier; ++i) opener.Open(i, "a", kNow + std::chrono::seconds(i));
  const Time later = kNow + std::chrono::minutes(1);
  EXPECT_TRUE(opener.IsOpen(0, "a", later));
  opener.Open(per_carrier, "a", later);
  EXPECT_TRUE(opener.IsOpen(0, "a", later));
  EXPECT_FALSE(opener.IsOpen(1, "a", later));

  for (int i = 0; i < static_cast<int>(CarrierSessions::kMost); ++i) {
    opener.Open(1000 + i, "b" + std::to_string(i), later);
  }
  EXPECT_FALSE(opener.IsOpen(0, "a", later));
  EXPECT_TRUE(opener.IsOpen(1000, "b0", later));
}

TEST(CarrierSessions, CloseAllIsOfOneCarrier) {
  Opener opener;
  opener.Open(1, "a");
  opener.Open(2, "a");
  opener.Open(3, "b");
  opener.sessions.CloseAll("a");
  EXPECT_FALSE(opener.IsOpen(1, "a"));
  EXPECT_FALSE(opener.IsOpen(2, "a"));
  EXPECT_TRUE(opener.IsOpen(3, "b"));
}

TEST(CarrierSessions, FollowTheWorldsClock) {
  TokenBench bench;
  const std::string token = bench.NewToken();
  const Secret session = *bench.carriers.OpenSession(token, kUserPin);
  bench.clock.Advance(std::chrono::minutes(10));
  EXPECT_TRUE(bench.carriers.Use(token, session).ok());
  bench.clock.Advance(std::chrono::minutes(10) + Duration(1));
  EXPECT_EQ(bench.carriers.Use(token, session).status().reason(), Reason::SESSION_CLOSED);
}

TEST(CarrierSessions, EndWithTheTokensPower) {
  TokenBench bench;
  const std::string token = bench.NewToken();
  const Secret session = *bench.carriers.OpenSession(token, kUserPin);
  bench.carriers.Unplug(*bench.carriers.Load(token));
  EXPECT_EQ(bench.carriers.Use(token, session).status().reason(), Reason::SESSION_CLOSED);
}

// In a seeded world, too, a session of before the restart is not that of after it.
TEST(CarrierSessions, EndWithTheProcess) {
  const TempFolder folder;
  const std::string path = folder.File("world.db");
  std::string token;
  Secret before;
  {
    TokenBench bench(path);
    token = bench.NewToken();
    before = *bench.carriers.OpenSession(token, kUserPin);
  }
  TokenBench bench(path);
  EXPECT_TRUE(bench.carriers.OpenSession(token, kUserPin).ok());
  EXPECT_EQ(bench.carriers.Use(token, before).status().reason(), Reason::SESSION_CLOSED);
}

}  // namespace
}  // namespace kepsim
