// What the disk under the server can do.
#pragma once

#include <string>

#include "ca/base/status.h"

namespace kepsim {

// Seconds that one write of a page at the end of a file takes until it is on disk, in the middle of many.
// BENCH_FAILED.
Result<double> FsyncSeconds(const std::string& folder);

// Waits until the file is on disk.
Status SyncFile(const std::string& path);

}  // namespace kepsim
