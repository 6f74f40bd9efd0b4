#include "ca/crypto/random.h"

#include <algorithm>
#include <array>

#include "ca/crypto/box.h"
#include "ca/crypto/gost_runtime.h"
#include "ca/crypto/hmac.h"

namespace kepsim {
namespace {

// The system's generator takes a microsecond a call, and an operation asks for dozens of small pieces: they
// are cut from a block of the thread's own, each octet of which is given out once and then wiped.
void FillFromBlock(std::span<uint8_t> out) {
  thread_local std::array<uint8_t, 1024> block;
  thread_local size_t used = block.size();
  if (out.size() > block.size() / 8) return FillFromSystem(out);
  if (block.size() - used < out.size()) {
    FillFromSystem(block);
    used = 0;
  }
  const auto piece = std::span(block).subspan(used, out.size());
  std::copy(piece.begin(), piece.end(), out.begin());
  std::fill(piece.begin(), piece.end(), uint8_t{0});
  used += out.size();
}

class SystemStream : public RandomStream {
 public:
  void Fill(std::span<uint8_t> out) override { FillFromBlock(out); }
  std::unique_ptr<RandomStream> Fork(std::string_view, ByteView) const override {
    return std::make_unique<SystemStream>();
  }
};

class SystemRandom : public Random {
 public:
  std::unique_ptr<RandomStream> Stream(std::string_view) const override {
    return std::make_unique<SystemStream>();
  }
  bool seeded() const override { return false; }
};

// Block i is HMAC(key, FFFFFFFF || i). DeriveKey, which forks, puts a label's length there, and no label is
// so long.
class SeededStream : public RandomStream {
 public:
  explicit SeededStream(Secret key) : key_(std::move(key)) {}

  void Fill(std::span<uint8_t> out) override {
    while (!out.empty()) {
      if (used_ == block_.size()) NextBlock();
      const size_t count = std::min(out.size(), block_.size() - used_);
      std::copy_n(block_.bytes().begin() + used_, count, out.begin());
      used_ += count;
      out = out.subspan(count);
    }
  }

  std::unique_ptr<RandomStream> Fork(std::string_view label, ByteView context) const override {
    return std::make_unique<SeededStream>(DeriveKey(key_, label, context));
  }

 private:
  void NextBlock() {
    uint8_t input[12] = {0xFF, 0xFF, 0xFF, 0xFF};
    for (int i = 0; i < 8; ++i) input[4 + i] = static_cast<uint8_t>(counter_ >> (56 - 8 * i));
    ++counter_;
    block_ = Secret(Hmac(DigestAlgorithm::kSha256, key_.bytes(), {input}));
    used_ = 0;
  }

  Secret key_;
  Secret block_;
  size_t used_ = 0;
  uint64_t counter_ = 0;
};

class SeededRandom : public Random {
 public:
  explicit SeededRandom(const Secret& seed) : key_(DeriveKey(seed, "kepsim random v1")) {}
  std::unique_ptr<RandomStream> Stream(std::string_view label) const override {
    return std::make_unique<SeededStream>(DeriveKey(key_, label));
  }
  bool seeded() const override { return true; }

 private:
  Secret key_;
};

}  // namespace

std::unique_ptr<Random> MakeSystemRandom() {
  return std::make_unique<SystemRandom>();
}
std::unique_ptr<Random> MakeSeededRandom(const Secret& seed) {
  return std::make_unique<SeededRandom>(seed);
}

}  // namespace kepsim
