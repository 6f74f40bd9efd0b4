#include "ca/x509/lint_issuers.h"

#include <algorithm>

#include "ca/x509/lint_subject.h"

namespace kepsim {

void LintIssuers::Add(ByteView certificate_der) {
  auto certificate = lint::ReadCertificate(certificate_der);
  if (!certificate) return;
  const lint::Subject subject = lint::Describe(*std::move(certificate));
  const Candidate candidate{certificate_der, ToString(subject.certificate.serial)};
  by_name_.emplace(ToString(subject.certificate.subject.whole), candidate);
  if (subject.subject_key_id) by_key_id_.emplace(ToString(*subject.subject_key_id), candidate);
}

std::optional<ByteView> LintIssuers::Find(ByteView certificate_der) const {
  auto certificate = lint::ReadCertificate(certificate_der);
  if (!certificate) return std::nullopt;
  const lint::Subject subject = lint::Describe(*std::move(certificate));
  const auto& authority = subject.authority_key_id;
  const bool by_key = authority && authority->key_id;
  const auto [begin, end] = by_key ? by_key_id_.equal_range(AsText(*authority->key_id))
                                   : by_name_.equal_range(AsText(subject.certificate.issuer.whole));
  std::optional<ByteView> found;
  for (auto at = begin; at != end; ++at) {
    const Candidate& candidate = at->second;
    if (std::ranges::equal(candidate.der, certificate_der)) continue;
    if (!found) found = candidate.der;
    if (by_key && authority->serial && AsText(*authority->serial) == candidate.serial) return candidate.der;
  }
  return found;
}

}  // namespace kepsim
