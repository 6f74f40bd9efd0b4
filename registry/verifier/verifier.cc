#include "registry/verifier/verifier.h"

#include <algorithm>

#include "ca/crypto/cms.h"
#include "registry/verifier/accreditation.h"
#include "registry/verifier/qualification.h"

namespace kepsim {
namespace {

constexpr std::string_view kTrustedList = "trusted list";
constexpr std::string_view kRegistry = "registry";
constexpr std::string_view kCertificateItself = "certificate";

std::string Described(const Certificate& certificate) {
  const auto name = Find(certificate.subject(), Attribute::kCommonName);
  return (name ? *name + ", " : "") + "serial " + certificate.SerialHex();
}

// Why a certificate that was parsed is still none to go on with; empty if it is.
std::string Unusable(const Certificate& certificate) {
  // Who does not know it must refuse (RFC 5280 §4.2): it may say anything.
  if (certificate.has_unknown_critical_extension()) {
    return "a critical extension of the certificate is not known here";
  }
  // RFC 9215 §8: subject public keys are verified to conform to the standard before use.
  const Reason key = certificate.public_key().status().reason();
  if (key == Reason::DER_MALFORMED || key == Reason::KEY_POINT_INVALID) {
    return "the certificate's key is none";
  }
  return {};
}

VerdictReason Validity(const Certificate& certificate, const IssuerPath& path, Check& check) {
  check.source = kCertificateItself;
  const auto judge = [&](const Certificate& one) {
    check.input = Described(one);
    check.detail = FormatTime(one.not_before()) + " to " + FormatTime(one.not_after());
    if (check.time < one.not_before()) return VerdictReason::kNotYetValid;
    // The last second is included (RFC 5280 §4.1.2.5).
    if (check.time >= one.not_after() + std::chrono::seconds(1)) return VerdictReason::kExpired;
    return VerdictReason::kValid;
  };
  for (auto issuer = path.rbegin(); issuer != path.rend(); ++issuer) {
    const VerdictReason reason = judge((*issuer)->certificate);
    if (reason != VerdictReason::kValid) return reason;
  }
  return judge(certificate);
}

}  // namespace

Verdict Verifier::VerifyCertificate(ByteView encoded, Time at, const VerificationPolicy& policy) {
  const auto certificate = Certificate::ParsePemOrDer(encoded);
  if (certificate.ok()) return VerifyCertificate(*certificate, at, policy);
  Verdict verdict{JudgedObject::kCertificate, VerdictReason::kValid, {}, at};
  AddCheck(verdict, "format", [&](Check& check) {
    check.detail = certificate.status().message();
    return VerdictReason::kMalformed;
  });
  return verdict;
}

Verdict Verifier::VerifyCertificate(const Certificate& certificate, Time at,
                                    const VerificationPolicy& policy) {
  Verdict verdict{JudgedObject::kCertificate, VerdictReason::kValid, {}, at};
  AddCheck(verdict, "format", [&](Check& check) {
    check.input = Described(certificate);
    check.source = kCertificateItself;
    check.detail = Unusable(certificate);
    return check.detail.empty() ? VerdictReason::kValid : VerdictReason::kMalformed;
  });
  return Judge(std::move(verdict), certificate, policy);
}

Verifier::SignatureVerdict Verifier::VerifyDetachedCms(ByteView cms, ByteView content, Time at,
                                                       const VerificationPolicy& policy) {
  const auto malformed = [&](std::string detail) {
    SignatureVerdict answer{{JudgedObject::kSignature, VerdictReason::kValid, {}, at}, std::nullopt};
    AddCheck(answer.verdict, "format", [&](Check& check) {
      check.detail = std::move(detail);
      return VerdictReason::kMalformed;
    });
    return answer;
  };

  const auto signatures = ParseCms(cms);
  if (!signatures.ok()) return malformed(signatures.status().message());
  std::vector<Certificate> signers;
  for (const CmsSignature& signature : *signatures) {
    if (!signature.signer_certificate) return malformed("the signer's certificate is not inside");
    auto signer = Certificate::Parse(*signature.signer_certificate);
    if (!signer.ok()) return malformed("signer's certificate: " + signer.status().message());
    if (std::string why = Unusable(*signer); !why.empty()) return malformed(std::move(why));
    signers.push_back(*std::move(signer));
  }
  if (signers.empty()) return malformed("no signer");

  std::optional<Verdict> first;
  for (size_t i = 0; i < signers.size(); ++i) {
    Verdict verdict{JudgedObject::kSignature, VerdictReason::kValid, {}, at};
    AddCheck(verdict, "format", [&](Check& check) {
      check.input = "signer " + std::to_string(i + 1) + " of " + std::to_string(signers.size());
      return VerdictReason::kValid;
    });
    AddCheck(verdict, "signature", [&](Check& check) {
      check.input = Described(signers[i]);
      check.source = kCertificateItself;
      if (!signers[i].public_key().ok()) {
        check.detail = signers[i].public_key().status().message();
        return VerdictReason::kSignatureInvalid;
      }
      const Status status = VerifyCmsDetached(cms, i, content, *signers[i].public_key());
      if (!status.ok()) check.detail = status.message();
      return status.ok() ? VerdictReason::kValid : VerdictReason::kSignatureInvalid;
    });
    verdict = Judge(std::move(verdict), signers[i], policy);
    if (!verdict.valid()) return {std::move(verdict), std::move(signers.front())};
    if (!first) first = std::move(verdict);
  }
  return {*std::move(first), std::move(signers.front())};
}

Verdict Verifier::Judge(Verdict begun, const Certificate& certificate, const VerificationPolicy& policy) {
  PathSearch search;
  if (begun.valid()) search = paths_.Find(certificate);
  AddCheck(begun, "path", [&](Check& check) {
    check.source = kTrustedList;
    check.input = Described(certificate);
    check.detail = search.detail;
    if (search.paths.empty() && !search.signature_failed) return VerdictReason::kUnknownIssuer;
    return VerdictReason::kValid;
  });
  AddCheck(begun, "path-signatures", [&](Check& check) {
    check.source = kCertificateItself;
    check.input = Described(certificate);
    check.detail = search.detail;
    return search.paths.empty() ? VerdictReason::kChainSignatureInvalid : VerdictReason::kValid;
  });

  // Without a path the rest is only listed. With several, one that holds is enough.
  if (search.paths.empty()) search.paths.emplace_back();
  std::optional<Verdict> first;
  for (const IssuerPath& path : search.paths) {
    Verdict verdict = JudgePath(begun, certificate, path, policy);
    if (verdict.valid()) return verdict;
    if (!first) first = std::move(verdict);
  }
  return *std::move(first);
}

Verdict Verifier::JudgePath(Verdict verdict, const Certificate& certificate, const IssuerPath& path,
                            const VerificationPolicy& policy) {
  AddCheck(verdict, "accreditation", [&](Check& check) { return JudgeIssuer(certificate, path, check); });
  AddCheck(verdict, "validity", [&](Check& check) { return Validity(certificate, path, check); });
  AddCheck(verdict, "revocation", [&](Check& check) {
    if (path.empty()) {
      check.input = Described(certificate);
      check.detail = "a root is not revoked by a list";
      return VerdictReason::kValid;
    }
    return JudgeRevocation(certificate, path.front()->certificate, check);
  });
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    AddCheck(verdict, "revocation", [&](Check& check) {
      return JudgeRevocation(path[i]->certificate, path[i + 1]->certificate, check);
    });
  }
  AddCheck(verdict, "qualification", [&](Check& check) {
    check.input = Described(certificate);
    check.source = kCertificateItself;
    // Whatever the certificate says of itself.
    if (!path.empty() && !path.back()->qualified) {
      check.detail =
          "the path ends at a root of unqualified signatures: " + ToText(path.back()->certificate.subject());
      return VerdictReason::kNotQualified;
    }
    check.detail = MissingQualifiedMarks(certificate);
    return check.detail.empty() ? VerdictReason::kValid : VerdictReason::kNotQualified;
  });
  if (policy.ask_registry) {
    AddCheck(verdict, "registry", [&](Check& check) { return JudgeEntry(certificate, check); });
  }
  return verdict;
}

// notBefore is the CA's claim, in whole seconds. It counts, as real verifiers know nothing else; but where
// the accreditation changed within that very second, the registry's entry tells on which side of the change
// the certificate lies.
Time Verifier::IssueMoment(const Certificate& certificate, const KnownAuthority& issuer) {
  const Time claimed = certificate.not_before();
  const Time next_second = claimed + std::chrono::seconds(1);
  const bool in_doubt =
      std::any_of(issuer.history.begin(), issuer.history.end(), [&](const AccreditationChange& change) {
        return change.effective > claimed && change.effective < next_second;
      });
  if (!in_doubt) return claimed;
  const auto entry = lookup_.EntryOf(*certificate.authority_key_id(), certificate.serial());
  if (!entry.ok() || !*entry) return claimed;
  return std::clamp((*entry)->published, claimed, next_second);
}

VerdictReason Verifier::JudgeIssuer(const Certificate& certificate, const IssuerPath& path, Check& check) {
  check.source = kTrustedList;
  if (path.empty() || path.front()->id.empty()) {
    check.input = Described(certificate);
    check.detail = "issued by a root, which needs no accreditation";
    return VerdictReason::kValid;
  }
  const KnownAuthority& issuer = *path.front();
  check.input = Described(issuer.certificate);
  if (!path.back()->qualified) {
    check.detail = "CAs of unqualified signatures are not accredited";
    return VerdictReason::kValid;
  }
  const Time issued = IssueMoment(certificate, issuer);
  check.detail = "issued " + FormatTime(issued);
  return JudgeAccreditation(issuer.history, issued, check.time);
}

VerdictReason Verifier::JudgeRevocation(const Certificate& certificate, const Certificate& issuer,
                                        Check& check) {
  check.input = Described(certificate);
  const auto unknown = [&](std::string detail) {
    check.detail = std::move(detail);
    return VerdictReason::kRevocationUnknown;
  };
  const auto fetched = lookup_.CrlOf(*certificate.authority_key_id());
  if (!fetched.ok()) return unknown(fetched.status().message());
  if (!*fetched) return unknown("the CA has published no list");
  check.source = (*fetched)->source;
  const auto crl = crls_.Verified((*fetched)->der, issuer);
  if (!crl.ok()) return unknown(crl.status().message());

  check.detail = "list of " + FormatTime((*crl)->this_update());
  // A list that covers a later moment tells of the past, too: entries stay, with their dates.
  if (!(*crl)->next_update() || check.time > *(*crl)->next_update()) {
    return unknown(check.detail + " is not current");
  }
  const CrlEntry* entry = (*crl)->Find(certificate.serial());
  if (entry == nullptr || entry->revoked > check.time) return VerdictReason::kValid;
  check.detail += ": revoked " + FormatTime(entry->revoked) + ", reason " +
                  std::to_string(static_cast<int>(entry->reason));
  return VerdictReason::kRevoked;
}

VerdictReason Verifier::JudgeEntry(const Certificate& certificate, Check& check) {
  check.input = Described(certificate);
  check.source = kRegistry;
  if (!certificate.authority_key_id()) {
    check.detail = "a root has no entry";
    return VerdictReason::kNotInRegistry;
  }
  const auto entry = lookup_.EntryOf(*certificate.authority_key_id(), certificate.serial());
  if (!entry.ok()) {
    check.detail = entry.status().message();
    return VerdictReason::kNotInRegistry;
  }
  if (!*entry || (*entry)->published > check.time) return VerdictReason::kNotInRegistry;
  check.detail = "published " + FormatTime((*entry)->published);
  // The entry's moment is the one from which a revocation is effective; a list may show it later.
  if ((*entry)->revoked && *(*entry)->revoked <= check.time) {
    check.detail += ", revoked " + FormatTime(*(*entry)->revoked);
    return VerdictReason::kRevoked;
  }
  return VerdictReason::kValid;
}

}  // namespace kepsim
