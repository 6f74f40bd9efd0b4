// Verdicts as they travel.
#pragma once

#include "kepsim/v1/verdict.pb.h"
#include "registry/verifier/verdict.h"

namespace kepsim {

void Encode(const Verdict& verdict, v1::Verdict* out);

}  // namespace kepsim
