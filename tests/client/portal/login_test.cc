#include <ctime>
#include <thread>

#include "client/portal/login_throttle.h"
#include "tests/client/portal/portal_bench.h"

namespace kepsim {
namespace {

Reason LogIn(PortalBench& bench, std::string_view login, std::string_view password) {
  return bench.portal.CheckPassword(login, Secret(password), bench.clock.Now()).status().reason();
}

TEST(Login, TheRightPasswordOpens) {
  PortalBench bench;
  bench.Registered(PortalBench::Petrov());
  for (const char* login : {"petrov", "Petrov", "PETROV"}) {
    EXPECT_EQ(LogIn(bench, login, "correct horse"), Reason::OK) << login;
  }
}

TEST(Login, WhatIsWrongIsNotTold) {
  PortalBench bench;
  bench.Registered(PortalBench::Petrov());
  bench.Registered(PortalBench::Ivanova());
  const std::pair<std::string, std::string> kTries[] = {
      {"petrov", "wrong horse"},    {"petrov", ""},
      {"petrov", "battery staple"}, {"nobody", "correct horse"},
      {"", "correct horse"},        {"petrov", std::string(1 << 20, 'x')},
      {"petrov", "CORRECT HORSE"},  {std::string(1 << 20, 'p'), "correct horse"},
  };
  for (const auto& [login, password] : kTries) {
    const Status status = bench.portal.CheckPassword(login, Secret(password), bench.clock.Now()).status();
    EXPECT_EQ(status.reason(), Reason::LOGIN_FAILED) << login.substr(0, 10);
    EXPECT_EQ(status.message(), Sentence(Reason::LOGIN_FAILED));
    EXPECT_TRUE(status.metadata().empty());
  }
}

// The cost is the workspace's default here, so that a derivation stands out from all else.
TEST(Login, AnUnknownLoginCostsTheSameDerivation) {
  PortalBench bench(kDefaultPasswordCost);
  bench.Registered(PortalBench::Petrov());
  // Of the processor, not of the wall: tests run beside others.
  const auto work = [&](std::string_view login) {
    const std::clock_t start = std::clock();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(LogIn(bench, login, "wrong horse"), Reason::LOGIN_FAILED);
    return static_cast<double>(std::clock() - start);
  };
  const double ratio = work("nobody") / work("petrov");
  EXPECT_GT(ratio, 0.25);
  EXPECT_LT(ratio, 4);
}

TEST(Login, NoPasswordIsInTheJournal) {
  PortalBench bench;
  const Account account = bench.Registered(PortalBench::Petrov());
  EXPECT_EQ(LogIn(bench, "petrov", "wrong horse"), Reason::LOGIN_FAILED);
  ASSERT_TRUE(bench
                  .Run([&](Operation& op) {
                    OpenSession(op, account);
                    return OkStatus();
                  })
                  .ok());
  for (const Event& event : bench.Events("")) {
    for (const auto& [key, value] : event.attributes) {
      EXPECT_EQ(value.find("horse"), std::string::npos) << event.type << ' ' << key;
    }
  }
}

TEST(Login, IsThrottledAfterTenFailuresInARow) {
  for (const char* login : {"petrov", "nobody"}) {
    PortalBench bench;
    bench.Registered(PortalBench::Petrov());
    for (int i = 0; i < 10; ++i) EXPECT_EQ(LogIn(bench, login, "wrong horse"), Reason::LOGIN_FAILED) << i;

    bench.clock.Advance(std::chrono::minutes(14));
    const Status status =
        bench.portal.CheckPassword(login, Secret("correct horse"), bench.clock.Now()).status();
    EXPECT_EQ(status.reason(), Reason::LOGIN_THROTTLED);
    EXPECT_EQ(status.metadata().at("retry_after_seconds"), "60");

    // What was refused meanwhile did not count.
    bench.clock.Advance(std::chrono::minutes(1));
    EXPECT_EQ(LogIn(bench, login, "wrong horse"), Reason::LOGIN_FAILED);
  }
}

TEST(Login, ThrottlingOneLoginLeavesTheOthers) {
  PortalBench bench;
  bench.Registered(PortalBench::Petrov());
  bench.Registered(PortalBench::Ivanova());
  for (int i = 0; i < 10; ++i) LogIn(bench, i % 2 ? "petrov" : "PETROV", "wrong horse");
  EXPECT_EQ(LogIn(bench, "Petrov", "correct horse"), Reason::LOGIN_THROTTLED);
  EXPECT_EQ(LogIn(bench, "ivanova", "battery staple"), Reason::OK);
}

TEST(Login, SuccessEndsTheRun) {
  PortalBench bench;
  bench.Registered(PortalBench::Petrov());
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 9; ++i) EXPECT_EQ(LogIn(bench, "petrov", "wrong horse"), Reason::LOGIN_FAILED);
    EXPECT_EQ(LogIn(bench, "petrov", "correct horse"), Reason::OK);
  }
}

TEST(Login, ManyRightOnesAtOnceAreNotThrottled) {
  PortalBench bench;
  bench.Registered(PortalBench::Petrov());
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 32; ++i) {
    threads.emplace_back([&] { right += LogIn(bench, "petrov", "correct horse") == Reason::OK; });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 32);
}

TEST(LoginThrottle, IsBoundedAndForgetsTheOldest) {
  LoginThrottle throttle;
  for (int i = 0; i < 10; ++i) throttle.Failed("first", kNow);
  EXPECT_EQ(throttle.Admit("first", kNow).reason(), Reason::LOGIN_THROTTLED);
  for (int i = 0; i < 10'000; ++i) throttle.Failed("login" + std::to_string(i), kNow + Duration(1 + i));
  EXPECT_TRUE(throttle.Admit("first", kNow).ok());
}

}  // namespace
}  // namespace kepsim
