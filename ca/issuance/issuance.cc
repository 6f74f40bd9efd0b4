#include "ca/issuance/issuance.h"

#include "ca/issuance/profile.h"

namespace kepsim {
namespace {

Result<ProvenKey> ProvenKeyOf(const Application& application) {
  if (application.key) return *application.key;
  return ProvenKey::FromStored(application.stored_key);
}

}  // namespace

Result<std::shared_ptr<const Authority>> Issuance::AuthorityOf(const std::string& id) const {
  std::shared_ptr<const Authority> authority = authorities_.Find(id);
  if (authority == nullptr) return Reason::AUTHORITY_NOT_FOUND;
  return authority;
}

Status Issuance::CheckKeyIsNew(const PublicKey& key) {
  KEPSIM_ASSIGN(const bool held, issued_.HoldsKey(key));
  return held ? Status(Reason::KEY_ALREADY_CERTIFIED) : OkStatus();
}

Result<Draft> Issuance::DraftOf(const Application& application) const {
  KEPSIM_TRY(RequireState(application, {ApplicationState::kKeyProven}));
  if (!application.identity || !application.terms) {
    return Status(Reason::INTERNAL, "proven key without identity and terms");
  }
  KEPSIM_ASSIGN(const std::shared_ptr<const Authority> authority, AuthorityOf(application.authority_id));
  KEPSIM_ASSIGN(const ProvenKey key, ProvenKeyOf(application));
  KEPSIM_ASSIGN(CertificatePlan plan,
                HolderPlan(*application.identity, key, *authority, application.carrier, *application.terms));
  KEPSIM_ASSIGN(CheckedPlan checked, CheckedPlan::Check(plan));
  return Draft{std::move(plan), std::move(checked)};
}

Result<Issuance::Issued> Issuance::Issue(Operation& operation, const Application& application,
                                         const Draft& draft) {
  KEPSIM_TRY(CheckKeyIsStillNew(application, draft));
  // Step 6: sign.
  KEPSIM_ASSIGN(Certificate certificate, keys_.Sign(draft.plan.authority_key_id->key_id, draft.checked,
                                                    *operation.Stream("certificate-signature")));
  return Record(operation, application, draft, std::move(certificate));
}

Result<Issuance::IssuedDefective> Issuance::IssueDefective(Operation& operation,
                                                           const Application& application, const Draft& draft,
                                                           const Defect& defect) {
  KEPSIM_TRY(CheckKeyIsStillNew(application, draft));
  // The generation that signs, which a roll-over since the draft leaves behind.
  const auto authority = authorities_.FindByKeyId(draft.plan.authority_key_id->key_id);
  if (authority == nullptr) return Reason::AUTHORITY_NOT_FOUND;
  KEPSIM_ASSIGN(const DefectivePlan plan, DefectivePlan::Make(defect, draft.checked, authority->certificate));
  IssuedDefective made;
  made.issuer_key_id = draft.plan.authority_key_id->key_id;
  KEPSIM_ASSIGN(made.der,
                keys_.SignDefective(made.issuer_key_id, plan, *operation.Stream("certificate-signature")));
  auto certificate = Certificate::Parse(made.der);
  // The registry keeps entries by the issuer's key.
  if (certificate.ok() && certificate->authority_key_id() == made.issuer_key_id) {
    KEPSIM_ASSIGN(made.issued, Record(operation, application, draft, *std::move(certificate)));
  }
  operation.Emit("certificate.broken-on-purpose",
                 made.issued ? made.issued->name : application.ResourceName(),
                 {{"defect", std::string(defect.id)}, {"authority", authority->ResourceName()}});
  return made;
}

Status Issuance::CheckKeyIsStillNew(const Application& application, const Draft& draft) {
  return application.key ? OkStatus() : CheckKeyIsNew(draft.plan.key);
}

Result<Issuance::Issued> Issuance::Record(Operation& operation, const Application& application,
                                          const Draft& draft, Certificate certificate) {
  const std::string& authority_id = application.authority_id;
  const VerifiedIdentity& identity = *application.identity;
  std::string name = CertificateName(authority_id, certificate.serial());

  // Step 7: record.
  IssuedStore::Add(operation, authority_id, application.ResourceName(), certificate, draft.plan.key);
  operation.Emit("certificate.issued", name,
                 {{"application", application.ResourceName()}, {"authority", "authorities/" + authority_id}});

  // Step 8: publish.
  KEPSIM_TRY(publisher_.PublishIssued(operation,
                                      {name, authority_id, certificate, identity.snils(), identity.name()}));
  return Issued{std::move(name), std::move(certificate)};
}

Status Issuance::Revoke(Operation& operation, std::string_view certificate_name, RevocationReason reason,
                        const std::string& ground) {
  KEPSIM_ASSIGN(const IssuedRecord record, issued_.Find(certificate_name));
  if (record.revoked) return Reason::CERTIFICATE_ALREADY_REVOKED;
  const std::string name(certificate_name);
  IssuedStore::Revoke(operation, record, reason, ground);
  operation.Emit("certificate.revocation-requested", name,
                 {{"application", record.application}, {"reason", std::to_string(static_cast<int>(reason))}});
  return publisher_.PublishRevoked(
      operation, {name, record.authority_id, record.issuer_key_id, record.serial, reason, ground});
}

}  // namespace kepsim
