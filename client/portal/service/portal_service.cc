#include "client/portal/service/portal_service.h"

#include "ca/rpc/time_proto.h"
#include "client/portal/service/portal_codec.h"
#include "registry/service/verdict_codec.h"

namespace kepsim {
namespace {

Registration Decode(const v1::RegisterAccountRequest& request) {
  const v1::PersonName& person = request.person();
  return {request.login(), Secret(request.password()),
          PersonName{person.surname(), person.given_name(), person.patronymic()}, request.snils(),
          request.birth_date()};
}

Result<LinkedCarrier> Decode(v1::CarrierKind carrier) {
  switch (carrier) {
    case v1::CARRIER_KIND_USB_TOKEN:
      return LinkedCarrier::kUsbToken;
    case v1::CARRIER_KIND_MOBILE:
      return LinkedCarrier::kMobile;
    case v1::CARRIER_KIND_UNSPECIFIED:
      return Status::Violations({{"carrier", Reason::FIELD_REQUIRED, {}}});
    default:
      return Status::Violations({{"carrier", Reason::FIELD_OUT_OF_RANGE, {}}});
  }
}

}  // namespace

template <class Body>
grpc::Status PortalServiceImpl::ReadAsOwner(const grpc::ServerContext* context, Body&& body) {
  return Read(context, [&](Portal& portal, Operations& operations) -> Status {
    KEPSIM_ASSIGN(Account account, portal.Authorize(BearerOf(*context), operations.clock().Now()));
    return body(portal, account);
  });
}

template <class Request, class Response, class Body>
grpc::Status PortalServiceImpl::ChangeAsOwner(const grpc::ServerContext* context, std::string_view method,
                                              const Request& request, Response* response, Body&& body) {
  const Secret token = BearerOf(*context);
  return Change(
      context, method, request, response,
      [&](Portal& portal) -> Result<std::string> {
        KEPSIM_ASSIGN(const Account account, portal.Authorize(token));
        return account.Name();
      },
      // The account is read anew with each attempt, since it may be its row that has moved.
      [&](Portal& portal, Operation& operation, Response* answer) -> Status {
        KEPSIM_ASSIGN(Account account, portal.Authorize(token, operation.now()));
        return body(portal, operation, account, answer);
      });
}

grpc::Status PortalServiceImpl::RegisterAccount(grpc::ServerContext* context,
                                                const v1::RegisterAccountRequest* request,
                                                v1::RegisterAccountResponse* response) {
  return Change(
      context, "kepsim.v1.PortalService/RegisterAccount", *request, response,
      [](Portal&) -> Result<std::string> { return std::string(); },
      [&](Portal& portal, Operation& operation, v1::RegisterAccountResponse* answer) -> Status {
        KEPSIM_ASSIGN(const Account account, portal.Register(operation, Decode(*request)));
        Encode(account, false, answer->mutable_account());
        return OkStatus();
      });
}

grpc::Status PortalServiceImpl::LogIn(grpc::ServerContext* context, const v1::LogInRequest* request,
                                      v1::LogInResponse* response) {
  return Change(
      context, "kepsim.v1.PortalService/LogIn", *request, response,
      // Not yet who calls, but what is called for: an account's sessions are drawn in its own order.
      [&](Portal& portal) { return portal.AccountNameOfLogin(request->login()); },
      [&](Portal& portal, Operation& operation, v1::LogInResponse* answer) -> Status {
        KEPSIM_ASSIGN(const Account account,
                      portal.CheckPassword(request->login(), Secret(request->password()), operation.now()));
        const OpenedSession session = portal.Open(operation, account);
        KEPSIM_ASSIGN(const bool active, portal.SignatureActive(account));
        Encode(account, active, answer->mutable_account());
        answer->set_token(std::string(session.token.text()));
        Encode(session.expires, answer->mutable_expire_time());
        return OkStatus();
      });
}

grpc::Status PortalServiceImpl::LogOut(grpc::ServerContext* context, const v1::LogOutRequest* request,
                                       v1::LogOutResponse* response) {
  return ChangeAsOwner(context, "kepsim.v1.PortalService/LogOut", *request, response,
                       [&](Portal& portal, Operation& operation, Account&, v1::LogOutResponse*) -> Status {
                         portal.LogOut(operation, BearerOf(*context));
                         return OkStatus();
                       });
}

grpc::Status PortalServiceImpl::GetAccount(grpc::ServerContext* context, const v1::GetAccountRequest*,
                                           v1::GetAccountResponse* response) {
  return ReadAsOwner(context, [&](Portal& portal, const Account& account) -> Status {
    KEPSIM_ASSIGN(const bool active, portal.SignatureActive(account));
    Encode(account, active, response->mutable_account());
    return OkStatus();
  });
}

grpc::Status PortalServiceImpl::CreateAccountProof(grpc::ServerContext* context,
                                                   const v1::CreateAccountProofRequest* request,
                                                   v1::CreateAccountProofResponse* response) {
  return ChangeAsOwner(context, "kepsim.v1.PortalService/CreateAccountProof", *request, response,
                       [](Portal& portal, Operation& operation, const Account& account,
                          v1::CreateAccountProofResponse* answer) -> Status {
                         KEPSIM_ASSIGN(const IssuedProof proof,
                                       portal.CreateAccountProof(operation, account));
                         answer->set_proof(std::string(proof.text.text()));
                         Encode(proof.expires, answer->mutable_expire_time());
                         return OkStatus();
                       });
}

grpc::Status PortalServiceImpl::StartLinking(grpc::ServerContext* context,
                                             const v1::StartLinkingRequest* request,
                                             v1::StartLinkingResponse* response) {
  return ChangeAsOwner(context, "kepsim.v1.PortalService/StartLinking", *request, response,
                       [&](Portal& portal, Operation& operation, const Account& account,
                           v1::StartLinkingResponse* answer) -> Status {
                         KEPSIM_ASSIGN(const LinkedCarrier carrier, Decode(request->carrier()));
                         KEPSIM_ASSIGN(const Linking linking,
                                       portal.StartLinking(operation, account, carrier));
                         answer->set_linking(linking.Name());
                         answer->set_challenge(ToString(linking.challenge));
                         Encode(linking.expires, answer->mutable_expire_time());
                         return OkStatus();
                       });
}

grpc::Status PortalServiceImpl::CompleteLinking(grpc::ServerContext* context,
                                                const v1::CompleteLinkingRequest* request,
                                                v1::CompleteLinkingResponse* response) {
  return ChangeAsOwner(
      context, "kepsim.v1.PortalService/CompleteLinking", *request, response,
      [&](Portal& portal, Operation& operation, Account& account,
          v1::CompleteLinkingResponse* answer) -> Status {
        KEPSIM_ASSIGN(Linking linking, portal.LoadLinking(account, request->linking()));
        KEPSIM_ASSIGN(const Portal::LinkingOutcome outcome,
                      portal.CompleteLinking(operation, account, linking,
                                             AsBytes(request->signature_cms_der()), portal.verifier()));
        Encode(outcome.verdict, answer->mutable_verdict());
        if (outcome.link) Encode(*outcome.link, answer->mutable_link());
        answer->set_tries_left(outcome.tries_left);
        return OkStatus();
      });
}

grpc::Status PortalServiceImpl::ListLinks(grpc::ServerContext* context, const v1::ListLinksRequest*,
                                          v1::ListLinksResponse* response) {
  return ReadAsOwner(context, [&](Portal& portal, const Account& account) -> Status {
    KEPSIM_ASSIGN(const std::vector<Link> links, portal.ListLinks(account));
    for (const Link& link : links) Encode(link, response->add_links());
    return OkStatus();
  });
}

grpc::Status PortalServiceImpl::Unlink(grpc::ServerContext* context, const v1::UnlinkRequest* request,
                                       v1::UnlinkResponse* response) {
  return ChangeAsOwner(context, "kepsim.v1.PortalService/Unlink", *request, response,
                       [&](Portal& portal, Operation& operation, const Account& account,
                           v1::UnlinkResponse* answer) -> Status {
                         KEPSIM_ASSIGN(Link link, portal.LoadLink(account, request->link()));
                         KEPSIM_TRY(portal.Unlink(operation, link));
                         Encode(link, answer->mutable_link());
                         return OkStatus();
                       });
}

grpc::Status PortalServiceImpl::BlockCertificate(grpc::ServerContext* context,
                                                 const v1::BlockCertificateRequest* request,
                                                 v1::BlockCertificateResponse* response) {
  grpc::Status status = ChangeAsOwner(context, "kepsim.v1.PortalService/BlockCertificate", *request, response,
                                      [&](Portal& portal, Operation& operation, const Account& account,
                                          v1::BlockCertificateResponse* answer) -> Status {
                                        KEPSIM_ASSIGN(Link link, portal.LoadLink(account, request->link()));
                                        KEPSIM_TRY(portal.BlockCertificate(operation, link));
                                        Encode(link, answer->mutable_link());
                                        return OkStatus();
                                      });
  if (!status.ok()) return status;
  // Behind the commit, since only then anybody sees it; a repetition is told what is published by then.
  return ReadAsOwner(context, [&](Portal& portal, const Account& account) -> Status {
    KEPSIM_ASSIGN(const Link link, portal.LoadLink(account, request->link()));
    KEPSIM_ASSIGN(const bool published, portal.ShowsRevoked(link));
    response->set_published(published);
    return OkStatus();
  });
}

grpc::Status PortalServiceImpl::SubmitOrder(grpc::ServerContext* context,
                                            const v1::SubmitOrderRequest* request,
                                            v1::SubmitOrderResponse* response) {
  return ChangeAsOwner(context, "kepsim.v1.PortalService/SubmitOrder", *request, response,
                       [&](Portal& portal, Operation& operation, const Account& account,
                           v1::SubmitOrderResponse* answer) -> Status {
                         KEPSIM_ASSIGN(
                             const Order order,
                             portal.SubmitOrder(operation, account, AsBytes(request->content()),
                                                AsBytes(request->signature_cms_der()), portal.verifier()));
                         Encode(order, answer->mutable_order());
                         return OkStatus();
                       });
}

grpc::Status PortalServiceImpl::GetOrder(grpc::ServerContext* context, const v1::GetOrderRequest* request,
                                         v1::GetOrderResponse* response) {
  return ReadAsOwner(context, [&](Portal& portal, const Account& account) -> Status {
    KEPSIM_ASSIGN(const Order order, portal.LoadOrder(account, request->order()));
    Encode(order, response->mutable_order());
    return OkStatus();
  });
}

}  // namespace kepsim
