// The linter's own OIDs: one mistyped in the builder must not be mistyped here as well. They are held as the
// octets that stand in a certificate, so that nothing is turned into text to be compared.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "ca/base/bytes.h"

namespace kepsim::lint {

class Oid {
 public:
  template <size_t kLength>
  consteval explicit Oid(const char (&dotted)[kLength]) {
    uint64_t first = 0;
    size_t arcs = 0;
    for (size_t at = 0; at + 1 < kLength; ++at) {
      uint64_t arc = 0;
      for (; at + 1 < kLength && dotted[at] != '.'; ++at)
        arc = arc * 10 + static_cast<uint64_t>(dotted[at] - '0');
      if (++arcs == 1) {
        first = arc;
      } else {
        Append(arcs == 2 ? first * 40 + arc : arc);
      }
    }
  }

  constexpr ByteView octets() const { return {octets_.data(), size_}; }
  friend bool operator==(const Oid& a, ByteView b) { return std::ranges::equal(a.octets(), b); }

 private:
  constexpr void Append(uint64_t arc) {
    int groups = 1;
    while (arc >> (7 * groups) != 0) ++groups;
    while (groups-- > 0) {
      octets_[size_++] = static_cast<uint8_t>((arc >> (7 * groups) & 0x7F) | (groups == 0 ? 0 : 0x80));
    }
  }

  std::array<uint8_t, 14> octets_{};
  size_t size_ = 0;
};

// Attributes of names. The order is that of AttributeType.
inline constexpr Oid kAttributeOids[] = {
    Oid("2.5.4.3"),
    Oid("2.5.4.4"),
    Oid("2.5.4.6"),
    Oid("2.5.4.7"),
    Oid("2.5.4.8"),
    Oid("2.5.4.9"),
    Oid("2.5.4.10"),
    Oid("2.5.4.11"),
    Oid("2.5.4.12"),
    Oid("2.5.4.42"),
    Oid("1.2.840.113549.1.9.1"),
    Oid("1.2.643.100.1"),
    Oid("1.2.643.100.3"),
    Oid("1.2.643.100.4"),
    Oid("1.2.643.100.5"),
    Oid("1.2.643.3.131.1.1"),
};
enum class AttributeType : uint8_t {
  kCommonName,
  kSurname,
  kCountry,
  kLocality,
  kState,
  kStreet,
  kOrganization,
  kOrganizationalUnit,
  kTitle,
  kGivenName,
  kEmail,
  kOgrn,
  kSnils,
  kInnle,
  kOgrnip,
  kInn,
  kOther,
};

// Extensions. The order is that of ExtensionType.
inline constexpr Oid kExtensionOids[] = {
    Oid("2.5.29.14"),       Oid("2.5.29.15"),       Oid("2.5.29.16"),         Oid("2.5.29.17"),
    Oid("2.5.29.18"),       Oid("2.5.29.19"),       Oid("2.5.29.30"),         Oid("2.5.29.31"),
    Oid("2.5.29.32"),       Oid("2.5.29.33"),       Oid("2.5.29.35"),         Oid("2.5.29.36"),
    Oid("2.5.29.37"),       Oid("2.5.29.54"),       Oid("1.3.6.1.5.5.7.1.1"), Oid("1.2.643.100.111"),
    Oid("1.2.643.100.112"), Oid("1.2.643.100.114"),
};
enum class ExtensionType : uint8_t {
  kSubjectKeyId,
  kKeyUsage,
  kPrivateKeyUsagePeriod,
  kSubjectAltName,
  kIssuerAltName,
  kBasicConstraints,
  kNameConstraints,
  kCrlDistributionPoints,
  kCertificatePolicies,
  kPolicyMappings,
  kAuthorityKeyId,
  kPolicyConstraints,
  kExtendedKeyUsage,
  kInhibitAnyPolicy,
  kAuthorityInfoAccess,
  kSubjectSignTool,
  kIssuerSignTool,
  kIdentificationKind,
  kOther,
};

static_assert(std::size(kAttributeOids) == static_cast<size_t>(AttributeType::kOther));
static_assert(std::size(kExtensionOids) == static_cast<size_t>(ExtensionType::kOther));

inline constexpr Oid kOcsp("1.3.6.1.5.5.7.48.1");
inline constexpr Oid kCaIssuers("1.3.6.1.5.5.7.48.2");
inline constexpr Oid kAnyPurpose("2.5.29.37.0");
inline constexpr Oid kTimeStamping("1.3.6.1.5.5.7.3.8");
inline constexpr Oid kOcspSigning("1.3.6.1.5.5.7.3.9");
inline constexpr Oid kAnyPolicy("2.5.29.32.0");
inline constexpr Oid kClasses("1.2.643.100.113");  // KC1 .. KA1 are one arc below

inline constexpr Oid kSign256("1.2.643.7.1.1.3.2");
inline constexpr Oid kSign512("1.2.643.7.1.1.3.3");
inline constexpr Oid kSign2001("1.2.643.2.2.3");
inline constexpr Oid kSign94("1.2.643.2.2.4");
inline constexpr Oid kKey256("1.2.643.7.1.1.1.1");
inline constexpr Oid kKey512("1.2.643.7.1.1.1.2");
inline constexpr Oid kKey2001("1.2.643.2.2.19");
inline constexpr Oid kKey94("1.2.643.2.2.20");
inline constexpr Oid kDigest256("1.2.643.7.1.1.2.2");
inline constexpr Oid kDigest512("1.2.643.7.1.1.2.3");

}  // namespace kepsim::lint
