#include "ca/x509/name.h"

#include <gtest/gtest.h>

#include <filesystem>

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
  uint8_t string_type = 0;
};

TEST(NameTest, RefusesWhatTheTypeCannotHold) {
  constexpr BadName kBad[] = {
      {Attribute::kSnils, "112-233-445 95"},
      {Attribute::kCountry, "РФ"},
      {Attribute::kEmail, "почта@рф"},
      {Attribute::kCommonName, ""},
      {Attribute::kSurname, "\xD0"},
      {Attribute::kSurname, "\xD0", der::kBmpString},
      {Attribute::kSurname, "Я", der::kPrintableString},
      {Attribute::kSurname, "Я", der::kTeletexString},
      {Attribute::kSurname, "\n", der::kVisibleString},
      {Attribute::kSnils, "1-2", der::kNumericString},
      {Attribute::kSurname, "A", der::kInteger},
  };
  for (const BadName& bad : kBad) {
    const auto der = EncodeName({{bad.type, std::string(bad.value), bad.string_type}});
    EXPECT_EQ(der.status().reason(), Reason::FIELD_MALFORMED) << bad.value;
  }
}

struct TypedName {
  NameAttribute attribute;
  std::string_view der;  // of the whole name
};

// CN of each string type; what is read is what was written, and gives the same octets again.
TEST(NameTest, KeepsAnotherStringType) {
  const TypedName kNames[] = {
      {{Attribute::kCommonName, "ЯA", der::kBmpString}, "300F310D300B06035504031E04042F0041"},
      {{Attribute::kCommonName, "😀", der::kBmpString}, "300F310D300B06035504031E04D83DDE00"},
      {{Attribute::kCommonName, "Я", der::kUniversalString}, "300F310D300B06035504031C040000042F"},
      {{Attribute::kCommonName, "Ab", der::kPrintableString},
       "300D310B300906035504031302"
       "4162"},
      {{Attribute::kCommonName, "é", der::kTeletexString}, "300C310A300806035504031401E9"},
      {{Attribute::kCommonName, "a@b", der::kIa5String}, "300E310C300A06035504031603614062"},
      {{Attribute::kCommonName, "a~", der::kVisibleString}, "300D310B300906035504031A02617E"},
      {{Attribute::kOgrn, "12", der::kUtf8String}, "300F310D300B06052A850364010C023132"},
  };
  for (const TypedName& c : kNames) {
    const auto der = EncodeName({c.attribute});
    ASSERT_TRUE(der.ok()) << c.der << ": " << der.status().message();
    EXPECT_EQ(ToHex(*der), c.der);
    const Name read = DecodeName(*der).value();
    EXPECT_EQ(read, Name{c.attribute}) << c.der;
    EXPECT_EQ(Find(read, c.attribute.type), c.attribute.value);
    EXPECT_EQ(ToHex(*EncodeName(read)), c.der);
  }
  // The usual type is told by nothing.
  EXPECT_EQ(DecodeName(*EncodeName({{Attribute::kCommonName, "Я", der::kUtf8String}}))->front().string_type,
            0);
}

// Every name in fixtures/, of whoever's certificate, comes out as it went in, but for the attributes that are
// not known here.
TEST(NameTest, RealNamesKeepTheirOctets) {
  int kept = 0;
  for (const auto& file : std::filesystem::directory_iterator(FixturePath("real-authorities"))) {
    if (file.path().extension() != ".pem") continue;
    const auto certificate =
        Certificate::ParsePemOrDer(ReadFixture("real-authorities/" + file.path().filename().string()));
    ASSERT_TRUE(certificate.ok()) << file.path();
    for (const Bytes& der : {certificate->issuer_der(), certificate->subject_der()}) {
      const auto again = EncodeName(*DecodeName(der));
      ASSERT_TRUE(again.ok()) << file.path() << ": " << again.status().message();
      if (again->size() == der.size()) {
        EXPECT_EQ(ToHex(*again), ToHex(der)) << file.path();
        ++kept;
      }
    }
  }
  EXPECT_GT(kept, 60);
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
