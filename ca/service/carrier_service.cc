#include "ca/service/carrier_service.h"

#include <optional>

#include "ca/service/carrier_proto.h"

namespace kepsim {
namespace {

// A request's content as a repetition is recognised by it: without the session, since a client that repeats
// a call after a restart has had to open another.
template <class Request>
struct WithoutSession {
  const Request& request;
  const std::string& request_id() const requires requires(const Request& r) { r.request_id(); }
  { return request.request_id(); }
  std::string SerializeAsString() const {
    Request content = request;
    content.clear_session();
    return content.SerializeAsString();
  }
};

Result<SignatureForm> Decode(v1::SignatureForm form) {
  switch (form) {
    case v1::SIGNATURE_FORM_RAW:
      return SignatureForm::kRaw;
    case v1::SIGNATURE_FORM_CMS_DETACHED:
      return SignatureForm::kCmsDetached;
    case v1::SIGNATURE_FORM_UNSPECIFIED:
      return Status::Violations({{"form", Reason::FIELD_REQUIRED, {}}});
    default:
      return Status::Violations({{"form", Reason::FIELD_OUT_OF_RANGE, {}}});
  }
}

Result<PfxCipher> Decode(v1::PfxCipher cipher) {
  switch (cipher) {
    case v1::PFX_CIPHER_UNSPECIFIED:
    case v1::PFX_CIPHER_GOST28147:
      return PfxCipher::kGost28147;
    case v1::PFX_CIPHER_MAGMA_CTR_ACPKM:
      return PfxCipher::kMagmaCtrAcpkm;
    case v1::PFX_CIPHER_KUZNYECHIK_CTR_ACPKM:
      return PfxCipher::kKuznyechikCtrAcpkm;
    default:
      return Status::Violations({{"cipher", Reason::FIELD_OUT_OF_RANGE, {}}});
  }
}

Result<CarrierKind> Decode(v1::CarrierKind kind) {
  if (kind == v1::CARRIER_KIND_UNSPECIFIED) return Status::Violations({{"kind", Reason::FIELD_REQUIRED, {}}});
  if (!v1::CarrierKind_IsValid(kind)) {
    return Status::Violations({{"kind", Reason::FIELD_OUT_OF_RANGE, {}}});
  }
  return static_cast<CarrierKind>(kind);
}

}  // namespace

template <class Body>
grpc::Status CarrierServiceImpl::Act(const grpc::ServerContext* context, Body&& body) {
  auto entered = Enter(*context, Access::kChange);
  if (!entered.ok()) return ToGrpc(entered.status());
  return ToGrpc(body(*entered->part));
}

template <class Request, class Response, class Body>
grpc::Status CarrierServiceImpl::ChangeInSession(const grpc::ServerContext* context, std::string_view method,
                                                 const Request& request, std::string_view carrier,
                                                 std::string_view parent, Response* response, Body&& body) {
  std::shared_ptr<UnlockedToken> token;
  return Change(
      context, method, WithoutSession<Request>{request}, response,
      [&](Carriers& carriers) -> Result<std::string> {
        KEPSIM_ASSIGN(token, carriers.Use(carrier, Secret(request.session())));
        return std::string(parent);
      },
      [&](Carriers& carriers, Operation& operation, Response* answer) -> Status {
        return body(carriers, operation, *token, answer);
      });
}

grpc::Status CarrierServiceImpl::CreateCarrier(grpc::ServerContext* context,
                                               const v1::CreateCarrierRequest* request,
                                               v1::CreateCarrierResponse* response) {
  std::optional<Carriers::Formatted> formatted;  // kept when the operation runs again
  return Change(
      context, "kepsim.v1.CarrierService/CreateCarrier", *request, response,
      [](Carriers&) -> Result<std::string> { return std::string(); },
      [&](Carriers& carriers, Operation& operation, v1::CreateCarrierResponse* answer) -> Status {
        if (!formatted) {
          KEPSIM_ASSIGN(const CarrierKind kind, Decode(request->kind()));
          KEPSIM_ASSIGN(formatted,
                        carriers.Format(operation, {kind, request->label(), Secret(request->user_pin()),
                                                    Secret(request->admin_pin())}));
        }
        Encode(carriers.Create(operation, *formatted).carrier, answer->mutable_carrier());
        return OkStatus();
      });
}

grpc::Status CarrierServiceImpl::GetCarrier(grpc::ServerContext* context,
                                            const v1::GetCarrierRequest* request,
                                            v1::GetCarrierResponse* response) {
  return Read(context, [&](Carriers& carriers, Operations&) -> Status {
    KEPSIM_ASSIGN(const Carrier carrier, carriers.Load(request->carrier()));
    Encode(carrier, response->mutable_carrier());
    return OkStatus();
  });
}

grpc::Status CarrierServiceImpl::ChangePin(grpc::ServerContext* context, const v1::ChangePinRequest* request,
                                           v1::ChangePinResponse*) {
  return Act(context, [&](Carriers& carriers) {
    return carriers.ChangePin(request->carrier(), Secret(request->old_pin()), Secret(request->new_pin()));
  });
}

grpc::Status CarrierServiceImpl::UnblockPin(grpc::ServerContext* context,
                                            const v1::UnblockPinRequest* request,
                                            v1::UnblockPinResponse* response) {
  return Act(context, [&](Carriers& carriers) -> Status {
    KEPSIM_TRY(carriers.UnblockPin(request->carrier(), Secret(request->admin_pin())));
    KEPSIM_ASSIGN(const Carrier carrier, carriers.Load(request->carrier()));
    Encode(carrier, response->mutable_carrier());
    return OkStatus();
  });
}

grpc::Status CarrierServiceImpl::OpenSession(grpc::ServerContext* context,
                                             const v1::OpenSessionRequest* request,
                                             v1::OpenSessionResponse* response) {
  return Act(context, [&](Carriers& carriers) -> Status {
    KEPSIM_ASSIGN(const Secret session,
                  carriers.OpenSession(request->carrier(), Secret(request->user_pin())));
    response->set_session(std::string(session.text()));
    return OkStatus();
  });
}

grpc::Status CarrierServiceImpl::CloseSession(grpc::ServerContext* context,
                                              const v1::CloseSessionRequest* request,
                                              v1::CloseSessionResponse*) {
  return Act(context, [&](Carriers& carriers) {
    return carriers.CloseSession(request->carrier(), Secret(request->session()));
  });
}

grpc::Status CarrierServiceImpl::GenerateKeyPair(grpc::ServerContext* context,
                                                 const v1::GenerateKeyPairRequest* request,
                                                 v1::GenerateKeyPairResponse* response) {
  return ChangeInSession(
      context, "kepsim.v1.CarrierService/GenerateKeyPair", *request, request->carrier(), request->carrier(),
      response,
      [&](Carriers& carriers, Operation& operation, UnlockedToken& token,
          v1::GenerateKeyPairResponse* answer) -> Status {
        KEPSIM_ASSIGN(const KeyAlgorithm algorithm, kepsim::Decode(request->algorithm(), "algorithm"));
        KEPSIM_ASSIGN(Carrier carrier, carriers.Load(request->carrier()));
        KEPSIM_ASSIGN(const CarrierKey* key, carriers.GenerateKeyPair(operation, carrier, token,
                                                                      {algorithm, request->exportable()}));
        answer->set_key(carrier.KeyName(*key));
        answer->set_public_key_spki_der(ToString(key->spki_der));
        return OkStatus();
      });
}

grpc::Status CarrierServiceImpl::CreateKeyRequest(grpc::ServerContext* context,
                                                  const v1::CreateKeyRequestRequest* request,
                                                  v1::CreateKeyRequestResponse* response) {
  const auto id = CarrierKeyIdOf(request->key());
  if (!id.ok()) return ToGrpc(id.status());
  return ChangeInSession(context, "kepsim.v1.CarrierService/CreateKeyRequest", *request,
                         CarrierName(id->carrier), request->key(), response,
                         [&](Carriers& carriers, Operation& operation, UnlockedToken& token,
                             v1::CreateKeyRequestResponse* answer) -> Status {
                           KEPSIM_ASSIGN(Carrier carrier, carriers.Load(CarrierName(id->carrier)));
                           KEPSIM_ASSIGN(const CarrierKey* key, carrier.Key(id->key));
                           KEPSIM_ASSIGN(const Bytes der,
                                         carriers.MakeKeyRequest(operation, carrier, *key, token));
                           answer->set_pkcs10_der(ToString(der));
                           return OkStatus();
                         });
}

grpc::Status CarrierServiceImpl::ImportCertificate(grpc::ServerContext* context,
                                                   const v1::ImportCertificateRequest* request,
                                                   v1::ImportCertificateResponse* response) {
  const auto id = CarrierKeyIdOf(request->key());
  if (!id.ok()) return ToGrpc(id.status());
  return ChangeInSession(context, "kepsim.v1.CarrierService/ImportCertificate", *request,
                         CarrierName(id->carrier), request->key(), response,
                         [&](Carriers& carriers, Operation& operation, UnlockedToken&,
                             v1::ImportCertificateResponse* answer) -> Status {
                           KEPSIM_ASSIGN(const Certificate certificate,
                                         Certificate::Parse(AsBytes(request->certificate_der())));
                           KEPSIM_ASSIGN(Carrier carrier, carriers.Load(CarrierName(id->carrier)));
                           KEPSIM_ASSIGN(CarrierKey * key, carrier.Key(id->key));
                           KEPSIM_TRY(carriers.ImportCertificate(operation, carrier, *key, certificate));
                           Encode(carrier, answer->mutable_carrier());
                           return OkStatus();
                         });
}

grpc::Status CarrierServiceImpl::ExportPfx(grpc::ServerContext* context, const v1::ExportPfxRequest* request,
                                           v1::ExportPfxResponse* response) {
  const auto id = CarrierKeyIdOf(request->key());
  if (!id.ok()) return ToGrpc(id.status());
  PfxWish wish{Secret(request->password())};
  return ChangeInSession(context, "kepsim.v1.CarrierService/ExportPfx", *request, CarrierName(id->carrier),
                         request->key(), response,
                         [&](Carriers& carriers, Operation& operation, UnlockedToken& token,
                             v1::ExportPfxResponse* answer) -> Status {
                           KEPSIM_ASSIGN(wish.cipher, Decode(request->cipher()));
                           KEPSIM_ASSIGN(Carrier carrier, carriers.Load(CarrierName(id->carrier)));
                           KEPSIM_ASSIGN(const CarrierKey* key, carrier.Key(id->key));
                           KEPSIM_ASSIGN(const Bytes pfx,
                                         carriers.ExportPfx(operation, carrier, *key, token, wish));
                           answer->set_pfx(ToString(pfx));
                           return OkStatus();
                         });
}

grpc::Status CarrierServiceImpl::SignContent(grpc::ServerContext* context,
                                             const v1::SignContentRequest* request,
                                             v1::SignContentResponse* response) {
  const auto id = CarrierKeyIdOf(request->key());
  if (!id.ok()) return ToGrpc(id.status());
  return ChangeInSession(context, "kepsim.v1.CarrierService/SignContent", *request, CarrierName(id->carrier),
                         request->key(), response,
                         [&](Carriers& carriers, Operation& operation, UnlockedToken& token,
                             v1::SignContentResponse* answer) -> Status {
                           KEPSIM_ASSIGN(const SignatureForm form, Decode(request->form()));
                           KEPSIM_ASSIGN(Carrier carrier, carriers.Load(CarrierName(id->carrier)));
                           KEPSIM_ASSIGN(const CarrierKey* key, carrier.Key(id->key));
                           KEPSIM_ASSIGN(
                               const Bytes signature,
                               carriers.Sign(operation, *key, token, AsBytes(request->content()), form));
                           answer->set_signature(ToString(signature));
                           return OkStatus();
                         });
}

}  // namespace kepsim
