// Is a public key a point that a signature may be verified with? Both halves of the full public-key
// validation of SP 800-56A §5.6.2.3, apart, since the second costs as much as two verifications.
#pragma once

#include "ca/base/bytes.h"

typedef struct evp_pkey_st EVP_PKEY;

namespace kepsim {

// Are the little-endian halves of `point` below the field's characteristic? The engine reduces what is not,
// so that one point would have two encodings. That the point lies on the curve the engine checks as it reads.
bool HasReducedCoordinates(EVP_PKEY* key, ByteView point);

// Is the point of the group of prime order? On curves of cofactor 1 every point is; tc26-256-A and tc26-512-C
// have cofactor 4.
bool IsOfPrimeOrder(EVP_PKEY* key);

}  // namespace kepsim
