// What stands around names, key and extensions: version, serial, signature algorithm, validity.

#include <algorithm>

#include "ca/x509/lint_oids.h"
#include "ca/x509/lint_rule.h"

namespace kepsim::lint {
namespace {

constexpr uint8_t kUtcTime = 0x17;
constexpr uint8_t kGeneralizedTime = 0x18;

bool IsGost2012(const Algorithm& algorithm) {
  return kSign256 == algorithm.oid || kSign512 == algorithm.oid;
}
bool IsOlderGost(const Algorithm& algorithm) {
  return kSign2001 == algorithm.oid || kSign94 == algorithm.oid;
}

Breach TrailingOctets(const Subject& s) {
  return BreachIf(s.certificate.has_trailing_octets);
}

Breach DerEncoding(const Subject& s) {
  return BreachIf(!s.certificate.encoding_fault.empty(), s.certificate.encoding_fault);
}

Breach Version(const Subject& s) {
  if (s.certificate.extensions.empty()) return std::nullopt;
  return BreachIf(s.certificate.version != 2, s.certificate.version ? "" : "v1");
}

Breach SerialPositive(const Subject& s) {
  const ByteView serial = s.certificate.serial;
  if (serial.empty()) return "empty";
  return BreachIf((serial[0] & 0x80) != 0, "negative");
}

Breach SerialZero(const Subject& s) {
  const ByteView serial = s.certificate.serial;
  return BreachIf(!serial.empty() && std::ranges::all_of(serial, [](uint8_t octet) { return octet == 0; }));
}

Breach SerialLength(const Subject& s) {
  const ByteView serial = s.certificate.serial;
  const bool sign_octet = serial.size() > 1 && serial[0] == 0;
  return BreachIf(serial.size() > (sign_octet ? 21u : 20u), std::to_string(serial.size()) + " octets");
}

Breach SerialMinimal(const Subject& s) {
  return BreachIf(!s.certificate.serial.empty() && !IsShortestInteger(s.certificate.serial));
}

Breach SignatureMismatch(const Subject& s) {
  const auto& outer = s.certificate.outer_signature;
  return BreachIf(outer && !std::ranges::equal(outer->whole, s.certificate.signature.whole));
}

Breach SignatureKnown(const Subject& s) {
  const Algorithm& algorithm = s.certificate.signature;
  return BreachIf(!IsGost2012(algorithm) && !IsOlderGost(algorithm), OidText(algorithm.oid));
}

Breach SignatureLegacy(const Subject& s) {
  return BreachIf(IsOlderGost(s.certificate.signature));
}

Breach SignatureParameters(const Subject& s) {
  const Algorithm& algorithm = s.certificate.signature;
  return BreachIf(IsGost2012(algorithm) && algorithm.parameters);
}

Breach SignatureLength(const Subject& s) {
  if (!s.certificate.outer_signature || !s.has_gost_signature()) return std::nullopt;
  const size_t octets = kSign256 == s.certificate.signature.oid ? 64 : 128;
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

Breach ValidityLong(const Subject& s) {
  const auto& from = s.certificate.not_before.seconds;
  const auto& until = s.certificate.not_after.seconds;
  return BreachIf(s.names_holder() && from && until && *until - *from > kHolderTerm);
}

Breach UniqueIds(const Subject& s) {
  return BreachIf(s.certificate.has_unique_id);
}

constexpr Rule kRules[] = {
    // [text] [practice: files with a line end behind the certificate are about]
    {"trailing-octets", Weight::kWarning, Binds::kAny, "RFC 5280 §4.1", "Nothing follows the certificate.",
     TrailingOctets},
    // [text]
    {"der-encoding", Weight::kErrorSince2018, Binds::kAny, "X.690 §10.1",
     "Outside the extensions' values, lengths are written in the fewest octets and OIDs are whole.",
     DerEncoding},
    // [text] [practice: all]
    {"version-3", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.1.2.1",
     "A certificate with extensions is of version 3.", Version},
    // [text] [practice: all, but an old root of the web]
    {"serial-positive", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.1.2.2",
     "The serial number is not negative and not empty.", SerialPositive},
    // [text] [practice: some old roots of the web have it]
    {"serial-zero", Weight::kWarning, Binds::kAny, "RFC 5280 §4.1.2.2", "The serial number is not zero.",
     SerialZero},
    // [text] [practice: all] an octet for the sign is not counted
    {"serial-length", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.1.2.2",
     "The serial number has at most 20 octets.", SerialLength},
    {"serial-minimal", Weight::kErrorSince2018, Binds::kAny, "X.690 §8.3.2",
     "The serial number is written in the fewest octets.", SerialMinimal},
    // [text]
    {"signature-algorithm-mismatch", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.1.1.2",
     "Both signature algorithm identifiers are the same octets.", SignatureMismatch},
    // [practice] Accredited authorities use the 256-bit one alone; those of before 2019 GOST R 34.10-2001.
    {"signature-algorithm-known", Weight::kErrorSince2018, Binds::kQualified, "RFC 9215 §2",
     "The signature algorithm is GOST R 34.10.", SignatureKnown},
    {"signature-algorithm-legacy", Weight::kWarning, Binds::kGost, "RFC 9215 §2",
     "The signature algorithm is of 2012, not of 2001 or 1994.", SignatureLegacy},
    // [text] [practice: all] NULL parameters are the mark of the OpenSSL engine.
    {"signature-parameters", Weight::kError, Binds::kGost, "RFC 9215 §2",
     "The signature algorithm identifiers have no parameters, not even NULL.", SignatureParameters},
    // [text]
    {"signature-length", Weight::kError, Binds::kGost, "RFC 9215 §2",
     "The signature has 64 or 128 octets, as its algorithm says.", SignatureLength},
    // [text]
    {"validity-form", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.1.2.5",
     "Both dates end in seconds and Z, have no fraction, and are dates of the calendar.", ValidityForm},
    // [text] [practice: all]
    {"validity-time-type", Weight::kErrorSince2018, Binds::kAny, "RFC 5280 §4.1.2.5",
     "Dates up to 2049 are UTCTime, later ones GeneralizedTime.", ValidityTimeType},
    // [text]
    {"validity-order", Weight::kError, Binds::kAny, "RFC 5280 §4.1.2.5",
     "The validity does not end before it begins.", ValidityOrder},
    // [memory] [practice: ФНС has 15 months, others a year]
    {"validity-long", Weight::kNotice, Binds::kQualified, "ФСБ, документация СКЗИ",
     "A holder's certificate is valid for at most 15 months.", ValidityLong},
    // [text] never seen, but never counted either
    {"unique-identifiers", Weight::kWarning, Binds::kAny, "RFC 5280 §4.1.2.8",
     "There are no unique identifiers.", UniqueIds},
};

}  // namespace

std::span<const Rule> EnvelopeRules() {
  return kRules;
}

}  // namespace kepsim::lint
