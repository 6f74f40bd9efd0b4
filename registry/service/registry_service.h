// RegistryService over gRPC.
#pragma once

#include "ca/rpc/call.h"
#include "kepsim/v1/registry.grpc.pb.h"
#include "registry/publication/registry.h"

namespace kepsim {

class RegistryServiceImpl final : public v1::RegistryService::Service, private Adapter<Registry> {
 public:
  using Adapter<Registry>::Adapter;

  grpc::Status GetCertificateStatus(grpc::ServerContext* context,
                                    const v1::GetCertificateStatusRequest* request,
                                    v1::GetCertificateStatusResponse* response) override;
  grpc::Status GetCertificate(grpc::ServerContext* context, const v1::GetCertificateRequest* request,
                              v1::GetCertificateResponse* response) override;
  grpc::Status GetCrl(grpc::ServerContext* context, const v1::GetCrlRequest* request,
                      v1::GetCrlResponse* response) override;
  grpc::Status GetTrustedList(grpc::ServerContext* context, const v1::GetTrustedListRequest* request,
                              v1::GetTrustedListResponse* response) override;
  grpc::Status GetTrustAnchors(grpc::ServerContext* context, const v1::GetTrustAnchorsRequest* request,
                               v1::GetTrustAnchorsResponse* response) override;
};

}  // namespace kepsim
