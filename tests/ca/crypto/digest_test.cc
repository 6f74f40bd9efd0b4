#include "ca/crypto/digest.h"

#include <gtest/gtest.h>

namespace kepsim {
namespace {

constexpr std::string_view kMessage1 = "012345678901234567890123456789012345678901234567890123456789012";

struct DigestCase {
  DigestAlgorithm algorithm;
  std::string_view message;
  std::string_view hex;
};

// RFC 6986 §10.1 and the digest of nothing; FIPS 180 for SHA.
constexpr DigestCase kCases[] = {
    {DigestAlgorithm::kStreebog256, kMessage1,
     "9D151EEFD8590B89DAA6BA6CB74AF9275DD051026BB149A452FD84E5E57B5500"},
    {DigestAlgorithm::kStreebog512, kMessage1,
     "1B54D01A4AF5B9D5CC3D86D68D285462B19ABC2475222F35C085122BE4BA1FFA"
     "00AD30F8767B3A82384C6574F024C311E2A481332B08EF7F41797891C1646F48"},
    {DigestAlgorithm::kStreebog256, "", "3F539A213E97C802CC229D474C6AA32A825A360B2A933A949FD925208D9CE1BB"},
    {DigestAlgorithm::kStreebog512, "",
     "8E945DA209AA869F0455928529BCAE4679E9873AB707B55315F56CEB98BEF0A7"
     "362F715528356EE83CDA5F2AAC4C6AD2BA3A715C1BCD81CB8E9F90BF4C1C1A8A"},
    {DigestAlgorithm::kSha1, "abc", "A9993E364706816ABA3E25717850C26C9CD0D89D"},
    {DigestAlgorithm::kSha256, "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"},
};

TEST(DigestTest, KnownVectors) {
  for (const DigestCase& c : kCases) EXPECT_EQ(ToHex(Digest(c.algorithm, AsBytes(c.message))), c.hex);
}

TEST(DigestTest, PiecesGiveTheDigestOfTheWhole) {
  for (const DigestCase& c : kCases) {
    Digester digester(c.algorithm);
    for (char octet : c.message) digester.Update(AsBytes({&octet, 1}));
    EXPECT_EQ(ToHex(digester.Finish()), c.hex);
  }
}

}  // namespace
}  // namespace kepsim
