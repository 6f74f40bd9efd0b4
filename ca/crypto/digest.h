// Streebog (RFC 6986) and SHA digests.
#pragma once

#include <string_view>

#include "ca/base/bytes.h"

namespace kepsim {

enum class DigestAlgorithm { kStreebog256, kStreebog512, kSha1, kSha256 };

Bytes Digest(DigestAlgorithm algorithm, ByteView data);

// For what is too large to hold at once.
class Digester {
 public:
  explicit Digester(DigestAlgorithm algorithm);
  ~Digester();
  Digester(const Digester&) = delete;
  Digester& operator=(const Digester&) = delete;
  void Update(ByteView data);
  Bytes Finish();

 private:
  struct State;
  State* state_;
};

}  // namespace kepsim
