#include "client/world/workspaces.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "tests/client/world/world_bench.h"
#include "tests/support/temp_folder.h"

namespace kepsim {
namespace {

TEST(WorkspaceName, HasItsForm) {
  for (const char* name : {"a", "0", "default", "a-b-", "9z"}) EXPECT_TRUE(IsWorkspaceName(name)) << name;
  for (const std::string& name : {std::string(), std::string("-a"), std::string("A"), std::string("a.b"),
                                  std::string("a/b"), std::string("я"), std::string(64, 'a')}) {
    EXPECT_FALSE(IsWorkspaceName(name)) << name;
  }
  EXPECT_TRUE(IsWorkspaceName(std::string(63, 'a')));
}

// On disk and in memory alike.
class WorkspacesTest : public testing::TestWithParam<bool> {
 protected:
  std::string folder() const { return GetParam() ? folder_.path() : std::string(); }
  TempFolder folder_;
};

INSTANTIATE_TEST_SUITE_P(Kinds, WorkspacesTest, testing::Bool(),
                         [](const auto& kind) { return kind.param ? "File" : "Memory"; });

TEST_P(WorkspacesTest, ComeIntoBeingOnAChangeAndNotOnARead) {
  const auto workspaces = OpenWorkspaces(folder());
  EXPECT_EQ(workspaces->Enter("one", Access::kRead).status().reason(), Reason::WORKSPACE_NOT_FOUND);
  EXPECT_EQ(workspaces->Enter("One", Access::kChange).status().reason(), Reason::WORKSPACE_NAME_INVALID);
  const auto made = workspaces->Enter("one", Access::kChange);
  ASSERT_TRUE(made.ok()) << made.status().message();
  EXPECT_EQ((*made)->options().base_url, "http://kepsim.test/w/one");
  EXPECT_EQ(*workspaces->Enter("one", Access::kRead), *made);
  EXPECT_NE(*workspaces->Enter("", Access::kChange), *made);
  EXPECT_EQ(workspaces->List("", 10), (std::vector<std::string>{"default", "one"}));
  EXPECT_EQ(workspaces->List("default", 10), std::vector<std::string>{"one"});
}

TEST_P(WorkspacesTest, AreMadeOnceHoweverManyAskAtOnce) {
  const auto workspaces = OpenWorkspaces(folder());
  std::vector<std::shared_ptr<World>> worlds(8);
  std::vector<std::thread> threads;
  for (auto& world : worlds) {
    threads.emplace_back([&] { world = *workspaces->Enter("one", Access::kChange); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& world : worlds) EXPECT_EQ(world, worlds[0]);
}

TEST_P(WorkspacesTest, HaveALimitAndCanBeRefusedImplicitly) {
  WorkspacesOptions options;
  options.most = 2;
  options.implicit = false;
  const auto workspaces = OpenWorkspaces(folder(), std::move(options));
  EXPECT_EQ(workspaces->Enter("a", Access::kChange).status().reason(), Reason::WORKSPACE_NOT_FOUND);
  EXPECT_TRUE(workspaces->Create("a", FrozenOptions()).ok());
  EXPECT_EQ(workspaces->Create("a", FrozenOptions()).status().reason(), Reason::WORKSPACE_EXISTS);
  EXPECT_EQ(workspaces->Create("A", FrozenOptions()).status().reason(), Reason::WORKSPACE_NAME_INVALID);
  EXPECT_TRUE(workspaces->Create("b", FrozenOptions()).ok());
  EXPECT_EQ(workspaces->Create("c", FrozenOptions()).status().reason(), Reason::WORKSPACE_LIMIT);
  EXPECT_TRUE(workspaces->Delete("a").ok());
  EXPECT_TRUE(workspaces->Create("c", FrozenOptions()).ok());
  EXPECT_EQ(workspaces->Delete("a").reason(), Reason::WORKSPACE_NOT_FOUND);
}

TEST_P(WorkspacesTest, DoNotSeeEachOther) {
  const auto workspaces = OpenWorkspaces(folder());
  const auto one = *workspaces->Create("one", FrozenOptions());
  const auto two = *workspaces->Create("two", FrozenOptions());
  ASSERT_TRUE(RunProvision(*one, {}, "a").ok());
  EXPECT_GT(*one->journal().LastNumber(), *two->journal().LastNumber());
  ASSERT_TRUE(one->Advance(kWorldStart + kDay, 100).ok());
  EXPECT_EQ(two->clock().Now(), kWorldStart);
}

// What was reset begins again, and so do its ids; whoever was in the old world is not disturbed.
TEST_P(WorkspacesTest, AResetBeginsAnew) {
  const auto workspaces = OpenWorkspaces(folder());
  const auto first = *workspaces->Create("one", FrozenOptions());
  const auto before = RunProvision(*first, {}, "a");
  ASSERT_TRUE(before.ok()) << before.status().message();
  const auto again = workspaces->Reset("one");
  ASSERT_TRUE(again.ok()) << again.status().message();
  EXPECT_NE(*again, first);
  EXPECT_TRUE(first->journal().LastNumber().ok());
  const auto after = RunProvision(**again, {}, "a");
  ASSERT_TRUE(after.ok());
  EXPECT_EQ(after->certificate->der(), before->certificate->der());
  EXPECT_EQ(after->carrier, before->carrier);
  EXPECT_EQ(workspaces->Reset("two").status().reason(), Reason::WORKSPACE_NOT_FOUND);
}

TEST_P(WorkspacesTest, DeletionLeavesNothing) {
  const auto workspaces = OpenWorkspaces(folder());
  ASSERT_TRUE(workspaces->Create("one", FrozenOptions()).ok());
  ASSERT_TRUE(workspaces->Delete("one").ok());
  EXPECT_EQ(workspaces->Enter("one", Access::kRead).status().reason(), Reason::WORKSPACE_NOT_FOUND);
  if (GetParam()) {
    EXPECT_TRUE(std::filesystem::is_empty(folder() + "/worlds"));
  }
}

TEST(Workspaces, ReopenWhatIsOnDisk) {
  const TempFolder folder;
  Bytes certificate;
  {
    const auto workspaces = OpenWorkspaces(folder.path());
    const auto world = *workspaces->Create("one", FrozenOptions());
    ASSERT_TRUE(world->Advance(kWorldStart + kDay, 100).ok());
    certificate = RunProvision(*world, {}, "a")->certificate->der();
  }
  const auto workspaces = OpenWorkspaces(folder.path());
  EXPECT_EQ(workspaces->List("", 10), std::vector<std::string>{"one"});
  const auto world = workspaces->Enter("one", Access::kRead);
  ASSERT_TRUE(world.ok()) << world.status().message();
  EXPECT_EQ((*world)->clock().Now(), kWorldStart + kDay);
  EXPECT_TRUE((*world)->options().seed->Equals(Secret("seed")));
  const Certificate parsed = Certificate::Parse(certificate).value();
  const auto entry = (*world)->registry().lookup().EntryOf(*parsed.authority_key_id(), parsed.serial());
  ASSERT_TRUE(entry.ok());
  EXPECT_TRUE(entry->has_value());
  EXPECT_TRUE((*world)->Probe().ok());
}

// A reset that was cut short after the new world was whole, and one that was cut short before.
TEST(Workspaces, AResetThatWasCutShortLeavesOneWorldOrTheOther) {
  const TempFolder folder;
  const std::string path = folder.path() + "/worlds/one.db";
  {
    const auto workspaces = OpenWorkspaces(folder.path());
    ASSERT_TRUE((*workspaces->Create("one", FrozenOptions()))->Advance(kWorldStart + kDay, 1).ok());
    ASSERT_TRUE(workspaces->Create("two", FrozenOptions()).ok());
  }
  std::filesystem::copy_file(folder.path() + "/worlds/two.db", path + ".draft");
  {
    const auto workspaces = OpenWorkspaces(folder.path());
    EXPECT_EQ((*workspaces->Enter("one", Access::kRead))->clock().Now(), kWorldStart + kDay);
    ASSERT_TRUE(workspaces->Reset("one").ok());
    EXPECT_EQ((*workspaces->Enter("one", Access::kRead))->clock().Now(), kWorldStart);
    ASSERT_TRUE((*workspaces->Enter("one", Access::kRead))->Advance(kWorldStart + 2 * kDay, 1).ok());
    ASSERT_TRUE(workspaces->Create("three", FrozenOptions()).ok());
  }
  std::filesystem::copy_file(path, folder.path() + "/worlds/three.db.next");
  const auto workspaces = OpenWorkspaces(folder.path());
  EXPECT_EQ(workspaces->List("", 10), (std::vector<std::string>{"one", "three", "two"}));
  EXPECT_FALSE(std::filesystem::exists(folder.path() + "/worlds/three.db.next"));
}

TEST(Workspaces, ForeignMasterKeyOpensNothing) {
  const TempFolder folder;
  { ASSERT_TRUE(OpenWorkspaces(folder.path())->Create("one", FrozenOptions()).ok()); }
  WorkspacesOptions options;
  options.data_folder = folder.path();
  options.master_key = Secret(Bytes(32, 2));
  const auto workspaces = Workspaces::Open(std::move(options));
  ASSERT_TRUE(workspaces.ok());
  EXPECT_EQ((*workspaces)->Enter("one", Access::kRead).status().reason(), Reason::BOX_BROKEN);
}

TEST_P(WorkspacesTest, TheProbeMakesNoWorldAndSeesAFolderThatIsGone) {
  const auto workspaces = OpenWorkspaces(folder());
  EXPECT_TRUE(workspaces->Probe().ok());
  EXPECT_TRUE(workspaces->List("", 10).empty());
  if (GetParam()) {
    std::filesystem::remove_all(folder() + "/worlds");
    EXPECT_EQ(workspaces->Probe().reason(), Reason::STORAGE_FAILED);
    return;
  }
  ASSERT_TRUE(workspaces->Enter("", Access::kChange).ok());
  EXPECT_TRUE(workspaces->Probe().ok());
}

// More worlds than may be open: the idle ones are closed and come back as they were.
TEST(Workspaces, CloseIdleWorldsAndOpenThemAgain) {
  const TempFolder folder;
  WorkspacesOptions options;
  options.most_open = 2;
  const auto workspaces = OpenWorkspaces(folder.path(), std::move(options));
  std::weak_ptr<World> first;
  for (int i = 0; i < 5; ++i) {
    auto world = workspaces->Create("w" + std::to_string(i), FrozenOptions());
    ASSERT_TRUE(world.ok());
    if (i == 0) first = *world;
  }
  EXPECT_TRUE(first.expired());
  for (int i = 0; i < 5; ++i) {
    const auto world = workspaces->Enter("w" + std::to_string(i), Access::kRead);
    ASSERT_TRUE(world.ok()) << world.status().message();
    EXPECT_EQ((*world)->clock().Now(), kWorldStart);
  }
}

// A running clock has what is due done by the keeper, without anybody calling.
TEST(Workspaces, TheKeeperPublishesWhatIsDue) {
  const auto workspaces = OpenWorkspaces();
  WorldOptions options = FrozenOptions("");
  options.clock = ClockMode::kReal;
  options.publication_delay = std::chrono::milliseconds(30);
  const auto world = *workspaces->Create("one", options);
  ProvisionWish wish;
  wish.until = ProvisionUntil::kIssued;
  ASSERT_TRUE(RunProvision(*world, wish, "a").ok());
  const auto published = world->journal().Await({"registry.published", {}, {}}, 0,
                                                std::chrono::steady_clock::now() + std::chrono::seconds(30),
                                                [] { return false; });
  EXPECT_TRUE(published.ok()) << published.status().message();
}

TEST(Workspaces, ADeletedWorldLetsWaitersGo) {
  const auto workspaces = OpenWorkspaces();
  const auto world = *workspaces->Create("one", FrozenOptions());
  std::thread deleter([&] { EXPECT_TRUE(workspaces->Delete("one").ok()); });
  const auto event = world->journal().Await(
      {"never", {}, {}}, 0, std::chrono::steady_clock::now() + std::chrono::minutes(1), [] { return false; });
  deleter.join();
  EXPECT_EQ(event.status().reason(), Reason::WORKSPACE_NOT_FOUND);
}

}  // namespace
}  // namespace kepsim
