#include "ca/service/enrollment_service.h"

#include <chrono>
#include <optional>

#include "ca/rpc/time_proto.h"
#include "ca/service/application_codec.h"
#include "ca/service/documents_codec.h"

namespace kepsim {
namespace {

using std::chrono::steady_clock;

constexpr size_t kLargestPiece = 1 << 20;

Result<Scan> ReadWhole(const std::string& content) {
  if (content.size() > kLargestPiece) return Reason::MESSAGE_TOO_LARGE;
  ScanReader scan;
  KEPSIM_TRY(scan.Feed(AsBytes(content)));
  return scan.Finish();
}

}  // namespace

template <class Request, class Response, class Body>
grpc::Status EnrollmentServiceImpl::ChangeApplication(const grpc::ServerContext* context,
                                                      std::string_view method, const Request& request,
                                                      Response* response, Body&& body) {
  return Change(
      context, method, request, response,
      [&](Enrollment& enrollment) -> Result<std::string> {
        KEPSIM_TRY(enrollment.Authorize(request.application(), BearerOf(*context)));
        return request.application();
      },
      [&](Enrollment& enrollment, Operation& operation, Response* answer) -> Status {
        KEPSIM_ASSIGN(Application application, enrollment.Load(request.application()));
        return body(enrollment, operation, application, answer);
      });
}

grpc::Status EnrollmentServiceImpl::ListAuthorities(grpc::ServerContext* context,
                                                    const v1::ListAuthoritiesRequest*,
                                                    v1::ListAuthoritiesResponse* response) {
  return Read(context, [&](Enrollment& enrollment, Operations&) -> Status {
    for (const auto& authority : enrollment.authorities().List()) {
      Encode(*authority, response->add_authorities());
    }
    return OkStatus();
  });
}

grpc::Status EnrollmentServiceImpl::OpenApplication(grpc::ServerContext* context,
                                                    const v1::OpenApplicationRequest* request,
                                                    v1::OpenApplicationResponse* response) {
  return Change(
      context, "kepsim.v1.EnrollmentService/OpenApplication", *request, response,
      [](Enrollment&) -> Result<std::string> { return std::string(); },
      [&](Enrollment& enrollment, Operation& operation, v1::OpenApplicationResponse* answer) -> Status {
        KEPSIM_ASSIGN(const CarrierKind carrier, DecodeCarrier(request->carrier(), "carrier"));
        KEPSIM_ASSIGN(const ApplicantKind kind, DecodeKind(request->applicant_kind(), "applicant_kind"));
        KEPSIM_ASSIGN(const std::string authority, AuthorityIdOf(request->authority()));
        KEPSIM_ASSIGN(const Enrollment::Opened opened, enrollment.Open(operation, authority, carrier, kind));
        Encode(opened.application, answer->mutable_application());
        answer->set_token(std::string(opened.token.text()));
        return OkStatus();
      });
}

grpc::Status EnrollmentServiceImpl::SubmitDocuments(grpc::ServerContext* context,
                                                    const v1::SubmitDocumentsRequest* request,
                                                    v1::SubmitDocumentsResponse* response) {
  return ChangeApplication(
      context, "kepsim.v1.EnrollmentService/SubmitDocuments", *request, response,
      [&](Enrollment& enrollment, Operation& operation, Application& application,
          v1::SubmitDocumentsResponse* answer) -> Status {
        KEPSIM_TRY(enrollment.SubmitDocuments(operation, application, DecodeDocumentsOf(*request),
                                              Secret(request->account_proof())));
        Encode(application, answer->mutable_application());
        return OkStatus();
      });
}

grpc::Status EnrollmentServiceImpl::AttachScan(grpc::ServerContext* context,
                                               const v1::AttachScanRequest* request,
                                               v1::AttachScanResponse* response) {
  return ChangeApplication(context, "kepsim.v1.EnrollmentService/AttachScan", *request, response,
                           [&](Enrollment& enrollment, Operation& operation, Application& application,
                               v1::AttachScanResponse* answer) -> Status {
                             KEPSIM_ASSIGN(const Scan scan, ReadWhole(request->content()));
                             KEPSIM_TRY(enrollment.AddScan(operation, application, scan));
                             Encode(scan, answer->mutable_scan());
                             return OkStatus();
                           });
}

grpc::Status EnrollmentServiceImpl::UploadScan(grpc::ServerContext* context,
                                               grpc::ServerReader<v1::UploadScanRequest>* reader,
                                               v1::UploadScanResponse* response) {
  const StreamLimit::Place place(streams_);
  if (!place.taken()) return ToGrpc(Reason::TOO_MANY_STREAMS);
  auto answer = ReadScan(*context, *reader);
  if (!answer.ok()) return ToGrpc(answer.status());
  *response = *std::move(answer);
  return grpc::Status::OK;
}

Result<v1::UploadScanResponse> EnrollmentServiceImpl::ReadScan(
    const grpc::ServerContext& context, grpc::ServerReader<v1::UploadScanRequest>& reader) {
  v1::UploadScanRequest piece;
  if (!reader.Read(&piece)) return Status::Violations({{"application", Reason::FIELD_REQUIRED, {}}});
  const std::string name = piece.application();
  KEPSIM_ASSIGN(const Entered<Enrollment> entered, Enter(context, Access::kChange));
  // Before anything is read of somebody who may not.
  KEPSIM_TRY(entered.part->Authorize(name, BearerOf(context)));

  ScanReader content;
  do {
    if (!piece.application().empty() && piece.application() != name) {
      return Status::Violations(
          {{"application", Reason::FIELD_MALFORMED, "only the first message names it"}});
    }
    if (piece.chunk().size() > kLargestPiece) return Reason::MESSAGE_TOO_LARGE;
    KEPSIM_TRY(content.Feed(AsBytes(piece.chunk())));
  } while (reader.Read(&piece));
  // A client that gave up looks like one that has finished.
  if (context.IsCancelled()) return Reason::SCAN_TRUNCATED;
  KEPSIM_ASSIGN(const Scan scan, content.Finish());

  const OperationKey key{"kepsim.v1.EnrollmentService/UploadScan", name, {}};
  KEPSIM_TRY(entered.operations->Run(key, [&](Operation& operation) -> Status {
    KEPSIM_ASSIGN(Application application, entered.part->Load(name));
    return entered.part->AddScan(operation, application, scan);
  }));
  v1::UploadScanResponse response;
  Encode(scan, response.mutable_scan());
  return response;
}

grpc::Status EnrollmentServiceImpl::RequestIdentification(grpc::ServerContext* context,
                                                          const v1::RequestIdentificationRequest* request,
                                                          v1::RequestIdentificationResponse* response) {
  return ChangeApplication(context, "kepsim.v1.EnrollmentService/RequestIdentification", *request, response,
                           [&](Enrollment& enrollment, Operation& operation, Application& application,
                               v1::RequestIdentificationResponse* answer) -> Status {
                             KEPSIM_ASSIGN(const IdentificationWay way, DecodeWay(request->way(), "way"));
                             KEPSIM_TRY(enrollment.RequestIdentification(operation, application, way));
                             Encode(application, answer->mutable_application());
                             return OkStatus();
                           });
}

grpc::Status EnrollmentServiceImpl::GetApplication(grpc::ServerContext* context,
                                                   const v1::GetApplicationRequest* request,
                                                   v1::GetApplicationResponse* response) {
  return Read(context, [&](Enrollment& enrollment, Operations&) -> Status {
    KEPSIM_TRY(enrollment.Authorize(request->application(), BearerOf(*context)));
    KEPSIM_ASSIGN(const Application application, enrollment.Load(request->application()));
    Encode(application, response->mutable_application());
    return OkStatus();
  });
}

grpc::Status EnrollmentServiceImpl::WatchApplication(
    grpc::ServerContext* context, const v1::WatchApplicationRequest* request,
    grpc::ServerWriter<v1::WatchApplicationResponse>* writer) {
  const StreamLimit::Place place(streams_);
  if (!place.taken()) return ToGrpc(Reason::TOO_MANY_STREAMS);
  const Status status = Watch(*context, request->application(), *writer);
  return context->IsCancelled() ? grpc::Status::CANCELLED : ToGrpc(status);
}

Status EnrollmentServiceImpl::Watch(grpc::ServerContext& context, const std::string& name,
                                    grpc::ServerWriter<v1::WatchApplicationResponse>& writer) {
  KEPSIM_ASSIGN(const Entered<Enrollment> entered, Enter(context, Access::kRead));
  KEPSIM_TRY(entered.part->Authorize(name, BearerOf(context)));
  Journal& journal = entered.operations->journal();
  EventFilter filter;
  filter.resource = name;
  std::optional<int64_t> shown;  // the version
  while (true) {
    // First the number, then the state: what changes between the two is told once more, never missed.
    KEPSIM_ASSIGN(const int64_t seen, journal.LastNumber());
    KEPSIM_ASSIGN(const Application application, entered.part->Load(name));
    if (application.version != shown) {
      v1::WatchApplicationResponse response;
      Encode(application, response.mutable_application());
      if (!writer.Write(response)) return OkStatus();
      shown = application.version;
    }
    if (IsClosed(application.state)) return OkStatus();
    KEPSIM_TRY(
        journal.Await(filter, seen, steady_clock::time_point::max(), [&] { return context.IsCancelled(); })
            .status());
  }
}

grpc::Status EnrollmentServiceImpl::SubmitKeyRequest(grpc::ServerContext* context,
                                                     const v1::SubmitKeyRequestRequest* request,
                                                     v1::SubmitKeyRequestResponse* response) {
  return ChangeApplication(
      context, "kepsim.v1.EnrollmentService/SubmitKeyRequest", *request, response,
      [&](Enrollment& enrollment, Operation& operation, Application& application,
          v1::SubmitKeyRequestResponse* answer) -> Status {
        KEPSIM_TRY(enrollment.SubmitKeyRequest(operation, application, AsBytes(request->pkcs10_der())));
        Encode(application, answer->mutable_application());
        return OkStatus();
      });
}

grpc::Status EnrollmentServiceImpl::GetDraft(grpc::ServerContext* context, const v1::GetDraftRequest* request,
                                             v1::GetDraftResponse* response) {
  return Read(context, [&](Enrollment& enrollment, Operations&) -> Status {
    KEPSIM_TRY(enrollment.Authorize(request->application(), BearerOf(*context)));
    KEPSIM_ASSIGN(const Application application, enrollment.Load(request->application()));
    KEPSIM_ASSIGN(const Draft draft, enrollment.DraftOf(application));
    Encode(draft, response->mutable_draft());
    return OkStatus();
  });
}

grpc::Status EnrollmentServiceImpl::ConfirmDraft(grpc::ServerContext* context,
                                                 const v1::ConfirmDraftRequest* request,
                                                 v1::ConfirmDraftResponse* response) {
  return ChangeApplication(
      context, "kepsim.v1.EnrollmentService/ConfirmDraft", *request, response,
      [&](Enrollment& enrollment, Operation& operation, Application& application,
          v1::ConfirmDraftResponse* answer) -> Status {
        KEPSIM_ASSIGN(const Certificate certificate,
                      enrollment.Confirm(operation, application, AsBytes(request->draft_digest())));
        Encode(application, answer->mutable_application());
        answer->set_certificate_der(ToString(certificate.der()));
        const auto issuer =
            enrollment.authorities().FindByKeyId(certificate.authority_key_id().value_or(Bytes()));
        answer->add_chain_der(ToString(issuer->certificate.der()));
        return OkStatus();
      });
}

grpc::Status EnrollmentServiceImpl::CancelApplication(grpc::ServerContext* context,
                                                      const v1::CancelApplicationRequest* request,
                                                      v1::CancelApplicationResponse* response) {
  return ChangeApplication(context, "kepsim.v1.EnrollmentService/CancelApplication", *request, response,
                           [&](Enrollment& enrollment, Operation& operation, Application& application,
                               v1::CancelApplicationResponse* answer) -> Status {
                             KEPSIM_TRY(enrollment.Cancel(operation, application));
                             Encode(application, answer->mutable_application());
                             return OkStatus();
                           });
}

grpc::Status EnrollmentServiceImpl::RevokeCertificate(grpc::ServerContext* context,
                                                      const v1::RevokeCertificateRequest* request,
                                                      v1::RevokeCertificateResponse* response) {
  return ChangeApplication(context, "kepsim.v1.EnrollmentService/RevokeCertificate", *request, response,
                           [&](Enrollment& enrollment, Operation& operation, Application& application,
                               v1::RevokeCertificateResponse* answer) -> Status {
                             KEPSIM_ASSIGN(const RevocationReason reason,
                                           DecodeReason(request->reason(), "reason"));
                             KEPSIM_TRY(enrollment.RevokeByHolder(operation, application, reason));
                             Encode(operation.now(), answer->mutable_revoke_time());
                             return OkStatus();
                           });
}

}  // namespace kepsim
