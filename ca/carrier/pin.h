// PINs of a virtual token. A PIN is never stored and never compared: it opens a sealed box, or does not.
#pragma once

#include <string_view>

#include "ca/base/bytes.h"
#include "ca/base/random.h"
#include "ca/base/secret.h"
#include "ca/base/status.h"

namespace kepsim {

enum class PinRole { kUser, kAdmin };

std::string_view NameOf(PinRole role);  // "user", "admin"

// Rutoken's, as shipped (domain.md §8).
inline constexpr char kDefaultUserPin[] = "12345678";
inline constexpr char kDefaultAdminPin[] = "87654321";
inline constexpr int kPinTries = 10;

// In octets of the PIN as entered.
struct PinLength {
  size_t least;
  size_t most;
};
PinLength LengthOf(PinRole role);
bool FitsLength(PinRole role, const Secret& pin);

// What lies under a PIN.
struct PinBox {
  Bytes salt;
  int rounds = 0;  // of PBKDF2; kept with the box, so that the world's setting may change
  Bytes sealed;
};

Result<PinBox> SealUnderPin(const Secret& pin, int rounds, ByteView content, RandomStream& random);
// BOX_BROKEN for another PIN.
Result<Secret> OpenWithPin(const Secret& pin, const PinBox& box);

}  // namespace kepsim
