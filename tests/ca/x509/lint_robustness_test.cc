// No input crashes the linter, or keeps it long.
#include <array>
#include <chrono>

#include "tests/ca/x509/lint_cases.h"

namespace kepsim {
namespace {

std::vector<Bytes> Victims() {
  const Samples samples;
  return {samples.Holder().der(), samples.Ca().der(), ReadPemFixture("real-authorities/root-2012.pem"),
          ReadPemFixture("real-authorities/root-2025.pem")};
}

TEST(LintRobustnessTest, NoPrefixAndNoFlippedOctetCrashes) {
  std::vector<Bytes> victims = Victims();
  victims.pop_back();  // a root, whose signature would be verified each time
  for (const Bytes& der : victims) {
    for (size_t i = 0; i < der.size(); ++i) {
      LintCertificate(ByteView(der).first(i));
      Bytes spoilt = der;
      spoilt[i] ^= std::array<uint8_t, 4>{0x01, 0x20, 0x80, 0xFF}[i % 4];
      LintCertificate(spoilt);
    }
  }
}

TEST(LintRobustnessTest, NoRandomMutationCrashes) {
  const std::vector<Bytes> victims = Victims();
  const auto random = MakeSeededRandom(Secret("lint"))->Stream("mutations");
  constexpr int kRounds = 4000;
  for (int round = 0; round < kRounds; ++round) {
    Bytes der = victims[static_cast<size_t>(round) % victims.size()];
    Bytes dice(32);
    random->Fill(dice);
    const size_t times = 1 + dice[0] % 4u;
    for (size_t i = 0; i < times; ++i) {
      const size_t at = (dice[1 + 4 * i] << 8 | dice[2 + 4 * i]) % der.size();
      const uint8_t octet = dice[3 + 4 * i];
      switch (dice[4 + 4 * i] % 4) {
        case 0:
          der[at] = octet;
          break;
        case 1:
          der.insert(der.begin() + static_cast<ptrdiff_t>(at), octet);
          break;
        case 2:
          der.erase(der.begin() + static_cast<ptrdiff_t>(at));
          break;
        default:  // a piece from elsewhere
          std::copy_n(der.begin() + static_cast<ptrdiff_t>(octet), std::min<size_t>(9, der.size() - at),
                      der.begin() + static_cast<ptrdiff_t>(at));
      }
    }
    LintCertificate(der, victims[1]);
  }
}

TEST(LintRobustnessTest, LengthsLie) {
  for (std::string_view length :
       {"80", "81", "84FFFFFFFF", "84FFFFFFF0", "847FFFFFFF", "8480000000", "88FFFFFFFFFFFFFFFF",
        "887FFFFFFFFFFFFFFF", "880000000000000005", "89000000000000000005", "FF"}) {
    for (std::string_view before : {"30", "303082", "3080", "30820100", "3084FFFFFFFF30", "1F", "3F"}) {
      const Bytes der = FromHex(std::string(before) + std::string(length) + "A003020102").value();
      EXPECT_EQ(Ids(LintCertificate(der)), std::set<std::string>{"not-a-certificate"});
    }
    // An extension that lies: told of, and nothing else with it.
    DerTree tree = DerTree::Parse(Samples().Holder().der());
    SetValue(tree[0], "2.5.29.35", "30" + std::string(length) + "8001");
    EXPECT_EQ(Faults(LintCertificate(tree.Encode())), std::set<std::string>{"extension-malformed"}) << length;
  }
}

DerTree Nested(int depth) {
  DerTree tree{0x30, {}, {}};
  for (int i = 0; i < depth; ++i) tree = DerTree{0x30, {}, {std::move(tree)}};
  return tree;
}

TEST(LintRobustnessTest, Depth) {
  DerTree tree = DerTree::Parse(Samples().Holder().der());
  tree[0][kKey][0].children[1] = Nested(200);
  EXPECT_TRUE(Ids(LintCertificate(tree.Encode())).contains("key-parameters"));
  // Deeper than any tree that the test could build: 300,000 open sequences in indefinite and in definite
  // form.
  Bytes open(600'000, 0x80);
  for (size_t i = 0; i < open.size(); i += 2) open[i] = 0x30;
  EXPECT_TRUE(HasError(LintCertificate(open)));
}

// Long lists are not looked at in square time.
TEST(LintRobustnessTest, AMegabyte) {
  constexpr size_t kMegabyte = 1 << 20;
  EXPECT_TRUE(HasError(LintCertificate(Bytes(kMegabyte, 0))));
  EXPECT_TRUE(HasError(LintCertificate(Bytes(kMegabyte, 0x30))));
  EXPECT_TRUE(HasError(LintCertificate({})));

  const auto start = std::chrono::steady_clock::now();
  const DerTree holder = DerTree::Parse(Samples().Holder().der());
  DerTree attributes = holder;
  const DerTree attribute = attributes[0][kSubject][1];
  for (int i = 0; i < 20'000; ++i) attributes[0][kSubject].children.push_back(attribute);
  EXPECT_TRUE(Ids(LintCertificate(attributes.Encode())).contains("name-attribute-repeated"));

  DerTree extensions = holder;
  for (uint32_t i = 0; i < 40'000; ++i) {
    const Bytes oid = {0x55, static_cast<uint8_t>(0x80 | (i >> 14 & 0x7F) | 1),
                       static_cast<uint8_t>(0x80 | (i >> 7 & 0x7F)), static_cast<uint8_t>(i & 0x7F)};
    extensions[0][kExtensions][0].children.push_back({0x30, {}, {{0x06, oid, {}}, {0x04, {}, {}}}});
  }
  LintCertificate(extensions.Encode());

  DerTree policies = holder;
  std::string hex;
  for (int i = 0; i < 60'000; ++i) hex += "300306015" + std::to_string(i % 10);
  const Bytes list = FromHex(hex).value();
  Extension(policies[0], "2.5.29.32").children.back().content = DerTree{0x30, list, {}}.Encode();
  EXPECT_TRUE(Ids(LintCertificate(policies.Encode(), policies.Encode())).contains("policies-repeated"));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace kepsim
