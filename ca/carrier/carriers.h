// A world's virtual USB tokens: what one does with a token that is plugged in.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "ca/base/random.h"
#include "ca/base/secret.h"
#include "ca/carrier/carrier.h"
#include "ca/carrier/carrier_pins.h"
#include "ca/carrier/carrier_sessions.h"
#include "ca/carrier/pfx_export.h"
#include "ca/carrier/pin_turns.h"
#include "ca/carrier/unlocked_token.h"
#include "ca/crypto/key.h"
#include "ca/operation/operations.h"
#include "ca/x509/certificate.h"

namespace kepsim {

enum class SignatureForm { kRaw, kCmsDetached };

struct NewCarrier {
  CarrierKind kind = CarrierKind::kUsbToken;
  std::string label;  // up to 32 octets of UTF-8 (CK_TOKEN_INFO.label)
  Secret user_pin;    // empty: as shipped
  Secret admin_pin;   // likewise
};

struct KeyTemplate {
  KeyAlgorithm algorithm = KeyAlgorithm::k256CryptoProA;
  bool exportable = false;  // may leave the carrier, by ExportPfx
};

class Carriers {
 public:
  static constexpr size_t kMostContent = 1 << 20;

  // `pin_rounds`: of PBKDF2, in PINs that are set from now on.
  Carriers(Operations& operations, const Random& random, IssuerChains& chains, int pin_rounds)
      : operations_(operations),
        random_(random),
        chains_(chains),
        pin_rounds_(pin_rounds),
        pins_(operations, random) {}

  // CARRIER_NOT_FOUND
  Result<Carrier> Load(std::string_view name);

  // A token about to be made, its PINs derived. Slow, and so apart from Create: an operation that runs again
  // keeps what it got the first time. CARRIER_KIND_UNSUPPORTED; fields: PIN_LENGTH, FIELD_TOO_LONG.
  struct Formatted {
    CarrierKind kind;
    std::string label;
    Secret token_key;
    PinBox user_box;
    PinBox admin_box;
  };
  Result<Formatted> Format(const Operation& operation, const NewCarrier& wanted) const;

  // A carrier and what its PIN opens: enough to go on with in the same operation.
  struct Opened {
    Carrier carrier;
    std::shared_ptr<UnlockedToken> token;
  };
  Opened Create(Operation& operation, const Formatted& formatted) const;

  // Presenting PINs. These take effect at once: a try is counted whatever becomes of the call.
  // PIN_INCORRECT with metadata tries_left, PIN_LOCKED, CARRIER_NOT_FOUND; fields: FIELD_REQUIRED,
  // PIN_LENGTH.
  Result<Secret> OpenSession(std::string_view name, const Secret& user_pin);
  Status ChangePin(std::string_view name, const Secret& old_pin, const Secret& new_pin);
  Status UnblockPin(std::string_view name, const Secret& admin_pin);

  // What the session's PIN opened. SESSION_CLOSED, CARRIER_NOT_FOUND.
  Result<std::shared_ptr<UnlockedToken>> Use(std::string_view name, const Secret& session);
  Status CloseSession(std::string_view name, const Secret& session);
  size_t OpenSessions() { return sessions_.Count(); }
  // The token loses its power: what its sessions knew is forgotten.
  void Unplug(const Carrier& carrier) { sessions_.CloseAll(carrier.id); }

  // On a carrier in memory; the last steps stage its row again. The references stay good until the next
  // GenerateKeyPair. CARRIER_FULL.
  Result<CarrierKey*> GenerateKeyPair(Operation& operation, Carrier& carrier, UnlockedToken& token,
                                      const KeyTemplate& wanted) const;
  // PKCS#10 by the token, under its own serial number: the identity is the CA's business.
  Result<Bytes> MakeKeyRequest(const Operation& operation, const Carrier& carrier, const CarrierKey& key,
                               UnlockedToken& token) const;
  // CERTIFICATE_KEY_MISMATCH
  Status ImportCertificate(Operation& operation, Carrier& carrier, CarrierKey& key,
                           const Certificate& certificate) const;
  // CARRIER_CERTIFICATE_MISSING for a CMS before the certificate was imported; fields: FIELD_TOO_LONG.
  Result<Bytes> Sign(const Operation& operation, const CarrierKey& key, UnlockedToken& token,
                     ByteView content, SignatureForm form) const;
  // The key with its certificate and those above it. KEY_NOT_EXPORTABLE, CARRIER_CERTIFICATE_MISSING; fields:
  // PFX_PASSWORD_LENGTH.
  Result<Bytes> ExportPfx(Operation& operation, const Carrier& carrier, const CarrierKey& key,
                          UnlockedToken& token, PfxWish& wish) const;

 private:
  Operations& operations_;
  const Random& random_;
  IssuerChains& chains_;
  const int pin_rounds_;
  CarrierPins pins_;
  PinTurns turns_;
  CarrierSessions sessions_;
};

}  // namespace kepsim
