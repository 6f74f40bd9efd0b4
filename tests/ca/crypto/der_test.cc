#include <gtest/gtest.h>

#include <functional>

#include "ca/crypto/ber.h"
#include "ca/crypto/der_reader.h"
#include "ca/crypto/der_writer.h"

namespace kepsim {
namespace {

std::string Write(const std::function<void(DerWriter&)>& write) {
  DerWriter out;
  write(out);
  return ToHex(out.bytes());
}

TEST(DerWriterTest, WritesMinimalForms) {
  EXPECT_EQ(Write([](DerWriter& out) { out.Integer(uint64_t{0}); }), "020100");
  EXPECT_EQ(Write([](DerWriter& out) { out.Integer(127); }), "02017F");
  EXPECT_EQ(Write([](DerWriter& out) { out.Integer(128); }), "02020080");
  EXPECT_EQ(Write([](DerWriter& out) { out.Integer(*FromHex("0000FF01")); }), "020300FF01");
  EXPECT_EQ(Write([](DerWriter& out) { out.Integer(Bytes()); }), "020100");
  EXPECT_EQ(Write([](DerWriter& out) { out.Enumerated(5); }), "0A0105");
  EXPECT_EQ(Write([](DerWriter& out) { out.NamedBits(0x1F); }), "030203F8");
  EXPECT_EQ(Write([](DerWriter& out) { out.NamedBits(0x60); }), "03020106");
  EXPECT_EQ(Write([](DerWriter& out) { out.NamedBits(0x101); }), "0303078080");
  EXPECT_EQ(Write([](DerWriter& out) { out.NamedBits(0); }), "030100");
  EXPECT_EQ(Write([](DerWriter& out) { out.Oid("1.2.643.100.111"); }), "06052A8503646F");
  EXPECT_EQ(Write([](DerWriter& out) { out.Oid("2.5.4.3"); }), "0603550403");
  EXPECT_EQ(Write([](DerWriter& out) { out.Oid("2.999"); }), "06028837");
}

TEST(DerWriterTest, LengthsGrowWithTheContent) {
  for (size_t size : {0u, 127u, 128u, 255u, 256u, 65535u, 65536u}) {
    DerWriter out;
    out.Sequence([&] { out.OctetString(Bytes(size, 1)); });
    bool ok = true;
    DerReader reader(out.bytes(), ok);
    EXPECT_EQ(reader.Enter(der::kSequence).Content(der::kOctetString).size(), size);
    reader.End();
    EXPECT_TRUE(ok) << size;
  }
}

TEST(DerTest, OidsComeBack) {
  for (std::string_view oid :
       {"0.0", "1.39", "1.2.643.7.1.1.3.2", "2.5.29.32.0", "2.999.1",
        "2.25.220514977143217410243915812347655128904", "2.25.340282366920938463463374607431768211375"}) {
    EXPECT_TRUE(IsDottedOid(oid));
    DerWriter out;
    out.Oid(oid);
    bool ok = true;
    EXPECT_EQ(DerReader(out.bytes(), ok).Oid(), oid);
    EXPECT_TRUE(ok);
  }
  for (std::string_view text : {"", "1", "1.", ".1", "1..2", "3.1", "1.02", "1.x", "1.2 ",
                                "2.25.340282366920938463463374607431768211456"}) {
    EXPECT_FALSE(IsDottedOid(text)) << text;
  }
}

TEST(DerTest, TimesComeBack) {
  for (std::string_view text : {"1950-01-01T00:00:00Z", "2049-12-31T23:59:59Z", "2050-01-01T00:00:00Z",
                                "1949-12-31T23:59:59Z", "2024-02-29T12:30:01Z"}) {
    DerWriter out;
    out.TimeChoice(*ParseTime(text));
    bool ok = true;
    EXPECT_EQ(FormatTime(DerReader(out.bytes(), ok).TimeChoice()), text);
    EXPECT_TRUE(ok);
  }
}

struct ReadCase {
  std::string_view hex;
  std::function<void(DerReader&)> read;
};

TEST(DerReaderTest, RefusesWhatIsNotDer) {
  const auto any = [](DerReader& r) { r.Any(); };
  const ReadCase kCases[] = {
      {"", any},
      {"30", any},
      {"3080", any},      // indefinite
      {"308100", any},    // non-minimal
      {"30820001", any},  // non-minimal
      {"3001", any},      // cut
      {"1F8101", any},    // multi-octet tag
      {"3085010000000000", any},
      {"020100", [](DerReader& r) { r.Expect(der::kSequence); }},
      {"0200", [](DerReader& r) { r.Unsigned(); }},
      {"0201FF", [](DerReader& r) { r.Unsigned(); }},
      {"02020001", [](DerReader& r) { r.Unsigned(); }},
      {"02050100000000", [](DerReader& r) { r.Small(); }},
      {"0600", [](DerReader& r) { r.Oid(); }},
      {"060180", [](DerReader& r) { r.Oid(); }},
      {"06028001", [](DerReader& r) { r.Oid(); }},
      {"030101", [](DerReader& r) { r.BitString(); }},
      {"0300", [](DerReader& r) { r.BitString(); }},
      {"170B323631313232313030305A", [](DerReader& r) { r.TimeChoice(); }},
      {"170D3236313332323130303030305A", [](DerReader& r) { r.TimeChoice(); }},
      {"020100", [](DerReader& r) { r.End(); }},
  };
  for (const ReadCase& c : kCases) {
    bool ok = true;
    const Bytes der = *FromHex(c.hex);
    DerReader reader(der, ok);
    c.read(reader);
    EXPECT_FALSE(ok) << c.hex;
  }
}

struct BerCase {
  std::string_view ber;
  std::string_view der;  // empty: refused
};

TEST(BerTest, LengthsBecomeDefinite) {
  constexpr BerCase kCases[] = {
      {"3003020105", "3003020105"},
      {"30800201050000", "3003020105"},
      {"3080A0800201050000"
       "0000",
       "3005A003020105"},
      {"2480040101040102"
       "0000",
       "04020102"},  // a constructed OCTET STRING
      {"3081030201"
       "05",
       "3003020105"},
      {"3080020105", ""},    // no end of contents
      {"300302010500", ""},  // something behind
      {"0280"
       "0000",
       ""},  // a primitive element cannot be indefinite
      {"2480020101"
       "0000",
       ""},
      {"", ""},
  };
  for (const BerCase& c : kCases) {
    const auto der = WithDefiniteLengths(*FromHex(c.ber));
    EXPECT_EQ(der ? ToHex(*der) : "", c.der) << c.ber;
  }
}

TEST(BerTest, DepthIsBounded) {
  std::string deep;
  for (int i = 0; i < 10000; ++i) deep += "3080";
  EXPECT_FALSE(WithDefiniteLengths(*FromHex(deep)).has_value());
}

}  // namespace
}  // namespace kepsim
