#include "client/world/ports.h"

namespace kepsim {
namespace {

std::shared_ptr<const Authority> ByKeyId(const Authorities& authorities, ByteView key_id) {
  const Bytes wanted(key_id.begin(), key_id.end());
  for (const auto& authority : authorities.List()) {
    if (authority->certificate.subject_key_id() == wanted) return authority;
  }
  const auto root = authorities.Root();
  return root != nullptr && root->certificate.subject_key_id() == wanted ? root : nullptr;
}

}  // namespace

Result<Bytes> AuthorityCrlIssuer::SignCrl(ByteView issuer_key_id, const CrlPlan& plan,
                                          const RandomStream& random) {
  const auto authority = ByKeyId(authorities_, issuer_key_id);
  if (authority == nullptr) return Reason::AUTHORITY_NOT_FOUND;
  return keys_.SignCrl(authority->profile.id, plan, random);
}

Status EnrollmentBlocking::Block(Operation& operation, const Certificate& certificate,
                                 const std::string& ground) {
  const auto authority =
      certificate.authority_key_id() ? ByKeyId(authorities_, *certificate.authority_key_id()) : nullptr;
  if (authority == nullptr) return Reason::AUTHORITY_NOT_FOUND;
  const std::string name = "certificates/" + authority->profile.id + "/" + certificate.SerialHex();
  // The carrier is out of the owner's hands: whoever finds it may use the key (RFC 5280 §5.3.1).
  const Status status = enrollment_->Revoke(operation, name, RevocationReason::kKeyCompromise, ground);
  return status.reason() == Reason::CERTIFICATE_ALREADY_REVOKED ? OkStatus() : status;
}

}  // namespace kepsim
