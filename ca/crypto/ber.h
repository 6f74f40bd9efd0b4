// BER (X.690 §8) as CMS from other tools has it.
#pragma once

#include <optional>

#include "ca/base/bytes.h"

namespace kepsim {

// The same elements with definite, minimal lengths: BouncyCastle and streaming tools write CMS with
// indefinite ones. What is DER already, as certificates and signed attributes are, stays to the octet;
// constructed OCTET STRINGs become one. Nothing if it is no single BER element.
std::optional<Bytes> WithDefiniteLengths(ByteView ber);

}  // namespace kepsim
