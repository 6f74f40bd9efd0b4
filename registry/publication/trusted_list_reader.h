// Reads a trusted list, ours or a foreign one.
#pragma once

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "registry/publication/trusted_list.h"

namespace kepsim {

inline constexpr size_t kLargestTrustedList = 64 << 20;

// Withstands hostile XML: no document type, hence no entities; nothing is fetched; depth and size are
// bounded; one CA is in memory at a time. The signature is not looked at. A CA's keys are gathered from all
// its complexes, and what describes a complex is the first one's. Elements that are not known are passed
// over, as are certificates' derived fields: only their DER counts. TRUSTED_LIST_MALFORMED with what is
// wrong.
Result<TrustedList> ReadTrustedList(ByteView xml);

}  // namespace kepsim
