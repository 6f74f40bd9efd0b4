// Keys at rest: derivation from PINs and passwords, and sealed boxes.
#pragma once

#include "ca/base/bytes.h"
#include "ca/base/random.h"
#include "ca/base/secret.h"
#include "ca/base/status.h"

namespace kepsim {

// PBKDF2 with HMAC-Streebog-512 (RFC 9337 §4), `size` octets. Slow by its nature, by each 64 of them.
Result<Secret> Pbkdf2Gost(const Secret& password, ByteView salt, int rounds, size_t size);

// KDF_GOSTR3411_2012_256 (RFC 7836 §4.5), 32 octets.
Bytes KdfGost(ByteView key, ByteView label, ByteView seed);

// Magma-CTR-ACPKM (RFC 9337 §7.3) under a key derived, as that clause has it, from the first half of a
// 64-octet key and the box's random UKM; then HMAC-Streebog-256 under the second half over version, UKM and
// ciphertext. Opening with another key is BOX_BROKEN. Magma, since the engine's Kuznyechik takes 40 µs to
// schedule a key.
Result<Bytes> SealGost(const Secret& key64, ByteView plain, RandomStream& random);
Result<Secret> OpenGost(const Secret& key64, ByteView box);

// AES-256-GCM under a 32-octet key; `context` is authenticated with it. For the master key's wrapping and
// stored answers.
Result<Bytes> Seal(const Secret& key32, ByteView context, ByteView plain, RandomStream& random);
Result<Secret> Open(const Secret& key32, ByteView context, ByteView box);

// scrypt (RFC 7914), 32 octets, for portal passwords.
Result<Secret> DerivePassword(const Secret& password, ByteView salt, uint64_t n, uint32_t r, uint32_t p);

// HMAC-SHA-256: keys and tokens derived from a key.
Secret DeriveKey(const Secret& key, std::string_view label, ByteView context = {});

}  // namespace kepsim
