#include "ca/person/utf8.h"

#include <gtest/gtest.h>

namespace kepsim {
namespace {

TEST(Utf8, IsDecoded) {
  EXPECT_EQ(DecodeUtf8(""), std::u32string());
  EXPECT_EQ(DecodeUtf8("aЁ’\xF0\x9F\x98\x80"), (std::u32string{U'a', U'Ё', U'’', char32_t{0x1F600}}));
  EXPECT_EQ(DecodeUtf8("\xF4\x8F\xBF\xBF"), std::u32string(1, char32_t{0x10FFFF}));
}

TEST(Utf8, WhatIsNotIsRefused) {
  const std::string_view wrong[] = {
      "\x80",              // continuation without a lead
      "\xD0",              // cut off
      "\xD0\x41",          // no continuation
      "\xC0\xAF",          // overlong of two
      "\xE0\x80\xAF",      // overlong of three
      "\xF0\x80\x80\xAF",  // overlong of four
      "\xED\xA0\x80",      // surrogate
      "\xF4\x90\x80\x80",  // beyond U+10FFFF
      "\xF8\x88\x80\x80\x80",
      "\xFF",
  };
  for (std::string_view text : wrong) EXPECT_EQ(DecodeUtf8(text), std::nullopt);
}

TEST(Utf8, ControlsAndInvisibleCharacters) {
  for (char32_t c : {0x00, 0x1F, 0x7F, 0x9F, 0xAD, 0x200B, 0x200F, 0x2028, 0x202E, 0x2066, 0xFEFF}) {
    EXPECT_TRUE(IsControlOrInvisible(c)) << static_cast<unsigned>(c);
  }
  for (char32_t c : {U' ', U'a', U'Я', U'’', U'№', U'«'}) {
    EXPECT_FALSE(IsControlOrInvisible(c)) << static_cast<unsigned>(c);
  }
}

}  // namespace
}  // namespace kepsim
