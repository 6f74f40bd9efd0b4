#include "registry/verifier/crl_cache.h"

namespace kepsim {
namespace {

constexpr size_t kMostIssuers = 256;

Status CheckIssuer(const Crl& crl, const Certificate& issuer, const PublicKey& key) {
  if (issuer.has_key_usage() && !issuer.AllowsCrlSign()) {
    return Status(Reason::SIGNATURE_INVALID, "the CA's certificate does not allow to sign lists");
  }
  if (crl.issuer_name_der() != issuer.subject_der()) {
    return Status(Reason::SIGNATURE_INVALID, "the list names another issuer");
  }
  if (crl.authority_key_id() && issuer.subject_key_id() &&
      *crl.authority_key_id() != *issuer.subject_key_id()) {
    return Status(Reason::SIGNATURE_INVALID, "the list names another key");
  }
  if (crl.has_unknown_critical_extension()) {
    return Status(Reason::SIGNATURE_INVALID, "the list has a critical extension that is not known here");
  }
  return crl.VerifySignature(key);
}

}  // namespace

Result<std::shared_ptr<const Crl>> CrlCache::Verified(const std::shared_ptr<const Bytes>& der,
                                                      const Certificate& issuer) {
  if (!issuer.public_key().ok()) return issuer.public_key().status();
  const PublicKey& key = *issuer.public_key();
  {
    std::lock_guard lock(mutex_);
    const auto found = by_key_.find(key.spki_der());
    if (found != by_key_.end()) {
      const Known& known = found->second;
      // The same object, or from another server the same content.
      if ((known.der == der || *known.der == *der) && known.issuer_der == issuer.der()) return known.crl;
    }
  }
  KEPSIM_ASSIGN(Crl parsed, Crl::Parse(*der));
  KEPSIM_TRY(CheckIssuer(parsed, issuer, key));
  auto crl = std::make_shared<const Crl>(std::move(parsed));
  std::lock_guard lock(mutex_);
  if (by_key_.size() >= kMostIssuers) by_key_.clear();
  by_key_.insert_or_assign(key.spki_der(), Known{der, issuer.der(), crl});
  return crl;
}

}  // namespace kepsim
