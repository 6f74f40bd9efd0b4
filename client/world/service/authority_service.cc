#include "client/world/service/authority_service.h"

#include "ca/issuance/issuer_style.h"
#include "ca/rpc/time_proto.h"
#include "ca/service/application_codec.h"
#include "ca/service/carrier_proto.h"
#include "client/world/authority_calls.h"

namespace kepsim {
namespace {

constexpr char kService[] = "kepsim.v1.AuthorityService/";

Result<std::string> OfTheWorld(World&) {
  return std::string();
}

std::string Method(const char* name) {
  return std::string(kService) + name;
}

void Encode(const AuthorityRecord::Held& held, const Bytes& current, v1::AuthorityCertificate* out) {
  const Bytes key_id = held.certificate.subject_key_id().value_or(Bytes());
  out->set_certificate_der(ToString(held.certificate.der()));
  out->set_subject_key_id(ToHex(key_id));
  out->set_issuer("authorities/" + held.issuer);
  out->set_current(key_id == current);
}

void Encode(const AuthorityRecord& record, v1::CertificationAuthority* out) {
  const Authority current = record.Current();
  Encode(current, out->mutable_authority());
  out->set_root(record.root);
  for (const AuthorityRecord::Held& held : record.certificates) {
    Encode(held, current.KeyId(), out->add_certificates());
  }
}

Result<AuthorityWish> DecodeWish(const v1::CreateAuthorityRequest& request) {
  AuthorityWish wish;
  wish.id = request.id();
  wish.display_name = request.display_name();
  wish.ogrn = request.ogrn();
  wish.inn = request.inn();
  if (!request.root().empty()) {
    KEPSIM_ASSIGN(wish.root, AuthorityIdOf(request.root()));
  }
  wish.style = request.style();
  KEPSIM_ASSIGN(wish.algorithm, Decode(request.algorithm(), "algorithm"));
  wish.security_class = request.security_class();
  for (const int carrier : request.carriers()) {
    KEPSIM_ASSIGN(const CarrierKind kind, DecodeCarrier(static_cast<v1::CarrierKind>(carrier), "carriers"));
    wish.carriers.push_back(kind);
  }
  for (const int number : request.applicant_kinds()) {
    if (number < v1::APPLICANT_KIND_NATURAL_PERSON || number > v1::ApplicantKind_MAX) {
      return Status::Violations({{"applicant_kinds", Reason::FIELD_OUT_OF_RANGE, {}}});
    }
    wish.applicants.push_back(static_cast<ApplicantKind>(number));
  }
  return wish;
}

void Encode(const IssuerStyle& style, v1::IssuerStyle* out) {
  out->set_id(style.id);
  out->set_about(style.about);
  out->set_qualified(style.qualified);
  for (const auto& [kind, attributes] : style.subjects) {
    v1::IssuerStyle::Composition* composition = out->add_compositions();
    composition->set_applicant_kind(static_cast<v1::ApplicantKind>(kind));
    for (const Attribute attribute : attributes) {
      composition->add_attributes(std::string(ShortNameOf(attribute)));
    }
  }
  for (const ExtensionPlace& place : style.extensions) {
    out->add_extensions(std::string(OidOf(place.extension)));
  }
  out->add_extensions(kTestMarkOid);
}

}  // namespace

grpc::Status AuthorityServiceImpl::CreateAuthority(grpc::ServerContext* context,
                                                   const v1::CreateAuthorityRequest* request,
                                                   v1::CreateAuthorityResponse* response) {
  return Change(context, Method("CreateAuthority"), *request, response, OfTheWorld,
                [&](World& world, Operation& operation, v1::CreateAuthorityResponse* out) -> Status {
                  KEPSIM_ASSIGN(const AuthorityWish wish, DecodeWish(*request));
                  KEPSIM_ASSIGN(const AuthorityRecord made,
                                kepsim::CreateAuthority(world, operation, wish, request->accredited()));
                  Encode(made, out->mutable_authority());
                  return OkStatus();
                });
}

grpc::Status AuthorityServiceImpl::CreateRoot(grpc::ServerContext* context,
                                              const v1::CreateRootRequest* request,
                                              v1::CreateRootResponse* response) {
  return Change(context, Method("CreateRoot"), *request, response, OfTheWorld,
                [&](World& world, Operation& operation, v1::CreateRootResponse* out) -> Status {
                  RootWish wish{request->id(), request->display_name(), {}, !request->unqualified()};
                  KEPSIM_ASSIGN(wish.algorithm, Decode(request->algorithm(), "algorithm"));
                  KEPSIM_ASSIGN(const AuthorityRecord made, kepsim::CreateRoot(world, operation, wish));
                  Encode(made, out->mutable_root());
                  return OkStatus();
                });
}

grpc::Status AuthorityServiceImpl::CrossCertifyRoot(grpc::ServerContext* context,
                                                    const v1::CrossCertifyRootRequest* request,
                                                    v1::CrossCertifyRootResponse* response) {
  return Change(context, Method("CrossCertifyRoot"), *request, response, OfTheWorld,
                [&](World& world, Operation& operation, v1::CrossCertifyRootResponse* out) -> Status {
                  KEPSIM_ASSIGN(const std::string subject, AuthorityIdOf(request->subject()));
                  KEPSIM_ASSIGN(const std::string issuer, AuthorityIdOf(request->issuer()));
                  KEPSIM_ASSIGN(const AuthorityRecord made,
                                kepsim::CrossCertifyRoot(world, operation, subject, issuer));
                  Encode(made.certificates.back(), made.Current().KeyId(), out->mutable_certificate());
                  return OkStatus();
                });
}

grpc::Status AuthorityServiceImpl::RollOverKey(grpc::ServerContext* context,
                                               const v1::RollOverKeyRequest* request,
                                               v1::RollOverKeyResponse* response) {
  return Change(context, Method("RollOverKey"), *request, response, OfTheWorld,
                [&](World& world, Operation& operation, v1::RollOverKeyResponse* out) -> Status {
                  KEPSIM_ASSIGN(const std::string id, AuthorityIdOf(request->authority()));
                  std::optional<KeyAlgorithm> algorithm;
                  if (request->algorithm() != v1::KEY_ALGORITHM_UNSPECIFIED) {
                    KEPSIM_ASSIGN(algorithm, Decode(request->algorithm(), "algorithm"));
                  }
                  KEPSIM_ASSIGN(const AuthorityRecord made,
                                kepsim::RollOverKey(world, operation, id, algorithm));
                  Encode(made, out->mutable_authority());
                  return OkStatus();
                });
}

grpc::Status AuthorityServiceImpl::ListCertificationAuthorities(
    grpc::ServerContext* context, const v1::ListCertificationAuthoritiesRequest*,
    v1::ListCertificationAuthoritiesResponse* response) {
  return Read(context, [&](World& world, Operations& operations) -> Status {
    for (const auto& record : world.authorities().Records()) Encode(*record, response->add_authorities());
    kepsim::Encode(operations.clock().Now(), response->mutable_as_of_time());
    return OkStatus();
  });
}

grpc::Status AuthorityServiceImpl::ListIssuerStyles(grpc::ServerContext*, const v1::ListIssuerStylesRequest*,
                                                    v1::ListIssuerStylesResponse* response) {
  for (const IssuerStyle& style : IssuerStyles()) Encode(style, response->add_styles());
  return grpc::Status::OK;
}

}  // namespace kepsim
