#include "client/kepsim/http_routes.h"

namespace kepsim {
namespace {

constexpr char kCrlType[] = "application/pkix-crl";  // RFC 2585 §4.2
constexpr char kCertificateType[] = "application/pkix-cert";
constexpr char kPemType[] = "application/x-pem-file";
constexpr char kXmlType[] = "application/xml; charset=utf-8";

HttpResponse FromStatus(const Status& status) {
  switch (CodeOf(status.reason())) {
    case Code::kNotFound:
    case Code::kInvalidArgument:
      return HttpError(404);
    case Code::kUnavailable:
      return HttpError(503);
    default:
      return HttpError(500);
  }
}

// Lists change at any moment of a world's clock, which no cache knows.
HttpResponse Fresh(std::string type, std::string body) {
  return {200, std::move(type), std::move(body), {{"Cache-Control", "no-cache"}}};
}

Result<HttpResponse> GetCrl(World& world, const std::string& id) {
  const std::optional<Bytes> key_id = FromHex(id);
  if (!key_id) return Reason::AUTHORITY_NOT_FOUND;
  KEPSIM_ASSIGN(const auto crl, world.registry().crls().Current(*key_id));
  return Fresh(kCrlType, ToString(*crl));
}

Result<HttpResponse> GetAuthorityCertificate(World& world, const std::string& id) {
  const std::optional<Bytes> key_id = FromHex(id);
  if (!key_id) return Reason::AUTHORITY_NOT_FOUND;
  KEPSIM_ASSIGN(const auto book, world.registry().authorities().Book());
  const auto found = book->by_key_id.find(*key_id);
  if (found == book->by_key_id.end()) return Reason::AUTHORITY_NOT_FOUND;
  return Fresh(kCertificateType, ToString(found->second.front()->certificate.der()));
}

Result<HttpResponse> GetAllAuthorities(World& world, const std::string&) {
  KEPSIM_ASSIGN(const Registry::TrustAnchors anchors, world.registry().GetTrustAnchors());
  return Fresh(kPemType, anchors.pem);
}

Result<HttpResponse> GetTrustedList(World& world, const std::string&) {
  KEPSIM_ASSIGN(const auto xml, world.registry().TrustedListXml());
  return Fresh(kXmlType, *xml);
}

}  // namespace

void AddHealthRoutes(Router& router, Health& health) {
  router.Add("GET", "/healthz", [&health](const HttpRequest&, const RouteParams&) {
    return health.Serving() ? HttpResponse{200, "text/plain", "serving\n", {{"Cache-Control", "no-store"}}}
                            : HttpError(503);
  });
  router.Add("GET", "/livez", [](const HttpRequest&, const RouteParams&) {
    return HttpResponse{200, "text/plain", "alive\n", {{"Cache-Control", "no-store"}}};
  });
}

void AddRegistryRoutes(Router& router, Workspaces& workspaces) {
  using Get = Result<HttpResponse> (*)(World&, const std::string&);
  const auto add = [&router, &workspaces](const char* pattern, Get get) {
    router.Add("GET", pattern, [&workspaces, get](const HttpRequest& request, const RouteParams& params) {
      const auto world = workspaces.Enter(request.workspace, Access::kRead);
      if (!world.ok()) return FromStatus(world.status());
      const auto id = params.find("id");
      auto response = get(**world, id == params.end() ? std::string() : id->second);
      return response.ok() ? *std::move(response) : FromStatus(response.status());
    });
  };
  add("/crl/{id}.crl", GetCrl);
  add("/aia/{id}.cer", GetAuthorityCertificate);
  add("/ca.pem", GetAllAuthorities);
  add("/tsl/TSLExt.1.0.xml", GetTrustedList);
}

}  // namespace kepsim
