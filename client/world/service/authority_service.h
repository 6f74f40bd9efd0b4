// kepsim.v1.AuthorityService.
#pragma once

#include "ca/rpc/call.h"
#include "client/world/world.h"
#include "kepsim/v1/authority.grpc.pb.h"

namespace kepsim {

class AuthorityServiceImpl final : public v1::AuthorityService::Service, private Adapter<World> {
 public:
  explicit AuthorityServiceImpl(Directory<World>& worlds) : Adapter(worlds) {}

  grpc::Status CreateAuthority(grpc::ServerContext*, const v1::CreateAuthorityRequest*,
                               v1::CreateAuthorityResponse*) override;
  grpc::Status CreateRoot(grpc::ServerContext*, const v1::CreateRootRequest*,
                          v1::CreateRootResponse*) override;
  grpc::Status CrossCertifyRoot(grpc::ServerContext*, const v1::CrossCertifyRootRequest*,
                                v1::CrossCertifyRootResponse*) override;
  grpc::Status RollOverKey(grpc::ServerContext*, const v1::RollOverKeyRequest*,
                           v1::RollOverKeyResponse*) override;
  grpc::Status ListCertificationAuthorities(grpc::ServerContext*,
                                            const v1::ListCertificationAuthoritiesRequest*,
                                            v1::ListCertificationAuthoritiesResponse*) override;
  grpc::Status ListIssuerStyles(grpc::ServerContext*, const v1::ListIssuerStylesRequest*,
                                v1::ListIssuerStylesResponse*) override;
};

}  // namespace kepsim
