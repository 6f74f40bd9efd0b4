// kepsim.v1.EnrollmentService over Enrollment.
#pragma once

#include "ca/issuance/enrollment.h"
#include "ca/rpc/call.h"
#include "kepsim/v1/enrollment.grpc.pb.h"

namespace kepsim {

class EnrollmentServiceImpl final : public v1::EnrollmentService::Service, private Adapter<Enrollment> {
 public:
  // `streams` bounds uploads and watches, each of which holds a thread; it outlives this.
  EnrollmentServiceImpl(Directory<Enrollment>& directory, StreamLimit& streams)
      : Adapter(directory), streams_(streams) {}

  grpc::Status ListAuthorities(grpc::ServerContext* context, const v1::ListAuthoritiesRequest* request,
                               v1::ListAuthoritiesResponse* response) override;
  grpc::Status OpenApplication(grpc::ServerContext* context, const v1::OpenApplicationRequest* request,
                               v1::OpenApplicationResponse* response) override;
  grpc::Status SubmitDocuments(grpc::ServerContext* context, const v1::SubmitDocumentsRequest* request,
                               v1::SubmitDocumentsResponse* response) override;
  grpc::Status UploadScan(grpc::ServerContext* context, grpc::ServerReader<v1::UploadScanRequest>* reader,
                          v1::UploadScanResponse* response) override;
  grpc::Status AttachScan(grpc::ServerContext* context, const v1::AttachScanRequest* request,
                          v1::AttachScanResponse* response) override;
  grpc::Status RequestIdentification(grpc::ServerContext* context,
                                     const v1::RequestIdentificationRequest* request,
                                     v1::RequestIdentificationResponse* response) override;
  grpc::Status GetApplication(grpc::ServerContext* context, const v1::GetApplicationRequest* request,
                              v1::GetApplicationResponse* response) override;
  grpc::Status WatchApplication(grpc::ServerContext* context, const v1::WatchApplicationRequest* request,
                                grpc::ServerWriter<v1::WatchApplicationResponse>* writer) override;
  grpc::Status SubmitKeyRequest(grpc::ServerContext* context, const v1::SubmitKeyRequestRequest* request,
                                v1::SubmitKeyRequestResponse* response) override;
  grpc::Status GetDraft(grpc::ServerContext* context, const v1::GetDraftRequest* request,
                        v1::GetDraftResponse* response) override;
  grpc::Status ConfirmDraft(grpc::ServerContext* context, const v1::ConfirmDraftRequest* request,
                            v1::ConfirmDraftResponse* response) override;
  grpc::Status CancelApplication(grpc::ServerContext* context, const v1::CancelApplicationRequest* request,
                                 v1::CancelApplicationResponse* response) override;
  grpc::Status RevokeCertificate(grpc::ServerContext* context, const v1::RevokeCertificateRequest* request,
                                 v1::RevokeCertificateResponse* response) override;

 private:
  // A change of the application that the request names, by the holder of its token. `body`:
  // Status(Enrollment&, Operation&, Application&, Response*).
  template <class Request, class Response, class Body>
  grpc::Status ChangeApplication(const grpc::ServerContext* context, std::string_view method,
                                 const Request& request, Response* response, Body&& body);
  Result<v1::UploadScanResponse> ReadScan(const grpc::ServerContext& context,
                                          grpc::ServerReader<v1::UploadScanRequest>& reader);
  Status Watch(grpc::ServerContext& context, const std::string& name,
               grpc::ServerWriter<v1::WatchApplicationResponse>& writer);

  StreamLimit& streams_;
};

}  // namespace kepsim
