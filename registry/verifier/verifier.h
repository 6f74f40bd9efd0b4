// Judges certificates and signatures by what the registry has published (domain.md §6.5), and explains
// itself. What is missing is never taken for good.
#pragma once

#include <optional>

#include "ca/base/bytes.h"
#include "ca/base/time.h"
#include "ca/x509/certificate.h"
#include "registry/verifier/crl_cache.h"
#include "registry/verifier/path.h"
#include "registry/verifier/registry_lookup.h"
#include "registry/verifier/verdict.h"

namespace kepsim {

// Chosen by each call.
struct VerificationPolicy {
  bool ask_registry = false;  // must the registry have an entry of it?
};

// Checks, in order: "format", "signature" (of a CMS), "path", "path-signatures", "accreditation", "validity",
// "revocation" (of each certificate but the root), "qualification", "registry" (where asked). Safe from many
// threads.
class Verifier {
 public:
  explicit Verifier(RegistryLookup& lookup) : lookup_(lookup), paths_(lookup) {}

  // `at` is the moment that is judged for; the data are the newest published.
  Verdict VerifyCertificate(const Certificate& certificate, Time at, const VerificationPolicy& policy);
  // PEM or DER.
  Verdict VerifyCertificate(ByteView encoded, Time at, const VerificationPolicy& policy);

  struct SignatureVerdict {
    Verdict verdict;
    std::optional<Certificate> signer;  // the first one; nothing of a malformed message
  };
  // Every signer must hold; the first one's verdict is given, or that of the first who does not.
  SignatureVerdict VerifyDetachedCms(ByteView cms, ByteView content, Time at,
                                     const VerificationPolicy& policy);

 private:
  // Adds all the checks behind "signature".
  Verdict Judge(Verdict begun, const Certificate& certificate, const VerificationPolicy& policy);
  Verdict JudgePath(Verdict begun, const Certificate& certificate, const IssuerPath& path,
                    const VerificationPolicy& policy);
  Time IssueMoment(const Certificate& certificate, const KnownAuthority& issuer);
  VerdictReason JudgeIssuer(const Certificate& certificate, const IssuerPath& path, Check& check);
  VerdictReason JudgeRevocation(const Certificate& certificate, const Certificate& issuer, Check& check);
  VerdictReason JudgeEntry(const Certificate& certificate, Check& check);

  RegistryLookup& lookup_;
  PathFinder paths_;
  CrlCache crls_;
};

}  // namespace kepsim
