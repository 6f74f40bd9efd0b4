// ENGINE and RAND_METHOD are deprecated in OpenSSL 3.0, but GOST keys exist nowhere else: the package's
// provider has none.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "ca/crypto/gost_runtime.h"

#include <openssl/engine.h>
#include <openssl/err.h>
#include <openssl/rand.h>

#include <climits>
#include <cstdlib>
#include <mutex>
#include <utility>

#include "ca/crypto/openssl.h"

namespace kepsim {
namespace {

thread_local RandomStream* bound_stream = nullptr;

// The process-wide generator of OpenSSL; TLS draws from it as well, hence the way out to the system's own.
int DrawBytes(unsigned char* out, int count) {
  if (count < 0) return 0;
  // A stream may draw from OpenSSL in its turn, and must not meet itself there.
  if (RandomStream* stream = std::exchange(bound_stream, nullptr)) {
    stream->Fill({out, static_cast<size_t>(count)});
    bound_stream = stream;
    return 1;
  }
  return RAND_OpenSSL()->bytes(out, count);
}

int DrawStatus() {
  return 1;
}

constexpr RAND_METHOD kRandMethod = {
    .seed = nullptr,
    .bytes = DrawBytes,
    .cleanup = nullptr,
    .add = nullptr,
    .pseudorand = DrawBytes,
    .status = DrawStatus,
};

Status LoadEngine() {
  ENGINE* engine = ENGINE_by_id("gost");
  if (engine == nullptr) {
    return CryptoFailed("the OpenSSL engine \"gost\" is not installed (Debian: libengine-gost-openssl)");
  }
  const bool ready = ENGINE_init(engine) == 1 && ENGINE_set_default(engine, ENGINE_METHOD_ALL) == 1;
  ENGINE_free(engine);
  if (!ready) return CryptoFailed("starting the engine \"gost\"");
  if (RAND_set_rand_method(&kRandMethod) != 1) return CryptoFailed("setting the random method");
  return OkStatus();
}

}  // namespace

Status EnsureGost() {
  static std::once_flag once;
  static Status* const state = new Status;
  std::call_once(once, [] { *state = LoadEngine(); });
  return *state;
}

EngineRandomScope::EngineRandomScope(RandomStream& stream)
    : previous_(std::exchange(bound_stream, &stream)) {}
EngineRandomScope::~EngineRandomScope() {
  bound_stream = previous_;
}

void FillFromSystem(std::span<uint8_t> out) {
  while (!out.empty()) {
    const size_t count = std::min<size_t>(out.size(), INT_MAX);
    if (RAND_OpenSSL()->bytes(out.data(), static_cast<int>(count)) != 1) std::abort();
    out = out.subspan(count);
  }
}

Status CryptoFailed(std::string attempted) {
  ERR_clear_error();
  return {Reason::CRYPTO_FAILED, std::move(attempted)};
}

}  // namespace kepsim
