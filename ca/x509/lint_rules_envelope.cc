// What stands around names, key and extensions: version, serial, signature algorithm, validity.

#include <algorithm>

#include "ca/x509/lint_oids.h"
#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

constexpr uint8_t kUtcTime = 0x17;
constexpr uint8_t kGeneralizedTime = 0x18;

bool IsGost2012(std::string_view oid) {
  return oid == kSign256 || oid == kSign512;
}

Breach Version(const Subject& s) {
  return BreachIf(s.certificate.version != 2, s.certificate.version ? "" : "v1");
}

Breach SerialPositive(const Subject& s) {
  const ByteView serial = s.certificate.serial;
  if (serial.empty()) return "empty";
  if ((serial[0] & 0x80) != 0) return "negative";
  return BreachIf(std::ranges::all_of(serial, [](uint8_t octet) { return octet == 0; }), "zero");
}

Breach SerialLength(const Subject& s) {
  return BreachIf(s.certificate.serial.size() > 20, std::to_string(s.certificate.serial.size()) + " octets");
}

Breach SerialMinimal(const Subject& s) {
  const ByteView serial = s.certificate.serial;
  return BreachIf(serial.size() > 1 && serial[0] == 0 && (serial[1] & 0x80) == 0);
}

Breach SignatureMismatch(const Subject& s) {
  const auto& outer = s.certificate.outer_signature;
  return BreachIf(outer && !std::ranges::equal(outer->whole, s.certificate.signature.whole));
}

Breach SignatureKnown(const Subject& s) {
  const std::string& oid = s.certificate.signature.oid;
  return BreachIf(!IsGost2012(oid) && oid != kSign2001, oid);
}

Breach SignatureLegacy(const Subject& s) {
  return BreachIf(s.certificate.signature.oid == kSign2001);
}

Breach SignatureParameters(const Subject& s) {
  const auto breaks = [](const Algorithm& a) { return IsGost2012(a.oid) && a.parameters.has_value(); };
  const auto& outer = s.certificate.outer_signature;
  return BreachIf(breaks(s.certificate.signature) || (outer && breaks(*outer)));
}

Breach SignatureLength(const Subject& s) {
  if (!s.certificate.outer_signature || !IsGost2012(s.certificate.outer_signature->oid)) return std::nullopt;
  const size_t octets = s.certificate.outer_signature->oid == kSign256 ? 64 : 128;
  const ByteView bits = s.certificate.signature_bits;
  return BreachIf(bits.size() != octets + 1 || bits[0] != 0);
}

Breach ValidityOrder(const Subject& s) {
  const auto& from = s.certificate.not_before.seconds;
  const auto& until = s.certificate.not_after.seconds;
  return BreachIf(from && until && *from > *until);
}

Breach ValidityForm(const Subject& s) {
  if (!s.certificate.not_before.seconds) return "notBefore";
  return BreachIf(!s.certificate.not_after.seconds, "notAfter");
}

Breach ValidityTimeType(const Subject& s) {
  const auto breaks = [](const Moment& m) {
    return m.seconds && m.tag != (m.year < 2050 ? kUtcTime : kGeneralizedTime);
  };
  if (breaks(s.certificate.not_before)) return "notBefore";
  return BreachIf(breaks(s.certificate.not_after), "notAfter");
}

Breach UniqueIds(const Subject& s) {
  return BreachIf(s.certificate.has_unique_id);
}

constexpr Rule kRules[] = {
    // [text] [practice: all]
    {"version-3", Severity::kError, "RFC 5280 §4.1.2.1", Version},
    // [text] [practice: all]
    {"serial-positive", Severity::kError, "RFC 5280 §4.1.2.2", SerialPositive},
    {"serial-length", Severity::kError, "RFC 5280 §4.1.2.2", SerialLength},
    {"serial-minimal", Severity::kError, "X.690 §8.3.2", SerialMinimal},
    // [text]
    {"signature-algorithm-mismatch", Severity::kError, "RFC 5280 §4.1.1.2", SignatureMismatch},
    // [practice] Accredited authorities use the 256-bit one alone; those of before 2019 GOST R 34.10-2001.
    {"signature-algorithm-known", Severity::kError, "RFC 9215 §2", SignatureKnown},
    {"signature-algorithm-legacy", Severity::kWarning, "RFC 9215 §2", SignatureLegacy},
    // [text] [practice: all] NULL parameters are the mark of the OpenSSL engine.
    {"signature-parameters", Severity::kError, "RFC 9215 §2", SignatureParameters},
    // [text]
    {"signature-length", Severity::kError, "RFC 9215 §2", SignatureLength},
    {"validity-form", Severity::kError, "RFC 5280 §4.1.2.5", ValidityForm},
    {"validity-time-type", Severity::kError, "RFC 5280 §4.1.2.5", ValidityTimeType},
    {"validity-order", Severity::kError, "RFC 5280 §4.1.2.5", ValidityOrder},
    {"unique-identifiers", Severity::kError, "RFC 5280 §4.1.2.8", UniqueIds},
};

}  // namespace

std::span<const Rule> EnvelopeRules() {
  return kRules;
}

}  // namespace kepsim::lint
