#include "client/world/master_key.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "tests/support/temp_folder.h"

namespace kepsim {
namespace {

TEST(MasterKey, IsMadeOnceAndForItsOwnerOnly) {
  const TempFolder folder;
  const std::string path = folder.File("master.key");
  const auto made = LoadOrCreateMasterKey(path);
  ASSERT_TRUE(made.ok()) << made.status().message();
  EXPECT_EQ(made->size(), 32u);
  struct stat info {};
  ASSERT_EQ(stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  const auto again = LoadOrCreateMasterKey(path);
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->Equals(*made));
  EXPECT_FALSE(MakeMasterKey().Equals(*made));
}

TEST(MasterKey, RefusesWhatCannotBeOne) {
  const TempFolder folder;
  const struct {
    const char* name;
    size_t size;
    mode_t mode;
  } kCases[] = {{"short", 31, 0600}, {"long", 33, 0600}, {"empty", 0, 0600}, {"open-to-all", 32, 0644}};
  for (const auto& c : kCases) {
    const std::string path = folder.File(c.name);
    std::ofstream(path) << std::string(c.size, 'k');
    ASSERT_EQ(chmod(path.c_str(), c.mode), 0);
    EXPECT_EQ(LoadOrCreateMasterKey(path).status().reason(), Reason::MASTER_KEY_UNREADABLE) << c.name;
  }
  EXPECT_EQ(LoadOrCreateMasterKey(folder.File("no/such/folder/key")).status().reason(),
            Reason::MASTER_KEY_UNREADABLE);
}

}  // namespace
}  // namespace kepsim
