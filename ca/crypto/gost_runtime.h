// The GOST engine of OpenSSL, and where it draws its chance from.
#pragma once

#include "ca/base/random.h"
#include "ca/base/status.h"

namespace kepsim {

// Loads the engine and makes it the default for GOST algorithms; the first call does the work, from any
// thread. A program calls it at its start to report a missing engine: every entry point of this folder calls
// it too, but Digest, having no way to report, ends the process.
Status EnsureGost();

// While it lives, what OpenSSL draws on this thread comes of `stream`: keys and nonces of a seeded world
// repeat. To be held around single engine calls only. Other threads, and this one afterwards, have the
// system's generator.
class EngineRandomScope {
 public:
  explicit EngineRandomScope(RandomStream& stream);
  ~EngineRandomScope();
  EngineRandomScope(const EngineRandomScope&) = delete;
  EngineRandomScope& operator=(const EngineRandomScope&) = delete;

 private:
  RandomStream* previous_;
};

// Octets of the system's generator, whatever is bound. Ends the process if there are none: nothing safe can
// follow.
void FillFromSystem(std::span<uint8_t> out);

}  // namespace kepsim
