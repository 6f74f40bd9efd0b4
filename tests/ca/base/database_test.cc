// One contract for both kinds of database: in memory, and in a file.
#include "ca/base/database.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/support/temp_folder.h"

namespace kepsim {
namespace {

const std::vector<Migration> kSchema = {
    {1, "CREATE TABLE item (id TEXT PRIMARY KEY, version INTEGER NOT NULL, data BLOB) WITHOUT ROWID"}};

class DatabaseTest : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override { Open(); }
  void Open() {
    database_.reset();
    auto opened = Database::Open(in_file() ? folder_.File("test.db") : "", kSchema);
    ASSERT_TRUE(opened.ok()) << opened.status().message();
    database_ = *std::move(opened);
  }
  bool in_file() const { return GetParam(); }

  Status Insert(const std::string& id) {
    return database_->Commit([&](Connection& c) {
      c.Execute("INSERT INTO item (id, version, data) VALUES (?, 1, ?)", id, ToBytes(id));
      return OkStatus();
    });
  }
  Status Bump(const std::string& id, int64_t version) {
    return database_->Commit([&](Connection& c) {
      c.ExecuteOne("UPDATE item SET version = version + 1 WHERE id = ? AND version = ?", id, version);
      return OkStatus();
    });
  }
  int64_t Count() {
    return *database_->Read([](Connection& c) -> Result<int64_t> {
      Rows rows = c.Select("SELECT count(*) FROM item");
      return rows.Next() ? rows.Int(0) : -1;
    });
  }

  TempFolder folder_;
  std::unique_ptr<Database> database_;
};

INSTANTIATE_TEST_SUITE_P(Kinds, DatabaseTest, testing::Bool(),
                         [](const auto& kind) { return kind.param ? "File" : "Memory"; });

TEST_P(DatabaseTest, ReadsWhatWasCommitted) {
  ASSERT_TRUE(Insert("a").ok());
  const auto data = database_->Read([](Connection& c) -> Result<Bytes> {
    Rows rows = c.Select("SELECT data FROM item WHERE id = ?", std::string("a"));
    if (!rows.Next()) return Reason::INTERNAL;
    return rows.Blob(0);
  });
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(*data, ToBytes("a"));
}

TEST_P(DatabaseTest, ABrokenUniquenessIsARowThatMoved) {
  ASSERT_TRUE(Insert("a").ok());
  EXPECT_EQ(Insert("a").reason(), Reason::ROW_MOVED);
  EXPECT_EQ(Count(), 1);
}

TEST_P(DatabaseTest, AnUpdateOfAnOldVersionIsARowThatMoved) {
  ASSERT_TRUE(Insert("a").ok());
  EXPECT_TRUE(Bump("a", 1).ok());
  EXPECT_EQ(Bump("a", 1).reason(), Reason::ROW_MOVED);
  EXPECT_EQ(Bump("b", 1).reason(), Reason::ROW_MOVED);
}

TEST_P(DatabaseTest, AFailingChangeIsUndoneWhole) {
  const Status status = database_->Commit([](Connection& c) {
    c.Execute("INSERT INTO item (id, version, data) VALUES ('a', 1, NULL)");
    return Status(Reason::INTERNAL);
  });
  EXPECT_EQ(status.reason(), Reason::INTERNAL);
  EXPECT_EQ(Count(), 0);
}

TEST_P(DatabaseTest, WrongSqlIsAnErrorAndLeavesTheConnectionUsable) {
  EXPECT_EQ(database_
                ->Commit([](Connection& c) {
                  c.Execute("INSERT INTO nothing VALUES (1)");
                  return OkStatus();
                })
                .reason(),
            Reason::STORAGE_FAILED);
  EXPECT_EQ(database_
                ->Read([](Connection& c) -> Result<int64_t> {
                  Rows rows = c.Select("SELECT broken");
                  return rows.Next() ? 1 : 0;
                })
                .status()
                .reason(),
            Reason::STORAGE_FAILED);
  EXPECT_TRUE(Insert("a").ok());
}

TEST_P(DatabaseTest, AStatementUsedWithinItselfIsRefused) {
  ASSERT_TRUE(Insert("a").ok());
  const auto result = database_->Read([](Connection& c) -> Result<bool> {
    Rows outer = c.Select("SELECT id FROM item");
    outer.Next();
    Rows inner = c.Select("SELECT id FROM item");
    return inner.Next();
  });
  EXPECT_EQ(result.status().reason(), Reason::INTERNAL);
}

// Many writers at once: each change takes effect exactly once, and of those that race for a version one wins.
TEST_P(DatabaseTest, GroupsOfWritersLoseNothing) {
  ASSERT_TRUE(Insert("contended").ok());
  constexpr int kThreads = 16;
  constexpr int kEach = 40;
  std::atomic<int> won = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        EXPECT_TRUE(Insert(std::to_string(t) + "/" + std::to_string(i)).ok());
        const Status status = Bump("contended", i + 1);
        if (status.ok()) ++won;
        EXPECT_TRUE(status.ok() || status.reason() == Reason::ROW_MOVED) << status.message();
        EXPECT_GT(Count(), 0);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Count(), kThreads * kEach + 1);
  EXPECT_LE(won, kEach);
  EXPECT_GE(won, 1);
}

TEST_P(DatabaseTest, AFileKeepsWhatWasCommitted) {
  if (!in_file()) return;
  ASSERT_TRUE(Insert("a").ok());
  Open();
  EXPECT_EQ(Count(), 1);
}

TEST(Database, AnUnusablePathIsAnError) {
  EXPECT_EQ(Database::Open("/nonexistent/folder/test.db", kSchema).status().reason(), Reason::STORAGE_FAILED);
}

}  // namespace
}  // namespace kepsim
