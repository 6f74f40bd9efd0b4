#include "ca/service/lint_service.h"

#include "ca/rpc/grpc_status.h"
#include "ca/x509/lint.h"
#include "ca/x509/pem.h"

namespace kepsim {
namespace {

constexpr size_t kMostOctets = 1 << 20;

v1::LintSeverity Encode(Severity severity) {
  switch (severity) {
    case Severity::kNotice:
      return v1::LINT_SEVERITY_NOTICE;
    case Severity::kWarning:
      return v1::LINT_SEVERITY_WARNING;
    case Severity::kError:
      return v1::LINT_SEVERITY_ERROR;
  }
  return v1::LINT_SEVERITY_UNSPECIFIED;
}

}  // namespace

grpc::Status LintServiceImpl::LintCertificate(grpc::ServerContext*, const v1::LintCertificateRequest* request,
                                              v1::LintCertificateResponse* response) {
  if (request->certificate().size() > kMostOctets || request->issuer_certificate().size() > kMostOctets) {
    return ToGrpc(Reason::MESSAGE_TOO_LARGE);
  }
  const Bytes certificate = FirstCertificateOf(AsBytes(request->certificate()));
  const Bytes issuer = FirstCertificateOf(AsBytes(request->issuer_certificate()));
  const bool with_issuer = !request->issuer_certificate().empty();
  const LintReport report = Lint(certificate, with_issuer ? std::optional<ByteView>(issuer) : std::nullopt);
  for (const LintFinding& finding : report.findings) {
    v1::LintFinding& out = *response->add_findings();
    out.set_rule(std::string(finding.id));
    out.set_severity(Encode(finding.severity));
    out.set_clause(std::string(finding.clause));
    out.set_detail(finding.detail);
  }
  response->set_qualified(report.qualified);
  response->set_faulty(HasError(report.findings));
  return grpc::Status::OK;
}

grpc::Status LintServiceImpl::ListLintRules(grpc::ServerContext*, const v1::ListLintRulesRequest*,
                                            v1::ListLintRulesResponse* response) {
  for (const LintRule& rule : LintRules()) {
    v1::LintRule& out = *response->add_rules();
    out.set_id(std::string(rule.id));
    out.set_severity(Encode(rule.severity));
    out.set_clause(std::string(rule.clause));
    out.set_text(std::string(rule.text));
    out.set_warning_before_2018(rule.warning_before_2018);
    out.set_binds(std::string(rule.binds));
  }
  return grpc::Status::OK;
}

}  // namespace kepsim
