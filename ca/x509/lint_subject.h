// A certificate as rules see it: taken apart by lint_reader, with the contents of the extensions that rules
// speak of.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ca/x509/lint_reader.h"

namespace kepsim::lint {

struct BasicConstraints {
  bool ca = false;
  std::optional<int64_t> path_length;
};

struct AuthorityKeyId {
  bool key_id = false;
  bool issuer = false;
  bool serial = false;
};

struct Period {
  std::optional<Moment> not_before;
  std::optional<Moment> not_after;
};

struct AccessDescription {
  std::string method;
  std::string_view uri;  // empty: another kind of name
};

struct Subject {
  Certificate certificate;

  // Absent where the extension is absent or malformed; `malformed` names the latter.
  std::optional<BasicConstraints> basic_constraints;
  std::optional<ByteView> key_usage;  // the BIT STRING's content
  std::optional<std::vector<std::string>> extended_key_usage;
  std::optional<std::vector<std::string>> policies;
  std::optional<ByteView> subject_key_id;
  std::optional<AuthorityKeyId> authority_key_id;
  std::optional<std::vector<std::string_view>> crl_uris;
  std::optional<std::vector<AccessDescription>> access;
  std::optional<Period> private_key_usage;
  std::optional<Tlv> subject_sign_tool;
  std::optional<std::vector<Tlv>> issuer_sign_tool;
  std::optional<int64_t> identification_kind;
  std::vector<std::string> malformed;

  // Bit n of keyUsage, digitalSignature being 0.
  bool KeyUsageBit(size_t bit) const;
  bool is_ca() const { return basic_constraints && basic_constraints->ca; }
  bool is_root() const { return certificate.self_issued(); }
  // Does it claim to be qualified: a policy of 1.2.643.100.113, or a sign-tool extension?
  bool qualified() const;
  bool qualified_leaf() const { return qualified() && !is_ca(); }
  // Issued at or after this moment; false if notBefore cannot be read.
  bool IssuedSince(int64_t seconds) const { return certificate.not_before.seconds >= seconds; }
};

Subject Describe(Certificate certificate);

}  // namespace kepsim::lint
