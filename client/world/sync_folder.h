// Names in a folder become durable apart from the files that they name.
#pragma once

#include <string>

#include "ca/base/status.h"

namespace kepsim {

// After this, what was made, renamed or removed in the folder stays so. STORAGE_FAILED.
Status SyncFolder(const std::string& folder);

}  // namespace kepsim
