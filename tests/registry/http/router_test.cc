#include "registry/http/router.h"

#include <gtest/gtest.h>

namespace kepsim {
namespace {

RouteHandler Named(std::string name) {
  return [name](const HttpRequest&, const RouteParams& params) {
    std::string text = name;
    for (const auto& [key, value] : params) text += " " + key + "=" + value;
    return HttpResponse{.body = text};
  };
}

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    router_.Add("GET", "/", Named("root"));
    router_.Add("GET", "/crl/{id}.crl", Named("crl"));
    router_.Add("GET", "/ocsp/{id}/{request}", Named("ocsp-get"));
    router_.Add("POST", "/ocsp/{id}", Named("ocsp-post"));
    router_.Add("GET", "/both", Named("get"));
    router_.Add("POST", "/both", Named("post"));
    router_.Add("POST", "/kepsim.v1.{service}/{method}", Named("rpc"));
  }
  HttpResponse Ask(std::string method, std::vector<std::string> segments) const {
    return router_({.method = std::move(method), .segments = std::move(segments)});
  }
  Router router_;
};

TEST_F(RouterTest, FindsTheRoute) {
  EXPECT_EQ(Ask("GET", {""}).body, "root");
  EXPECT_EQ(Ask("GET", {"crl", "abc.crl"}).body, "crl id=abc");
  EXPECT_EQ(Ask("HEAD", {"crl", "abc.crl"}).body, "crl id=abc");
  EXPECT_EQ(Ask("GET", {"crl", ".crl.crl"}).body, "crl id=.crl");
  EXPECT_EQ(Ask("GET", {"ocsp", "1", "MA/cD+="}).body, "ocsp-get id=1 request=MA/cD+=");
  EXPECT_EQ(Ask("POST", {"both"}).body, "post");
  EXPECT_EQ(Ask("POST", {"kepsim.v1.PortalService", "LogIn"}).body, "rpc method=LogIn service=PortalService");
}

TEST_F(RouterTest, UnknownPathIs404) {
  const std::vector<std::string> kCases[] = {
      {"crl"},          {"crl", ""},       {"crl", ".crl"}, {"crl", "abc.pem"},      {"crl", "abc.crl", ""},
      {"CRL", "a.crl"}, {"ocsp", "1", ""}, {"", ""},        {"kepsim.v1.", "LogIn"},
  };
  for (const auto& segments : kCases) EXPECT_EQ(Ask("GET", segments).status, 404);
}

TEST_F(RouterTest, WrongMethodIs405WithWhatIsAllowed) {
  const HttpResponse posted = Ask("POST", {"crl", "abc.crl"});
  EXPECT_EQ(posted.status, 405);
  EXPECT_EQ(posted.headers, (std::vector<HttpHeader>{{"Allow", "GET, HEAD"}}));
  EXPECT_EQ(Ask("HEAD", {"ocsp", "1"}).headers, (std::vector<HttpHeader>{{"Allow", "POST"}}));
  EXPECT_EQ(Ask("PUT", {"both"}).headers, (std::vector<HttpHeader>{{"Allow", "GET, HEAD, POST"}}));
}

}  // namespace
}  // namespace kepsim
