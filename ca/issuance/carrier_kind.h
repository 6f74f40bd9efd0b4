// What will hold the applicant's key.
#pragma once

namespace kepsim {

enum class CarrierKind {
  kUsbToken = 1,
  kMobile = 2,  // m-КЭП: a key on a phone
};

}  // namespace kepsim
