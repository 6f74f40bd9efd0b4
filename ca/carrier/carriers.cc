#include "ca/carrier/carriers.h"

#include "ca/carrier/carrier_store.h"
#include "ca/crypto/cms.h"
#include "ca/x509/request.h"

namespace kepsim {
namespace {

constexpr size_t kLongestLabel = 32;
constexpr size_t kTokenKeySize = 64;
constexpr size_t kSerialNumberSize = 5;
constexpr size_t kSessionSize = 32;
// The administrator's PIN guards nothing but itself: its empty box proves it by opening.
constexpr std::string_view kAdminContent;

Secret OrDefault(const Secret& pin, const char* shipped) {
  return pin.empty() ? Secret(std::string_view(shipped)) : pin;
}

void CheckLength(PinRole role, const Secret& pin, std::string field,
                 std::vector<FieldViolation>* violations) {
  if (!FitsLength(role, pin)) violations->push_back({std::move(field), Reason::PIN_LENGTH, {}});
}

// An empty PIN was forgotten, not tried.
Status Entered(const Secret& pin, std::string field) {
  if (!pin.empty()) return OkStatus();
  return Status::Violations({{std::move(field), Reason::FIELD_REQUIRED, {}}});
}

}  // namespace

Result<Carrier> Carriers::Load(std::string_view name) {
  KEPSIM_ASSIGN(const std::string id, CarrierIdOf(name));
  return CarrierStore::Load(operations_.database(), id);
}

Result<Carriers::Formatted> Carriers::Format(const Operation& operation, const NewCarrier& wanted) const {
  if (wanted.kind != CarrierKind::kUsbToken) return Reason::CARRIER_KIND_UNSUPPORTED;
  const Secret user_pin = OrDefault(wanted.user_pin, kDefaultUserPin);
  const Secret admin_pin = OrDefault(wanted.admin_pin, kDefaultAdminPin);
  std::vector<FieldViolation> violations;
  if (wanted.label.size() > kLongestLabel) violations.push_back({"label", Reason::FIELD_TOO_LONG, {}});
  CheckLength(PinRole::kUser, user_pin, "user_pin", &violations);
  CheckLength(PinRole::kAdmin, admin_pin, "admin_pin", &violations);
  KEPSIM_TRY(Status::Violations(std::move(violations)));

  const auto random = operation.Stream("carrier-format");
  Bytes token_key(kTokenKeySize);
  random->Fill(token_key);
  Formatted formatted{wanted.kind, wanted.label, Secret(std::move(token_key)), {}, {}};
  KEPSIM_ASSIGN(formatted.user_box,
                SealUnderPin(user_pin, pin_rounds_, formatted.token_key.bytes(), *random));
  KEPSIM_ASSIGN(formatted.admin_box, SealUnderPin(admin_pin, pin_rounds_, AsBytes(kAdminContent), *random));
  return formatted;
}

Carriers::Opened Carriers::Create(Operation& operation, const Formatted& formatted) const {
  Bytes serial_number(kSerialNumberSize);
  operation.Stream("carrier-serial-number")->Fill(serial_number);
  Carrier carrier;
  carrier.id = operation.NewId("carrier");
  carrier.kind = formatted.kind;
  carrier.serial_number = ToHex(serial_number);
  carrier.label = formatted.label;
  carrier.created = operation.now();
  carrier.user_pin.box = formatted.user_box;
  carrier.admin_pin.box = formatted.admin_box;
  CarrierStore::Save(operation, carrier);
  operation.Emit("carrier.created", carrier.Name(), {{"serial_number", carrier.serial_number}});
  return {std::move(carrier), std::make_shared<UnlockedToken>(formatted.token_key)};
}

Result<Secret> Carriers::OpenSession(std::string_view name, const Secret& user_pin) {
  KEPSIM_ASSIGN(const std::string id, CarrierIdOf(name));
  KEPSIM_TRY(Entered(user_pin, "user_pin"));
  const Time now = operations_.clock().Now();
  const PinTurns::Turn turn(turns_, id);
  KEPSIM_ASSIGN(CarrierPins::Presented presented, pins_.Present(id, PinRole::kUser, user_pin, now));
  KEPSIM_ASSIGN(const int64_t ordinal, pins_.CountLogin(id));
  Bytes octets(kSessionSize);
  random_.Stream("carrier-session/" + id + "/" + std::to_string(ordinal))->Fill(octets);
  Secret session(ToBase64Url(octets));
  sessions_.Open(session, id, std::make_shared<UnlockedToken>(std::move(presented.content)), now);
  return session;
}

Status Carriers::ChangePin(std::string_view name, const Secret& old_pin, const Secret& new_pin) {
  KEPSIM_ASSIGN(const std::string id, CarrierIdOf(name));
  std::vector<FieldViolation> violations;
  if (old_pin.empty()) violations.push_back({"old_pin", Reason::FIELD_REQUIRED, {}});
  CheckLength(PinRole::kUser, new_pin, "new_pin", &violations);
  KEPSIM_TRY(Status::Violations(std::move(violations)));
  const Time now = operations_.clock().Now();
  const PinTurns::Turn turn(turns_, id);
  KEPSIM_ASSIGN(const CarrierPins::Presented presented, pins_.Present(id, PinRole::kUser, old_pin, now));
  KEPSIM_TRY(pins_.Replace(id, presented, new_pin, pin_rounds_, now));
  sessions_.CloseAll(id);
  return OkStatus();
}

Status Carriers::UnblockPin(std::string_view name, const Secret& admin_pin) {
  KEPSIM_ASSIGN(const std::string id, CarrierIdOf(name));
  KEPSIM_TRY(Entered(admin_pin, "admin_pin"));
  const Time now = operations_.clock().Now();
  const PinTurns::Turn turn(turns_, id);
  KEPSIM_TRY(pins_.Present(id, PinRole::kAdmin, admin_pin, now).status());
  return pins_.Unblock(id, now);
}

Result<std::shared_ptr<UnlockedToken>> Carriers::Use(std::string_view name, const Secret& session) {
  KEPSIM_ASSIGN(const std::string id, CarrierIdOf(name));
  auto token = sessions_.Use(session, id, operations_.clock().Now());
  if (!token.ok()) KEPSIM_TRY(CarrierStore::Load(operations_.database(), id).status());
  return token;
}

Status Carriers::CloseSession(std::string_view name, const Secret& session) {
  KEPSIM_ASSIGN(const std::string id, CarrierIdOf(name));
  Status closed = sessions_.Close(session, id, operations_.clock().Now());
  if (!closed.ok()) KEPSIM_TRY(CarrierStore::Load(operations_.database(), id).status());
  return closed;
}

Result<CarrierKey*> Carriers::GenerateKeyPair(Operation& operation, Carrier& carrier, UnlockedToken& token,
                                              const KeyTemplate& wanted) const {
  if (carrier.keys.size() >= kCarrierCapacity) return Reason::CARRIER_FULL;
  // An operation may make several keys: each draws from streams of its own.
  const std::string purpose = "carrier-key/" + carrier.id + "/" + std::to_string(carrier.keys.size());
  CarrierKey key;
  key.id = operation.NewId(purpose);
  KEPSIM_ASSIGN(const PrivateKey pair,
                PrivateKey::Generate(wanted.algorithm, *operation.Stream(purpose + "/pair")));
  key.spki_der = pair.public_key().spki_der();
  KEPSIM_ASSIGN(key.sealed, token.Keep(key.id, pair, *operation.Stream(purpose + "/seal")));
  key.exportable = wanted.exportable;
  key.unsaved = true;
  carrier.keys.push_back(std::move(key));
  CarrierStore::Save(operation, carrier);
  operation.Emit("key.generated", carrier.KeyName(carrier.keys.back()),
                 {{"algorithm", std::string(NameOf(wanted.algorithm))},
                  {"exportable", wanted.exportable ? "true" : "false"}});
  return &carrier.keys.back();
}

Result<Bytes> Carriers::MakeKeyRequest(const Operation& operation, const Carrier& carrier,
                                       const CarrierKey& key, UnlockedToken& token) const {
  KEPSIM_ASSIGN(const PrivateKey pair, token.PrivateKeyOf(key));
  return MakeRequest(pair, {{Attribute::kCommonName, carrier.serial_number}},
                     *operation.Stream("carrier-key-request/" + key.id));
}

Status Carriers::ImportCertificate(Operation& operation, Carrier& carrier, CarrierKey& key,
                                   const Certificate& certificate) const {
  const Result<PublicKey>& certified = certificate.public_key();
  if (!certified.ok() || certified->spki_der() != key.spki_der) return Reason::CERTIFICATE_KEY_MISMATCH;
  key.certificate_der = certificate.der();
  key.unsaved = true;
  CarrierStore::Save(operation, carrier);
  operation.Emit("key.certificate-imported", carrier.KeyName(key), {{"serial", certificate.SerialHex()}});
  return OkStatus();
}

Result<Bytes> Carriers::Sign(const Operation& operation, const CarrierKey& key, UnlockedToken& token,
                             ByteView content, SignatureForm form) const {
  if (content.size() > kMostContent) {
    return Status::Violations({{"content", Reason::FIELD_TOO_LONG, {}}});
  }
  if (form == SignatureForm::kCmsDetached && !key.certificate_der) return Reason::CARRIER_CERTIFICATE_MISSING;
  KEPSIM_ASSIGN(const PrivateKey pair, token.PrivateKeyOf(key));
  const auto random = operation.Stream("carrier-sign/" + key.id);
  if (form == SignatureForm::kRaw) return pair.Sign(content, *random);
  return SignCmsDetached({*key.certificate_der, pair}, content, operation.now(), *random);
}

Result<Bytes> Carriers::ExportPfx(Operation& operation, const Carrier& carrier, const CarrierKey& key,
                                  UnlockedToken& token, PfxWish& wish) const {
  if (!FitsPfxPassword(wish.password)) {
    return Status::Violations({{"password", Reason::PFX_PASSWORD_LENGTH, {}}});
  }
  if (!key.exportable) return Reason::KEY_NOT_EXPORTABLE;
  if (!key.certificate_der) return Reason::CARRIER_CERTIFICATE_MISSING;
  KEPSIM_ASSIGN(const Certificate certificate, Certificate::Parse(*key.certificate_der));
  KEPSIM_ASSIGN(const PrivateKey pair, token.PrivateKeyOf(key));
  if (!wish.lock) {
    KEPSIM_ASSIGN(wish.lock,
                  DerivePfxLock(wish.password, wish.cipher, *operation.Stream("carrier-pfx/" + key.id)));
  }
  PfxContent content{
      pair, Find(certificate.subject(), Attribute::kCommonName).value_or(carrier.label), {certificate.der()}};
  for (Bytes& above : chains_.Above(certificate)) content.certificates.push_back(std::move(above));
  KEPSIM_ASSIGN(Bytes pfx, MakePfx(content, *wish.lock));
  operation.Emit("key.exported", carrier.KeyName(key), {{"serial", certificate.SerialHex()}});
  return pfx;
}

}  // namespace kepsim
