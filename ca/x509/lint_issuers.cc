#include "ca/x509/lint_issuers.h"

#include <algorithm>

#include "ca/x509/lint_subject.h"

namespace kepsim {
namespace {

// A file of thousands under one name is nobody's chain, and is not to take the square of the time.
constexpr size_t kMostOfOneName = 1000;

}  // namespace

void LintIssuers::Add(ByteView certificate_der) {
  auto certificate = lint::ReadCertificate(certificate_der);
  if (!certificate) return;
  const lint::Subject subject = lint::Describe(*std::move(certificate));
  by_name_.emplace(ToString(subject.certificate.subject.whole),
                   Candidate{certificate_der, ToString(subject.certificate.serial),
                             subject.subject_key_id ? ToString(*subject.subject_key_id) : std::string()});
}

std::optional<ByteView> LintIssuers::Find(ByteView certificate_der) const {
  auto certificate = lint::ReadCertificate(certificate_der);
  if (!certificate) return std::nullopt;
  const lint::Subject subject = lint::Describe(*std::move(certificate));
  const auto& authority = subject.authority_key_id;
  const bool by_key = authority && authority->key_id;
  const bool by_serial = authority && authority->serial;
  const auto [begin, end] = by_name_.equal_range(AsText(subject.certificate.issuer.whole));
  std::optional<ByteView> found;
  size_t looked_at = 0;
  for (auto at = begin; at != end && looked_at < kMostOfOneName; ++at, ++looked_at) {
    const Candidate& candidate = at->second;
    if (std::ranges::equal(candidate.der, certificate_der)) continue;
    if (by_key && !candidate.key_id.empty() && candidate.key_id != AsText(*authority->key_id)) continue;
    if (!found) found = candidate.der;
    if (!by_serial) break;
    if (AsText(*authority->serial) == candidate.serial) return candidate.der;
  }
  return found;
}

}  // namespace kepsim
