#include "ca/x509/pem.h"

#include <gtest/gtest.h>

#include <string>

namespace kepsim {
namespace {

constexpr char kBegin[] = "-----BEGIN CERTIFICATE-----\n";
constexpr char kEnd[] = "-----END CERTIFICATE-----\n";

std::string Pem(const std::string& base64) {
  return kBegin + base64 + kEnd;
}

TEST(Pem, GivesEveryCertificateInOrder) {
  const std::string text = "subject: one\n" + Pem("AQI=\n") + "between\r\n" + Pem("Aw\r\n == ");
  EXPECT_EQ(CertificatesOf(AsBytes(text)), (std::vector<Bytes>{{1, 2}, {3}}));
  EXPECT_EQ(FirstCertificateOf(AsBytes(text)), (Bytes{1, 2}));
}

TEST(Pem, WhatIsNoPemIsTheOctetsThemselves) {
  for (const std::string text : {"", "0", "-----BEGIN PUBLIC KEY-----\nAQI=\n-----END PUBLIC KEY-----\n"}) {
    EXPECT_EQ(CertificatesOf(AsBytes(text)), std::vector<Bytes>{ToBytes(text)}) << text;
    EXPECT_EQ(FirstCertificateOf(AsBytes(text)), ToBytes(text)) << text;
  }
}

TEST(Pem, WhatIsBrokenIsEmptyAndHidesNothing) {
  const struct {
    std::string text;
    std::vector<Bytes> all;
  } kCases[] = {
      {kBegin, {{}}},
      {kBegin + std::string("AQI="), {{}}},
      {Pem("?"), {{}}},
      {kBegin + Pem("AQI="), {{}, {1, 2}}},
      {Pem("AQI=") + kBegin, {{1, 2}, {}}},
  };
  for (const auto& test : kCases) EXPECT_EQ(CertificatesOf(AsBytes(test.text)), test.all) << test.text;
}

// Takes minutes if it takes the square of its length.
TEST(Pem, TakesALongTextOfBeginnings) {
  std::string text;
  while (text.size() < 4u << 20) text += kBegin;
  EXPECT_EQ(CertificatesOf(AsBytes(text)).size(), text.size() / (sizeof kBegin - 1));
  EXPECT_EQ(FirstCertificateOf(AsBytes(text + kEnd)), Bytes());
}

}  // namespace
}  // namespace kepsim
