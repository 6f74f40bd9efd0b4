// SubjectPublicKeyInfo.

#include "ca/x509/lint_oids.h"
#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

bool IsOlderGost(const Algorithm& key) {
  return kKey2001 == key.oid || kKey94 == key.oid;
}

Breach Known(const Subject& s) {
  return BreachIf(!s.has_gost_key() && !IsOlderGost(s.certificate.key), OidText(s.certificate.key.oid));
}

Breach Legacy(const Subject& s) {
  return BreachIf(IsOlderGost(s.certificate.key));
}

Breach Parameters(const Subject& s) {
  return BreachIf(s.has_gost_key() && !s.key_parameters);
}

Breach TestSet(const Subject& s) {
  return BreachIf(s.has_gost_key() && s.key_parameters && s.key_parameters->set->for_tests_only);
}

Breach Digest(const Subject& s) {
  if (!s.has_gost_key() || !s.key_parameters) return std::nullopt;
  const auto& [set, digest] = *s.key_parameters;
  if (set->digest == DigestParameter::kMustNot) return BreachIf(digest.has_value(), "present");
  if (!digest) return BreachIf(set->digest == DigestParameter::kMust, "absent");
  return BreachIf((kKey256 == s.certificate.key.oid ? kDigest256 : kDigest512) != *digest, "another");
}

Breach DigestDiscouraged(const Subject& s) {
  return BreachIf(s.has_gost_key() && s.key_parameters &&
                  s.key_parameters->set->digest == DigestParameter::kShouldNot && s.key_parameters->digest);
}

Breach Length(const Subject& s) {
  if (!s.has_gost_key()) return std::nullopt;
  const ByteView bits = s.certificate.key_bits;
  if (bits.empty() || bits[0] != 0) return "unused bits";
  TlvReader reader(bits.subspan(1));
  const auto point = reader.Next(0x04);
  const size_t octets = kKey256 == s.certificate.key.oid ? 64 : 128;
  return BreachIf(!point || !reader.done() || point->content.size() != octets);
}

// A plan's key is not asked: it is a PublicKey already, and reading it costs more than all other rules
// together.
Breach Point(const Subject& s) {
  if (!s.certificate.outer_signature || !s.has_gost_key() || !s.certificate.encoding_fault.empty())
    return std::nullopt;
  if (!s.key_parameters || Digest(s) || Length(s)) return std::nullopt;
  const auto key = PublicKey::FromSpki(s.certificate.spki);
  return BreachIf(!key.ok() && key.status().reason() != Reason::KEY_UNSUPPORTED);
}

constexpr Rule kRules[] = {
    // [text]
    {"key-algorithm-known", Weight::kErrorSince2018, Binds::kQualified, "RFC 9215 §4.1",
     "The key is one of GOST R 34.10.", Known},
    {"key-algorithm-legacy", Weight::kWarning, Binds::kGost, "RFC 9215 §4.1",
     "The key is of the standard of 2012, not of 2001 or 1994.", Legacy},
    {"key-parameters", Weight::kError, Binds::kGost, "RFC 9215 §4.2",
     "The key's parameters name a parameter set that fits its length.", Parameters},
    // [text] the examples of the RFCs, which have them, do not claim to be qualified
    {"key-test-parameters", Weight::kError, Binds::kQualified, "RFC 9215 §4.2",
     "The parameter set is none of the standards' examples.", TestSet},
    // [text] [practice: all]
    {"key-digest-parameter", Weight::kErrorSince2018, Binds::kGost, "RFC 9215 §4.2",
     "digestParamSet stands where it must, not where it must not, and is the key's own digest.", Digest},
    // [text] [practice] Real keys of tc26-256-A and 512-A have it, for the sake of older software (§6).
    {"key-digest-parameter-discouraged", Weight::kNotice, Binds::kGost, "RFC 9215 §4.2",
     "digestParamSet is left out for tc26-256-A and 512-bit sets.", DigestDiscouraged},
    // [text]
    {"key-length", Weight::kError, Binds::kGost, "RFC 9215 §4.3",
     "The public key is an OCTET STRING of 64 or 128 octets, as its algorithm says.", Length},
    {"key-point", Weight::kError, Binds::kGost, "RFC 7091 §5.2", "The public key is a point of its curve.",
     Point},
};

}  // namespace

std::span<const Rule> KeyRules() {
  return kRules;
}

}  // namespace kepsim::lint
