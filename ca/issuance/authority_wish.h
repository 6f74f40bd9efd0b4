// What a call that makes a CA or a root asks for, and whether it can be had.
#pragma once

#include <string>
#include <vector>

#include "ca/issuance/authority.h"
#include "ca/operation/operation.h"

namespace kepsim {

// Empty means: the default that the proto names.
struct AuthorityWish {
  std::string id;
  std::string display_name;
  std::string ogrn;
  std::string inn;
  std::string root;  // id
  std::string style;
  KeyAlgorithm algorithm = KeyAlgorithm::k256CryptoProA;
  std::string security_class;  // "КС2"
  std::vector<CarrierKind> carriers;
  std::vector<ApplicantKind> applicants;
};

struct RootWish {
  std::string id;
  std::string display_name;
  KeyAlgorithm algorithm = KeyAlgorithm::k256CryptoProA;
  bool qualified = true;
};

// Everything that is wrong, field by field. Names are Cyrillic or Latin words, digits, spaces and the
// punctuation of names; what is not said of a CA's organization is drawn by the operation, in ranges that
// nobody has. INVALID_FIELDS, STYLE_NOT_FOUND.
Result<AuthorityProfile> ProfileOf(const Operation& operation, const AuthorityWish& wish);
Result<AuthorityProfile> ProfileOf(const Operation& operation, const RootWish& wish);

// [a-z0-9][a-z0-9-]{0,62}
bool IsAuthorityId(std::string_view id);

}  // namespace kepsim
