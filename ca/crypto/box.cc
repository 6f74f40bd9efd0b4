#include "ca/crypto/box.h"

#include <openssl/evp.h>

#include <cstdlib>
#include <limits>

#include "ca/crypto/gost_runtime.h"
#include "ca/crypto/hmac.h"
#include "ca/crypto/openssl.h"

namespace kepsim {
namespace {

constexpr uint8_t kVersion = 1;
constexpr size_t kUkmSize = 12;    // RFC 9337 §7.3, for Magma: IV, then the seed of the box's own key
constexpr size_t kGostIvSize = 4;  // half a Magma block, as CTR-ACPKM has it
constexpr size_t kGostMacSize = 32;
constexpr size_t kGcmIvSize = 12;
constexpr size_t kGcmTagSize = 16;

// CTR: the same way in and out. Each box has a key of its own, by the random seed, so that a short IV may
// repeat.
Result<Bytes> MagmaCtr(ByteView key32, ByteView ukm, ByteView data) {
  KEPSIM_TRY(EnsureGost());
  if (data.empty()) return Bytes();
  static const EVP_CIPHER* const cipher = EVP_get_cipherbyname("magma-ctr-acpkm");
  const Secret key(KdfGost(key32, AsBytes("kdf tree"), ukm.subspan(kGostIvSize)));
  const CipherContext context(EVP_CIPHER_CTX_new());
  Bytes out(data.size());
  int size = 0;
  if (cipher == nullptr || data.size() > std::numeric_limits<int>::max() ||
      EVP_CipherInit_ex(context.get(), cipher, nullptr, key.bytes().data(), ukm.data(), 1) != 1 ||
      EVP_CipherUpdate(context.get(), out.data(), &size, data.data(), static_cast<int>(data.size())) != 1 ||
      static_cast<size_t>(size) != out.size()) {
    return CryptoFailed("Magma-CTR-ACPKM");
  }
  return out;
}

const EVP_CIPHER* Aes256Gcm() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  return cipher;
}

// Keys come from our own derivations: a wrong length is a mistake in the program.
void RequireKeySize(const Secret& key, size_t size) {
  if (key.size() != size) std::abort();
}

}  // namespace

Bytes KdfGost(ByteView key, ByteView label, ByteView seed) {
  static constexpr uint8_t kOne[] = {1};
  static constexpr uint8_t kZero[] = {0};
  static constexpr uint8_t kBits256[] = {1, 0};
  return Hmac(DigestAlgorithm::kStreebog256, key, {kOne, label, kZero, seed, kBits256});
}

Result<Secret> Pbkdf2Gost(const Secret& password, ByteView salt, int rounds, size_t size) {
  KEPSIM_TRY(EnsureGost());
  Bytes key(size);
  if (rounds < 1 ||
      PKCS5_PBKDF2_HMAC(password.text().data(), static_cast<int>(password.size()), salt.data(),
                        static_cast<int>(salt.size()), rounds, HandleOf(DigestAlgorithm::kStreebog512),
                        static_cast<int>(key.size()), key.data()) != 1) {
    return CryptoFailed("PBKDF2");
  }
  return Secret(std::move(key));
}

// version || UKM || ciphertext || HMAC
Result<Bytes> SealGost(const Secret& key64, ByteView plain, RandomStream& random) {
  RequireKeySize(key64, 64);
  Bytes box(1 + kUkmSize);
  box[0] = kVersion;
  random.Fill(std::span(box).subspan(1));
  KEPSIM_ASSIGN(const Bytes hidden,
                MagmaCtr(key64.bytes().first(32), ByteView(box).subspan(1, kUkmSize), plain));
  box.insert(box.end(), hidden.begin(), hidden.end());
  const Bytes mac = Hmac(DigestAlgorithm::kStreebog256, key64.bytes().last(32), {box});
  box.insert(box.end(), mac.begin(), mac.end());
  return box;
}

Result<Secret> OpenGost(const Secret& key64, ByteView box) {
  RequireKeySize(key64, 64);
  KEPSIM_TRY(EnsureGost());
  if (box.size() < 1 + kUkmSize + kGostMacSize || box[0] != kVersion) return Reason::BOX_BROKEN;
  const ByteView body = box.first(box.size() - kGostMacSize);
  const Bytes mac = Hmac(DigestAlgorithm::kStreebog256, key64.bytes().last(32), {body});
  if (!ConstantTimeEqual(mac, box.last(kGostMacSize))) return Reason::BOX_BROKEN;
  KEPSIM_ASSIGN(Bytes plain,
                MagmaCtr(key64.bytes().first(32), body.subspan(1, kUkmSize), body.subspan(1 + kUkmSize)));
  return Secret(std::move(plain));
}

// version || IV || ciphertext || tag
Result<Bytes> Seal(const Secret& key32, ByteView context, ByteView plain, RandomStream& random) {
  RequireKeySize(key32, 32);
  Bytes box(1 + kGcmIvSize + plain.size() + kGcmTagSize);
  box[0] = kVersion;
  uint8_t* const iv = box.data() + 1;
  uint8_t* const hidden = iv + kGcmIvSize;
  random.Fill({iv, kGcmIvSize});
  const CipherContext cipher(EVP_CIPHER_CTX_new());
  int size = 0;
  if (EVP_EncryptInit_ex(cipher.get(), Aes256Gcm(), nullptr, key32.bytes().data(), iv) != 1 ||
      EVP_EncryptUpdate(cipher.get(), nullptr, &size, context.data(), static_cast<int>(context.size())) !=
          1 ||
      EVP_EncryptUpdate(cipher.get(), hidden, &size, plain.data(), static_cast<int>(plain.size())) != 1 ||
      EVP_EncryptFinal_ex(cipher.get(), hidden + size, &size) != 1 ||
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, kGcmTagSize, hidden + plain.size()) != 1) {
    return CryptoFailed("AES-256-GCM");
  }
  return box;
}

Result<Secret> Open(const Secret& key32, ByteView context, ByteView box) {
  RequireKeySize(key32, 32);
  if (box.size() < 1 + kGcmIvSize + kGcmTagSize || box[0] != kVersion) return Reason::BOX_BROKEN;
  const uint8_t* const iv = box.data() + 1;
  const ByteView hidden = box.subspan(1 + kGcmIvSize, box.size() - 1 - kGcmIvSize - kGcmTagSize);
  Bytes tag(box.end() - kGcmTagSize, box.end());
  Bytes plain(hidden.size());
  const CipherContext cipher(EVP_CIPHER_CTX_new());
  int size = 0;
  if (EVP_DecryptInit_ex(cipher.get(), Aes256Gcm(), nullptr, key32.bytes().data(), iv) != 1 ||
      EVP_DecryptUpdate(cipher.get(), nullptr, &size, context.data(), static_cast<int>(context.size())) !=
          1 ||
      EVP_DecryptUpdate(cipher.get(), plain.data(), &size, hidden.data(), static_cast<int>(hidden.size())) !=
          1 ||
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, kGcmTagSize, tag.data()) != 1) {
    return CryptoFailed("AES-256-GCM");
  }
  Secret opened(std::move(plain));  // wiped, too, when the tag tells that it is not to be trusted
  uint8_t rest = 0;
  if (EVP_DecryptFinal_ex(cipher.get(), &rest, &size) != 1) return Reason::BOX_BROKEN;
  return opened;
}

Result<Secret> DerivePassword(const Secret& password, ByteView salt, uint64_t n, uint32_t r, uint32_t p) {
  constexpr uint64_t kMaxN = uint64_t{1} << 20;
  constexpr uint32_t kMaxFactor = 32;
  if (n > kMaxN || r > kMaxFactor || p > kMaxFactor) return CryptoFailed("scrypt: parameters too large");
  // RFC 7914 §6 needs 128 r (n + p) octets and a little more; OpenSSL refuses above 32 MiB unless told.
  const uint64_t memory = 128 * uint64_t{r} * (n + p + 4);
  Bytes key(32);
  if (EVP_PBE_scrypt(password.text().data(), password.size(), salt.data(), salt.size(), n, r, p, memory,
                     key.data(), key.size()) != 1) {
    return CryptoFailed("scrypt");
  }
  return Secret(std::move(key));
}

Secret DeriveKey(const Secret& key, std::string_view label, ByteView context) {
  uint8_t label_size[4];
  for (int i = 0; i < 4; ++i) label_size[i] = static_cast<uint8_t>(label.size() >> (24 - 8 * i));
  return Secret(Hmac(DigestAlgorithm::kSha256, key.bytes(), {label_size, AsBytes(label), context}));
}

}  // namespace kepsim
