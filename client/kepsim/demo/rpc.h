// Calls of the demonstration: the stubs of every service, and one way to call them.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "ca/base/status.h"
#include "ca/rpc/grpc_status.h"
#include "kepsim/v1/carrier.grpc.pb.h"
#include "kepsim/v1/defect.grpc.pb.h"
#include "kepsim/v1/enrollment.grpc.pb.h"
#include "kepsim/v1/operator.grpc.pb.h"
#include "kepsim/v1/portal.grpc.pb.h"
#include "kepsim/v1/provision.grpc.pb.h"
#include "kepsim/v1/registry.grpc.pb.h"

namespace kepsim {

struct Stubs {
  Stubs(const std::string& grpc, const std::string& control)
      : open(grpc::CreateChannel(grpc, grpc::InsecureChannelCredentials())),
        closed(grpc::CreateChannel(control, grpc::InsecureChannelCredentials())),
        enrollment(open),
        carrier(open),
        registry(open),
        portal(open),
        operators(closed),
        provision(closed),
        defect(closed) {}

  std::shared_ptr<grpc::Channel> open, closed;
  v1::EnrollmentService::Stub enrollment;
  v1::CarrierService::Stub carrier;
  v1::RegistryService::Stub registry;
  v1::PortalService::Stub portal;
  v1::OperatorService::Stub operators;
  v1::ProvisionService::Stub provision;
  v1::DefectService::Stub defect;
};

inline void SetBearer(grpc::ClientContext& context, const std::string& token) {
  if (!token.empty()) context.AddMetadata("authorization", "Bearer " + token);
}

inline Status FromCall(const grpc::Status& status) {
  if (status.ok()) return OkStatus();
  return Status(Reason::CALL_FAILED, ReasonNameOf(status) + ": " + status.error_message());
}

// One unary call; `token` is the bearer's, empty for none. CALL_FAILED with the server's reason in the
// detail.
template <class Stub, class Request, class Response>
Result<Response> Call(Stub& stub,
                      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                      const Request& request, const std::string& token = {}) {
  grpc::ClientContext context;
  SetBearer(context, token);
  Response response;
  KEPSIM_TRY(FromCall((stub.*method)(&context, request, &response)));
  return response;
}

}  // namespace kepsim
