#include "client/world/provision.h"

#include "ca/person/check_digits.h"
#include "client/world/citizen_maker.h"
#include "client/world/staged_lookup.h"

namespace kepsim {
namespace {

constexpr int kCitizenTries = 8;
constexpr size_t kPinDigits = 8;
constexpr size_t kPasswordOctets = 12;

Secret DrawPin(const Operation& operation) {
  Bytes octets(kPinDigits);
  operation.Stream("pin")->Fill(octets);
  for (uint8_t& octet : octets) octet = static_cast<uint8_t>('0' + octet % 10);
  return Secret(std::move(octets));
}

Secret DrawPassword(const Operation& operation) {
  Bytes octets(kPasswordOctets);
  operation.Stream("password")->Fill(octets);
  return Secret(ToBase64Url(octets));
}

}  // namespace

Result<Provisioned> Provision::Run(Operation& operation) {
  Provisioned made;
  KEPSIM_ASSIGN(made.citizen, ChooseApplicant(operation));
  if (wish_.until >= ProvisionUntil::kPublished) {
    KEPSIM_ASSIGN(const bool held, world_.registry().publication().Held());
    if (held || world_.options().publication_delay > Duration(0)) return Reason::PUBLICATION_HELD;
  }
  if (wish_.until == ProvisionUntil::kLinked) KEPSIM_TRY(OpenAccount(operation, made));
  KEPSIM_TRY(Identify(operation, made));
  if (wish_.until >= ProvisionUntil::kIssued) KEPSIM_TRY(Issue(operation, made));
  if (wish_.until == ProvisionUntil::kLinked) KEPSIM_TRY(LinkCertificate(operation, made));
  return made;
}

Result<DocumentSet> Provision::ChooseApplicant(const Operation& operation) {
  KEPSIM_ASSIGN(DocumentSet documents, ChooseCitizen(operation));
  documents.kind = wish_.kind;
  AddDocumentsOfKind(*operation.Stream("documents-of-kind"), operation.now(), documents);
  return documents;
}

Result<DocumentSet> Provision::ChooseCitizen(const Operation& operation) {
  if (wish_.citizen) return *wish_.citizen;
  for (int attempt = 0; attempt < kCitizenTries; ++attempt) {
    const auto random = operation.Stream("citizen-" + std::to_string(attempt));
    DocumentSet citizen = MakeCitizen(*random, operation.now());
    if (wish_.until != ProvisionUntil::kLinked) return citizen;
    KEPSIM_ASSIGN(const auto taken, world_.portal().FindBySnils(citizen.snils.number));
    if (!taken) return citizen;
  }
  return Status(Reason::CONTENDED, "no free SNILS was drawn");
}

Status Provision::OpenAccount(Operation& operation, Provisioned& made) {
  Portal& portal = world_.portal();
  KEPSIM_ASSIGN(made.account, portal.FindBySnils(NormalizeSnils(made.citizen.snils.number)));
  if (!made.account) {
    made.password = DrawPassword(operation);
    const Passport& passport = made.citizen.passport;
    const Registration registration{wish_.login.empty() ? "citizen-" + operation.NewId("login") : wish_.login,
                                    made.password, passport.name, made.citizen.snils.number,
                                    FormatDate(passport.birth_date)};
    KEPSIM_ASSIGN(made.account, portal.Register(operation, registration));
  }
  portal.Confirm(operation, *made.account);
  made.session = portal.Open(operation, *made.account).token;
  return OkStatus();
}

Result<std::string> Provision::ChooseAuthority() const {
  if (!wish_.authority_id.empty()) return wish_.authority_id;
  for (const auto& authority : world_.authorities().List()) {
    const AuthorityProfile& profile = authority->profile;
    if (profile.Serves(CarrierKind::kUsbToken) && profile.Serves(wish_.kind)) return profile.id;
  }
  return Reason::APPLICANT_KIND_NOT_SERVED;
}

Status Provision::Identify(Operation& operation, Provisioned& made) {
  Enrollment& enrollment = world_.enrollment();
  KEPSIM_ASSIGN(const std::string authority_id, ChooseAuthority());
  KEPSIM_ASSIGN(Enrollment::Opened opened,
                enrollment.Open(operation, authority_id, CarrierKind::kUsbToken, wish_.kind));
  made.application = std::move(opened.application);
  made.application_token = std::move(opened.token);
  KEPSIM_TRY(enrollment.SubmitDocuments(operation, made.application, made.citizen, Secret()));
  KEPSIM_TRY(enrollment.RequestIdentification(operation, made.application, IdentificationWay::kOffice));
  if (made.application.state != ApplicationState::kIdentified) {
    return Status(Reason::PROVISION_INCOMPLETE).With("state", std::string(NameOf(made.application.state)));
  }
  return OkStatus();
}

Status Provision::Issue(Operation& operation, Provisioned& made) {
  Carriers& carriers = world_.carriers();
  Enrollment& enrollment = world_.enrollment();
  made.user_pin = DrawPin(operation);
  if (!formatted_) {
    KEPSIM_ASSIGN(formatted_,
                  carriers.Format(operation, {CarrierKind::kUsbToken, "kepsim", made.user_pin, Secret()}));
  }
  token_ = carriers.Create(operation, *formatted_);
  KEPSIM_ASSIGN(CarrierKey* const key, carriers.GenerateKeyPair(operation, token_->carrier, *token_->token,
                                                                {wish_.algorithm, wish_.exportable}));
  KEPSIM_ASSIGN(const Bytes request,
                carriers.MakeKeyRequest(operation, token_->carrier, *key, *token_->token));
  KEPSIM_TRY(enrollment.SubmitKeyRequest(operation, made.application, request, wish_.overrides));
  KEPSIM_ASSIGN(const Draft draft, enrollment.DraftOf(made.application));
  made.carrier = token_->carrier.Name();
  made.key = token_->carrier.KeyName(*key);
  if (wish_.defect != nullptr) return IssueDefective(operation, made, draft, *key);
  KEPSIM_ASSIGN(made.certificate, enrollment.Issue(operation, made.application, draft));
  KEPSIM_TRY(carriers.ImportCertificate(operation, token_->carrier, *key, *made.certificate));
  if (!wish_.pfx_password.empty()) {
    if (!pfx_) pfx_.emplace(wish_.pfx_password);
    KEPSIM_ASSIGN(made.pfx, carriers.ExportPfx(operation, token_->carrier, *key, *token_->token, *pfx_));
  }
  return OkStatus();
}

Status Provision::IssueDefective(Operation& operation, Provisioned& made, const Draft& draft,
                                 CarrierKey& key) {
  KEPSIM_ASSIGN(made.defective,
                world_.enrollment().IssueDefective(operation, made.application, draft, *wish_.defect));
  if (!made.defective->issued) return OkStatus();
  Status imported = world_.carriers().ImportCertificate(operation, token_->carrier, key,
                                                        made.defective->issued->certificate);
  // A token takes none for a key that it has not.
  return imported.reason() == Reason::CERTIFICATE_KEY_MISMATCH ? OkStatus() : imported;
}

Status Provision::LinkCertificate(Operation& operation, Provisioned& made) {
  Portal& portal = world_.portal();
  KEPSIM_ASSIGN(Linking linking, portal.StartLinking(operation, *made.account, LinkedCarrier::kUsbToken));
  CarrierKey& key = token_->carrier.keys.back();
  KEPSIM_ASSIGN(
      const Bytes signature,
      world_.carriers().Sign(operation, key, *token_->token, linking.challenge, SignatureForm::kCmsDetached));
  StagedLookup lookup(world_.registry().lookup(), made.certificate->authority_key_id().value_or(Bytes()),
                      made.certificate->serial(), RegistryEntry{operation.now(), std::nullopt, 0});
  Verifier verifier(lookup);
  KEPSIM_ASSIGN(Portal::LinkingOutcome outcome,
                portal.CompleteLinking(operation, *made.account, linking, signature, verifier));
  if (!outcome.link) {
    return Status(Reason::PROVISION_INCOMPLETE).With("verdict", std::string(NameOf(outcome.verdict.reason)));
  }
  made.link = *std::move(outcome.link);
  return OkStatus();
}

}  // namespace kepsim
