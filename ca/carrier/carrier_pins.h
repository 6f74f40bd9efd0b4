// Presenting a PIN to a stored carrier, and what a right one may change. The counters change inside the
// writer at once, never in an operation that might run again or come to nothing.
#pragma once

#include <string>

#include "ca/base/random.h"
#include "ca/carrier/carrier.h"
#include "ca/operation/operations.h"

namespace kepsim {

// The caller holds the carrier's turn (pin_turns.h) from a PIN's presenting to what follows from it.
class CarrierPins {
 public:
  CarrierPins(Operations& operations, const Random& random) : operations_(operations), random_(random) {}

  // Before a PIN is looked at, its try is taken from the counter, and that is durable when this returns:
  // whoever stops the process now has lost the try. PIN_LOCKED, CARRIER_NOT_FOUND.
  Result<PinState> TakeTry(const std::string& carrier, PinRole role);

  struct Presented {
    Secret content;  // what lay under the PIN
    PinBox box;
  };
  // Takes a try and opens the box. PIN_INCORRECT with the metadata tries_left; PIN_LOCKED when that was the
  // last. After the right PIN, too, the try is taken until one of the following gives it back.
  Result<Presented> Present(const std::string& carrier, PinRole role, const Secret& pin, Time now);

  // Gives the user PIN's tries back. Which login of the carrier's life this is, from 1.
  Result<int64_t> CountLogin(const std::string& carrier);
  // Puts the token key that the user PIN opened under another one.
  Status Replace(const std::string& carrier, const Presented& old, const Secret& new_pin, int rounds,
                 Time now);
  // Gives both PINs' tries back.
  Status Unblock(const std::string& carrier, Time now);

 private:
  Status Refuse(const std::string& carrier, PinRole role, int tries_left, Time now);

  Operations& operations_;
  const Random& random_;
};

}  // namespace kepsim
