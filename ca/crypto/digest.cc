#include "ca/crypto/digest.h"

#include <cstdlib>

#include "ca/crypto/gost_runtime.h"
#include "ca/crypto/openssl.h"

namespace kepsim {
namespace {

// Streebog is the engine's, which EVP_MD_fetch never finds; the others are fetched once, as each fetch takes
// a lock.
const EVP_MD* Streebog(const char* name) {
  if (!EnsureGost().ok()) std::abort();
  const EVP_MD* digest = EVP_get_digestbyname(name);
  if (digest == nullptr) std::abort();
  return digest;
}

const EVP_MD* Fetched(const char* name) {
  const EVP_MD* digest = EVP_MD_fetch(nullptr, name, nullptr);
  if (digest == nullptr) std::abort();
  return digest;
}

}  // namespace

const EVP_MD* HandleOf(DigestAlgorithm algorithm) {
  switch (algorithm) {
    case DigestAlgorithm::kStreebog256: {
      static const EVP_MD* const digest = Streebog("md_gost12_256");
      return digest;
    }
    case DigestAlgorithm::kStreebog512: {
      static const EVP_MD* const digest = Streebog("md_gost12_512");
      return digest;
    }
    case DigestAlgorithm::kSha1: {
      static const EVP_MD* const digest = Fetched("SHA1");
      return digest;
    }
    case DigestAlgorithm::kSha256: {
      static const EVP_MD* const digest = Fetched("SHA256");
      return digest;
    }
  }
  std::abort();
}

Bytes Digest(DigestAlgorithm algorithm, ByteView data) {
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  if (EVP_Digest(data.data(), data.size(), out.data(), &size, HandleOf(algorithm), nullptr) != 1)
    std::abort();
  out.resize(size);
  return out;
}

struct Digester::State {
  DigestContext context{EVP_MD_CTX_new()};
};

Digester::Digester(DigestAlgorithm algorithm) : state_(new State) {
  if (EVP_DigestInit_ex(state_->context.get(), HandleOf(algorithm), nullptr) != 1) std::abort();
}

Digester::~Digester() {
  delete state_;
}

void Digester::Update(ByteView data) {
  if (EVP_DigestUpdate(state_->context.get(), data.data(), data.size()) != 1) std::abort();
}

Bytes Digester::Finish() {
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  if (EVP_DigestFinal_ex(state_->context.get(), out.data(), &size) != 1) std::abort();
  out.resize(size);
  return out;
}

}  // namespace kepsim
