#include "client/world/service/operator_service.h"

#include "ca/rpc/time_proto.h"
#include "ca/service/application_codec.h"
#include "client/portal/service/portal_codec.h"

namespace kepsim {
namespace {

constexpr char kService[] = "kepsim.v1.OperatorService/";

// Whoever reaches the control listener may do what it offers.
auto To(const std::string& parent) {
  return [parent](World&) -> Result<std::string> { return parent; };
}

std::string Method(const char* name) {
  return std::string(kService) + name;
}

Result<IdentificationOutcome::Decision> Decode(v1::IdentificationDecision decision) {
  switch (decision) {
    case v1::IDENTIFICATION_DECISION_APPROVE:
      return IdentificationOutcome::Decision::kApproved;
    case v1::IDENTIFICATION_DECISION_REFUSE:
      return IdentificationOutcome::Decision::kRefused;
    case v1::IDENTIFICATION_DECISION_MORE_DOCUMENTS:
      return IdentificationOutcome::Decision::kMoreDocuments;
    default:
      return Status::Violations({{"decision", Reason::FIELD_REQUIRED, {}}});
  }
}

Result<Accreditation> Decode(v1::Accreditation accreditation) {
  switch (accreditation) {
    case v1::ACCREDITATION_ACTIVE:
      return Accreditation::kActive;
    case v1::ACCREDITATION_SUSPENDED:
      return Accreditation::kSuspended;
    case v1::ACCREDITATION_TERMINATED:
      return Accreditation::kTerminated;
    default:
      return Status::Violations({{"accreditation", Reason::FIELD_REQUIRED, {}}});
  }
}

}  // namespace

grpc::Status OperatorServiceImpl::DecideIdentification(grpc::ServerContext* context,
                                                       const v1::DecideIdentificationRequest* request,
                                                       v1::DecideIdentificationResponse* response) {
  return Change(context, Method("DecideIdentification"), *request, response, To(request->application()),
                [&](World& world, Operation& operation, v1::DecideIdentificationResponse* out) -> Status {
                  KEPSIM_ASSIGN(const auto decision, Decode(request->decision()));
                  KEPSIM_ASSIGN(Application application, world.enrollment().Load(request->application()));
                  KEPSIM_TRY(world.enrollment().DecideIdentification(operation, application, decision,
                                                                     request->text()));
                  Encode(application, out->mutable_application());
                  return OkStatus();
                });
}

grpc::Status OperatorServiceImpl::ConfirmAccount(grpc::ServerContext* context,
                                                 const v1::ConfirmAccountRequest* request,
                                                 v1::ConfirmAccountResponse* response) {
  return Change(context, Method("ConfirmAccount"), *request, response, To(request->account()),
                [&](World& world, Operation& operation, v1::ConfirmAccountResponse* out) -> Status {
                  KEPSIM_ASSIGN(Account account, world.portal().LoadAccount(request->account()));
                  world.portal().Confirm(operation, account);
                  KEPSIM_ASSIGN(const bool active, world.portal().SignatureActive(account));
                  Encode(account, active, out->mutable_account());
                  return OkStatus();
                });
}

grpc::Status OperatorServiceImpl::SetAccreditation(grpc::ServerContext* context,
                                                   const v1::SetAccreditationRequest* request,
                                                   v1::SetAccreditationResponse* response) {
  return Change(
      context, Method("SetAccreditation"), *request, response, To(request->authority()),
      [&](World& world, Operation& operation, v1::SetAccreditationResponse* out) -> Status {
        KEPSIM_ASSIGN(const std::string id, AuthorityIdOf(request->authority()));
        KEPSIM_ASSIGN(const Accreditation accreditation, Decode(request->accreditation()));
        KEPSIM_ASSIGN(const auto book, world.registry().authorities().Book());
        const AuthorityBook::Listed* listed = book->Find(id);
        if (listed == nullptr) return Reason::AUTHORITY_NOT_FOUND;
        KEPSIM_TRY(world.registry().authorities().SetAccreditation(operation, id, accreditation));
        const bool same = !listed->history.empty() && listed->history.back().accreditation == accreditation;
        Encode(same ? listed->history.back().effective : operation.now(), out->mutable_effective_time());
        out->set_list_version(book->list_version + (same ? 0 : 1));
        return OkStatus();
      });
}

grpc::Status OperatorServiceImpl::HoldPublication(grpc::ServerContext* context,
                                                  const v1::HoldPublicationRequest* request,
                                                  v1::HoldPublicationResponse* response) {
  return Change(context, Method("HoldPublication"), *request, response, To(""),
                [](World& world, Operation& operation, v1::HoldPublicationResponse*) -> Status {
                  return world.registry().publication().Hold(operation);
                });
}

grpc::Status OperatorServiceImpl::ReleasePublication(grpc::ServerContext* context,
                                                     const v1::ReleasePublicationRequest* request,
                                                     v1::ReleasePublicationResponse* response) {
  return Change(context, Method("ReleasePublication"), *request, response, To(""),
                [](World& world, Operation& operation, v1::ReleasePublicationResponse* out) -> Status {
                  KEPSIM_ASSIGN(const int published, world.registry().publication().Release(operation));
                  out->set_published(published);
                  return OkStatus();
                });
}

}  // namespace kepsim
