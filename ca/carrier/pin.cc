#include "ca/carrier/pin.h"

#include "ca/crypto/box.h"

namespace kepsim {
namespace {

constexpr size_t kSaltSize = 32;    // the most that RFC 9337 §4 speaks of
constexpr size_t kPinKeySize = 64;  // of SealGost

}  // namespace

std::string_view NameOf(PinRole role) {
  return role == PinRole::kUser ? "user" : "admin";
}

PinLength LengthOf(PinRole role) {
  return role == PinRole::kUser ? PinLength{6, 32} : PinLength{8, 32};
}

bool FitsLength(PinRole role, const Secret& pin) {
  const PinLength length = LengthOf(role);
  return pin.size() >= length.least && pin.size() <= length.most;
}

Result<PinBox> SealUnderPin(const Secret& pin, int rounds, ByteView content, RandomStream& random) {
  PinBox box{Bytes(kSaltSize), rounds, {}};
  random.Fill(box.salt);
  KEPSIM_ASSIGN(const Secret key, Pbkdf2Gost(pin, box.salt, rounds, kPinKeySize));
  KEPSIM_ASSIGN(box.sealed, SealGost(key, content, random));
  return box;
}

Result<Secret> OpenWithPin(const Secret& pin, const PinBox& box) {
  KEPSIM_ASSIGN(const Secret key, Pbkdf2Gost(pin, box.salt, box.rounds, kPinKeySize));
  return OpenGost(key, box.sealed);
}

}  // namespace kepsim
