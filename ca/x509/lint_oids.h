// The linter's own OIDs: one mistyped in the builder must not be mistyped here as well.
#pragma once

#include <string_view>

namespace kepsim::lint {

inline constexpr std::string_view kCommonName = "2.5.4.3";
inline constexpr std::string_view kSurname = "2.5.4.4";
inline constexpr std::string_view kCountry = "2.5.4.6";
inline constexpr std::string_view kLocality = "2.5.4.7";
inline constexpr std::string_view kState = "2.5.4.8";
inline constexpr std::string_view kStreet = "2.5.4.9";
inline constexpr std::string_view kOrganization = "2.5.4.10";
inline constexpr std::string_view kOrganizationalUnit = "2.5.4.11";
inline constexpr std::string_view kTitle = "2.5.4.12";
inline constexpr std::string_view kGivenName = "2.5.4.42";
inline constexpr std::string_view kEmail = "1.2.840.113549.1.9.1";
inline constexpr std::string_view kOgrn = "1.2.643.100.1";
inline constexpr std::string_view kSnils = "1.2.643.100.3";
inline constexpr std::string_view kInnle = "1.2.643.100.4";
inline constexpr std::string_view kOgrnip = "1.2.643.100.5";
inline constexpr std::string_view kInn = "1.2.643.3.131.1.1";

inline constexpr std::string_view kSubjectKeyId = "2.5.29.14";
inline constexpr std::string_view kKeyUsage = "2.5.29.15";
inline constexpr std::string_view kPrivateKeyUsagePeriod = "2.5.29.16";
inline constexpr std::string_view kSubjectAltName = "2.5.29.17";
inline constexpr std::string_view kIssuerAltName = "2.5.29.18";
inline constexpr std::string_view kBasicConstraints = "2.5.29.19";
inline constexpr std::string_view kNameConstraints = "2.5.29.30";
inline constexpr std::string_view kCrlDistributionPoints = "2.5.29.31";
inline constexpr std::string_view kCertificatePolicies = "2.5.29.32";
inline constexpr std::string_view kPolicyMappings = "2.5.29.33";
inline constexpr std::string_view kAuthorityKeyId = "2.5.29.35";
inline constexpr std::string_view kPolicyConstraints = "2.5.29.36";
inline constexpr std::string_view kExtendedKeyUsage = "2.5.29.37";
inline constexpr std::string_view kInhibitAnyPolicy = "2.5.29.54";
inline constexpr std::string_view kAuthorityInfoAccess = "1.3.6.1.5.5.7.1.1";
inline constexpr std::string_view kOcsp = "1.3.6.1.5.5.7.48.1";
inline constexpr std::string_view kCaIssuers = "1.3.6.1.5.5.7.48.2";
inline constexpr std::string_view kSubjectSignTool = "1.2.643.100.111";
inline constexpr std::string_view kIssuerSignTool = "1.2.643.100.112";
inline constexpr std::string_view kIdentificationKind = "1.2.643.100.114";
inline constexpr std::string_view kClassPrefix = "1.2.643.100.113.";

inline constexpr std::string_view kSign256 = "1.2.643.7.1.1.3.2";
inline constexpr std::string_view kSign512 = "1.2.643.7.1.1.3.3";
inline constexpr std::string_view kSign2001 = "1.2.643.2.2.3";
inline constexpr std::string_view kKey256 = "1.2.643.7.1.1.1.1";
inline constexpr std::string_view kKey512 = "1.2.643.7.1.1.1.2";
inline constexpr std::string_view kKey2001 = "1.2.643.2.2.19";
inline constexpr std::string_view kDigest256 = "1.2.643.7.1.1.2.2";
inline constexpr std::string_view kDigest512 = "1.2.643.7.1.1.2.3";

}  // namespace kepsim::lint
