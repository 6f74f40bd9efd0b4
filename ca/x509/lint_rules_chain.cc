// A certificate and its issuer's. Of a certificate that is its own issuer's only the signature is asked: the
// rest is the same octets twice.

#include <algorithm>

#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

bool Linked(const Chain& c) {
  return c.issuer != nullptr && !c.own;
}

Breach Unreadable(const Chain& c) {
  return BreachIf(c.issuer == nullptr);
}

Breach KeyUnsupported(const Chain& c) {
  return BreachIf(c.issuer != nullptr && !c.key.ok(),
                  c.issuer == nullptr ? "" : OidText(c.issuer->certificate.key.oid));
}

// RFC 5280 §7.1 compares what the strings say, whatever type they are of.
bool SameName(const DistinguishedName& a, const DistinguishedName& b) {
  return std::ranges::equal(a.whole, b.whole) ||
         std::ranges::equal(a.attributes, b.attributes, [](const Attribute& x, const Attribute& y) {
           return std::ranges::equal(x.oid, y.oid) &&
                  (x.text.points.empty() ? x.value == y.value : x.text.points == y.text.points);
         });
}

Breach IssuerName(const Chain& c) {
  return BreachIf(Linked(c) && !SameName(c.certificate.certificate.issuer, c.issuer->certificate.subject));
}

Breach KeyId(const Chain& c) {
  if (!Linked(c) || !c.issuer->subject_key_id) return std::nullopt;
  const auto& authority = c.certificate.authority_key_id;
  return BreachIf(authority && authority->key_id &&
                  !std::ranges::equal(*authority->key_id, *c.issuer->subject_key_id));
}

Breach IssuerSerial(const Chain& c) {
  const auto& authority = c.certificate.authority_key_id;
  if (!Linked(c) || !authority) return std::nullopt;
  const Certificate& issuer = c.issuer->certificate;
  if (authority->serial && !std::ranges::equal(*authority->serial, issuer.serial)) return "serial";
  if (!authority->issuer) return std::nullopt;
  TlvReader names(*authority->issuer);
  const auto directory = names.Next(0xA4);  // GeneralName, directoryName
  return BreachIf(directory && names.done() && !std::ranges::equal(directory->content, issuer.issuer.whole),
                  "issuer");
}

// What has no extensions, as old roots of the web, cannot say it (RFC 5280 §6.1.4 (k) asks version 3 alone).
Breach IssuerIsCa(const Chain& c) {
  return BreachIf(Linked(c) && !c.issuer->certificate.extensions.empty() && !c.issuer->is_ca());
}

Breach IssuerCertSign(const Chain& c) {
  return BreachIf(Linked(c) && c.issuer->is_ca() && c.issuer->key_usage &&
                  !c.issuer->KeyUsageBit(kKeyCertSign));
}

Breach IssuerPathLength(const Chain& c) {
  if (!Linked(c) || !c.certificate.is_ca() || c.certificate.certificate.self_issued()) return std::nullopt;
  const auto& constraints = c.issuer->basic_constraints;
  return BreachIf(constraints && constraints->ca && constraints->path_length == 0);
}

Breach Validity(const Chain& c) {
  if (!Linked(c)) return std::nullopt;
  const Certificate& own = c.certificate.certificate;
  const Certificate& issuer = c.issuer->certificate;
  if (own.not_before.seconds && issuer.not_before.seconds &&
      *own.not_before.seconds < *issuer.not_before.seconds) {
    return "begins before it";
  }
  return BreachIf(
      own.not_after.seconds && issuer.not_after.seconds && *own.not_after.seconds > *issuer.not_after.seconds,
      "ends after it");
}

Breach Policies(const Chain& c) {
  if (!Linked(c) || !c.certificate.policies || !c.issuer->policies) return std::nullopt;
  std::vector<ByteView> allowed = *c.issuer->policies;
  const auto less = [](ByteView a, ByteView b) { return std::ranges::lexicographical_compare(a, b); };
  std::ranges::sort(allowed, less);
  if (std::ranges::binary_search(allowed, kAnyPolicy.octets(), less)) return std::nullopt;
  for (ByteView policy : *c.certificate.policies) {
    if (!std::ranges::binary_search(allowed, policy, less)) return OidText(policy);
  }
  return std::nullopt;
}

Breach PrivateKeyUsage(const Chain& c) {
  if (!Linked(c) || !c.issuer->private_key_usage) return std::nullopt;
  const auto& [from, until] = *c.issuer->private_key_usage;
  const auto& at = c.certificate.certificate.not_before.seconds;
  if (!at) return std::nullopt;
  // What was not yet valid itself when it issued has a rule of its own.
  const auto& issuer_from = c.issuer->certificate.not_before.seconds;
  if (issuer_from && *at < *issuer_from) return std::nullopt;
  if (from && from->seconds && *at < *from->seconds) return "before it";
  return BreachIf(until && until->seconds && *at > *until->seconds, "after it");
}

// Nothing where the key is none that is supported here.
std::optional<bool> AlgorithmFits(const Chain& c) {
  if (c.issuer == nullptr || !c.key.ok()) return std::nullopt;
  const Oid& expected = DigestOf(c.key->algorithm()) == DigestAlgorithm::kStreebog256 ? kSign256 : kSign512;
  return expected == c.certificate.certificate.signature.oid;
}

Breach SignatureAlgorithm(const Chain& c) {
  return BreachIf(AlgorithmFits(c) == false);
}

Breach Signature(const Chain& c) {
  const Certificate& own = c.certificate.certificate;
  const size_t octets = own.signature_bits.size();
  // What has not the length of a signature has a rule of its own.
  if (AlgorithmFits(c) != true || own.signature_bits.empty() || own.signature_bits[0] != 0)
    return std::nullopt;
  if (octets != (kSign256 == own.signature.oid ? 65u : 129u)) return std::nullopt;
  return BreachIf(!c.key->Verify(own.tbs, own.signature_bits.subspan(1)).ok());
}

constexpr ChainRule kRules[] = {
    {"chain-issuer-unreadable", Weight::kNotice, Binds::kAny, "RFC 5280 §4.1",
     "What was given as the issuer's certificate is one.", Unreadable},
    // [text] a key of another standard is no fault
    {"chain-key-unsupported", Weight::kNotice, Binds::kAny, "RFC 5280 §6.1.3",
     "The issuer's key is one that the linter can verify with.", KeyUnsupported},
    // [text]
    {"chain-name", Weight::kError, Binds::kAny, "RFC 5280 §6.1.3",
     "The issuer is the subject of the issuer's certificate.", IssuerName},
    {"chain-key-id", Weight::kError, Binds::kAny, "RFC 5280 §4.2.1.1",
     "The key identifiers of certificate and issuer's certificate agree.", KeyId},
    // [text] a cross-certified authority has several certificates for one key
    {"chain-serial", Weight::kWarning, Binds::kAny, "RFC 5280 §4.2.1.1",
     "Issuer and serial in authorityKeyIdentifier are those of the issuer's certificate.", IssuerSerial},
    // [text]
    {"chain-ca", Weight::kError, Binds::kAny, "RFC 5280 §6.1.4", "The issuer is an authority.", IssuerIsCa},
    {"chain-cert-sign", Weight::kError, Binds::kAny, "RFC 5280 §6.1.4",
     "The issuer's keyUsage has keyCertSign.", IssuerCertSign},
    {"chain-path-length", Weight::kError, Binds::kAny, "RFC 5280 §6.1.4",
     "The issuer's path length allows an authority below it.", IssuerPathLength},
    // [memory] [practice: holders' ones end with the authority's]
    {"chain-validity", Weight::kWarning, Binds::kAny, "63-ФЗ ст. 17 ч. 2",
     "The validity lies within the issuer's.", Validity},
    // [text] a path for a given policy is not to be built
    {"chain-policies", Weight::kWarning, Binds::kAny, "RFC 5280 §6.1.3",
     "The policies are among the issuer's.", Policies},
    // [memory] the authority's key signs for three years by its tool's documentation
    {"chain-private-key-usage", Weight::kWarning, Binds::kAny, "RFC 3280 §4.2.1.4",
     "It was issued while the issuer's key might sign.", PrivateKeyUsage},
    // [text]
    {"chain-signature-algorithm", Weight::kError, Binds::kAny, "RFC 5280 §4.1.1.2",
     "The signature algorithm fits the issuer's key.", SignatureAlgorithm},
    {"chain-signature", Weight::kError, Binds::kAny, "RFC 5280 §6.1.3",
     "The signature is that of the issuer's key.", Signature},
};

}  // namespace

std::span<const ChainRule> ChainRules() {
  return kRules;
}

}  // namespace kepsim::lint
