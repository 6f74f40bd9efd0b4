#include "registry/http/target.h"

#include <gtest/gtest.h>

namespace kepsim {
namespace {

using Segments = std::vector<std::string>;

TEST(TargetTest, SplitsBeforeItDecodes) {
  const struct {
    const char* raw;
    const char* workspace;
    Segments segments;
  } kCases[] = {
      {"/", "", {""}},
      {"/healthz", "", {"healthz"}},
      {"/crl/abc.crl", "", {"crl", "abc.crl"}},
      {"/crl/", "", {"crl", ""}},
      {"//crl", "", {"", "crl"}},
      {"/w/team-1/crl/abc.crl", "team-1", {"crl", "abc.crl"}},
      {"/w/team-1/", "team-1", {""}},
      {"/w/a/w/b", "a", {"w", "b"}},
      {"/%77/a/x", "a", {"x"}},
      {"/ocsp/id/MA%2FcD%2b%3D", "", {"ocsp", "id", "MA/cD+="}},
      {"/a%2F..%2Fb", "", {"a/../b"}},
      {"/a+b", "", {"a+b"}},
      {"/%D0%BF%D1%83%D1%82%D1%8C", "", {"путь"}},
      {"/%2541", "", {"%41"}},
      {"http://example.test:80/ca.pem", "", {"ca.pem"}},
      {"http://example.test", "", {""}},
  };
  for (const auto& test : kCases) {
    const auto target = ParseTarget(test.raw);
    ASSERT_TRUE(target) << test.raw;
    EXPECT_EQ(target->workspace, test.workspace) << test.raw;
    EXPECT_EQ(target->segments, test.segments) << test.raw;
  }
}

TEST(TargetTest, RefusesWhatIsNotAPath) {
  const char* const kCases[] = {
      "",           "*",     "crl",     "https://example.test/",
      "/%",         "/%4",   "/%G0",    "/%00",
      "/a%0Ab",     "/\x7F", "/%7F",    "/%C2%80",
      "/%FF",       "/%C0",  "/%C0%AF", "/%ED%A0%80",
      "/%E2%80%8B", "/..",   "/a/../b", "/%2e%2E/x",
      "/.",         "/w",    "/w/",     "/w//ca.pem",
      "/w/a",
  };
  for (const char* raw : kCases) EXPECT_FALSE(ParseTarget(raw)) << raw;
}

}  // namespace
}  // namespace kepsim
