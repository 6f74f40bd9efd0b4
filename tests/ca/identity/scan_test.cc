#include "ca/identity/scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace kepsim {
namespace {

using namespace std::string_literals;

const std::string kJpeg = "\xFF\xD8\xFF\xE0 pixels \xFF\xD9"s;
const std::string kPng = "\x89PNG\r\n\x1A\n chunks \0\0\0\0IEND\xAE\x42\x60\x82"s;
const std::string kPdf = "%PDF-1.4\n objects \nstartxref\n0\n%%EOF\n"s;

Result<Scan> Read(std::string_view content, std::optional<ScanType> declared, size_t piece = 1 << 20) {
  ScanReader reader;
  for (size_t i = 0; i < content.size(); i += piece)
    KEPSIM_TRY(reader.Feed(AsBytes(content.substr(i, piece))));
  return reader.Finish(declared);
}

TEST(Scan, TypeSizeAndDigestStay) {
  const std::pair<ScanType, std::string> scans[] = {
      {ScanType::kJpeg, kJpeg}, {ScanType::kPng, kPng}, {ScanType::kPdf, kPdf}};
  for (const auto& [type, content] : scans) {
    const Scan expected{type, content.size(), Digest(DigestAlgorithm::kStreebog256, AsBytes(content))};
    for (size_t piece : {1u, 3u, 7u, 1000u}) {
      const auto scan = Read(content, type, piece);
      ASSERT_TRUE(scan.ok()) << MediaTypeOf(type) << " " << scan.status().message();
      EXPECT_EQ(*scan, expected);
      const auto undeclared = Read(content, std::nullopt, piece);
      ASSERT_TRUE(undeclared.ok()) << MediaTypeOf(type);
      EXPECT_EQ(*undeclared, expected);
    }
  }
}

struct Wrong {
  const char* about;
  std::string content;
  std::optional<ScanType> declared;
  Reason reason;
};

TEST(Scan, WhatIsNoneIsRefused) {
  const Wrong wrongs[] = {
      {"nothing", "", ScanType::kJpeg, Reason::SCAN_EMPTY},
      {"text", "Паспорт гражданина", ScanType::kJpeg, Reason::SCAN_TYPE},
      {"short text", "abc", ScanType::kPdf, Reason::SCAN_TYPE},
      {"part of a magic", kPng.substr(0, 7), ScanType::kPng, Reason::SCAN_TYPE},
      {"text, nothing declared", "Паспорт гражданина", std::nullopt, Reason::SCAN_TYPE},
      {"short text, nothing declared", "abc", std::nullopt, Reason::SCAN_TYPE},
      {"GIF", "GIF89a and more", ScanType::kPng, Reason::SCAN_TYPE},
      {"PDF behind a byte", " " + kPdf, ScanType::kPdf, Reason::SCAN_TYPE},
      {"JPEG said to be PNG", kJpeg, ScanType::kPng, Reason::SCAN_TYPE},
      {"PNG said to be PDF", kPng, ScanType::kPdf, Reason::SCAN_TYPE},
      {"PDF said to be JPEG", kPdf, ScanType::kJpeg, Reason::SCAN_TYPE},
      {"JPEG cut", kJpeg.substr(0, kJpeg.size() - 1), ScanType::kJpeg, Reason::SCAN_TRUNCATED},
      {"JPEG with bytes behind", kJpeg + "\0"s, ScanType::kJpeg, Reason::SCAN_TRUNCATED},
      {"PNG cut", kPng.substr(0, kPng.size() - 4), ScanType::kPng, Reason::SCAN_TRUNCATED},
      {"PDF cut", kPdf.substr(0, kPdf.size() - 3), ScanType::kPdf, Reason::SCAN_TRUNCATED},
      {"PDF's end too far from the end", kPdf + std::string(1024, ' '), ScanType::kPdf,
       Reason::SCAN_TRUNCATED},
  };
  for (const Wrong& wrong : wrongs) {
    EXPECT_EQ(Read(wrong.content, wrong.declared).status().reason(), wrong.reason) << wrong.about;
    EXPECT_EQ(Read(wrong.content, wrong.declared, 2).status().reason(), wrong.reason) << wrong.about;
  }
}

TEST(Scan, EndOfPdfMayHaveALittleBehind) {
  EXPECT_TRUE(Read(kPdf + std::string(1000, ' '), ScanType::kPdf).ok());
}

TEST(Scan, LimitIsTenMebibytes) {
  std::string content = kJpeg.substr(0, 4) + std::string(kLargestScan - 6, 'x') + "\xFF\xD9";
  ASSERT_EQ(content.size(), kLargestScan);
  EXPECT_TRUE(Read(content, ScanType::kJpeg).ok());
  content.insert(4, "x");
  EXPECT_EQ(Read(content, ScanType::kJpeg).status().reason(), Reason::SCAN_TOO_LARGE);
}

TEST(Scan, OfTheWrongTypeIsRefusedWithItsFirstBytes) {
  ScanReader reader;
  EXPECT_TRUE(reader.Feed(AsBytes("GIF8")).ok());
  EXPECT_EQ(reader.Feed(AsBytes("9a....")).reason(), Reason::SCAN_TYPE);
  EXPECT_EQ(reader.Feed(AsBytes(kJpeg)).reason(), Reason::SCAN_TYPE);
  EXPECT_EQ(reader.Finish(ScanType::kJpeg).status().reason(), Reason::SCAN_TYPE);
}

TEST(Scan, OnceTooLargeStaysTooLarge) {
  ScanReader reader;
  EXPECT_EQ(reader.Feed(Bytes(kLargestScan + 1)).reason(), Reason::SCAN_TOO_LARGE);
  EXPECT_EQ(reader.Feed(AsBytes(kJpeg)).reason(), Reason::SCAN_TOO_LARGE);
  EXPECT_EQ(reader.Finish(ScanType::kJpeg).status().reason(), Reason::SCAN_TOO_LARGE);
}

TEST(ScanTypes, HaveMediaTypes) {
  for (ScanType type : {ScanType::kJpeg, ScanType::kPng, ScanType::kPdf}) {
    EXPECT_EQ(ScanTypeOf(MediaTypeOf(type)), type);
  }
  EXPECT_EQ(MediaTypeOf(ScanType::kPdf), "application/pdf");
  EXPECT_EQ(ScanTypeOf("image/gif"), std::nullopt);
}

}  // namespace
}  // namespace kepsim
