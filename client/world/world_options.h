// What a world is born with. Fixed for its life; a reset begins again with the same.
#pragma once

#include <optional>
#include <string>

#include "ca/base/secret.h"
#include "ca/base/time.h"

namespace kepsim {

enum class ClockMode { kReal = 1, kOffset = 2, kFrozen = 3 };

struct WorldOptions {
  ClockMode clock = ClockMode::kReal;
  Time start{};                  // where the clock begins, if not real
  std::optional<Secret> seed;    // without one, chance is the system's
  std::string base_url;          // what certificates' URLs begin with, no slash behind
  Duration publication_delay{};  // of issue and revocation
  int pin_rounds = 2000;         // PBKDF2 from PIN to carrier key
  int password_cost = 16384;     // scrypt's N for portal passwords
};

// PINs below this many rounds are for tests that say so.
inline constexpr int kLeastSafePinRounds = 1000;

}  // namespace kepsim
