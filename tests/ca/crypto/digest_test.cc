#include "ca/crypto/digest.h"

#include <gtest/gtest.h>

namespace kepsim {
namespace {

constexpr std::string_view kMessage1 = "012345678901234567890123456789012345678901234567890123456789012";
// RFC 6986 §10.2, which writes it from its end: «Се ветри, Стрибожи внуци, веютъ с моря стрелами на храбрыя
// плъкы Игоревы».
constexpr std::string_view kMessage2 =
    "\xD1\xE5\x20\xE2\xE5\xF2\xF0\xE8\x2C\x20\xD1\xF2\xF0\xE8\xE1\xEE\xE6\xE8"
    "\x20\xE2\xED\xF3\xF6\xE8\x2C\x20\xE2\xE5\xFE\xF2\xFA\x20\xF1\x20\xEC\xEE"
    "\xF0\xFF\x20\xF1\xF2\xF0\xE5\xEB\xE0\xEC\xE8\x20\xED\xE0\x20\xF5\xF0\xE0"
    "\xE1\xF0\xFB\xFF\x20\xEF\xEB\xFA\xEA\xFB\x20\xC8\xE3\xEE\xF0\xE5\xE2\xFB";

struct DigestCase {
  DigestAlgorithm algorithm;
  std::string_view message;
  std::string_view hex;
};

// RFC 6986 §10 and the digest of nothing; FIPS 180 for SHA.
constexpr DigestCase kCases[] = {
    {DigestAlgorithm::kStreebog256, kMessage1,
     "9D151EEFD8590B89DAA6BA6CB74AF9275DD051026BB149A452FD84E5E57B5500"},
    {DigestAlgorithm::kStreebog512, kMessage1,
     "1B54D01A4AF5B9D5CC3D86D68D285462B19ABC2475222F35C085122BE4BA1FFA"
     "00AD30F8767B3A82384C6574F024C311E2A481332B08EF7F41797891C1646F48"},
    {DigestAlgorithm::kStreebog256, kMessage2,
     "9DD2FE4E90409E5DA87F53976D7405B0C0CAC628FC669A741D50063C557E8F50"},
    {DigestAlgorithm::kStreebog512, kMessage2,
     "1E88E62226BFCA6F9994F1F2D51569E0DAF8475A3B0FE61A5300EEE46D961376"
     "035FE83549ADA2B8620FCD7C496CE5B33F0CB9DDDC2B6460143B03DABAC9FB28"},
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
