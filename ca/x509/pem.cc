#include "ca/x509/pem.h"

#include <string>
#include <string_view>

namespace kepsim {

std::vector<Bytes> CertificatesOf(ByteView pem_or_der) {
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  const std::string_view text = AsText(pem_or_der);
  std::vector<Bytes> all;
  for (size_t begin = text.find(kBegin); begin != text.npos;) {
    const size_t body = begin + kBegin.size();
    const size_t end = text.find(kEnd, body);
    std::string base64(text.substr(body, end == text.npos ? end : end - body));
    std::erase_if(base64, [](char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; });
    all.push_back(end == text.npos ? Bytes() : FromBase64(base64).value_or(Bytes()));
    begin = text.find(kBegin, body);
  }
  if (all.empty()) all.emplace_back(pem_or_der.begin(), pem_or_der.end());
  return all;
}

}  // namespace kepsim
