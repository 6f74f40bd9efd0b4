#include "registry/http/server.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <list>
#include <thread>

#include "registry/http/router.h"
#include "tests/registry/http/raw_client.h"

namespace kepsim {
namespace {

constexpr char kClose[] = "Host: test\r\nConnection: close\r\n\r\n";

Router MakeRouter() {
  Router router;
  router.Add("GET", "/crl/{id}.crl", [](const HttpRequest& request, const RouteParams& params) {
    return HttpResponse{.content_type = "application/pkix-crl",
                        .body = std::string("\0\xFF crl ", 7) + params.at("id") + " in " + request.workspace,
                        .headers = {{"Cache-Control", "max-age=60"}}};
  });
  router.Add("POST", "/echo", [](const HttpRequest& request, const RouteParams&) {
    return HttpResponse{.body = std::string(request.Header("content-type")) + "|" + request.body};
  });
  router.Add("GET", "/large", [](const HttpRequest&, const RouteParams&) {
    return HttpResponse{.body = std::string(4 << 20, 'x')};
  });
  return router;
}

std::unique_ptr<HttpServer> StartOrDie(HttpHandler handler, HttpLimits limits = {},
                                       std::string host = "127.0.0.1") {
  auto server = HttpServer::Start(std::move(host), 0, std::move(handler), limits);
  EXPECT_TRUE(server.ok()) << server.status().message();
  return server.ok() ? *std::move(server) : nullptr;
}

class ServerTest : public testing::Test {
 protected:
  RawResponse Ask(const std::string& request, bool with_body = true) {
    RawClient client(server_->address());
    client.Send(request);
    return client.Receive(with_body);
  }
  std::unique_ptr<HttpServer> server_ = StartOrDie(MakeRouter());
};

TEST_F(ServerTest, AnswersWithBytesTypeAndHeaders) {
  RawResponse response = Ask(std::string("GET /w/team-1/crl/abc.crl?x=1 HTTP/1.1\r\n") + kClose);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, std::string("\0\xFF crl ", 7) + "abc in team-1");
  EXPECT_EQ(response.headers["Content-Type"], "application/pkix-crl");
  EXPECT_EQ(response.headers["Cache-Control"], "max-age=60");
}

TEST_F(ServerTest, ReadsBodies) {
  EXPECT_EQ(
      Ask(std::string("POST /echo HTTP/1.1\r\nCONTENT-TYPE: a/b\r\nContent-Length: 5\r\n") + kClose + "hello")
          .body,
      "a/b|hello");
  EXPECT_EQ(Ask(std::string("POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n") + kClose +
                "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n")
                .body,
            "|hello");
  EXPECT_EQ(Ask(std::string("POST /echo HTTP/1.1\r\n") + kClose).body, "|");
}

TEST_F(ServerTest, ABodyUpToTheLimitIsTaken) {
  const size_t limit = HttpLimits().body;
  EXPECT_EQ(Ask("POST /echo HTTP/1.1\r\nContent-Length: " + std::to_string(limit) + "\r\n" + kClose +
                std::string(limit, 'x'))
                .body.size(),
            limit + 1);
  // Refused on its announcement, before any of it is sent.
  EXPECT_EQ(
      Ask("POST /echo HTTP/1.1\r\nContent-Length: " + std::to_string(limit + 1) + "\r\n" + kClose).status,
      413);
  EXPECT_EQ(
      Ask(std::string("POST /echo HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n") + kClose).status,
      413);
}

TEST_F(ServerTest, AChunkedBodyBeyondTheLimitIsRefused) {
  const std::string chunk = "80000\r\n" + std::string(0x80000, 'x') + "\r\n";
  EXPECT_EQ(Ask(std::string("POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n") + kClose + chunk +
                chunk + chunk + "0\r\n\r\n")
                .status,
            413);
  RawClient endless(server_->address());
  endless.Send(std::string("POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n") + kClose);
  int chunks = 0;
  while (chunks < 1000 && endless.Send(chunk)) ++chunks;
  EXPECT_LT(chunks, 1000);
}

TEST_F(ServerTest, ABodyIsAskedForWhenTheClientWaits) {
  RawClient client(server_->address());
  client.Send(std::string("POST /echo HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n") + kClose);
  EXPECT_EQ(client.Receive().status, 100);
  client.Send("ok");
  EXPECT_EQ(client.Receive().body, "|ok");
}

TEST_F(ServerTest, HeadHasTheLengthAndNoBody) {
  RawClient client(server_->address());
  client.Send("HEAD /crl/abc.crl HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(client.Receive(false).headers["Content-Length"], "14");
  client.Send(std::string("GET /crl/abc.crl HTTP/1.1\r\n") + kClose);
  EXPECT_EQ(client.Receive().status, 200);
}

TEST_F(ServerTest, AConnectionServesManyRequests) {
  RawClient client(server_->address());
  for (int i = 0; i < 3; ++i) {
    client.Send("GET /crl/abc.crl HTTP/1.1\r\nHost: test\r\n\r\nGET /none HTTP/1.1\r\nHost: test\r\n\r\n");
    EXPECT_EQ(client.Receive().status, 200);
    EXPECT_EQ(client.Receive().status, 404);
  }
}

TEST_F(ServerTest, UnknownPathsAndMethods) {
  const struct {
    const char* line;
    int status;
    const char* allow;
  } kCases[] = {
      {"GET / HTTP/1.1\r\n", 404, ""},
      {"POST /none HTTP/1.1\r\n", 404, ""},
      {"POST /crl/abc.crl HTTP/1.1\r\n", 405, "GET, HEAD"},
      {"GET /echo HTTP/1.1\r\n", 405, "POST"},
      {"DELETE /crl/abc.crl HTTP/1.1\r\n", 405, "GET, HEAD, POST"},
      {"OPTIONS * HTTP/1.1\r\n", 405, "GET, HEAD, POST"},
      {"CONNECT test:80 HTTP/1.1\r\n", 405, "GET, HEAD, POST"},
      {"PRI * HTTP/2.0\r\n", 0, ""},
  };
  for (const auto& test : kCases) {
    RawResponse response = Ask(std::string(test.line) + kClose);
    if (test.status == 0) {
      EXPECT_NE(response.status, 200) << test.line;
      continue;
    }
    EXPECT_EQ(response.status, test.status) << test.line;
    EXPECT_EQ(response.headers["Allow"], test.allow) << test.line;
  }
}

TEST_F(ServerTest, MalformedRequestsAreRefusedAndTheServerLives) {
  const struct {
    std::string bytes;
    std::vector<int> statuses;  // 0: cut off without an answer
  } kCases[] = {
      {std::string("GET /%zz HTTP/1.1\r\n") + kClose, {400}},
      {std::string("GET /../etc/passwd HTTP/1.1\r\n") + kClose, {400}},
      {std::string("GET /crl/%2e%2e HTTP/1.1\r\n") + kClose, {400}},
      {std::string("GET /crl/..%2f..%2fetc%2fpasswd HTTP/1.1\r\n") + kClose, {404}},
      {std::string("GET /crl/a%00.crl HTTP/1.1\r\n") + kClose, {400}},
      {std::string("GET /crl/\xFF.crl HTTP/1.1\r\n") + kClose, {400}},
      {std::string("GET /w//crl/a.crl HTTP/1.1\r\n") + kClose, {400}},
      {"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n" + kClose, {414}},
      {"GET /" + std::string(60000, 'a') + " HTTP/1.1\r\n" + kClose, {414}},
      {"GET / HTTP/1.1\r\nX: " + std::string(60000, 'a') + "\r\n" + kClose, {431}},
      {"GET /crl/a.crl HTTP/1.1\r\n\r\n", {400}},  // no Host
      {std::string("POST /echo HTTP/1.1\r\nContent-Length: -1\r\n") + kClose, {400}},
      {std::string("POST /echo HTTP/1.1\r\nContent-Length: x\r\n") + kClose, {400}},
      {std::string("POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n") + kClose + "zz\r\n", {0, 400}},
      {"GET\r\n\r\n", {0, 400}},
      {std::string("\0\1\2\r\n\r\n", 7), {0, 400}},
      {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03\r\n\r\n", 15), {0, 400}},
      {std::string(100000, '\n'), {0, 400, 414, 431}},
  };
  // Some of these are the start of a request to the server, which waits for its rest.
  auto server = StartOrDie(MakeRouter(), {.idle = std::chrono::seconds(2)});
  for (const auto& test : kCases) {
    RawClient client(server->address());
    client.Send(test.bytes);
    client.FinishSending();
    const int status = client.Receive().status;
    EXPECT_TRUE(std::ranges::find(test.statuses, status) != test.statuses.end())
        << status << " for " << test.bytes.substr(0, 60);
  }
  RawClient client(server->address());
  client.Send(std::string("GET /crl/abc.crl HTTP/1.1\r\n") + kClose);
  EXPECT_EQ(client.Receive().status, 200);
}

TEST_F(ServerTest, SlowClientsDelayNobody) {
  std::list<RawClient> slow;
  for (int i = 0; i < 50; ++i) {
    slow.emplace_back(server_->address())
        .Send(i % 2 == 0 ? "GET /crl/abc" : "GET /large HTTP/1.1\r\nHost: test\r\n\r\n");
  }
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(Ask(std::string("GET /crl/abc.crl HTTP/1.1\r\n") + kClose).status, 200);
  }
  slow.front().Send(".crl HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(slow.front().Receive().status, 200);
  EXPECT_EQ(slow.back().Receive().body.size(), size_t{4} << 20);
}

TEST_F(ServerTest, ManyClientsAtOnce) {
  std::vector<std::jthread> clients;
  std::atomic<int> answered = 0;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([this, &answered] {
      RawClient client(server_->address());
      for (int n = 0; n < 50; ++n) {
        client.Send("GET /crl/abc.crl HTTP/1.1\r\nHost: test\r\n\r\n");
        answered += client.Receive().status == 200;
      }
    });
  }
  clients.clear();
  EXPECT_EQ(answered, 400);
}

TEST(ServerLimitsTest, IdleConnectionsAreClosed) {
  auto server = StartOrDie(MakeRouter(), {.idle = std::chrono::seconds(1)});
  RawClient client(server->address());
  client.Send("GET /crl/abc");
  EXPECT_TRUE(client.Ended());
}

TEST(ServerLimitsTest, ConnectionsOfOneAddressAreCounted) {
  auto server = StartOrDie(MakeRouter(), {.connections_per_ip = 2});
  RawClient first(server->address());
  first.Send("GET /crl/a.crl HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(first.Receive().status, 200);
  auto second = std::make_unique<RawClient>(server->address());
  second->Send("GET /crl/a.crl HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(second->Receive().status, 200);
  RawClient third(server->address());
  EXPECT_TRUE(third.Ended());
  first.Send("GET /crl/a.crl HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(first.Receive().status, 200);
}

TEST(ServerLimitsTest, StoppingLetsAnAnswerOut) {
  std::promise<void> entered;
  std::promise<void> go;
  auto server = StartOrDie([&](const HttpRequest&) {
    entered.set_value();
    go.get_future().wait();
    return HttpResponse{.body = "late"};
  });
  RawClient client(server->address());
  client.Send(std::string("GET / HTTP/1.1\r\n") + kClose);
  entered.get_future().wait();
  std::jthread stopping([&] { server.reset(); });
  go.set_value();
  EXPECT_EQ(client.Receive().body, "late");
}

TEST(ServerStartTest, Addresses) {
  EXPECT_TRUE(StartOrDie(MakeRouter(), {}, "localhost")->address().starts_with("127.0.0.1:"));
  EXPECT_EQ(HttpServer::Start("example.test", 0, MakeRouter()).status().reason(), Reason::FIELD_MALFORMED);
  auto server = StartOrDie(MakeRouter());
  const auto taken = ParseEndpoint(server->address());
  EXPECT_EQ(HttpServer::Start("127.0.0.1", taken->port, MakeRouter()).status().reason(),
            Reason::LISTENER_FAILED);
  // The port is free again at once.
  server.reset();
  EXPECT_TRUE(HttpServer::Start("127.0.0.1", taken->port, MakeRouter()).ok());
}

TEST(ServerStartTest, IpVersion6) {
  auto server = HttpServer::Start("::1", 0, MakeRouter());
  if (!server.ok()) GTEST_SKIP() << "no IPv6 here: " << server.status().message();
  EXPECT_TRUE((*server)->address().starts_with("[::1]:"));
  RawClient client((*server)->address());
  client.Send(std::string("GET /crl/abc.crl HTTP/1.1\r\n") + kClose);
  EXPECT_EQ(client.Receive().status, 200);
}

}  // namespace
}  // namespace kepsim
