#include "client/kepsim/bench/registry_filler.h"

#include <gtest/gtest.h>

#include <set>

#include "ca/base/database.h"
#include "tests/support/temp_folder.h"

namespace kepsim {
namespace {

constexpr char kApplication[] = "01kexample0000000000000abc";
constexpr char kCarrier[] = "01kexample0000000000000xyz";
constexpr int64_t kCopies = 500;

IssuanceTraces Traces() {
  IssuanceTraces traces{{kApplication, kCarrier}, Bytes(16, 7), Bytes(20, 9)};
  traces.serial[0] = 1;
  return traces;
}

std::unique_ptr<Database> OpenDatabase(const std::string& path) {
  const std::vector<Migration> schema = {{1, R"(
    CREATE TABLE application (id TEXT PRIMARY KEY, carrier TEXT NOT NULL, state INTEGER NOT NULL);
    CREATE TABLE issued (number INTEGER PRIMARY KEY, serial BLOB NOT NULL UNIQUE, key INTEGER NOT NULL UNIQUE,
                         key_id BLOB NOT NULL UNIQUE, certificate BLOB NOT NULL);
    CREATE TABLE journal (number INTEGER PRIMARY KEY, resource TEXT NOT NULL);
    CREATE TABLE authority (id TEXT PRIMARY KEY);
  )"}};
  auto opened = Database::Open(path, schema);
  EXPECT_TRUE(opened.ok());
  return std::move(opened).value();
}

class RegistryFiller : public testing::Test {
 protected:
  void SetUp() override {
    const auto database = OpenDatabase(path_);
    const IssuanceTraces traces = Traces();
    Bytes certificate(2 + traces.serial.size() + 100, 0xEE);
    certificate[0] = 0x30;
    certificate[1] = 0x82;
    std::copy(traces.serial.begin(), traces.serial.end(), certificate.begin() + 2);
    ASSERT_TRUE(database
                    ->Commit([&](Connection& connection) {
                      connection.Execute("INSERT INTO application VALUES (?, ?, 7)",
                                         std::string_view(kApplication), std::string("carriers/") + kCarrier);
                      connection.Execute("INSERT INTO issued VALUES (NULL, ?, 4711, ?, ?)", traces.serial,
                                         traces.subject_key_id, certificate);
                      connection.Execute("INSERT INTO journal VALUES (NULL, ?)",
                                         "certificates/azimut/" + ToHex(traces.serial));
                      connection.Execute("INSERT INTO journal VALUES (NULL, ?)", std::string_view("clock"));
                      connection.Execute("INSERT INTO authority VALUES (?)", std::string_view("azimut"));
                      return OkStatus();
                    })
                    .ok());
  }

  int64_t Count(std::string_view sql) {
    const auto database = OpenDatabase(path_);
    const auto count = database->Read([&](Connection& connection) -> Result<int64_t> {
      Rows rows = connection.Select(sql);
      return rows.Next() ? rows.Int(0) : -1;
    });
    return count.ok() ? *count : -1;
  }

  TempFolder folder_;
  const std::string path_ = folder_.File("world.db");
};

TEST_F(RegistryFiller, CopiesWhatBelongsToTheIssuanceAndNothingElse) {
  ASSERT_TRUE(FillRegistry(path_, Traces(), kCopies).ok());
  EXPECT_EQ(Count("SELECT count(DISTINCT id) FROM application WHERE state = 7"), kCopies + 1);
  EXPECT_EQ(Count("SELECT count(DISTINCT carrier) FROM application"), kCopies + 1);
  EXPECT_EQ(Count("SELECT count(*) FROM issued"), kCopies + 1);
  EXPECT_EQ(Count("SELECT count(DISTINCT resource) FROM journal"), kCopies + 2);
  EXPECT_EQ(Count("SELECT count(*) FROM authority"), 1);
}

TEST_F(RegistryFiller, SerialsAreThoseThatItTellsAndStandInTheCertificatesToo) {
  ASSERT_TRUE(FillRegistry(path_, Traces(), kCopies).ok());
  const auto database = OpenDatabase(path_);
  std::set<Bytes> serials;
  for (int64_t number = 0; number < kCopies; ++number) {
    const Bytes serial = FilledSerial(Traces().serial, number);
    serials.insert(serial);
    const auto found = database->Read([&](Connection& connection) -> Result<bool> {
      Rows rows = connection.Select("SELECT certificate FROM issued WHERE serial = ?", serial);
      if (!rows.Next()) return false;
      const Bytes certificate = rows.Blob(0);
      return Bytes(certificate.begin() + 2, certificate.begin() + 18) == serial;
    });
    ASSERT_TRUE(found.ok() && *found) << number;
  }
  EXPECT_EQ(serials.size(), static_cast<size_t>(kCopies));
}

TEST_F(RegistryFiller, SaysWhenThereIsNothingToCopy) {
  IssuanceTraces other{{"01kother00000000000000000a"}, Bytes(16, 3), Bytes(20, 3)};
  EXPECT_EQ(FillRegistry(path_, other, kCopies).reason(), Reason::BENCH_FAILED);
  EXPECT_EQ(FillRegistry(folder_.File("none.db"), Traces(), kCopies).reason(), Reason::BENCH_FAILED);
}

}  // namespace
}  // namespace kepsim
