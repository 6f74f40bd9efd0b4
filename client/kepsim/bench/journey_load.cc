#include "client/kepsim/bench/journey_load.h"

#include "client/kepsim/bench/citizen.h"
#include "client/kepsim/bench/connection.h"
#include "kepsim/v1/carrier.grpc.pb.h"
#include "kepsim/v1/enrollment.grpc.pb.h"
#include "kepsim/v1/operator.grpc.pb.h"
#include "kepsim/v1/portal.grpc.pb.h"

namespace kepsim {
namespace {

constexpr char kAuthority[] = "authorities/azimut";

using Carriers = v1::CarrierService::Stub;
using Enrollment = v1::EnrollmentService::Stub;
using Operator = v1::OperatorService::Stub;
using Portal = v1::PortalService::Stub;

struct Services {
  Carriers& carriers;
  Enrollment& enrollment;
  Operator& operators;
  Portal& portal;
};

Flow Journeys(Load& load, Services at, const std::string& workspace, int64_t& next_citizen) {
  const Caller nobody{workspace, {}};
  while (load.More()) {
    const BenchCitizen citizen = MakeBenchCitizen(next_citizen++);

    // The portal: an account, confirmed, and a proof of it.
    const auto registered =
        co_await load.Call(at.portal, &Portal::PrepareAsyncRegisterAccount, citizen.registration, nobody);
    v1::ConfirmAccountRequest confirm;
    confirm.set_account(registered.account().name());
    co_await load.Call(at.operators, &Operator::PrepareAsyncConfirmAccount, confirm, nobody);
    v1::LogInRequest log_in;
    log_in.set_login(citizen.login);
    log_in.set_password(citizen.password);
    const auto session = co_await load.Call(at.portal, &Portal::PrepareAsyncLogIn, log_in, nobody);
    const Caller account{workspace, session.token()};
    const v1::CreateAccountProofRequest prove_account;
    const auto account_proof =
        co_await load.Call(at.portal, &Portal::PrepareAsyncCreateAccountProof, prove_account, account);

    // The CA: documents, identification.
    v1::OpenApplicationRequest open;
    open.set_authority(kAuthority);
    open.set_carrier(v1::CARRIER_KIND_USB_TOKEN);
    const auto opened =
        co_await load.Call(at.enrollment, &Enrollment::PrepareAsyncOpenApplication, open, nobody);
    const std::string application = opened.application().name();
    const Caller applicant{workspace, opened.token()};
    v1::SubmitDocumentsRequest documents = citizen.documents;
    documents.set_application(application);
    documents.set_account_proof(account_proof.proof());
    co_await load.Call(at.enrollment, &Enrollment::PrepareAsyncSubmitDocuments, documents, applicant);
    v1::AttachScanRequest scan;
    scan.set_application(application);
    scan.set_content(MakeBenchScan());
    co_await load.Call(at.enrollment, &Enrollment::PrepareAsyncAttachScan, scan, applicant);
    v1::RequestIdentificationRequest identify;
    identify.set_application(application);
    identify.set_way(v1::IDENTIFICATION_WAY_OFFICE);
    co_await load.Call(at.enrollment, &Enrollment::PrepareAsyncRequestIdentification, identify, applicant);

    // The carrier: a key of the citizen's own, proven to the CA.
    v1::CreateCarrierRequest create;
    create.set_kind(v1::CARRIER_KIND_USB_TOKEN);
    create.set_user_pin("12345678");
    const auto carrier =
        co_await load.Call(at.carriers, &Carriers::PrepareAsyncCreateCarrier, create, nobody);
    v1::OpenSessionRequest unlock;
    unlock.set_carrier(carrier.carrier().name());
    unlock.set_user_pin("12345678");
    const auto unlocked = co_await load.Call(at.carriers, &Carriers::PrepareAsyncOpenSession, unlock, nobody);
    v1::GenerateKeyPairRequest generate;
    generate.set_carrier(carrier.carrier().name());
    generate.set_session(unlocked.session());
    const auto pair =
        co_await load.Call(at.carriers, &Carriers::PrepareAsyncGenerateKeyPair, generate, nobody);
    v1::CreateKeyRequestRequest request;
    request.set_key(pair.key());
    request.set_session(unlocked.session());
    const auto requested =
        co_await load.Call(at.carriers, &Carriers::PrepareAsyncCreateKeyRequest, request, nobody);
    v1::SubmitKeyRequestRequest prove_key;
    prove_key.set_application(application);
    prove_key.set_pkcs10_der(requested.pkcs10_der());
    co_await load.Call(at.enrollment, &Enrollment::PrepareAsyncSubmitKeyRequest, prove_key, applicant);

    // The certificate.
    v1::GetDraftRequest look;
    look.set_application(application);
    const auto draft = co_await load.Call(at.enrollment, &Enrollment::PrepareAsyncGetDraft, look, applicant);
    v1::ConfirmDraftRequest agree;
    agree.set_application(application);
    agree.set_draft_digest(draft.draft().digest());
    const auto issued =
        co_await load.Call(at.enrollment, &Enrollment::PrepareAsyncConfirmDraft, agree, applicant);
    v1::ImportCertificateRequest put;
    put.set_key(pair.key());
    put.set_session(unlocked.session());
    put.set_certificate_der(issued.certificate_der());
    co_await load.Call(at.carriers, &Carriers::PrepareAsyncImportCertificate, put, nobody);

    // Linking.
    v1::StartLinkingRequest start;
    start.set_carrier(v1::CARRIER_KIND_USB_TOKEN);
    const auto linking = co_await load.Call(at.portal, &Portal::PrepareAsyncStartLinking, start, account);
    v1::SignContentRequest sign;
    sign.set_key(pair.key());
    sign.set_session(unlocked.session());
    sign.set_content(linking.challenge());
    sign.set_form(v1::SIGNATURE_FORM_CMS_DETACHED);
    const auto signed_challenge =
        co_await load.Call(at.carriers, &Carriers::PrepareAsyncSignContent, sign, nobody);
    v1::CompleteLinkingRequest complete;
    complete.set_linking(linking.linking());
    complete.set_signature_cms_der(signed_challenge.signature());
    co_await load.Call(at.portal, &Portal::PrepareAsyncCompleteLinking, complete, account);
    const v1::GetAccountRequest see;
    const auto seen = co_await load.Call(at.portal, &Portal::PrepareAsyncGetAccount, see, account);
    if (!seen.account().signature_active()) {
      load.Fail("a journey did not end with an active signature");
      co_return;
    }
    load.Done();
  }
}

}  // namespace

Result<Load::Tally> LoadJourneys(const Child& server, const std::string& workspace, int flows, double seconds,
                                 int64_t& next_citizen) {
  const Connections open = Connect(server.Address("grpc"));
  Stubs<v1::CarrierService> carriers(open);
  Stubs<v1::EnrollmentService> enrollment(open);
  Stubs<v1::PortalService> portal(open);
  Stubs<v1::OperatorService> operators(Connect(server.Address("control")));
  return Load::Run(flows, seconds, server, [&](Load& load, int number) {
    const Services at{carriers.Of(number), enrollment.Of(number), operators.Of(number), portal.Of(number)};
    Journeys(load, at, workspace, next_citizen);
  });
}

}  // namespace kepsim
