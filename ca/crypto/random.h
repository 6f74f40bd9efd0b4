// The two kinds of chance a world can have.
#pragma once

#include <memory>

#include "ca/base/random.h"
#include "ca/base/secret.h"

namespace kepsim {

// The system's generator: the only place where it is read.
std::unique_ptr<Random> MakeSystemRandom();

// Streams of HMAC-SHA-256 in counter mode under keys derived from `seed` and the label. A seed is as secret
// as a key.
std::unique_ptr<Random> MakeSeededRandom(const Secret& seed);

}  // namespace kepsim
