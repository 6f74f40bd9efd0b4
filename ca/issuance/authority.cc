#include "ca/issuance/authority.h"

#include <algorithm>

namespace kepsim {
namespace {

// 1.2.643.100.113.N of ФСБ Order 795.
constexpr char kClassArc[] = "1.2.643.100.113.";

std::string LowerHex(ByteView bytes) {
  std::string hex = ToHex(bytes);
  std::ranges::transform(hex, hex.begin(), [](char c) { return c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c; });
  return hex;
}

}  // namespace

bool AuthorityProfile::Serves(CarrierKind carrier) const {
  return std::ranges::find(carriers, carrier) != carriers.end();
}

bool AuthorityProfile::Serves(ApplicantKind kind) const {
  return std::ranges::find(applicants, kind) != applicants.end();
}

const std::string& AuthorityProfile::HolderSignTool(CarrierKind carrier) const {
  return carrier == CarrierKind::kMobile ? mobile_sign_tool : token_sign_tool;
}

AuthorityUrls UrlsOf(const std::string& base_url, ByteView subject_key_id) {
  const std::string id = LowerHex(subject_key_id);
  return {base_url + "/crl/" + id + ".crl", base_url + "/aia/" + id + ".cer"};
}

AuthorityKeyIdentifier Authority::KeyIdentifier() const {
  return {certificate.subject_key_id().value_or(Bytes()), certificate.issuer_der(), certificate.serial()};
}

std::vector<std::string> PoliciesUpTo(SecurityClass security_class) {
  std::vector<std::string> policies;
  for (int number = 1; number <= static_cast<int>(security_class); ++number) {
    policies.push_back(kClassArc + std::to_string(number));
  }
  return policies;
}

}  // namespace kepsim
