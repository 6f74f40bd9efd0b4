// What a key's leaving a carrier takes, beside the carrier.
#pragma once

#include <optional>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/secret.h"
#include "ca/crypto/pfx.h"
#include "ca/x509/certificate.h"

namespace kepsim {

// 6 to 128 characters of UTF-8, none of them a control character or invisible.
bool FitsPfxPassword(const Secret& password);

// How somebody wants the PFX. One for an operation, however often that runs.
struct PfxWish {
  Secret password;
  PfxCipher cipher = PfxCipher::kGost28147;
  std::optional<PfxLock> lock = {};  // slow to derive: left here by the first run
};

// Who knows the certificates above a holder's: a carrier keeps the holder's alone.
class IssuerChains {
 public:
  virtual ~IssuerChains() = default;
  // DER, the issuer's first, the root's last; nothing where no path to a root is known.
  virtual std::vector<Bytes> Above(const Certificate& certificate) = 0;
};

}  // namespace kepsim
