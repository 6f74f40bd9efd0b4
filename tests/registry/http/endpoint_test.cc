#include "registry/http/endpoint.h"

#include <gtest/gtest.h>

namespace kepsim {
namespace {

TEST(EndpointTest, ReadsAndPrints) {
  const struct {
    const char* text;
    const char* host;
    uint16_t port;
    const char* bound;
  } kCases[] = {
      {"127.0.0.1:8080", "127.0.0.1", 8080, "127.0.0.1:8080"},
      {"0.0.0.0:0", "0.0.0.0", 0, "0.0.0.0:0"},
      {"[::1]:65535", "::1", 65535, "[::1]:65535"},
      {"localhost:80", "localhost", 80, "127.0.0.1:80"},
  };
  for (const auto& test : kCases) {
    const auto endpoint = ParseEndpoint(test.text);
    ASSERT_TRUE(endpoint.ok()) << test.text;
    EXPECT_EQ(endpoint->host, test.host);
    EXPECT_EQ(endpoint->port, test.port);
    EXPECT_EQ(ToString(*endpoint), test.text);
    const auto address = ToSocketAddress(*endpoint);
    ASSERT_TRUE(address.ok());
    EXPECT_EQ(ToString(FromSocketAddress(*address)), test.bound);
  }
}

TEST(EndpointTest, RefusesEverythingElse) {
  const char* const kCases[] = {"",
                                ":80",
                                "127.0.0.1",
                                "127.0.0.1:",
                                "127.0.0.1:65536",
                                "127.0.0.1:-1",
                                "127.0.0.1:8o",
                                "::1:80",
                                "[127.0.0.1]:80",
                                "[]:80",
                                "example.test:80",
                                "127.1:80",
                                "[::1]",
                                "127.0.0.1 :80"};
  for (const char* text : kCases)
    EXPECT_EQ(ParseEndpoint(text).status().reason(), Reason::FIELD_MALFORMED) << text;
}

}  // namespace
}  // namespace kepsim
