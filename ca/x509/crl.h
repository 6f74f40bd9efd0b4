// Certificate revocation lists (RFC 5280 §5), v2.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/crypto/key.h"

namespace kepsim {

class DerReader;

// CRLReason, RFC 5280 §5.3.1.
enum class RevocationReason {
  kUnspecified = 0,
  kKeyCompromise = 1,
  kCaCompromise = 2,
  kAffiliationChanged = 3,
  kSuperseded = 4,
  kCessationOfOperation = 5,
  kCertificateHold = 6,
  kPrivilegeWithdrawn = 9,
};

struct CrlEntry {
  Bytes serial;
  Time revoked;
  RevocationReason reason = RevocationReason::kUnspecified;  // then no extension is written
};

struct CrlPlan {
  Bytes issuer_name_der;
  Time this_update;
  Time next_update;
  uint64_t number;
  Bytes authority_key_id;
  std::vector<CrlEntry> entries;  // any order; none: revokedCertificates is absent
};

// Signed, signature algorithm without parameters.
Result<Bytes> SignCrl(const CrlPlan& plan, const PrivateKey& key, const RandomStream& random);

class Crl {
 public:
  static Result<Crl> Parse(ByteView der);
  const Bytes& der() const { return der_; }
  const Bytes& issuer_name_der() const { return issuer_der_; }
  Time this_update() const { return this_update_; }
  std::optional<Time> next_update() const { return next_update_; }
  const std::optional<Bytes>& authority_key_id() const { return authority_key_id_; }
  const Bytes& number() const { return number_; }  // big-endian magnitude, may be long; empty if absent
  const std::vector<CrlEntry>& entries() const { return entries_; }
  const CrlEntry* Find(ByteView serial) const;
  // RFC 5280 §5.2: such a list says nothing that can be relied on. Those with a critical
  // issuingDistributionPoint are among them.
  bool has_unknown_critical_extension() const { return has_unknown_critical_extension_; }
  Status VerifySignature(const PublicKey& issuer) const;

 private:
  Crl() = default;
  void ReadEntries(DerReader entries);
  void ReadExtensions(DerReader extensions);

  Bytes der_, tbs_der_, signature_, issuer_der_, number_;
  std::string signature_oid_;
  Time this_update_{};
  std::optional<Time> next_update_;
  std::optional<Bytes> authority_key_id_;
  std::vector<CrlEntry> entries_;
  std::map<Bytes, size_t> by_serial_;
  bool has_unknown_critical_extension_ = false;
};

}  // namespace kepsim
