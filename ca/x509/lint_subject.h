// A certificate as rules see it: taken apart by lint_reader, with the contents of the extensions that rules
// speak of.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ca/x509/lint_reader.h"

namespace kepsim::lint {

struct BasicConstraints {
  bool ca = false;
  std::optional<int64_t> path_length;
};

struct AuthorityKeyId {
  std::optional<ByteView> key_id;
  std::optional<ByteView> issuer;  // GeneralNames' content
  std::optional<ByteView> serial;
};

struct Period {
  std::optional<Moment> not_before;
  std::optional<Moment> not_after;
};

struct AccessDescription {
  ByteView method;
  std::string_view uri;  // empty: another kind of name
};

// What RFC 9215 §4.2 says of digestParamSet with a parameter set.
enum class DigestParameter { kMust, kMustNot, kShouldNot };

struct ParameterSet {
  const Oid& key;
  Oid oid;
  DigestParameter digest;
  bool for_tests_only = false;
};

struct KeyParameters {
  const ParameterSet* set = nullptr;
  std::optional<ByteView> digest;
};

struct Subject {
  Certificate certificate;

  // Absent where the extension is absent or malformed; `malformed` names the latter.
  std::optional<BasicConstraints> basic_constraints;
  std::optional<ByteView> key_usage;  // the BIT STRING's content
  std::optional<std::vector<ByteView>> extended_key_usage;
  std::optional<std::vector<ByteView>> policies;
  std::optional<ByteView> subject_key_id;
  std::optional<AuthorityKeyId> authority_key_id;
  std::optional<std::vector<std::string_view>> crl_uris;
  std::optional<std::vector<AccessDescription>> access;
  std::optional<Period> private_key_usage;
  std::optional<Tlv> subject_sign_tool;
  std::optional<std::vector<Tlv>> issuer_sign_tool;
  std::optional<int64_t> identification_kind;
  std::vector<ExtensionType> malformed;
  // Nothing if they have not the form of GostR3410-2012-PublicKeyParameters with a known set.
  std::optional<KeyParameters> key_parameters;
  bool qualified = false;  // claims to be: a policy of 1.2.643.100.113, or a sign-tool extension

  // Bit n of keyUsage, digitalSignature being 0.
  bool KeyUsageBit(size_t bit) const;
  bool IsMalformed(ExtensionType type) const;
  bool HasPurpose(const Oid& purpose) const;
  bool is_ca() const { return basic_constraints && basic_constraints->ca; }
  // A holder's: certainly no authority's, neither by right nor by claim.
  bool is_holder() const;
  // An authority's own OCSP responder or time-stamping service is no holder of Order 795.
  bool names_holder() const;
  bool has_gost_key() const;        // of 2012
  bool has_gost_signature() const;  // of 2012
  // Has a key or a signature of GOST R 34.10, of any year.
  bool touches_gost() const;
  // Issued at or after this moment; false if notBefore cannot be read.
  bool IssuedSince(int64_t seconds) const { return certificate.not_before.seconds >= seconds; }
};

inline constexpr int64_t kSeptember2021 = 1630443600;  // Order 31 of 29.01.2021 in force, Moscow time
inline constexpr int64_t kYear2018 = 1514764800;  // the oldest certificates that the profile was measured on

inline constexpr int64_t kHolderTerm = 460 * 86400;  // 15 months of any year, and some minutes as ЕСИА has it

// Bits of keyUsage, RFC 5280 §4.2.1.3.
inline constexpr size_t kDigitalSignature = 0;
inline constexpr size_t kNonRepudiation = 1;
inline constexpr size_t kKeyCertSign = 5;
inline constexpr size_t kEncipherOnly = 7;
inline constexpr size_t kDecipherOnly = 8;

// Is the policy one of 1.2.643.100.113, whether a class is known by it or not?
bool IsClass(ByteView policy);

Subject Describe(Certificate certificate);

}  // namespace kepsim::lint
