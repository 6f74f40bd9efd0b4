// What a certificate will hold, before it is signed; and the linted form, the only one that a CA signs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/x509/certificate.h"
#include "ca/x509/lint.h"
#include "ca/x509/name.h"

namespace kepsim {

struct AuthorityKeyIdentifier {
  Bytes key_id;
  Bytes issuer_name_der;  // of the authority's own certificate, with its serial; both may be left out
  Bytes serial;
};

// What a plan can hold. The test mark is not among them: it always stands, and at the end.
enum class CertificateExtension {
  kBasicConstraints,
  kKeyUsage,
  kExtendedKeyUsage,
  kIdentificationKind,
  kSubjectKeyId,
  kCertificatePolicies,
  kSubjectSignTool,
  kIssuerSignTool,
  kPrivateKeyUsagePeriod,
  kAuthorityInfoAccess,
  kCrlDistributionPoints,
  kAuthorityKeyId,
};
std::string_view OidOf(CertificateExtension extension);  // dotted

struct ExtensionPlace {
  CertificateExtension extension;
  bool critical = false;
  bool operator==(const ExtensionPlace&) const = default;
};

// The order of a certificate of «Госключ» (interop.md); what it has not stands where it disturbs least.
// basicConstraints and keyUsage are critical.
std::vector<ExtensionPlace> UsualExtensions();

// All that stands in a certificate but the signature. Absent means: the extension is left out.
struct CertificatePlan {
  Bytes serial;  // 16 octets; positive, the first bit clear
  Name issuer;
  Name subject;
  Time not_before;
  Time not_after;
  PublicKey key;
  // Whose key will sign: its length decides the signature algorithm.
  KeyAlgorithm issuer_algorithm;

  bool is_ca = false;
  std::optional<int> path_length = {};               // with is_ca
  uint16_t key_usage = 0;                            // KeyUsageBits
  std::vector<std::string> extended_key_usage = {};  // dotted
  std::vector<std::string> policies = {};            // dotted, in order
  std::optional<std::string> subject_sign_tool = {};
  std::optional<IssuerSignTool> issuer_sign_tool = {};
  std::optional<IdentificationKind> identification_kind = {};
  std::optional<std::pair<Time, Time>> private_key_usage = {};  // 2.5.29.16
  std::optional<Bytes> subject_key_id = {};                     // absent: key.Identifier()
  std::optional<AuthorityKeyIdentifier> authority_key_id = {};  // absent in a root
  std::vector<std::string> crl_urls = {};
  std::vector<std::string> ocsp_urls = {};
  std::vector<std::string> ca_issuer_urls = {};
  // Where each of the above stands. One that has no value is passed over; one with a value must have a place.
  std::vector<ExtensionPlace> extensions = UsualExtensions();
};

// Non-critical, in every certificate that kepsim signs: UTF8String «ТЕСТ …». Under the enterprise number that
// RFC 5612 keeps for examples: GnuTLS and Botan cannot read the 128-bit arc of a UUID under 2.25.
inline constexpr char kTestMarkOid[] = "1.3.6.1.4.1.32473.795.1";
inline constexpr char kTestMarkText[] =
    "ТЕСТ. Выдан симулятором kepsim; не является квалифицированным сертификатом.";

// TBSCertificate's DER (RFC 5280 §4.1), by RFC 9215: signature algorithm without parameters. FIELD_MALFORMED
// for what cannot be encoded.
Result<Bytes> BuildTbsCertificate(const CertificatePlan& plan);

// A TBSCertificate that the linter passed without an error. Only Check makes one; a signer takes nothing
// else.
class CheckedPlan {
 public:
  // CERTIFICATE_LINT with the findings in the detail when a finding is an error.
  static Result<CheckedPlan> Check(const CertificatePlan& plan);
  const Bytes& tbs_der() const { return tbs_; }
  KeyAlgorithm issuer_algorithm() const { return issuer_algorithm_; }
  const Bytes& serial() const { return serial_; }
  const PublicKey& key() const { return *key_; }
  const std::vector<LintFinding>& findings() const { return findings_; }

 private:
  CheckedPlan() = default;
  Bytes tbs_, serial_;
  KeyAlgorithm issuer_algorithm_{};
  std::optional<PublicKey> key_;  // always there
  std::vector<LintFinding> findings_;
};

// The certificate: TBS, algorithm, signature. `key` must be of plan.issuer_algorithm().
Result<Certificate> SignCertificate(const CheckedPlan& plan, const PrivateKey& key,
                                    const RandomStream& random);

}  // namespace kepsim
