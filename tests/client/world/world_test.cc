#include "client/world/world.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/client/world/world_bench.h"

namespace kepsim {
namespace {

std::shared_ptr<World> MakeWorld(WorldOptions options = FrozenOptions()) {
  auto born = World::Birth("", Secret(Bytes(32, 1)), "x", options);
  EXPECT_TRUE(born.ok()) << born.status().message();
  return born.ok() ? *born : nullptr;
}

TEST(World, IsBornWithItsAuthoritiesListed) {
  const auto world = MakeWorld();
  const auto book = world->registry().authorities().Book();
  ASSERT_TRUE(book.ok());
  EXPECT_EQ((*book)->roots.size(), 3u);
  EXPECT_EQ((*book)->cross_certificates.size(), 1u);
  const struct {
    const char* id;
    std::vector<Accreditation> history;
  } kExpected[] = {
      {"azimut", {Accreditation::kActive}},
      {"oka", {Accreditation::kActive}},
      {"kama", {Accreditation::kActive}},
      {"lena", {Accreditation::kActive}},
      {"pechora", {Accreditation::kActive, Accreditation::kSuspended}},
      {"unaccredited", {}},
      {"dvina", {}},
  };
  for (const auto& expected : kExpected) {
    const AuthorityBook::Listed* listed = (*book)->Find(expected.id);
    ASSERT_NE(listed, nullptr) << expected.id;
    std::vector<Accreditation> history;
    for (const AccreditationChange& change : listed->history) history.push_back(change.accreditation);
    EXPECT_EQ(history, expected.history) << expected.id;
    EXPECT_EQ(listed->certificates.size(), 1u);
  }
}

TEST(World, AdvanceRunsWhatBecomesDueInOrderAndInParts) {
  WorldOptions options = FrozenOptions();
  options.publication_delay = std::chrono::hours(2);
  const auto world = MakeWorld(options);
  ProvisionWish wish;
  wish.until = ProvisionUntil::kIssued;
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(RunProvision(*world, wish, std::to_string(i)).ok());

  const int64_t before = *world->journal().LastNumber();
  auto advanced = world->Advance(kWorldStart + std::chrono::hours(1), 100);
  ASSERT_TRUE(advanced.ok()) << advanced.status().message();
  EXPECT_TRUE(advanced->done.empty());

  const Time target = kWorldStart + kDay;
  advanced = world->Advance(target, 3);
  ASSERT_TRUE(advanced.ok());
  EXPECT_TRUE(advanced->more);
  EXPECT_EQ(advanced->now, kWorldStart + std::chrono::hours(2));
  EXPECT_EQ(advanced->after_number, before);
  EXPECT_EQ(advanced->last_number, before + 3);

  advanced = world->Advance(target, 100);
  ASSERT_TRUE(advanced.ok());
  EXPECT_FALSE(advanced->more);
  EXPECT_EQ(advanced->now, target);
  EXPECT_EQ(advanced->last_number, before + 5);
  const auto page = world->journal().List({"registry.published", {}, {}}, 0, 10);
  ASSERT_EQ(page->events.size(), 5u);
  for (const Event& event : page->events) EXPECT_EQ(event.time, kWorldStart + std::chrono::hours(2));

  EXPECT_EQ(world->Advance(kWorldStart, 1).status().reason(), Reason::CLOCK_BACKWARDS);
}

TEST(World, ARunningClockIsNotAdvanced) {
  WorldOptions options = FrozenOptions("");
  options.clock = ClockMode::kReal;
  EXPECT_EQ(MakeWorld(options)->Advance(MachineClock().Now() + kDay, 1).status().reason(),
            Reason::CLOCK_NOT_FROZEN);
}

// The same calls in worlds of one seed give the same octets, in one thread or in many.
TEST(World, ASeededWorldReplays) {
  const auto run = [](int threads) {
    const auto world = MakeWorld();
    std::vector<Result<Provisioned>> made(24, Result<Provisioned>(Reason::INTERNAL));
    std::vector<std::thread> workers;
    for (int t = 0; t < threads; ++t) {
      workers.emplace_back([&, t] {
        for (size_t i = static_cast<size_t>(t); i < made.size(); i += static_cast<size_t>(threads)) {
          made[i] = RunProvision(*world, {}, "citizen-" + std::to_string(i));
        }
      });
    }
    for (std::thread& worker : workers) worker.join();
    return made;
  };
  const auto one = run(1);
  const auto sixteen = run(16);
  for (size_t i = 0; i < one.size(); ++i) {
    ASSERT_TRUE(one[i].ok()) << one[i].status().message();
    ASSERT_TRUE(sixteen[i].ok()) << sixteen[i].status().message();
    EXPECT_EQ(one[i]->certificate->der(), sixteen[i]->certificate->der());
    EXPECT_EQ(one[i]->carrier, sixteen[i]->carrier);
    EXPECT_EQ(one[i]->link->id, sixteen[i]->link->id);
    EXPECT_TRUE(one[i]->user_pin.Equals(sixteen[i]->user_pin));
    EXPECT_TRUE(one[i]->session.Equals(sixteen[i]->session));
  }
  EXPECT_NE(one[0]->certificate->der(), one[1]->certificate->der());
}

TEST(World, WithoutASeedNothingRepeats) {
  const auto one = RunProvision(*MakeWorld(FrozenOptions("")), {}, "a");
  const auto two = RunProvision(*MakeWorld(FrozenOptions("")), {}, "a");
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_NE(one->certificate->der(), two->certificate->der());
  EXPECT_NE(one->citizen.snils.number, two->citizen.snils.number);
}

}  // namespace
}  // namespace kepsim
