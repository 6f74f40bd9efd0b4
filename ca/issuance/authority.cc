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
  if (cross_certified) return {KeyId(), {}, {}};
  return {KeyId(), certificate.issuer_der(), certificate.serial()};
}

Authority AuthorityRecord::Generation(const Bytes& key_id) const {
  const std::vector<const Held*> generations = Generations();
  const auto found = std::ranges::find(generations, std::optional(key_id),
                                       [](const Held* held) { return held->certificate.subject_key_id(); });
  const Held& own = found == generations.end() ? *generations.back() : **found;
  const std::optional<Bytes>& key = own.certificate.subject_key_id();
  const auto of_key = std::ranges::count(certificates, key,
                                         [](const Held& held) { return held.certificate.subject_key_id(); });
  Authority authority{profile, own.certificate, UrlsOf(own.base_url, key.value_or(Bytes())), root,
                      of_key > 1};
  if (own.certificate.public_key().ok()) {
    authority.profile.algorithm = own.certificate.public_key()->algorithm();
  }
  return authority;
}

Authority AuthorityRecord::Current() const {
  return Generation(Generations().back()->certificate.subject_key_id().value_or(Bytes()));
}

std::vector<const AuthorityRecord::Held*> AuthorityRecord::Generations() const {
  std::vector<const Held*> generations;
  for (const Held& held : certificates) {
    const auto& key = held.certificate.subject_key_id();
    if (std::ranges::none_of(generations,
                             [&](const Held* known) { return known->certificate.subject_key_id() == key; })) {
      generations.push_back(&held);
    }
  }
  return generations;
}

std::vector<std::string> PoliciesUpTo(SecurityClass security_class) {
  std::vector<std::string> policies;
  for (int number = 1; number <= static_cast<int>(security_class); ++number) {
    policies.push_back(kClassArc + std::to_string(number));
  }
  return policies;
}

}  // namespace kepsim
