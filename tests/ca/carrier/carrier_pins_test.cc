// PINs through their life: wrong ones, the last try, the lock, unblocking, changing.
#include "ca/carrier/carrier_pins.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <thread>

#include "tests/ca/carrier/token_bench.h"
#include "tests/support/temp_folder.h"

namespace kepsim {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::Pair;

const Secret kNewPin{std::string_view("a-new-pin")};

Status Try(TokenBench& bench, const std::string& token, const Secret& pin) {
  return bench.carriers.OpenSession(token, pin).status();
}

TEST(CarrierPins, TheTenthWrongPinLocks) {
  TokenBench bench;
  const std::string token = bench.NewToken();
  for (int tries_left = 9; tries_left >= 0; --tries_left) {
    SCOPED_TRACE(tries_left);
    const Status status = Try(bench, token, kWrongPin);
    EXPECT_EQ(status.reason(), tries_left > 0 ? Reason::PIN_INCORRECT : Reason::PIN_LOCKED);
    EXPECT_THAT(status.metadata(), Contains(Pair("tries_left", std::to_string(tries_left))));
    const PinState pin = bench.carriers.Load(token)->user_pin;
    EXPECT_EQ(pin.tries_left, tries_left);
    EXPECT_TRUE(pin.count_low());
    EXPECT_EQ(pin.final_try(), tries_left == 1);
    EXPECT_EQ(pin.locked(), tries_left == 0);
  }
  // Now the right one comes too late.
  EXPECT_EQ(Try(bench, token, kUserPin).reason(), Reason::PIN_LOCKED);
  EXPECT_EQ(bench.carriers.ChangePin(token, kUserPin, kNewPin).reason(), Reason::PIN_LOCKED);
  const auto events = bench.EventTypes();
  EXPECT_EQ(std::ranges::count(events, "carrier.pin-failed"), 10);
  EXPECT_EQ(std::ranges::count(events, "carrier.pin-locked"), 1);
}

TEST(CarrierPins, TheRightPinGivesTheTriesBack) {
  TokenBench bench;
  const std::string token = bench.NewToken();
  for (int i = 0; i < 9; ++i) EXPECT_EQ(Try(bench, token, kWrongPin).reason(), Reason::PIN_INCORRECT);
  EXPECT_TRUE(Try(bench, token, kUserPin).ok());
  const PinState pin = bench.carriers.Load(token)->user_pin;
  EXPECT_EQ(pin.tries_left, 10);
  EXPECT_FALSE(pin.count_low());
}

TEST(CarrierPins, TheAdministratorUnblocksAndThePinStays) {
  TokenBench bench;
  const std::string token = bench.NewToken();
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(Try(bench, token, kWrongPin).ok());
  EXPECT_EQ(bench.carriers.UnblockPin(token, kUserPin).reason(), Reason::PIN_INCORRECT);
  EXPECT_EQ(bench.carriers.Load(token)->admin_pin.tries_left, 9);
  EXPECT_TRUE(bench.carriers.UnblockPin(token, kAdminPin).ok());
  EXPECT_EQ(bench.carriers.Load(token)->admin_pin.tries_left, 10);
  EXPECT_TRUE(Try(bench, token, kUserPin).ok());
  EXPECT_THAT(bench.EventTypes(), Contains("carrier.pin-unblocked"));
}

TEST(CarrierPins, TheAdministratorsPinLocksForGood) {
  TokenBench bench;
  const std::string token = bench.NewToken();
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(bench.carriers.UnblockPin(token, kWrongPin).ok());
  EXPECT_EQ(bench.carriers.UnblockPin(token, kAdminPin).reason(), Reason::PIN_LOCKED);
  EXPECT_TRUE(Try(bench, token, kUserPin).ok());
}

TEST(CarrierPins, AChangeKeepsTheKeysAndEndsTheSessions) {
  TokenBench bench;
  const std::string token = bench.NewToken();
  const Secret before = *bench.carriers.OpenSession(token, kUserPin);
  const std::string key = *bench.NewKey(token, before);
  EXPECT_EQ(bench.carriers.ChangePin(token, kWrongPin, kNewPin).reason(), Reason::PIN_INCORRECT);
  EXPECT_TRUE(bench.Sign(token, key, before, AsBytes("text")).ok());
  ASSERT_TRUE(bench.carriers.ChangePin(token, kUserPin, kNewPin).ok());

  EXPECT_EQ(bench.Sign(token, key, before, AsBytes("text")).status().reason(), Reason::SESSION_CLOSED);
  EXPECT_EQ(Try(bench, token, kUserPin).reason(), Reason::PIN_INCORRECT);
  const Secret after = *bench.carriers.OpenSession(token, kNewPin);
  const Bytes signature = *bench.Sign(token, key, after, AsBytes("text"));
  EXPECT_TRUE(bench.KeyOf(token, key).Verify(AsBytes("text"), signature).ok());
  EXPECT_THAT(bench.EventTypes(), Contains("carrier.pin-changed"));
}

TEST(CarrierPins, Lengths) {
  struct Row {
    PinRole role;
    size_t size;
    bool fits;
  };
  for (const Row& row :
       {Row{PinRole::kUser, 5, false}, Row{PinRole::kUser, 6, true}, Row{PinRole::kUser, 32, true},
        Row{PinRole::kUser, 33, false}, Row{PinRole::kAdmin, 7, false}, Row{PinRole::kAdmin, 8, true},
        Row{PinRole::kAdmin, 33, false}}) {
    EXPECT_EQ(FitsLength(row.role, Secret(std::string(row.size, '1'))), row.fits) << row.size;
  }
  TokenBench bench;
  const std::string token = bench.NewToken();
  const Status status = bench.carriers.ChangePin(token, Secret(), Secret("12345"));
  ASSERT_EQ(status.violations().size(), 2u);
  EXPECT_EQ(status.violations()[0].field, "old_pin");
  EXPECT_EQ(status.violations()[1].field, "new_pin");
  EXPECT_EQ(status.violations()[1].reason, Reason::PIN_LENGTH);
  // What could not have been a PIN is no try.
  EXPECT_EQ(bench.carriers.Load(token)->user_pin.tries_left, 10);
}

TEST(CarrierPins, UnknownCarriers) {
  TokenBench bench;
  for (const char* name : {"", "carriers/", "carriers/none", "carriers/a/b", "tokens/a"}) {
    EXPECT_EQ(bench.carriers.OpenSession(name, kUserPin).status().reason(), Reason::CARRIER_NOT_FOUND)
        << name;
    EXPECT_EQ(bench.carriers.ChangePin(name, kUserPin, kNewPin).reason(), Reason::CARRIER_NOT_FOUND) << name;
    EXPECT_EQ(bench.carriers.UnblockPin(name, kAdminPin).reason(), Reason::CARRIER_NOT_FOUND) << name;
    EXPECT_EQ(bench.carriers.Use(name, kUserPin).status().reason(), Reason::CARRIER_NOT_FOUND) << name;
  }
}

// A try is gone with the process that was about to look at the PIN.
TEST(CarrierPins, StoppingTheProcessGivesNoFreeGuess) {
  const TempFolder folder;
  const std::string path = folder.File("world.db");
  const std::string token = TokenBench(path).NewToken();
  const std::string id = *CarrierIdOf(token);
  for (int tries_left = 9; tries_left >= 0; --tries_left) {
    TokenBench bench(path);
    CarrierPins pins(bench.operations, *bench.random);
    EXPECT_EQ(pins.TakeTry(id, PinRole::kUser)->tries_left, tries_left);
  }
  TokenBench bench(path);
  EXPECT_EQ(Try(bench, token, kUserPin).reason(), Reason::PIN_LOCKED);
}

TEST(CarrierPins, ManyThreadsGetTenTriesTogether) {
  TokenBench bench({}, false);
  const std::string token = bench.NewToken();
  std::atomic<int> incorrect = 0, locked = 0, other = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 4; ++i) {
        const Reason reason = Try(bench, token, kWrongPin).reason();
        ++(reason == Reason::PIN_INCORRECT ? incorrect : reason == Reason::PIN_LOCKED ? locked : other);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(incorrect, 9);
  EXPECT_EQ(locked, 64 - 9);
  EXPECT_EQ(other, 0);
  EXPECT_EQ(std::ranges::count(bench.EventTypes(), "carrier.pin-failed"), 10);
}

TEST(CarrierPins, RightPinsAtOnceDoNotLock) {
  TokenBench bench({}, false);
  const std::string token = bench.NewToken();
  std::atomic<int> failed = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 4; ++i) failed += !Try(bench, token, kUserPin).ok();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(bench.carriers.Load(token)->user_pin.tries_left, 10);
}

// A row that was read before wrong PINs were counted does not bring their tries back.
TEST(CarrierPins, SavingACarrierLeavesTheCounterAlone) {
  TokenBench bench;
  const std::string token = bench.NewToken();
  const Secret session = *bench.carriers.OpenSession(token, kUserPin);
  const auto unlocked = *bench.carriers.Use(token, session);
  const Status status = bench.operations.Run({"NewKey", token, ""}, [&](Operation& op) -> Status {
    KEPSIM_ASSIGN(Carrier carrier, bench.carriers.Load(token));
    EXPECT_EQ(Try(bench, token, kWrongPin).reason(), Reason::PIN_INCORRECT);
    return bench.carriers.GenerateKeyPair(op, carrier, *unlocked, {}).status();
  });
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(bench.carriers.Load(token)->user_pin.tries_left, 9);
}

}  // namespace
}  // namespace kepsim
