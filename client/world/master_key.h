// The key under which a data folder's secrets lie: 32 octets in DIR/master.key, readable by its owner only,
// or in a file that the operator names.
#pragma once

#include <string>

#include "ca/base/secret.h"
#include "ca/base/status.h"

namespace kepsim {

// Reads the file, or makes it (mode 0600, on disk before this returns) when it is not there.
// MASTER_KEY_UNREADABLE for a file of another size or one that others may read.
Result<Secret> LoadOrCreateMasterKey(const std::string& path);
// For a server that writes nothing to disk.
Secret MakeMasterKey();

}  // namespace kepsim
