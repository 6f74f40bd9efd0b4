#include "client/kepsim/demo/journey.h"

#include <thread>

#include "ca/base/bytes.h"
#include "ca/x509/certificate.h"
#include "ca/x509/crl.h"
#include "registry/publication/trusted_list_reader.h"

namespace kepsim {
namespace {

constexpr char kPersona[] = "ivanova";
constexpr char kPassword[] = "correct-horse-42";
constexpr char kShippedPin[] = "12345678";
constexpr char kPin[] = "90817263";

// A picture of one grey pixel: the smallest scan that a CA takes.
constexpr uint8_t kScan[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00,
    0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81,
    0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

Status Unexpected(const std::string& what) {
  return Status(Reason::JOURNEY_UNEXPECTED, what);
}

std::string FullName(const v1::PersonName& name) {
  return name.surname() + " " + name.given_name() +
         (name.patronymic().empty() ? "" : " " + name.patronymic());
}

class Journey {
 public:
  Journey(Stubs& stubs, Narrator& narrator) : stubs_(stubs), say_(narrator) {}

  Result<JourneyResult> Walk() {
    KEPSIM_TRY(OpenAccount());
    KEPSIM_TRY(ChooseAuthority());
    KEPSIM_TRY(Apply());
    KEPSIM_TRY(BeIdentified());
    KEPSIM_TRY(MakeKey());
    KEPSIM_TRY(GetCertificate());
    KEPSIM_TRY(LinkCertificate());
    KEPSIM_TRY(PlaceOrder());
    KEPSIM_TRY(LoseToken());
    return std::move(result_);
  }

 private:
  Status OpenAccount();
  Status ChooseAuthority();
  Status Apply();
  Status BeIdentified();
  Status MakeKey();
  Status GetCertificate();
  Status LinkCertificate();
  Status PlaceOrder();
  Status LoseToken();
  Result<std::string> Sign(const std::string& content);
  void Note(const std::string& name, const std::string& value) { result_.facts.emplace_back(name, value); }
  void TellVerdict(const v1::Verdict& verdict);

  Stubs& stubs_;
  Narrator& say_;
  JourneyResult result_;
  v1::Citizen citizen_;
  std::string login_;
  std::string session_;  // at the portal
  std::string proof_;
  v1::Authority authority_;
  std::string application_;
  std::string application_token_;
  std::string carrier_;
  std::string carrier_session_;
  std::string key_;
  std::string link_;
};

Status Journey::OpenAccount() {
  say_.Step("An account at the portal, confirmed; a one-time proof of it for the CA");
  KEPSIM_ASSIGN(const auto personas,
                Call(stubs_.provision, &v1::ProvisionService::Stub::ListPersonas, v1::ListPersonasRequest()));
  for (const v1::Persona& persona : personas.personas()) {
    if (persona.id() != kPersona) continue;
    citizen_ = persona.citizen();
    login_ = persona.login();
  }
  if (login_.empty()) return Unexpected(std::string("no persona ") + kPersona);
  const v1::Passport& passport = citizen_.passport();
  say_.Say("Citizen (invented)", FullName(passport.name()));
  say_.Say("SNILS", citizen_.snils().number());

  v1::RegisterAccountRequest registration;
  registration.set_login(login_);
  registration.set_password(kPassword);
  *registration.mutable_person() = passport.name();
  registration.set_snils(citizen_.snils().number());
  registration.set_birth_date(passport.birth_date());
  KEPSIM_ASSIGN(const auto registered,
                Call(stubs_.portal, &v1::PortalService::Stub::RegisterAccount, registration));
  v1::ConfirmAccountRequest confirmation;
  confirmation.set_account(registered.account().name());
  KEPSIM_ASSIGN(const auto confirmed,
                Call(stubs_.operators, &v1::OperatorService::Stub::ConfirmAccount, confirmation));
  say_.Say("Account", confirmed.account().name() + ", " + v1::AccountLevel_Name(confirmed.account().level()));

  v1::LogInRequest log_in;
  log_in.set_login(login_);
  log_in.set_password(kPassword);
  KEPSIM_ASSIGN(const auto logged_in, Call(stubs_.portal, &v1::PortalService::Stub::LogIn, log_in));
  session_ = logged_in.token();
  say_.Say("Signature", logged_in.account().signature_status());
  KEPSIM_ASSIGN(const auto proof, Call(stubs_.portal, &v1::PortalService::Stub::CreateAccountProof,
                                       v1::CreateAccountProofRequest(), session_));
  proof_ = proof.proof();
  say_.Say("Proof of the account", "issued, good for one CA and one hour");
  return OkStatus();
}

Status Journey::ChooseAuthority() {
  say_.Step("The trusted list is read and a CA chosen: accredited, licensed, issues on USB tokens");
  KEPSIM_ASSIGN(const auto list, Call(stubs_.registry, &v1::RegistryService::Stub::GetTrustedList,
                                      v1::GetTrustedListRequest()));
  result_.artefacts.trusted_list_xml = list.xml();
  KEPSIM_ASSIGN(const TrustedList trusted, ReadTrustedList(AsBytes(list.xml())));
  say_.Say("Trusted list", "version " + std::to_string(trusted.version) + ", " +
                               std::to_string(trusted.authorities.size()) + " CAs");
  KEPSIM_ASSIGN(const auto known, Call(stubs_.enrollment, &v1::EnrollmentService::Stub::ListAuthorities,
                                       v1::ListAuthoritiesRequest()));
  for (const v1::Authority& authority : known.authorities()) {
    std::string accreditation = "not in the list";
    for (const auto& listed : trusted.authorities) {
      if (listed.listing.ogrn == authority.ogrn())
        accreditation =
            listed.history.empty() ? "" : std::string(NameOf(listed.history.back().accreditation));
    }
    const bool usb = std::find(authority.carriers().begin(), authority.carriers().end(),
                               v1::CARRIER_KIND_USB_TOKEN) != authority.carriers().end();
    say_.Say(authority.display_name(), accreditation + (usb ? ", USB token" : ", phone only") + ", licence " +
                                           authority.license_number());
    if (authority_.name().empty() && usb && accreditation == NameOf(Accreditation::kActive) &&
        !authority.license_number().empty()) {
      authority_ = authority;
    }
  }
  if (authority_.name().empty()) return Unexpected("no CA fits");
  say_.Say("Chosen", authority_.display_name());
  Note("authority", authority_.display_name());
  return OkStatus();
}

Status Journey::Apply() {
  say_.Step("An application: passport, SNILS, INN, the proof, and a scan in chunks");
  v1::OpenApplicationRequest open;
  open.set_authority(authority_.name());
  open.set_carrier(v1::CARRIER_KIND_USB_TOKEN);
  KEPSIM_ASSIGN(const auto opened,
                Call(stubs_.enrollment, &v1::EnrollmentService::Stub::OpenApplication, open));
  application_ = opened.application().name();
  application_token_ = opened.token();
  say_.Say("Application", application_);

  grpc::ClientContext context;
  SetBearer(context, application_token_);
  v1::UploadScanResponse scan;
  const auto writer = stubs_.enrollment.UploadScan(&context, &scan);
  v1::UploadScanRequest chunk;
  chunk.set_application(application_);
  const std::string picture(std::begin(kScan), std::end(kScan));
  for (size_t at = 0; at < picture.size(); at += 32) {
    chunk.set_chunk(picture.substr(at, 32));
    if (!writer->Write(chunk)) break;
    chunk.clear_application();
  }
  writer->WritesDone();
  KEPSIM_TRY(FromCall(writer->Finish()));
  say_.Say("Scan", scan.scan().media_type() + ", " + std::to_string(scan.scan().size_bytes()) +
                       " octets, Streebog-256 " + ToHex(AsBytes(scan.scan().digest())).substr(0, 16) + "…");

  v1::SubmitDocumentsRequest documents;
  documents.set_application(application_);
  *documents.mutable_passport() = citizen_.passport();
  *documents.mutable_snils() = citizen_.snils();
  *documents.mutable_inn() = citizen_.inn();
  *documents.mutable_address() = citizen_.address();
  documents.set_account_proof(proof_);
  KEPSIM_ASSIGN(const auto submitted, Call(stubs_.enrollment, &v1::EnrollmentService::Stub::SubmitDocuments,
                                           documents, application_token_));
  say_.Say("Passport", citizen_.passport().series() + " " + citizen_.passport().number());
  say_.Say("State", v1::ApplicationState_Name(submitted.application().state()));
  return OkStatus();
}

Status Journey::BeIdentified() {
  say_.Step("Identification in the office, watched as a stream");
  grpc::ClientContext context;
  SetBearer(context, application_token_);
  v1::WatchApplicationRequest watch;
  watch.set_application(application_);
  const auto reader = stubs_.enrollment.WatchApplication(&context, watch);
  v1::WatchApplicationResponse seen;
  if (!reader->Read(&seen)) return FromCall(reader->Finish());

  v1::RequestIdentificationRequest come;
  come.set_application(application_);
  come.set_way(v1::IDENTIFICATION_WAY_OFFICE);
  KEPSIM_ASSIGN(
      const auto ignored,
      Call(stubs_.enrollment, &v1::EnrollmentService::Stub::RequestIdentification, come, application_token_));
  (void)ignored;
  while (seen.application().state() != v1::APPLICATION_STATE_IDENTIFIED) {
    if (!reader->Read(&seen)) return FromCall(reader->Finish());
    say_.Say("State", v1::ApplicationState_Name(seen.application().state()));
    if (seen.application().state() == v1::APPLICATION_STATE_REFUSED)
      return Unexpected(seen.application().decision_text());
  }
  context.TryCancel();
  (void)reader->Finish();
  return OkStatus();
}

Status Journey::MakeKey() {
  say_.Step("A virtual token gets its PIN; a key pair is made on it; PKCS#10 proves possession");
  v1::CreateCarrierRequest create;
  create.set_kind(v1::CARRIER_KIND_USB_TOKEN);
  create.set_label("Моя подпись");
  KEPSIM_ASSIGN(const auto created, Call(stubs_.carrier, &v1::CarrierService::Stub::CreateCarrier, create));
  carrier_ = created.carrier().name();
  say_.Say("Token", carrier_ + ", serial number " + created.carrier().serial_number());
  v1::ChangePinRequest change;
  change.set_carrier(carrier_);
  change.set_old_pin(kShippedPin);
  change.set_new_pin(kPin);
  KEPSIM_TRY(Call(stubs_.carrier, &v1::CarrierService::Stub::ChangePin, change).status());
  say_.Say("PIN", "changed from the one it was shipped with");
  v1::OpenSessionRequest open;
  open.set_carrier(carrier_);
  open.set_user_pin(kPin);
  KEPSIM_ASSIGN(const auto session, Call(stubs_.carrier, &v1::CarrierService::Stub::OpenSession, open));
  carrier_session_ = session.session();

  v1::GenerateKeyPairRequest generate;
  generate.set_carrier(carrier_);
  generate.set_session(carrier_session_);
  generate.set_algorithm(v1::KEY_ALGORITHM_GOST2012_256_CRYPTOPRO_A);
  KEPSIM_ASSIGN(const auto pair, Call(stubs_.carrier, &v1::CarrierService::Stub::GenerateKeyPair, generate));
  key_ = pair.key();
  say_.Say("Key pair", key_ + ", GOST R 34.10-2012, 256 bit, CryptoPro-A");
  v1::CreateKeyRequestRequest request;
  request.set_key(key_);
  request.set_session(carrier_session_);
  KEPSIM_ASSIGN(const auto pkcs10,
                Call(stubs_.carrier, &v1::CarrierService::Stub::CreateKeyRequest, request));
  v1::SubmitKeyRequestRequest submit;
  submit.set_application(application_);
  submit.set_pkcs10_der(pkcs10.pkcs10_der());
  KEPSIM_ASSIGN(const auto proven, Call(stubs_.enrollment, &v1::EnrollmentService::Stub::SubmitKeyRequest,
                                        submit, application_token_));
  say_.Say("PKCS#10", std::to_string(pkcs10.pkcs10_der().size()) + " octets, its signature verified");
  say_.Say("State", v1::ApplicationState_Name(proven.application().state()));
  return OkStatus();
}

Status Journey::GetCertificate() {
  say_.Step(
      "The draft is shown and confirmed; the certificate is linted, signed, made durable, written to the "
      "token, published");
  v1::GetDraftRequest get;
  get.set_application(application_);
  KEPSIM_ASSIGN(const auto draft,
                Call(stubs_.enrollment, &v1::EnrollmentService::Stub::GetDraft, get, application_token_));
  for (const v1::NameAttribute& attribute : draft.draft().subject())
    say_.Say(attribute.type(), attribute.value());
  v1::ConfirmDraftRequest confirm;
  confirm.set_application(application_);
  confirm.set_draft_digest(draft.draft().digest());
  KEPSIM_ASSIGN(const auto issued, Call(stubs_.enrollment, &v1::EnrollmentService::Stub::ConfirmDraft,
                                        confirm, application_token_));
  result_.artefacts.certificate_der = issued.certificate_der();
  for (const std::string& der : issued.chain_der()) result_.artefacts.chain_der.push_back(der);
  KEPSIM_ASSIGN(const Certificate certificate, Certificate::Parse(AsBytes(issued.certificate_der())));
  say_.Say("Serial number", certificate.SerialHex());
  say_.Say("Issuer", Find(certificate.issuer(), Attribute::kCommonName).value_or(""));
  say_.Say("Valid", FormatTime(certificate.not_before()) + " to " + FormatTime(certificate.not_after()));
  for (const std::string& url : certificate.crl_urls()) say_.Say("CRL", url);
  Note("serial", certificate.SerialHex());

  v1::ImportCertificateRequest import;
  import.set_key(key_);
  import.set_session(carrier_session_);
  import.set_certificate_der(issued.certificate_der());
  KEPSIM_TRY(Call(stubs_.carrier, &v1::CarrierService::Stub::ImportCertificate, import).status());
  v1::GetCertificateStatusRequest status;
  status.mutable_id()->set_issuer_key_id(ToString(certificate.authority_key_id().value_or(Bytes())));
  status.mutable_id()->set_serial_number(ToString(certificate.serial()));
  KEPSIM_ASSIGN(const auto entry,
                Call(stubs_.registry, &v1::RegistryService::Stub::GetCertificateStatus, status));
  say_.Say("Registry", v1::CertificateState_Name(entry.state()));
  KEPSIM_ASSIGN(const auto anchors, Call(stubs_.registry, &v1::RegistryService::Stub::GetTrustAnchors,
                                         v1::GetTrustAnchorsRequest()));
  if (anchors.roots_der().empty()) return Unexpected("no root");
  result_.artefacts.root_der = anchors.roots_der(0);
  return OkStatus();
}

Result<std::string> Journey::Sign(const std::string& content) {
  v1::SignContentRequest sign;
  sign.set_key(key_);
  sign.set_session(carrier_session_);
  sign.set_content(content);
  sign.set_form(v1::SIGNATURE_FORM_CMS_DETACHED);
  KEPSIM_ASSIGN(auto signed_content, Call(stubs_.carrier, &v1::CarrierService::Stub::SignContent, sign));
  return std::move(*signed_content.mutable_signature());
}

void Journey::TellVerdict(const v1::Verdict& verdict) {
  for (const v1::Check& check : verdict.checks()) {
    say_.Say("check " + check.name(), v1::CheckResult_Name(check.result()).substr(13) +
                                          (check.detail().empty() ? "" : " (" + check.detail() + ")"));
  }
  say_.Say("Verdict", v1::VerdictReason_Name(verdict.reason()) + ", «" + verdict.esv_text() + "»");
}

Status Journey::LinkCertificate() {
  say_.Step(
      "In the portal: settings, electronic signature, add, USB token; the PIN goes to the token, never to "
      "the portal");
  v1::StartLinkingRequest start;
  start.set_carrier(v1::CARRIER_KIND_USB_TOKEN);
  KEPSIM_ASSIGN(const auto linking,
                Call(stubs_.portal, &v1::PortalService::Stub::StartLinking, start, session_));
  say_.Say("Challenge", std::to_string(linking.challenge().size()) + " octets");
  KEPSIM_ASSIGN(const std::string signature, Sign(linking.challenge()));
  v1::CompleteLinkingRequest complete;
  complete.set_linking(linking.linking());
  complete.set_signature_cms_der(signature);
  KEPSIM_ASSIGN(const auto linked,
                Call(stubs_.portal, &v1::PortalService::Stub::CompleteLinking, complete, session_));
  TellVerdict(linked.verdict());
  if (!linked.verdict().valid())
    return Unexpected("the link was refused: " + v1::VerdictReason_Name(linked.verdict().reason()));
  link_ = linked.link().name();
  return OkStatus();
}

Status Journey::PlaceOrder() {
  say_.Step(
      "The account shows the signature; an order (заявление) with a detached CMS signature is accepted");
  KEPSIM_ASSIGN(const auto account,
                Call(stubs_.portal, &v1::PortalService::Stub::GetAccount, v1::GetAccountRequest(), session_));
  say_.Say("Account", "«" + account.account().signature_status() + "»");
  Note("signature_status", account.account().signature_status());
  result_.artefacts.order_text =
      "Заявление. Прошу выдать справку.\n" + FullName(citizen_.passport().name()) + "\n";
  KEPSIM_ASSIGN(result_.artefacts.order_signature_der, Sign(result_.artefacts.order_text));
  v1::SubmitOrderRequest submit;
  submit.set_content(result_.artefacts.order_text);
  submit.set_signature_cms_der(result_.artefacts.order_signature_der);
  KEPSIM_ASSIGN(const auto order,
                Call(stubs_.portal, &v1::PortalService::Stub::SubmitOrder, submit, session_));
  say_.Say("Order", order.order().name() + ", " + v1::OrderStatus_Name(order.order().status()));
  Note("order_status", v1::OrderStatus_Name(order.order().status()));
  if (order.order().status() != v1::ORDER_STATUS_DONE) return Unexpected("the order was refused");
  return OkStatus();
}

Status Journey::LoseToken() {
  say_.Step(
      "The token is lost: the cabinet blocks it, the CA revokes, registry and CRL show it, the link goes "
      "inactive");
  v1::BlockCertificateRequest block;
  block.set_link(link_);
  KEPSIM_ASSIGN(const auto blocked,
                Call(stubs_.portal, &v1::PortalService::Stub::BlockCertificate, block, session_));
  say_.Say("Link", v1::LinkState_Name(blocked.link().state()));
  KEPSIM_ASSIGN(const Certificate certificate,
                Certificate::Parse(AsBytes(result_.artefacts.certificate_der)));
  const std::string issuer = ToString(certificate.authority_key_id().value_or(Bytes()));
  v1::GetCertificateStatusRequest ask;
  ask.mutable_id()->set_issuer_key_id(issuer);
  ask.mutable_id()->set_serial_number(ToString(certificate.serial()));
  KEPSIM_ASSIGN(const auto entry,
                Call(stubs_.registry, &v1::RegistryService::Stub::GetCertificateStatus, ask));
  say_.Say("Registry", v1::CertificateState_Name(entry.state()));
  v1::GetCrlRequest get;
  get.set_issuer_key_id(issuer);
  KEPSIM_ASSIGN(const auto crl, Call(stubs_.registry, &v1::RegistryService::Stub::GetCrl, get));
  result_.artefacts.crl_der = crl.crl_der();
  KEPSIM_ASSIGN(const Crl parsed, Crl::Parse(AsBytes(crl.crl_der())));
  if (parsed.Find(certificate.serial()) == nullptr)
    return Unexpected("the CRL does not have the certificate");
  say_.Say("CRL", "number " + ToHex(parsed.number()) + ", has the serial number");
  KEPSIM_ASSIGN(const auto account,
                Call(stubs_.portal, &v1::PortalService::Stub::GetAccount, v1::GetAccountRequest(), session_));
  say_.Say("Account", "«" + account.account().signature_status() + "»");

  v1::SubmitOrderRequest submit;
  submit.set_content("Заявление, которого владелец не подавал.\n");
  KEPSIM_ASSIGN(*submit.mutable_signature_cms_der(), Sign(submit.content()));
  KEPSIM_ASSIGN(const auto order,
                Call(stubs_.portal, &v1::PortalService::Stub::SubmitOrder, submit, session_));
  say_.Say("The next order", v1::OrderStatus_Name(order.order().status()));
  TellVerdict(order.order().verdict());
  Note("status_after_blocking", account.account().signature_status());
  Note("order_after_blocking", v1::VerdictReason_Name(order.order().verdict().reason()));
  if (order.order().verdict().reason() != v1::VERDICT_REASON_REVOKED)
    return Unexpected("the order was not refused as revoked");
  return OkStatus();
}

}  // namespace

Result<JourneyResult> WalkJourney(Stubs& stubs, Narrator& narrator) {
  return Journey(stubs, narrator).Walk();
}

}  // namespace kepsim
