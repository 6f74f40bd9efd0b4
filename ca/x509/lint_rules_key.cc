// SubjectPublicKeyInfo.

#include <algorithm>

#include "ca/x509/lint_oids.h"
#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

enum class DigestParameter { kMust, kMustNot, kShouldNot };

struct ParameterSet {
  std::string_view key;
  std::string_view oid;
  DigestParameter digest;  // RFC 9215 §4.2
  bool for_tests_only = false;
};

constexpr ParameterSet kSets[] = {
    {kKey256, "1.2.643.2.2.35.0", DigestParameter::kMust, true},
    {kKey256, "1.2.643.2.2.35.1", DigestParameter::kMust},
    {kKey256, "1.2.643.2.2.35.2", DigestParameter::kMust},
    {kKey256, "1.2.643.2.2.35.3", DigestParameter::kMust},
    {kKey256, "1.2.643.2.2.36.0", DigestParameter::kMust},
    {kKey256, "1.2.643.2.2.36.1", DigestParameter::kMust},
    {kKey256, "1.2.643.7.1.2.1.1.1", DigestParameter::kShouldNot},
    {kKey256, "1.2.643.7.1.2.1.1.2", DigestParameter::kMustNot},
    {kKey256, "1.2.643.7.1.2.1.1.3", DigestParameter::kMustNot},
    {kKey256, "1.2.643.7.1.2.1.1.4", DigestParameter::kMustNot},
    {kKey512, "1.2.643.7.1.2.1.2.0", DigestParameter::kShouldNot, true},
    {kKey512, "1.2.643.7.1.2.1.2.1", DigestParameter::kShouldNot},
    {kKey512, "1.2.643.7.1.2.1.2.2", DigestParameter::kShouldNot},
    {kKey512, "1.2.643.7.1.2.1.2.3", DigestParameter::kShouldNot},
};

struct KeyParameters {
  const ParameterSet* set = nullptr;
  std::string digest;  // empty: absent
};

bool IsGost2012(const Algorithm& key) {
  return key.oid == kKey256 || key.oid == kKey512;
}

// Nothing if the parameters have not the form of GostR3410-2012-PublicKeyParameters with a known set.
std::optional<KeyParameters> ReadParameters(const Algorithm& key) {
  constexpr uint8_t kOid = 0x06;
  constexpr uint8_t kSequence = 0x30;
  if (!key.parameters || key.parameters->tag != kSequence) return std::nullopt;
  const auto fields = Split(key.parameters->content);
  if (!fields || fields->empty() || fields->size() > 2) return std::nullopt;
  if (!std::ranges::all_of(*fields, [](const Tlv& field) { return field.tag == kOid; })) return std::nullopt;
  KeyParameters parameters;
  const std::string set = OidText((*fields)[0].content);
  for (const ParameterSet& candidate : kSets) {
    if (candidate.key == key.oid && candidate.oid == set) parameters.set = &candidate;
  }
  if (parameters.set == nullptr) return std::nullopt;
  if (fields->size() == 2) parameters.digest = OidText((*fields)[1].content);
  return parameters;
}

Breach Known(const Subject& s) {
  const Algorithm& key = s.certificate.key;
  return BreachIf(!IsGost2012(key) && key.oid != kKey2001, key.oid);
}

Breach Legacy(const Subject& s) {
  return BreachIf(s.certificate.key.oid == kKey2001);
}

Breach Parameters(const Subject& s) {
  const Algorithm& key = s.certificate.key;
  return BreachIf(IsGost2012(key) && !ReadParameters(key));
}

Breach TestSet(const Subject& s) {
  const auto parameters = ReadParameters(s.certificate.key);
  return BreachIf(parameters && parameters->set->for_tests_only);
}

Breach DigestParameterMust(const Subject& s) {
  const auto parameters = ReadParameters(s.certificate.key);
  if (!parameters) return std::nullopt;
  switch (parameters->set->digest) {
    case DigestParameter::kMust:
      return BreachIf(parameters->digest != kDigest256, parameters->digest.empty() ? "absent" : "another");
    case DigestParameter::kMustNot:
      return BreachIf(!parameters->digest.empty(), "present");
    case DigestParameter::kShouldNot:
      break;
  }
  const std::string_view own = s.certificate.key.oid == kKey256 ? kDigest256 : kDigest512;
  return BreachIf(!parameters->digest.empty() && parameters->digest != own, "another");
}

Breach DigestParameterShould(const Subject& s) {
  const auto parameters = ReadParameters(s.certificate.key);
  return BreachIf(parameters && parameters->set->digest == DigestParameter::kShouldNot &&
                  !parameters->digest.empty());
}

Breach Length(const Subject& s) {
  const Algorithm& key = s.certificate.key;
  if (!IsGost2012(key)) return std::nullopt;
  const ByteView bits = s.certificate.key_bits;
  if (bits.empty() || bits[0] != 0) return "unused bits";
  TlvReader reader(bits.subspan(1));
  const auto point = reader.Next(0x04);
  const size_t octets = key.oid == kKey256 ? 64 : 128;
  return BreachIf(!point || !reader.done() || point->content.size() != octets);
}

constexpr Rule kRules[] = {
    // [text]
    {"key-algorithm-known", Severity::kError, "RFC 9215 §4.1", Known},
    {"key-algorithm-legacy", Severity::kWarning, "RFC 9215 §4.1", Legacy},
    {"key-parameters", Severity::kError, "RFC 9215 §4.2", Parameters},
    {"key-test-parameters", Severity::kError, "RFC 9215 §4.2", TestSet},
    {"key-digest-parameter", Severity::kError, "RFC 9215 §4.2", DigestParameterMust},
    // [text] [practice] Real keys of tc26-256-A and 512-A have it, for the sake of older software (§6).
    {"key-digest-parameter-discouraged", Severity::kNotice, "RFC 9215 §4.2", DigestParameterShould},
    // [text]
    {"key-length", Severity::kError, "RFC 9215 §4.3", Length},
};

}  // namespace

std::span<const Rule> KeyRules() {
  return kRules;
}

}  // namespace kepsim::lint
