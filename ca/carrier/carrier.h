// A virtual USB token, as it lies in memory while a call works on it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/carrier/pin.h"
#include "ca/issuance/carrier_kind.h"

namespace kepsim {

// Key pairs that a token has room for.
inline constexpr size_t kCarrierCapacity = 16;

struct CarrierKey {
  std::string id;
  Bytes spki_der;
  Bytes sealed;                          // PKCS#8 under the token key
  bool exportable = false;               // CKA_EXTRACTABLE (PKCS#11), for good
  std::optional<Bytes> certificate_der;  // readable without a PIN
  bool unsaved = false;                  // differs from its row
};

struct PinState {
  PinBox box;
  int tries_left = kPinTries;

  // CKF_USER_PIN_COUNT_LOW, _FINAL_TRY, _LOCKED (PKCS#11 v2.40 §3.2, CK_TOKEN_INFO).
  bool count_low() const { return tries_left < kPinTries; }
  bool final_try() const { return tries_left == 1; }
  bool locked() const { return tries_left == 0; }
};

// "carriers/{id}"
std::string CarrierName(const std::string& id);

struct Carrier {
  std::string id;
  int64_t version = 0;  // of the row that was read; 0: there is none yet. Covers the keys, not the PINs
  CarrierKind kind = CarrierKind::kUsbToken;
  std::string serial_number;  // ten hexadecimal digits, as printed on the token
  std::string label;
  Time created{};
  PinState user_pin;   // its box holds the token key
  PinState admin_pin;  // its box proves the PIN and opens nothing: unblocking leaves the user PIN as it is
  std::vector<CarrierKey> keys;

  std::string Name() const { return CarrierName(id); }
  std::string KeyName(const CarrierKey& key) const { return Name() + "/keys/" + key.id; }
  // CARRIER_KEY_NOT_FOUND
  Result<CarrierKey*> Key(std::string_view key_id);
};

// "carriers/{id}". CARRIER_NOT_FOUND for what is no such name.
Result<std::string> CarrierIdOf(std::string_view name);

struct CarrierKeyId {
  std::string carrier;
  std::string key;
};
// "carriers/{id}/keys/{id}". CARRIER_KEY_NOT_FOUND for what is no such name.
Result<CarrierKeyId> CarrierKeyIdOf(std::string_view name);

}  // namespace kepsim
