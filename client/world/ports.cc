#include "client/world/ports.h"

#include <algorithm>

namespace kepsim {

Status EnrollmentBlocking::Block(Operation& operation, const Certificate& certificate,
                                 const std::string& ground) {
  const auto authority =
      certificate.authority_key_id() ? authorities_.FindByKeyId(*certificate.authority_key_id()) : nullptr;
  if (authority == nullptr) return Reason::AUTHORITY_NOT_FOUND;
  const std::string name = "certificates/" + authority->profile.id + "/" + certificate.SerialHex();
  // The carrier is out of the owner's hands: whoever finds it may use the key (RFC 5280 §5.3.1).
  const Status status = enrollment_->Revoke(operation, name, RevocationReason::kKeyCompromise, ground);
  return status.reason() == Reason::CERTIFICATE_ALREADY_REVOKED ? OkStatus() : status;
}

// The shortest path: cross-certificates lead to other roots by longer ones.
std::vector<Bytes> RegistryChains::Above(const Certificate& certificate) {
  const PathSearch search = paths_.Find(certificate);
  std::vector<Bytes> chain;
  if (search.paths.empty()) return chain;
  for (const auto& issuer : *std::ranges::min_element(search.paths, {}, &IssuerPath::size)) {
    chain.push_back(issuer->certificate.der());
  }
  return chain;
}

}  // namespace kepsim
