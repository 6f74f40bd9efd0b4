// kepsim.v1.OperatorService.
#pragma once

#include "ca/rpc/call.h"
#include "client/world/world.h"
#include "kepsim/v1/operator.grpc.pb.h"

namespace kepsim {

class OperatorServiceImpl final : public v1::OperatorService::Service, private Adapter<World> {
 public:
  explicit OperatorServiceImpl(Directory<World>& worlds) : Adapter(worlds) {}

  grpc::Status DecideIdentification(grpc::ServerContext*, const v1::DecideIdentificationRequest*,
                                    v1::DecideIdentificationResponse*) override;
  grpc::Status ConfirmAccount(grpc::ServerContext*, const v1::ConfirmAccountRequest*,
                              v1::ConfirmAccountResponse*) override;
  grpc::Status SetAccreditation(grpc::ServerContext*, const v1::SetAccreditationRequest*,
                                v1::SetAccreditationResponse*) override;
  grpc::Status HoldPublication(grpc::ServerContext*, const v1::HoldPublicationRequest*,
                               v1::HoldPublicationResponse*) override;
  grpc::Status ReleasePublication(grpc::ServerContext*, const v1::ReleasePublicationRequest*,
                                  v1::ReleasePublicationResponse*) override;
};

}  // namespace kepsim
