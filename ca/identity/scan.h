// Scans of documents: looked at while they stream through, never kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/crypto/digest.h"

namespace kepsim {

enum class ScanType { kJpeg, kPng, kPdf };

std::string_view MediaTypeOf(ScanType type);  // "image/jpeg"
std::optional<ScanType> ScanTypeOf(std::string_view media_type);

inline constexpr uint64_t kLargestScan = 10 << 20;

// What stays of a scan.
struct Scan {
  ScanType type;
  uint64_t size;
  Bytes digest;  // Streebog-256 of the content
  bool operator==(const Scan&) const = default;
};

// Feed the content in pieces of any size, then Finish once. The type is told from the first bytes (JPEG FF D8
// FF, PNG's eight, "%PDF-" at the very beginning), so that a wrong one is refused as soon as they are there.
// What was refused stays refused.
class ScanReader {
 public:
  ScanReader() : digester_(DigestAlgorithm::kStreebog256) {}

  // SCAN_TYPE, SCAN_TOO_LARGE.
  Status Feed(ByteView piece);
  // SCAN_EMPTY; SCAN_TYPE, also when a type was declared and the content is of another; SCAN_TRUNCATED unless
  // the end is as the format has it: JPEG's last two bytes are FF D9, PNG's last chunk is IEND, PDF has %%EOF
  // in its last 1024 bytes.
  Result<Scan> Finish(std::optional<ScanType> declared = std::nullopt);

 private:
  Status Take(ByteView piece);

  Digester digester_;
  Status refusal_;
  uint64_t size_ = 0;
  Bytes head_;  // the first bytes, as many as tell the type
  Bytes tail_;  // the last bytes, as many as tell the end
};

}  // namespace kepsim
