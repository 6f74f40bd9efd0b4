// kepsim.v1.PortalService over the portal of a world: decode, call, encode.
#pragma once

#include "ca/rpc/call.h"
#include "client/portal/portal.h"
#include "kepsim/v1/portal.grpc.pb.h"

namespace kepsim {

class PortalServiceImpl final : public v1::PortalService::Service, private Adapter<Portal> {
 public:
  explicit PortalServiceImpl(Directory<Portal>& directory) : Adapter(directory) {}

  grpc::Status RegisterAccount(grpc::ServerContext* context, const v1::RegisterAccountRequest* request,
                               v1::RegisterAccountResponse* response) override;
  grpc::Status LogIn(grpc::ServerContext* context, const v1::LogInRequest* request,
                     v1::LogInResponse* response) override;
  grpc::Status LogOut(grpc::ServerContext* context, const v1::LogOutRequest* request,
                      v1::LogOutResponse* response) override;
  grpc::Status GetAccount(grpc::ServerContext* context, const v1::GetAccountRequest* request,
                          v1::GetAccountResponse* response) override;
  grpc::Status CreateAccountProof(grpc::ServerContext* context, const v1::CreateAccountProofRequest* request,
                                  v1::CreateAccountProofResponse* response) override;
  grpc::Status StartLinking(grpc::ServerContext* context, const v1::StartLinkingRequest* request,
                            v1::StartLinkingResponse* response) override;
  grpc::Status CompleteLinking(grpc::ServerContext* context, const v1::CompleteLinkingRequest* request,
                               v1::CompleteLinkingResponse* response) override;
  grpc::Status ListLinks(grpc::ServerContext* context, const v1::ListLinksRequest* request,
                         v1::ListLinksResponse* response) override;
  grpc::Status Unlink(grpc::ServerContext* context, const v1::UnlinkRequest* request,
                      v1::UnlinkResponse* response) override;
  grpc::Status BlockCertificate(grpc::ServerContext* context, const v1::BlockCertificateRequest* request,
                                v1::BlockCertificateResponse* response) override;
  grpc::Status SubmitOrder(grpc::ServerContext* context, const v1::SubmitOrderRequest* request,
                           v1::SubmitOrderResponse* response) override;
  grpc::Status GetOrder(grpc::ServerContext* context, const v1::GetOrderRequest* request,
                        v1::GetOrderResponse* response) override;

 private:
  // `body`: Status(Portal&, Account&), for the account whose session calls.
  template <class Body>
  grpc::Status ReadAsOwner(const grpc::ServerContext* context, Body&& body);
  // `body`: Status(Portal&, Operation&, Account&, Response*).
  template <class Request, class Response, class Body>
  grpc::Status ChangeAsOwner(const grpc::ServerContext* context, std::string_view method,
                             const Request& request, Response* response, Body&& body);
};

}  // namespace kepsim
