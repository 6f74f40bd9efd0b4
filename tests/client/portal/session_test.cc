#include "client/portal/session.h"

#include "tests/client/portal/portal_bench.h"

namespace kepsim {
namespace {

OpenedSession Opened(PortalBench& bench, const Account& account) {
  return bench.Run([&](Operation& op) -> Result<OpenedSession> { return bench.portal.Open(op, account); })
      .value();
}

TEST(Session, LastsEightHoursOfTheWorldsClock) {
  PortalBench bench;
  const Account account = bench.Registered(PortalBench::Petrov());
  const OpenedSession session = Opened(bench, account);
  EXPECT_EQ(session.expires, kNow + std::chrono::hours(8));
  EXPECT_EQ(bench.portal.Authorize(session.token).value().id, account.id);
  bench.clock.Advance(std::chrono::hours(8) - Duration(1));
  EXPECT_TRUE(bench.portal.Authorize(session.token).ok());
  bench.clock.Advance(Duration(1));
  EXPECT_EQ(bench.portal.Authorize(session.token).status().reason(), Reason::TOKEN_EXPIRED);
}

TEST(Session, OnlyItsOwnTokenOpensIt) {
  PortalBench bench;
  const Account petrov = bench.Registered(PortalBench::Petrov());
  const Account ivanova = bench.Registered(PortalBench::Ivanova());
  const std::string token(Opened(bench, petrov).token.text());
  const std::string secret = token.substr(token.find('.') + 1);
  const std::string other(Opened(bench, ivanova).token.text());

  EXPECT_EQ(bench.portal.Authorize(Secret()).status().reason(), Reason::TOKEN_MISSING);
  for (const std::string& wrong :
       {std::string("x"), std::string("."), std::string("-."), secret, token + "A",
        token.substr(0, token.size() - 1), petrov.id + '.' + secret,
        ivanova.id + token.substr(token.find('-')), other.substr(0, other.find('.') + 1) + secret}) {
    EXPECT_EQ(bench.portal.Authorize(Secret(wrong)).status().reason(), Reason::TOKEN_INVALID) << wrong;
  }
}

TEST(Session, EndsWithLogOut) {
  PortalBench bench;
  const Account account = bench.Registered(PortalBench::Petrov());
  const OpenedSession one = Opened(bench, account);
  const OpenedSession two = Opened(bench, account);
  ASSERT_TRUE(bench
                  .Run([&](Operation& op) {
                    bench.portal.LogOut(op, one.token);
                    return OkStatus();
                  })
                  .ok());
  EXPECT_EQ(bench.portal.Authorize(one.token).status().reason(), Reason::TOKEN_INVALID);
  EXPECT_TRUE(bench.portal.Authorize(two.token).ok());
}

// The clock stands still, as it does in seeded worlds.
TEST(Session, TheOldestOfElevenGoes) {
  PortalBench bench;
  const Account account = bench.Registered(PortalBench::Petrov());
  const OpenedSession others = Opened(bench, bench.Registered(PortalBench::Ivanova()));
  std::vector<OpenedSession> sessions;
  for (int i = 0; i < kMostSessions + 2; ++i) sessions.push_back(Opened(bench, account));
  for (size_t i = 0; i < sessions.size(); ++i) {
    EXPECT_EQ(bench.portal.Authorize(sessions[i].token).ok(), i >= 2) << i;
  }
  EXPECT_TRUE(bench.portal.Authorize(others.token).ok());
}

TEST(Session, ExpiredOnesMakeRoom) {
  PortalBench bench;
  const Account account = bench.Registered(PortalBench::Petrov());
  const OpenedSession old = Opened(bench, account);
  bench.clock.Advance(kSessionSpan);
  Opened(bench, account);
  EXPECT_EQ(bench.portal.Authorize(old.token).status().reason(), Reason::TOKEN_INVALID);
}

TEST(Session, OneOfAnAccountMadeInTheSameOperation) {
  PortalBench bench;
  const auto session = bench.Run([&](Operation& op) -> Result<OpenedSession> {
    KEPSIM_ASSIGN(const Account account, bench.portal.Register(op, PortalBench::Petrov()));
    return bench.portal.Open(op, account);
  });
  EXPECT_EQ(bench.portal.Authorize(session.value().token).value().login, "petrov");
}

}  // namespace
}  // namespace kepsim
