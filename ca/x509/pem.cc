#include "ca/x509/pem.h"

#include <string>
#include <string_view>

namespace kepsim {
namespace {

constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view kEnd = "-----END CERTIFICATE-----";

// The next certificate of `text`, which goes on behind it; a begin without an end of its own is an empty one.
Bytes TakeNext(std::string_view& text, size_t begin) {
  text.remove_prefix(begin + kBegin.size());
  const size_t next = text.find(kBegin);
  const std::string_view body = text.substr(0, next);
  const size_t end = body.find(kEnd);
  Bytes der;
  if (end != body.npos) {
    std::string base64(body.substr(0, end));
    std::erase_if(base64, [](char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; });
    der = FromBase64(base64).value_or(Bytes());
  }
  text.remove_prefix(body.size());
  return der;
}

}  // namespace

std::vector<Bytes> CertificatesOf(ByteView pem_or_der) {
  std::string_view text = AsText(pem_or_der);
  std::vector<Bytes> all;
  for (size_t begin = text.find(kBegin); begin != text.npos; begin = text.find(kBegin)) {
    all.push_back(TakeNext(text, begin));
  }
  if (all.empty()) all.emplace_back(pem_or_der.begin(), pem_or_der.end());
  return all;
}

Bytes FirstCertificateOf(ByteView pem_or_der) {
  std::string_view text = AsText(pem_or_der);
  const size_t begin = text.find(kBegin);
  return begin == text.npos ? Bytes(pem_or_der.begin(), pem_or_der.end()) : TakeNext(text, begin);
}

}  // namespace kepsim
