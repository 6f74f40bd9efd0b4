// kepsim.v1.CarrierService over Carriers.
#pragma once

#include "ca/carrier/carriers.h"
#include "ca/rpc/call.h"
#include "kepsim/v1/carrier.grpc.pb.h"

namespace kepsim {

class CarrierServiceImpl final : public v1::CarrierService::Service, private Adapter<Carriers> {
 public:
  using Adapter<Carriers>::Adapter;

  grpc::Status CreateCarrier(grpc::ServerContext* context, const v1::CreateCarrierRequest* request,
                             v1::CreateCarrierResponse* response) override;
  grpc::Status GetCarrier(grpc::ServerContext* context, const v1::GetCarrierRequest* request,
                          v1::GetCarrierResponse* response) override;
  grpc::Status ChangePin(grpc::ServerContext* context, const v1::ChangePinRequest* request,
                         v1::ChangePinResponse* response) override;
  grpc::Status UnblockPin(grpc::ServerContext* context, const v1::UnblockPinRequest* request,
                          v1::UnblockPinResponse* response) override;
  grpc::Status OpenSession(grpc::ServerContext* context, const v1::OpenSessionRequest* request,
                           v1::OpenSessionResponse* response) override;
  grpc::Status CloseSession(grpc::ServerContext* context, const v1::CloseSessionRequest* request,
                            v1::CloseSessionResponse* response) override;
  grpc::Status GenerateKeyPair(grpc::ServerContext* context, const v1::GenerateKeyPairRequest* request,
                               v1::GenerateKeyPairResponse* response) override;
  grpc::Status CreateKeyRequest(grpc::ServerContext* context, const v1::CreateKeyRequestRequest* request,
                                v1::CreateKeyRequestResponse* response) override;
  grpc::Status ImportCertificate(grpc::ServerContext* context, const v1::ImportCertificateRequest* request,
                                 v1::ImportCertificateResponse* response) override;
  grpc::Status ExportPfx(grpc::ServerContext* context, const v1::ExportPfxRequest* request,
                         v1::ExportPfxResponse* response) override;
  grpc::Status SignContent(grpc::ServerContext* context, const v1::SignContentRequest* request,
                           v1::SignContentResponse* response) override;

 private:
  // `body`: Status(Carriers&). For what takes effect at once, outside operations.
  template <class Body>
  grpc::Status Act(const grpc::ServerContext* context, Body&& body);
  // A change by the holder of a session. `body`: Status(Carriers&, Operation&, UnlockedToken&, Response*).
  template <class Request, class Response, class Body>
  grpc::Status ChangeInSession(const grpc::ServerContext* context, std::string_view method,
                               const Request& request, std::string_view carrier, std::string_view parent,
                               Response* response, Body&& body);
};

}  // namespace kepsim
