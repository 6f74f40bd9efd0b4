// Paths from a certificate up to a root that is known.
#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "ca/x509/certificate.h"
#include "registry/verifier/registry_lookup.h"

namespace kepsim {

// The issuers of a certificate, its own first, a root last; empty for a root itself.
using IssuerPath = std::vector<std::shared_ptr<const KnownAuthority>>;

struct PathSearch {
  // In every one each signature verifies and each issuer may issue. Cross-certificates make several, the
  // shortest of each fork first.
  std::vector<IssuerPath> paths;
  // Without a path: was there an issuer by key identifier and name, whose signature did not verify?
  bool signature_failed = false;
  std::string detail;
};

class PathFinder {
 public:
  explicit PathFinder(RegistryLookup& lookup) : lookup_(lookup) {}

  // Issuers are chosen by key identifier: several roots of the Ministry share one name (domain.md §1.5). The
  // name must then agree as well (RFC 5280 §6.1.3). A certificate that does not name its issuer's key has no
  // path: none that a CA of this world signs is without. Time, accreditation and revocation are not looked
  // at. The work is bounded, however many CAs share a key and however they have certified one another.
  PathSearch Find(const Certificate& certificate);

 private:
  // `steps`: how many issuers may still be tried.
  void Extend(const Certificate& certificate, IssuerPath& path, PathSearch& search, int& steps);
  bool MayIssue(const KnownAuthority& issuer, const Certificate& certificate, const IssuerPath& path) const;
  bool SignedBy(const Certificate& certificate, const KnownAuthority& issuer, bool remember);

  RegistryLookup& lookup_;
  // Signatures of CA certificates that verified, by digest of certificate and issuer's key. Failures are not
  // kept.
  std::mutex mutex_;
  std::set<Bytes> verified_;
};

}  // namespace kepsim
