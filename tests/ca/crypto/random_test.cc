#include "ca/crypto/random.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>
#include <vector>

namespace kepsim {
namespace {

Bytes Draw(RandomStream& stream, size_t count) {
  Bytes out(count);
  stream.Fill(out);
  return out;
}

TEST(SeededRandomTest, EqualSeedsAndLabelsGiveEqualStreams) {
  const auto one = MakeSeededRandom(Secret("seed"));
  const auto two = MakeSeededRandom(Secret("seed"));
  EXPECT_TRUE(one->seeded());
  EXPECT_EQ(Draw(*one->Stream("serial"), 100), Draw(*two->Stream("serial"), 100));
  EXPECT_NE(Draw(*one->Stream("serial"), 100), Draw(*one->Stream("key"), 100));
  EXPECT_NE(Draw(*one->Stream("serial"), 100),
            Draw(*MakeSeededRandom(Secret("Seed"))->Stream("serial"), 100));
}

TEST(SeededRandomTest, HowMuchIsDrawnAtOnceDoesNotMatter) {
  const auto random = MakeSeededRandom(Secret("seed"));
  const auto whole = random->Stream("s");
  const auto pieces = random->Stream("s");
  const Bytes expected = Draw(*whole, 111);
  Bytes joined;
  for (size_t count : {1u, 31u, 32u, 33u, 0u, 14u}) {
    const Bytes piece = Draw(*pieces, count);
    joined.insert(joined.end(), piece.begin(), piece.end());
  }
  EXPECT_EQ(joined, expected);
}

TEST(SeededRandomTest, AForkDependsOnLabelAndContextOnly) {
  const auto stream = MakeSeededRandom(Secret("seed"))->Stream("s");
  const Bytes before = Draw(*stream->Fork("a", AsBytes("bc")), 32);
  Draw(*stream, 1000);
  EXPECT_EQ(Draw(*stream->Fork("a", AsBytes("bc")), 32), before);
  EXPECT_NE(Draw(*stream->Fork("ab", AsBytes("c")), 32), before);
  EXPECT_NE(Draw(*stream->Fork("a"), 32), before);
  EXPECT_NE(Draw(*MakeSeededRandom(Secret("seed"))->Stream("s"), 32), before);
}

TEST(SeededRandomTest, SixteenThreadsDrawTheSame) {
  const auto random = MakeSeededRandom(Secret("seed"));
  const Bytes expected = Draw(*random->Stream("s"), 4096);
  std::vector<Bytes> drawn(16);
  std::vector<std::thread> threads;
  for (Bytes& out : drawn) threads.emplace_back([&] { out = Draw(*random->Stream("s"), 4096); });
  for (std::thread& thread : threads) thread.join();
  for (const Bytes& out : drawn) EXPECT_EQ(out, expected);
}

TEST(SystemRandomTest, NeverRepeats) {
  const auto random = MakeSystemRandom();
  EXPECT_FALSE(random->seeded());
  const auto stream = random->Stream("s");
  EXPECT_NE(Draw(*stream, 32), Draw(*stream, 32));
  EXPECT_NE(Draw(*random->Stream("s"), 32), Draw(*random->Stream("s"), 32));
  EXPECT_NE(Draw(*stream->Fork("f"), 32), Draw(*stream->Fork("f"), 32));
}

// Small pieces are cut from a block: none is given out twice, to one thread or to several, whatever their
// sizes.
TEST(SystemRandomTest, NoPieceIsGivenTwice) {
  const auto random = MakeSystemRandom();
  std::vector<std::vector<Bytes>> drawn(4);
  std::vector<std::thread> threads;
  for (auto& pieces : drawn) {
    threads.emplace_back([&] {
      for (size_t i = 0; i < 2000; ++i) pieces.push_back(Draw(*random->Stream("s"), 16 + i % 200));
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<Bytes> starts;
  for (const auto& pieces : drawn) {
    for (const Bytes& piece : pieces) starts.emplace(piece.begin(), piece.begin() + 16);
  }
  EXPECT_EQ(starts.size(), 4u * 2000u);
  EXPECT_TRUE(Draw(*random->Stream("s"), 0).empty());
}

}  // namespace
}  // namespace kepsim
