#include "ca/operation/operations.h"

#include <gtest/gtest.h>

#include <thread>

#include "ca/crypto/random.h"
#include "ca/operation/agenda.h"
#include "ca/operation/token.h"
#include "tests/support/settable_clock.h"

namespace kepsim {
namespace {

constexpr Time kNow = FromSeconds(1'768'467'600);

struct Bench {
  explicit Bench(bool seeded = true)
      : random(seeded ? MakeSeededRandom(Secret("seed")) : MakeSystemRandom()),
        operations(*database, journal, clock, *random, Secret(Bytes(32, 7))) {}

  std::unique_ptr<Database> database = *Database::Open(
      "", {{1, Journal::kSchema},
           {2, Operations::kSchema},
           {3, Agenda::kSchema},
           {4, "CREATE TABLE item (id TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID"}});
  Journal journal{*database};
  SettableClock clock{kNow};
  std::unique_ptr<Random> random;
  Operations operations;

  int64_t Version(const std::string& id) {
    return *database->Read([&](Connection& c) -> Result<int64_t> {
      Rows rows = c.Select("SELECT version FROM item WHERE id = ?", id);
      return rows.Next() ? rows.Int(0) : 0;
    });
  }
};

std::string IdOf(Bench& bench, const OperationKey& key) {
  return *bench.operations.Run(key, [](Operation& op) -> Result<std::string> { return op.NewId("thing"); });
}

TEST(Operation, IdsHaveTheTimeInFront) {
  Bench bench;
  const std::string first = IdOf(bench, {"M", "p", "1"});
  bench.clock.Advance(std::chrono::seconds(1));
  const std::string second = IdOf(bench, {"M", "p", "0"});
  EXPECT_EQ(first.size(), 26u);
  EXPECT_LT(first, second);
}

TEST(Operation, IdentityDecidesTheRandomness) {
  Bench one, two;
  const std::string id = IdOf(one, {"M", "p", "r"});
  EXPECT_EQ(IdOf(two, {"M", "p", "r"}), id);
  for (const OperationKey& other :
       {OperationKey{"N", "p", "r"}, OperationKey{"M", "q", "r"}, OperationKey{"M", "p", "s"}}) {
    EXPECT_NE(IdOf(one, other), id);
  }
  // Without a request_id the ordinal in the parent takes its place.
  const std::string first = IdOf(one, {"M", "p", ""});
  const std::string second = IdOf(one, {"M", "p", ""});
  EXPECT_NE(first, second);
  EXPECT_EQ(IdOf(two, {"M", "p", ""}), first);
  EXPECT_EQ(IdOf(two, {"M", "p", ""}), second);
}

TEST(Operation, WithoutASeedNothingRepeats) {
  Bench one(false), two(false);
  EXPECT_NE(IdOf(one, {"M", "p", "r"}), IdOf(two, {"M", "p", "r"}));
}

TEST(Operation, AFailingBodyChangesNothing) {
  Bench bench;
  const Status status = bench.operations.Run({"M", "", ""}, [](Operation& op) -> Status {
    op.Stage("item", [](Connection& c) {
      c.Execute("INSERT INTO item (id, version) VALUES ('a', 1)");
      return OkStatus();
    });
    op.Emit("never", "a");
    return Reason::FIELD_REQUIRED;
  });
  EXPECT_EQ(status.reason(), Reason::FIELD_REQUIRED);
  EXPECT_EQ(bench.Version("a"), 0);
  EXPECT_EQ(*bench.journal.LastNumber(), 0);
}

TEST(Operation, ALaterWriteOfTheSameKeyReplacesTheEarlier) {
  Bench bench;
  const Status status = bench.operations.Run({"M", "", ""}, [](Operation& op) -> Status {
    for (int version : {1, 2, 3}) {
      op.Stage("a", [version](Connection& c) {
        c.Execute("INSERT INTO item (id, version) VALUES ('a', ?)", version);
        return OkStatus();
      });
    }
    return OkStatus();
  });
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(bench.Version("a"), 3);
}

// Sixteen threads count one row up; a row that has moved makes the body run again, and no count is lost.
TEST(Operation, RunsAgainWhenARowHasMoved) {
  Bench bench(false);
  ASSERT_TRUE(bench.database
                  ->Commit([](Connection& c) {
                    c.Execute("INSERT INTO item (id, version) VALUES ('a', 1)");
                    return OkStatus();
                  })
                  .ok());
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 25; ++i) {
        const Status status = bench.operations.Run({"M", "", ""}, [&](Operation& op) -> Status {
          op.Stage("a", [version = bench.Version("a")](Connection& c) {
            c.ExecuteOne("UPDATE item SET version = version + 1 WHERE id = 'a' AND version = ?", version);
            return OkStatus();
          });
          return OkStatus();
        });
        EXPECT_TRUE(status.ok() || status.reason() == Reason::CONTENDED) << status.message();
        done += status.ok();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(bench.Version("a"), 1 + done);
  EXPECT_GT(done, 0);
}

TEST(RunOnce, ARepetitionGivesTheFirstAnswerAndDoesNothing) {
  Bench bench;
  int runs = 0;
  const auto body = [&](Operation& op) -> Result<std::string> {
    ++runs;
    op.Emit("ran", "x");
    return "answer " + op.NewId("id");
  };
  const OperationKey key{"M", "p", "r"};
  const auto first = bench.operations.RunOnce(key, "content", body);
  bench.clock.Advance(std::chrono::hours(1));
  const auto second = bench.operations.RunOnce(key, "content", body);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(*first, *second);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(*bench.journal.LastNumber(), 1);
  EXPECT_EQ(bench.operations.RunOnce(key, "other content", body).status().reason(),
            Reason::REQUEST_ID_REUSED);
}

TEST(RunOnce, AFailureIsNotRemembered) {
  Bench bench;
  const OperationKey key{"M", "p", "r"};
  EXPECT_EQ(bench.operations
                .RunOnce(key, "c", [](Operation&) -> Result<std::string> { return Reason::FIELD_REQUIRED; })
                .status()
                .reason(),
            Reason::FIELD_REQUIRED);
  EXPECT_TRUE(
      bench.operations.RunOnce(key, "c", [](Operation&) -> Result<std::string> { return std::string("x"); })
          .ok());
}

TEST(RunOnce, TwoAtOnceTakeEffectOnce) {
  Bench bench(false);
  std::vector<std::string> answers(16);
  std::vector<std::thread> threads;
  for (size_t t = 0; t < answers.size(); ++t) {
    threads.emplace_back([&, t] {
      answers[t] =
          *bench.operations.RunOnce({"M", "p", "r"}, "content", [](Operation& op) -> Result<std::string> {
            op.Emit("ran", "x");
            return op.NewId("id");
          });
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& answer : answers) EXPECT_EQ(answer, answers[0]);
  EXPECT_EQ(*bench.journal.LastNumber(), 1);
}

TEST(RunOnce, WhoIsRefusedForTheEffectOfItsTwinGetsItsAnswer) {
  Bench bench;
  const OperationKey key{"M", "p", "r"};
  const auto twin = [](Operation& op) -> Result<std::string> {
    op.Emit("ran", "x");
    return op.NewId("id");
  };
  Result<std::string> first = Reason::INTERNAL;
  const auto second = bench.operations.RunOnce(key, "content", [&](Operation& op) -> Result<std::string> {
    first = bench.operations.RunOnce(key, "content", twin);  // between the look for an answer and the state
    op.Emit("staged before the refusal", "x");
    return Reason::APPLICATION_STATE;
  });
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(*first, *second);
  EXPECT_EQ(*bench.journal.LastNumber(), 1);
}

TEST(RunOnce, AnswersLieSealed) {
  Bench bench;
  ASSERT_TRUE(bench.operations
                  .RunOnce({"M", "p", "r"}, "content",
                           [](Operation&) -> Result<std::string> { return std::string("the token"); })
                  .ok());
  const Bytes sealed = *bench.database->Read([](Connection& c) -> Result<Bytes> {
    Rows rows = c.Select("SELECT sealed FROM answer");
    return rows.Next() ? rows.Blob(0) : Bytes();
  });
  EXPECT_FALSE(sealed.empty());
  EXPECT_EQ(AsText(sealed).find("the token"), std::string_view::npos);
}

TEST(Agenda, RunsInOrderAndOnce) {
  Bench bench;
  Agenda agenda(bench.operations);
  std::vector<std::string> ran;
  agenda.Handle("do", [&](Operation& op, const Agenda::Item& item) {
    ran.push_back(item.subject);
    op.Emit("done", item.subject);
    return OkStatus();
  });
  Time told{};
  agenda.OnAdded([&](Time at) { told = at; });
  const Agenda::Item later{kNow + kDay, "do", "later"};
  const Agenda::Item sooner{kNow + std::chrono::hours(1), "do", "sooner"};
  const Agenda::Item removed{kNow + std::chrono::hours(2), "do", "removed"};
  ASSERT_TRUE(bench.operations
                  .Run({"M", "", ""},
                       [&](Operation& op) -> Status {
                         agenda.Add(op, later);
                         agenda.Add(op, sooner);
                         agenda.Add(op, removed);
                         return OkStatus();
                       })
                  .ok());
  EXPECT_EQ(told, removed.at);
  ASSERT_TRUE(bench.operations
                  .Run({"M", "", ""},
                       [&](Operation& op) -> Status {
                         agenda.Remove(op, removed);
                         return OkStatus();
                       })
                  .ok());
  while (true) {
    const auto next = agenda.Next();
    ASSERT_TRUE(next.ok());
    if (!*next) break;
    ASSERT_TRUE(agenda.Run(**next).ok());
    ASSERT_TRUE(agenda.Run(**next).ok()) << "a second run of the same item must pass over it";
  }
  EXPECT_EQ(ran, (std::vector<std::string>{"sooner", "later"}));
}

TEST(Token, MatchesItsDigestOnly) {
  const auto random = MakeSeededRandom(Secret("seed"));
  const IssuedToken token = IssueToken("id-1", *random->Stream("t"));
  EXPECT_EQ(TokenId(token.text), "id-1");
  EXPECT_TRUE(TokenMatches(token.text, token.digest));
  EXPECT_FALSE(TokenMatches(Secret("id-1.x"), token.digest));
  for (const char* text : {"", ".", "x", ".secret"}) EXPECT_FALSE(TokenId(Secret(text))) << text;
  EXPECT_FALSE(TokenId(Secret(std::string(1000, 'a') + ".b")));
}

}  // namespace
}  // namespace kepsim
