// Serial numbers of certificates.
#pragma once

#include "ca/base/bytes.h"
#include "ca/base/random.h"
#include "ca/base/time.h"

namespace kepsim {

// 16 octets: 01, so that the number is positive and always 16 octets long; the milliseconds of `now` in 6, so
// that serials made one after another lie beside each other in every index that holds them (a random serial
// would touch a page of its own at each issue, which halves the speed at a million); 9 random ones: 72 bits
// against the 64 that the CA/Browser Forum asks for, and no two alike.
Bytes MakeSerial(Time now, RandomStream& random);

}  // namespace kepsim
