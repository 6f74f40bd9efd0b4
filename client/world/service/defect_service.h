// kepsim.v1.DefectService.
#pragma once

#include "ca/rpc/call.h"
#include "client/world/world.h"
#include "kepsim/v1/defect.grpc.pb.h"

namespace kepsim {

class DefectServiceImpl final : public v1::DefectService::Service, private Adapter<World> {
 public:
  explicit DefectServiceImpl(Directory<World>& worlds) : Adapter(worlds) {}

  grpc::Status ListDefects(grpc::ServerContext*, const v1::ListDefectsRequest*,
                           v1::ListDefectsResponse*) override;
  grpc::Status MakeDefectiveCertificate(grpc::ServerContext*, const v1::MakeDefectiveCertificateRequest*,
                                        v1::MakeDefectiveCertificateResponse*) override;
};

}  // namespace kepsim
