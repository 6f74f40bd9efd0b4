// Profiles of authorities as they are stored.
#pragma once

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/issuance/authority.h"

namespace kepsim {

Result<Bytes> EncodeProfile(const AuthorityProfile& profile);
// STORAGE_CORRUPT for what EncodeProfile did not make.
Result<AuthorityProfile> DecodeProfile(ByteView encoded);

}  // namespace kepsim
