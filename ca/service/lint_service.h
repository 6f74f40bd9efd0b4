// kepsim.v1.LintService over ca/x509/lint.h. It has no part of a world: a workspace that a call names is not
// looked for.
#pragma once

#include "kepsim/v1/lint.grpc.pb.h"

namespace kepsim {

class LintServiceImpl final : public v1::LintService::Service {
 public:
  grpc::Status LintCertificate(grpc::ServerContext* context, const v1::LintCertificateRequest* request,
                               v1::LintCertificateResponse* response) override;
  grpc::Status ListLintRules(grpc::ServerContext* context, const v1::ListLintRulesRequest* request,
                             v1::ListLintRulesResponse* response) override;
};

}  // namespace kepsim
