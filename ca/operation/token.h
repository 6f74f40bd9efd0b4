// Bearer tokens. A token is "ID.SECRET": the id finds the row, the row holds a digest of the secret.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ca/base/bytes.h"
#include "ca/base/random.h"
#include "ca/base/secret.h"

namespace kepsim {

struct IssuedToken {
  Secret text;   // given to the client once
  Bytes digest;  // kept: SHA-256 of the secret part, which has 256 bits and needs no slow derivation
};

IssuedToken IssueToken(std::string_view id, RandomStream& random);
// The id that a token claims; nothing if it has not the form of one.
std::optional<std::string> TokenId(const Secret& token);
// In constant time.
bool TokenMatches(const Secret& token, ByteView digest);

}  // namespace kepsim
