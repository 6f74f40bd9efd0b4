// Where chance comes from. Implemented in ca/crypto/random.h: the system's generator, or streams of a seed.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "ca/base/bytes.h"

namespace kepsim {

// An endless stream of random octets. Not shared between threads.
class RandomStream {
 public:
  virtual ~RandomStream() = default;
  virtual void Fill(std::span<uint8_t> out) = 0;
  // A stream of its own, that depends on this one's origin and on `label` and `context` only, never on what
  // was drawn so far: forking twice with the same arguments gives the same stream (unless it is the
  // system's).
  virtual std::unique_ptr<RandomStream> Fork(std::string_view label, ByteView context = {}) const = 0;
};

// A world's chance.
class Random {
 public:
  virtual ~Random() = default;
  // The stream of what `label` names. In a seeded world, equal labels give equal streams.
  virtual std::unique_ptr<RandomStream> Stream(std::string_view label) const = 0;
  virtual bool seeded() const = 0;
};

}  // namespace kepsim
