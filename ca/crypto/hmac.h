// HMAC (RFC 2104) over the digests of this folder.
#pragma once

#include <initializer_list>

#include "ca/base/bytes.h"
#include "ca/crypto/digest.h"

namespace kepsim {

// Over the parts, one after another. Who joins parts of varying length writes their lengths, too.
Bytes Hmac(DigestAlgorithm algorithm, ByteView key, std::initializer_list<ByteView> parts);

}  // namespace kepsim
