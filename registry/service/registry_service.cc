#include "registry/service/registry_service.h"

#include "ca/rpc/time_proto.h"

namespace kepsim {
namespace {

Status CheckId(const v1::CertificateId& id) {
  std::vector<FieldViolation> violations;
  if (id.issuer_key_id().empty()) violations.push_back({"id.issuer_key_id", Reason::FIELD_REQUIRED, {}});
  if (id.serial_number().empty()) violations.push_back({"id.serial_number", Reason::FIELD_REQUIRED, {}});
  return Status::Violations(std::move(violations));
}

// Of an entry, by its id.
Result<EntryStatus> Found(Registry& registry, const v1::CertificateId& id) {
  KEPSIM_TRY(CheckId(id));
  KEPSIM_ASSIGN(const auto found,
                registry.entries().Find(AsBytes(id.issuer_key_id()), AsBytes(id.serial_number())));
  if (!found) return Reason::CERTIFICATE_NOT_FOUND;
  return *found;
}

v1::CertificateState StateAt(const EntryStatus& found, Time now) {
  if (found.entry.revoked) return v1::CERTIFICATE_STATE_REVOKED;
  return now > found.not_after ? v1::CERTIFICATE_STATE_EXPIRED : v1::CERTIFICATE_STATE_VALID;
}

}  // namespace

grpc::Status RegistryServiceImpl::GetCertificateStatus(grpc::ServerContext* context,
                                                       const v1::GetCertificateStatusRequest* request,
                                                       v1::GetCertificateStatusResponse* response) {
  return Read(context, [&](Registry& registry, Operations& operations) -> Status {
    KEPSIM_ASSIGN(const EntryStatus found, Found(registry, request->id()));
    const Time now = operations.clock().Now();
    response->set_state(StateAt(found, now));
    Encode(now, response->mutable_as_of_time());
    if (found.entry.revoked) {
      Encode(*found.entry.revoked, response->mutable_revocation_time());
      response->set_crl_reason(found.entry.crl_reason);
    }
    return OkStatus();
  });
}

grpc::Status RegistryServiceImpl::GetCertificate(grpc::ServerContext* context,
                                                 const v1::GetCertificateRequest* request,
                                                 v1::GetCertificateResponse* response) {
  return Read(context, [&](Registry& registry, Operations&) -> Status {
    KEPSIM_ASSIGN(const EntryStatus found, Found(registry, request->id()));
    const ByteView issuer = AsBytes(request->id().issuer_key_id());
    const ByteView serial = AsBytes(request->id().serial_number());
    KEPSIM_ASSIGN(const auto der, registry.entries().CertificateOf(issuer, serial));
    if (!der) return Reason::CERTIFICATE_NOT_FOUND;
    response->set_certificate_der(ToString(*der));
    Encode(found.entry.published, response->mutable_publish_time());
    v1::StateChange* first = response->add_history();
    first->set_state(v1::CERTIFICATE_STATE_VALID);
    Encode(found.entry.published, first->mutable_effective_time());
    KEPSIM_ASSIGN(const auto changes, registry.entries().ChangesOf(issuer, serial));
    for (const EntryChange& change : changes) {
      v1::StateChange* one = response->add_history();
      one->set_state(v1::CERTIFICATE_STATE_REVOKED);
      Encode(change.effective, one->mutable_effective_time());
      one->set_crl_reason(static_cast<int>(change.reason));
      one->set_ground(change.ground);
    }
    return OkStatus();
  });
}

grpc::Status RegistryServiceImpl::GetCrl(grpc::ServerContext* context, const v1::GetCrlRequest* request,
                                         v1::GetCrlResponse* response) {
  return Read(context, [&](Registry& registry, Operations&) -> Status {
    KEPSIM_ASSIGN(const auto crl, registry.crls().Current(AsBytes(request->issuer_key_id())));
    response->set_crl_der(ToString(*crl));
    return OkStatus();
  });
}

grpc::Status RegistryServiceImpl::GetTrustedList(grpc::ServerContext* context,
                                                 const v1::GetTrustedListRequest*,
                                                 v1::GetTrustedListResponse* response) {
  return Read(context, [&](Registry& registry, Operations&) -> Status {
    KEPSIM_ASSIGN(const auto xml, registry.TrustedListXml());
    response->set_xml(*xml);
    return OkStatus();
  });
}

grpc::Status RegistryServiceImpl::GetTrustAnchors(grpc::ServerContext* context,
                                                  const v1::GetTrustAnchorsRequest*,
                                                  v1::GetTrustAnchorsResponse* response) {
  return Read(context, [&](Registry& registry, Operations&) -> Status {
    KEPSIM_ASSIGN(Registry::TrustAnchors anchors, registry.GetTrustAnchors());
    for (const Bytes& root : anchors.roots) response->add_roots_der(ToString(root));
    for (const Bytes& authority : anchors.authorities) response->add_authorities_der(ToString(authority));
    for (const Bytes& one : anchors.unqualified) response->add_unqualified_der(ToString(one));
    response->set_pem(std::move(anchors.pem));
    return OkStatus();
  });
}

}  // namespace kepsim
