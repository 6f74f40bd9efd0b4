#include "ca/operation/token.h"

#include <array>

#include "ca/crypto/digest.h"

namespace kepsim {
namespace {

constexpr size_t kLongestToken = 200;

Bytes DigestOfSecretPart(std::string_view token) {
  const size_t dot = token.find('.');
  return Digest(DigestAlgorithm::kSha256, AsBytes(token.substr(dot + 1)));
}

}  // namespace

IssuedToken IssueToken(std::string_view id, RandomStream& random) {
  std::array<uint8_t, 32> octets;
  random.Fill(octets);
  const std::string text = std::string(id) + '.' + ToBase64Url(octets);
  return {Secret(text), DigestOfSecretPart(text)};
}

std::optional<std::string> TokenId(const Secret& token) {
  const std::string_view text = token.text();
  const size_t dot = text.find('.');
  if (text.size() > kLongestToken || dot == 0 || dot == std::string_view::npos) return std::nullopt;
  return std::string(text.substr(0, dot));
}

bool TokenMatches(const Secret& token, ByteView digest) {
  return ConstantTimeEqual(DigestOfSecretPart(token.text()), digest);
}

}  // namespace kepsim
