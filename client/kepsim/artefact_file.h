// Files that commands leave behind.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "ca/base/status.h"

namespace kepsim {

// STORAGE_FAILED, with the path.
Status MakeFolder(const std::filesystem::path& path);
Status WriteFile(const std::filesystem::path& path, std::string_view content);

// PEM of DER that came in a message.
std::string PemOf(std::string_view label, std::string_view der);

}  // namespace kepsim
