// kepsim.v1.ProvisionService.
#pragma once

#include "ca/rpc/call.h"
#include "client/world/world.h"
#include "kepsim/v1/provision.grpc.pb.h"

namespace kepsim {

class ProvisionServiceImpl final : public v1::ProvisionService::Service, private Adapter<World> {
 public:
  explicit ProvisionServiceImpl(Directory<World>& worlds) : Adapter(worlds) {}

  grpc::Status Provision(grpc::ServerContext*, const v1::ProvisionRequest*, v1::ProvisionResponse*) override;
  grpc::Status ListPersonas(grpc::ServerContext*, const v1::ListPersonasRequest*,
                            v1::ListPersonasResponse*) override;
};

}  // namespace kepsim
