// OIDs of what certificates and lists hold (domain.md §1.3, §3.1), dotted.
#pragma once

#include <string_view>

namespace kepsim::oid {

inline constexpr std::string_view kSubjectKeyId = "2.5.29.14";
inline constexpr std::string_view kKeyUsage = "2.5.29.15";
inline constexpr std::string_view kPrivateKeyUsagePeriod = "2.5.29.16";
inline constexpr std::string_view kBasicConstraints = "2.5.29.19";
inline constexpr std::string_view kCrlNumber = "2.5.29.20";
inline constexpr std::string_view kReasonCode = "2.5.29.21";
inline constexpr std::string_view kInvalidityDate = "2.5.29.24";
inline constexpr std::string_view kCrlDistributionPoints = "2.5.29.31";
inline constexpr std::string_view kCertificatePolicies = "2.5.29.32";
inline constexpr std::string_view kAuthorityKeyId = "2.5.29.35";
inline constexpr std::string_view kExtendedKeyUsage = "2.5.29.37";
inline constexpr std::string_view kAuthorityInfoAccess = "1.3.6.1.5.5.7.1.1";
inline constexpr std::string_view kOcsp = "1.3.6.1.5.5.7.48.1";
inline constexpr std::string_view kCaIssuers = "1.3.6.1.5.5.7.48.2";

// Приказ ФСБ № 795
inline constexpr std::string_view kSubjectSignTool = "1.2.643.100.111";
inline constexpr std::string_view kIssuerSignTool = "1.2.643.100.112";
inline constexpr std::string_view kIdentificationKind = "1.2.643.100.114";

// RFC 9215 §2
inline constexpr std::string_view kSignature256 = "1.2.643.7.1.1.3.2";
inline constexpr std::string_view kSignature512 = "1.2.643.7.1.1.3.3";

}  // namespace kepsim::oid
