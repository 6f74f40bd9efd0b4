// Carriers as kepsim.v1 has them.
#pragma once

#include "ca/carrier/carrier.h"
#include "ca/crypto/key.h"
#include "kepsim/v1/carrier.pb.h"
#include "kepsim/v1/key.pb.h"

namespace kepsim {

void Encode(const Carrier& carrier, v1::Carrier* out);

v1::KeyAlgorithm Encode(KeyAlgorithm algorithm);
// Fields: FIELD_OUT_OF_RANGE under the name `field`. Unspecified is 256-bit CryptoPro-A.
Result<KeyAlgorithm> Decode(v1::KeyAlgorithm algorithm, std::string field);

}  // namespace kepsim
