#include "ca/base/journal.h"

#include <gtest/gtest.h>

#include <thread>

namespace kepsim {
namespace {

using std::chrono::steady_clock;

class JournalTest : public testing::Test {
 protected:
  void Append(const std::string& type, const std::string& resource,
              std::map<std::string, std::string> attributes = {}) {
    ASSERT_TRUE(database_
                    ->Commit([&](Connection& c) {
                      Journal::Append(c, {0, FromSeconds(1), type, resource, attributes});
                      return OkStatus();
                    })
                    .ok());
    journal_.Notify();
  }

  std::unique_ptr<Database> database_ = *Database::Open("", {{1, Journal::kSchema}});
  Journal journal_{*database_};
};

TEST_F(JournalTest, NumbersFromOneAndKeepsEverything) {
  Append("a.b", "things/1", {{"key", "значение \"\\"}});
  Append("a.c", "things/2");
  const auto page = journal_.List({}, 0, 10);
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->events.size(), 2u);
  EXPECT_EQ(page->events[0].number, 1);
  EXPECT_EQ(page->events[0].attributes.at("key"), "значение \"\\");
  EXPECT_EQ(page->events[0].time, FromSeconds(1));
  EXPECT_EQ(page->events[1].number, 2);
  EXPECT_EQ(page->read_to, 2);
}

TEST_F(JournalTest, FiltersByTypePrefixResourceAndAttribute) {
  Append("application.opened", "applications/1", {{"authority", "x"}});
  Append("application.issued", "applications/1", {{"authority", "y"}});
  Append("certificate.issued", "certificates/1");
  const struct {
    EventFilter filter;
    std::vector<int64_t> numbers;
  } kCases[] = {
      {{}, {1, 2, 3}},
      {{.type = "application."}, {1, 2}},
      {{.type = "application.issued"}, {2}},
      {{.type = "application"}, {}},
      {{.resource = "certificates/1"}, {3}},
      {{.attributes = {{"authority", "x"}}}, {1}},
      {{.attributes = {{"authority", "z"}}}, {}},
  };
  for (const auto& c : kCases) {
    std::vector<int64_t> numbers;
    const auto page = journal_.List(c.filter, 0, 10);
    for (const Event& event : page->events) numbers.push_back(event.number);
    EXPECT_EQ(numbers, c.numbers) << c.filter.type << " " << c.filter.resource;
  }
}

TEST_F(JournalTest, PagesGoOnWhereTheyEnded) {
  for (int i = 0; i < 5; ++i) Append("t", std::to_string(i));
  const auto first = journal_.List({}, 0, 3);
  ASSERT_EQ(first->events.size(), 3u);
  const auto second = journal_.List({}, first->read_to, 3);
  ASSERT_EQ(second->events.size(), 2u);
  EXPECT_EQ(second->events[0].resource, "3");
}

TEST_F(JournalTest, AwaitGivesWhatIsThereAndWaitsForWhatComes) {
  Append("early", "r");
  const auto far = steady_clock::now() + std::chrono::minutes(1);
  const auto never = [] { return false; };
  EXPECT_EQ(journal_.Await({.type = "early"}, 0, far, never)->number, 1);
  std::thread writer([&] { Append("late", "r"); });
  const auto late = journal_.Await({.type = "late"}, 0, far, never);
  writer.join();
  ASSERT_TRUE(late.ok());
  EXPECT_EQ(late->number, 2);
}

TEST_F(JournalTest, AwaitEndsAtItsDeadlineOrWhenCancelled) {
  EXPECT_EQ(journal_.Await({.type = "x"}, 0, steady_clock::now(), [] { return false; }).status().reason(),
            Reason::DEADLINE_PASSED);
  EXPECT_EQ(
      journal_.Await({.type = "x"}, 0, steady_clock::now() + std::chrono::minutes(1), [] { return true; })
          .status()
          .reason(),
      Reason::DEADLINE_PASSED);
}

}  // namespace
}  // namespace kepsim
