// What the verifier asks of the registry. Two implementations: in the process, and over gRPC to another
// server.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/x509/certificate.h"

namespace kepsim {

// СтатусАккредитации of the trusted list (domain.md §4).
enum class Accreditation { kActive, kSuspended, kTerminated };

struct AccreditationChange {
  Accreditation accreditation;
  Time effective;
};

// A CA or root whose certificate relying parties know.
struct KnownAuthority {
  std::string id;  // "azimut"; empty for a root
  Certificate certificate;
  bool root = false;                         // self-signed, of a root; not its cross-certificates
  std::vector<AccreditationChange> history;  // in order; empty: never accredited
  bool qualified = true;                     // false: its root is one of unqualified signatures (УНЭП)
};

// A published entry.
struct RegistryEntry {
  Time published;
  std::optional<Time> revoked;
  int crl_reason = 0;
};

class RegistryLookup {
 public:
  virtual ~RegistryLookup() = default;
  // All whose subject key identifier this is: two generations or a cross-certificate may share it.
  virtual Result<std::vector<std::shared_ptr<const KnownAuthority>>> AuthoritiesByKeyId(ByteView key_id) = 0;
  virtual Result<std::optional<RegistryEntry>> EntryOf(ByteView issuer_key_id, ByteView serial) = 0;
  // DER of the newest published CRL of a CA key, and where it was got from; nothing if there is none.
  struct FetchedCrl {
    // Shared, since a list may have megabytes and is asked for at each verification.
    std::shared_ptr<const Bytes> der;
    std::string source;  // URL
  };
  virtual Result<std::optional<FetchedCrl>> CrlOf(ByteView issuer_key_id) = 0;
};

}  // namespace kepsim
