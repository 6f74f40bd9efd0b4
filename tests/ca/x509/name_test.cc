#include "ca/x509/name.h"

#include <gtest/gtest.h>

#include "ca/crypto/der.h"
#include "ca/x509/text.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {
namespace {

TEST(NameTest, ComesBackFromDer) {
  const Name name = Samples::RootName();
  const auto der = EncodeName(name);
  ASSERT_TRUE(der.ok()) << der.status().message();
  EXPECT_EQ(DecodeName(*der).value(), name);
  EXPECT_EQ(Find(name, Attribute::kOgrn), "1047702026701");
  EXPECT_EQ(Find(name, Attribute::kSnils), std::nullopt);
}

TEST(NameTest, HasTheStringTypesOfOrder795) {
  const auto der = EncodeName({{Attribute::kCountry, "RU"},
                               {Attribute::kSnils, "11223344595"},
                               {Attribute::kEmail, "a@b"},
                               {Attribute::kCommonName, "Я"}});
  EXPECT_EQ(ToHex(*der),
            "3046"
            "310B3009060355040613025255"                        // PrintableString
            "3116301406052A85036403120B3131323233333434353935"  // NumericString
            "3112301006092A864886F70D0109011603614062"          // IA5String
            "310B300906035504030C02D0AF");                      // UTF8String
}

struct BadName {
  Attribute type;
  std::string_view value;
};

TEST(NameTest, RefusesWhatTheTypeCannotHold) {
  constexpr BadName kBad[] = {
      {Attribute::kSnils, "112-233-445 95"}, {Attribute::kCountry, "РФ"},   {Attribute::kEmail, "почта@рф"},
      {Attribute::kCommonName, ""},          {Attribute::kSurname, "\xD0"},
  };
  for (const BadName& bad : kBad) {
    const auto der = EncodeName({{bad.type, std::string(bad.value)}});
    EXPECT_EQ(der.status().reason(), Reason::FIELD_MALFORMED) << bad.value;
  }
}

TEST(NameTest, LeavesOutUnknownAttributesAndRefusesNonsense) {
  // unstructuredName
  const auto der = FromHex("30133111300F06092A864886F70D0109020C024142");
  EXPECT_EQ(DecodeName(*der).value(), Name());
  EXPECT_EQ(DecodeName({}).status().reason(), Reason::DER_MALFORMED);
  EXPECT_EQ(DecodeName(ByteView(*der).first(10)).status().reason(), Reason::DER_MALFORMED);
}

struct TextCase {
  uint8_t tag;
  std::string_view hex;
  std::string_view utf8;
};

TEST(TextTest, BecomesUtf8) {
  constexpr TextCase kCases[] = {
      {der::kUtf8String, "D0AF", "Я"},
      {der::kBmpString, "042F0041", "ЯA"},
      {der::kBmpString, "D83DDE00", "😀"},
      {der::kBmpString, "D83D0041",
       "\xEF\xBF\xBD"
       "A"},
      {der::kUniversalString, "0001F600", "😀"},
      {der::kTeletexString, "E9", "é"},
      {der::kUtf8String, "41FF42",
       "A\xEF\xBF\xBD"
       "B"},
      {der::kNumericString, "3132", "12"},
      {der::kInteger, "01", ""},
  };
  for (const TextCase& c : kCases) EXPECT_EQ(ToUtf8(c.tag, *FromHex(c.hex)), c.utf8) << c.hex;
}

}  // namespace
}  // namespace kepsim
