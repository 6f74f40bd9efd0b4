#include "client/kepsim/artefact_file.h"

#include <fstream>

#include "ca/base/bytes.h"
#include "ca/x509/certificate.h"

namespace kepsim {

Status MakeFolder(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  return error ? Status(Reason::STORAGE_FAILED, path.string() + ": " + error.message()) : OkStatus();
}

Status WriteFile(const std::filesystem::path& path, std::string_view content) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << content;
  file.close();
  if (!file) return Status(Reason::STORAGE_FAILED, path.string() + " cannot be written");
  return OkStatus();
}

std::string PemOf(std::string_view label, std::string_view der) {
  return ToPem(label, AsBytes(der));
}

}  // namespace kepsim
