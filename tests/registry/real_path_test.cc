// Paths over the Ministry's real roots and real authorities' certificates: several generations of roots of
// one name, and a cross-certificate (domain.md §1.5).
#include <gtest/gtest.h>

#include <filesystem>

#include "registry/verifier/path.h"
#include "tests/ca/x509/samples.h"
#include "tests/registry/fake_lookup.h"
#include "tests/support/fixtures.h"

namespace kepsim {
namespace {

Certificate Read(const std::string& name) {
  return Certificate::ParsePemOrDer(ReadFixture("real-authorities/" + name)).value();
}

TEST(RealPaths, EachAuthorityComesFromARoot) {
  FakeLookup lookup;
  std::vector<std::string> authorities;
  for (const auto& file : std::filesystem::directory_iterator(FixturePath("real-authorities"))) {
    const std::string name = file.path().filename();
    if (file.path().extension() != ".pem") continue;
    const Certificate certificate = Read(name);
    // Of 2001's algorithm, which is not judged any more.
    if (!certificate.public_key().ok()) continue;
    if (name.starts_with("ca-")) authorities.push_back(name);
    lookup.authorities.push_back({"", certificate, name.starts_with("root-"), {}});
  }
  ASSERT_GT(authorities.size(), 20u);
  PathFinder finder(lookup);
  size_t several = 0;
  for (const std::string& name : authorities) {
    const PathSearch search = finder.Find(Read(name));
    EXPECT_FALSE(search.paths.empty()) << name << ": " << search.detail;
    if (search.paths.size() > 1) ++several;
  }
  EXPECT_GT(several, 0u);  // through the cross-certificate, too
}

}  // namespace
}  // namespace kepsim
