#include "ca/base/bytes.h"

#include <gtest/gtest.h>

#include <sstream>

#include "ca/base/secret.h"

namespace kepsim {
namespace {

TEST(Bytes, TextFormsGoBothWays) {
  const struct {
    Bytes bytes;
    const char* hex;
    const char* base64;
  } kCases[] = {
      // base 64: RFC 4648 §10
      {{}, "", ""},
      {{'f'}, "66", "Zg=="},
      {{'f', 'o'}, "666F", "Zm8="},
      {{'f', 'o', 'o'}, "666F6F", "Zm9v"},
      {{0xfb, 0xff}, "FBFF", "+/8="},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(ToHex(c.bytes), c.hex);
    EXPECT_EQ(FromHex(c.hex), c.bytes);
    EXPECT_EQ(ToBase64(c.bytes), c.base64);
    EXPECT_EQ(FromBase64(c.base64), c.bytes);
    EXPECT_EQ(FromBase64(ToBase64Url(c.bytes)), c.bytes);
  }
  EXPECT_EQ(FromHex("0aF0"), (Bytes{0x0a, 0xf0}));
}

TEST(Bytes, WrongTextIsRefused) {
  for (const char* hex : {"0", "0g", "zz"}) EXPECT_FALSE(FromHex(hex)) << hex;
  for (const char* text : {"A", "A===", "Zm9*", "Zg==Zg"}) EXPECT_FALSE(FromBase64(text)) << text;
}

TEST(Bytes, ConstantTimeEqualTellsApart) {
  EXPECT_TRUE(ConstantTimeEqual(ToBytes("abc"), ToBytes("abc")));
  EXPECT_FALSE(ConstantTimeEqual(ToBytes("abc"), ToBytes("abd")));
  EXPECT_FALSE(ConstantTimeEqual(ToBytes("abc"), ToBytes("ab")));
}

TEST(Secret, DoesNotPrint) {
  std::ostringstream out;
  out << Secret("12345678");
  EXPECT_EQ(out.str(), "***");
}

}  // namespace
}  // namespace kepsim
