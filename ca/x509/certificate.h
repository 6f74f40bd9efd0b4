// A parsed certificate, whoever made it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/crypto/key.h"
#include "ca/x509/name.h"

namespace kepsim {

// id-cKC1 .. of 1.2.643.100.113.N (domain.md §1.3).
enum class SecurityClass { kKc1 = 1, kKc2 = 2, kKc3 = 3, kKv1 = 4, kKv2 = 5, kKa1 = 6 };
// "КС1", "КВ2", …
std::string_view ClassName(SecurityClass security_class);

// 1.2.643.100.114 (63-ФЗ ст. 18 ч. 1 п. 1).
enum class IdentificationKind { kPersonal = 0, kRemoteCert = 1, kRemotePassport = 2, kRemoteSystem = 3 };

// keyUsage, RFC 5280 §4.2.1.3.
enum KeyUsageBits : uint16_t {
  kDigitalSignature = 1 << 0,
  kNonRepudiation = 1 << 1,
  kKeyEncipherment = 1 << 2,
  kDataEncipherment = 1 << 3,
  kKeyAgreement = 1 << 4,
  kKeyCertSign = 1 << 5,
  kCrlSign = 1 << 6,
};

// issuerSignTool, 1.2.643.100.112.
struct IssuerSignTool {
  std::string sign_tool;
  std::string ca_tool;
  std::string sign_tool_cert;
  std::string ca_tool_cert;
  bool operator==(const IssuerSignTool&) const = default;
};

class Certificate {
 public:
  // DER_MALFORMED for what is not one X.509 certificate with nothing behind it. A key that is no supported
  // GOST key does not stop parsing: public_key() then says so.
  // `known` saves reading the key again where the certificate is for that one.
  static Result<Certificate> Parse(ByteView der, const PublicKey* known = nullptr);
  // The first certificate of a PEM text, or DER.
  static Result<Certificate> ParsePemOrDer(ByteView data);

  const Bytes& der() const { return der_; }
  const Bytes& serial() const { return serial_; }  // big-endian magnitude, no sign octet
  std::string SerialHex() const { return ToHex(serial_); }
  const Bytes& issuer_der() const { return issuer_der_; }
  const Bytes& subject_der() const { return subject_der_; }
  const Name& issuer() const { return issuer_; }
  const Name& subject() const { return subject_; }
  Time not_before() const { return not_before_; }
  Time not_after() const { return not_after_; }
  const Result<PublicKey>& public_key() const { return public_key_; }
  const Bytes& spki_der() const { return spki_der_; }

  const std::optional<Bytes>& subject_key_id() const { return subject_key_id_; }
  const std::optional<Bytes>& authority_key_id() const { return authority_key_id_; }
  bool is_ca() const { return is_ca_; }
  std::optional<int> path_length() const { return path_length_; }
  bool has_key_usage() const { return has_key_usage_; }
  // False without the extension. digitalSignature or nonRepudiation: either lets a key sign documents.
  bool AllowsDigitalSignature() const;
  bool AllowsCertSign() const;
  bool AllowsCrlSign() const;
  const std::vector<std::string>& policies() const { return policies_; }  // dotted
  const std::optional<std::string>& subject_sign_tool() const { return subject_sign_tool_; }
  const std::optional<IssuerSignTool>& issuer_sign_tool() const { return issuer_sign_tool_; }
  std::optional<int> identification_kind() const { return identification_kind_; }
  const std::vector<std::string>& crl_urls() const { return crl_urls_; }
  const std::vector<std::string>& ca_issuer_urls() const { return ca_issuer_urls_; }

  // RFC 5280 §4.2: who does not know a critical extension must refuse the certificate.
  bool has_unknown_critical_extension() const { return has_unknown_critical_extension_; }

  bool SelfIssued() const { return issuer_der_ == subject_der_; }
  // OK or SIGNATURE_INVALID: was this certificate signed by `issuer`'s key? Nothing else is looked at.
  Status VerifySignature(const PublicKey& issuer) const;
  Bytes Sha1Thumbprint() const;
  std::string ToPem() const;

 private:
  struct ExtensionReader;
  Certificate() : public_key_(Reason::KEY_UNSUPPORTED) {}
  Bytes der_, tbs_der_, signature_, serial_, issuer_der_, subject_der_, spki_der_;
  std::string signature_oid_;
  Name issuer_, subject_;
  Time not_before_{}, not_after_{};
  Result<PublicKey> public_key_;
  std::optional<Bytes> subject_key_id_, authority_key_id_;
  bool is_ca_ = false;
  std::optional<int> path_length_;
  bool has_key_usage_ = false;
  bool has_unknown_critical_extension_ = false;
  uint16_t key_usage_ = 0;
  std::vector<std::string> policies_;
  std::optional<std::string> subject_sign_tool_;
  std::optional<IssuerSignTool> issuer_sign_tool_;
  std::optional<int> identification_kind_;
  std::vector<std::string> crl_urls_, ca_issuer_urls_;
};

std::string ToPem(std::string_view label, ByteView der);  // label: "CERTIFICATE", "X509 CRL", …

}  // namespace kepsim
