// PEM files among the fixtures.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "ca/base/bytes.h"
#include "tests/support/fixtures.h"

namespace kepsim {

// The DER of a file's first object. "vectors/rfc9215/d1.crt"
inline Bytes ReadPem(const std::string& path) {
  std::ifstream file(FixturePath(path), std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const size_t begin = text.find('\n', text.find("-----BEGIN")) + 1;
  std::string base64 = text.substr(begin, text.find("-----END") - begin);
  std::erase_if(base64, [](char c) { return c == '\n' || c == '\r'; });
  const auto der = FromBase64(base64);
  EXPECT_TRUE(der && !der->empty()) << path;
  return der.value_or(Bytes());
}

}  // namespace kepsim
