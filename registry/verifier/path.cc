#include "registry/verifier/path.h"

#include <algorithm>

#include "ca/crypto/digest.h"

namespace kepsim {
namespace {

constexpr size_t kLongestPath = 8;
constexpr size_t kMostPaths = 16;
constexpr int kMostSteps = 256;
constexpr size_t kRemembered = 4096;

}  // namespace

PathSearch PathFinder::Find(const Certificate& certificate) {
  PathSearch search;
  if (certificate.subject_key_id()) {
    auto own = lookup_.AuthoritiesByKeyId(*certificate.subject_key_id());
    if (own.ok() && std::any_of(own->begin(), own->end(), [&](const auto& known) {
          return known->root && known->certificate.der() == certificate.der();
        })) {
      search.paths.emplace_back();
      return search;
    }
  }
  IssuerPath path;
  int steps = kMostSteps;
  Extend(certificate, path, search, steps);
  if (!search.paths.empty()) {
    search.signature_failed = false;
    search.detail.clear();
  }
  return search;
}

void PathFinder::Extend(const Certificate& certificate, IssuerPath& path, PathSearch& search, int& steps) {
  if (!certificate.authority_key_id()) {
    search.detail = "no authority key identifier";
    return;
  }
  auto issuers = lookup_.AuthoritiesByKeyId(*certificate.authority_key_id());
  if (!issuers.ok()) {
    search.detail = issuers.status().message();
    return;
  }
  // Roots first: the way through a cross-certificate goes on where another ends.
  std::ranges::stable_partition(*issuers, [](const auto& issuer) { return issuer->root; });
  if (issuers->empty()) search.detail = "no known CA has the key " + ToHex(*certificate.authority_key_id());
  for (const auto& issuer : *issuers) {
    if (search.paths.size() >= kMostPaths || steps-- <= 0) return;
    if (!MayIssue(*issuer, certificate, path)) {
      search.detail = "the key's owner may not issue this: " + ToText(issuer->certificate.subject());
      continue;
    }
    if (!SignedBy(certificate, *issuer, !path.empty())) {
      search.signature_failed = true;
      search.detail = "certificate " + certificate.SerialHex();
      continue;
    }
    path.push_back(issuer);
    if (issuer->root) {
      search.paths.push_back(path);
    } else if (path.size() < kLongestPath) {
      Extend(issuer->certificate, path, search, steps);
    }
    path.pop_back();
  }
}

bool PathFinder::MayIssue(const KnownAuthority& issuer, const Certificate& certificate,
                          const IssuerPath& path) const {
  const Certificate& own = issuer.certificate;
  if (own.has_unknown_critical_extension()) return false;
  if (!own.is_ca() || (own.has_key_usage() && !own.AllowsCertSign())) return false;
  if (own.subject_der() != certificate.issuer_der()) return false;
  // CAs between this one and the end of the path; self-issued ones do not count (RFC 5280 §4.2.1.9).
  const auto below = std::count_if(path.begin(), path.end(),
                                   [](const auto& known) { return !known->certificate.SelfIssued(); });
  if (own.path_length() && below > *own.path_length()) return false;
  // No path goes through one name and key twice (RFC 4158 §2.4.2): roots may have certified each other.
  return std::none_of(path.begin(), path.end(), [&](const auto& known) {
    return known->certificate.subject_der() == own.subject_der() &&
           known->certificate.subject_key_id() == own.subject_key_id();
  });
}

bool PathFinder::SignedBy(const Certificate& certificate, const KnownAuthority& issuer, bool remember) {
  const auto& key = issuer.certificate.public_key();
  if (!key.ok()) return false;
  if (!remember) return certificate.VerifySignature(*key).ok();

  Digester digester(DigestAlgorithm::kSha256);
  digester.Update(certificate.der());
  digester.Update(key->spki_der());
  const Bytes digest = digester.Finish();
  {
    std::lock_guard lock(mutex_);
    if (verified_.contains(digest)) return true;
  }
  if (!certificate.VerifySignature(*key).ok()) return false;
  std::lock_guard lock(mutex_);
  if (verified_.size() >= kRemembered) verified_.clear();
  verified_.insert(digest);
  return true;
}

}  // namespace kepsim
