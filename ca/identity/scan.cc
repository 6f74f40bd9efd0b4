#include "ca/identity/scan.h"

#include <algorithm>

namespace kepsim {
namespace {

using namespace std::string_view_literals;

struct Format {
  ScanType type;
  std::string_view media_type;
  std::string_view magic;
};

constexpr Format kFormats[] = {
    {ScanType::kJpeg, "image/jpeg", "\xFF\xD8\xFF"sv},
    {ScanType::kPng, "image/png", "\x89PNG\r\n\x1A\n"sv},
    {ScanType::kPdf, "application/pdf", "%PDF-"sv},
};
constexpr size_t kHead = 8;     // the longest magic
constexpr size_t kTail = 1024;  // where readers look for PDF's %%EOF (ISO 32000-1, annex H)

std::optional<ScanType> TypeOfHead(std::string_view head) {
  for (const Format& format : kFormats) {
    if (head.starts_with(format.magic)) return format.type;
  }
  return std::nullopt;
}

bool EndsProperly(ScanType type, std::string_view tail) {
  switch (type) {
    case ScanType::kJpeg:
      return tail.ends_with("\xFF\xD9"sv);
    case ScanType::kPng:
      return tail.ends_with("\0\0\0\0IEND\xAE\x42\x60\x82"sv);  // length, type, CRC
    case ScanType::kPdf:
      return tail.find("%%EOF") != tail.npos;
  }
  return false;
}

}  // namespace

std::string_view MediaTypeOf(ScanType type) {
  return std::ranges::find(kFormats, type, &Format::type)->media_type;
}

std::optional<ScanType> ScanTypeOf(std::string_view media_type) {
  const auto* format = std::ranges::find(kFormats, media_type, &Format::media_type);
  if (format == std::end(kFormats)) return std::nullopt;
  return format->type;
}

Status ScanReader::Feed(ByteView piece) {
  if (refusal_.ok()) refusal_ = Take(piece);
  return refusal_;
}

Status ScanReader::Take(ByteView piece) {
  if (piece.size() > kLargestScan - size_) return Reason::SCAN_TOO_LARGE;
  size_ += piece.size();
  if (head_.size() < kHead) {
    const ByteView start = piece.first(std::min(piece.size(), kHead - head_.size()));
    head_.insert(head_.end(), start.begin(), start.end());
    if (head_.size() == kHead && !TypeOfHead(AsText(head_))) return Reason::SCAN_TYPE;
  }
  const ByteView end = piece.last(std::min(piece.size(), kTail));
  tail_.insert(tail_.end(), end.begin(), end.end());
  if (tail_.size() > kTail) tail_.erase(tail_.begin(), tail_.end() - kTail);
  digester_.Update(piece);
  return OkStatus();
}

Result<Scan> ScanReader::Finish(std::optional<ScanType> declared) {
  if (!refusal_.ok()) return refusal_;
  if (size_ == 0) return Reason::SCAN_EMPTY;
  const std::optional<ScanType> type = TypeOfHead(AsText(head_));
  if (!type || type != declared.value_or(*type)) return Reason::SCAN_TYPE;
  if (!EndsProperly(*type, AsText(tail_))) return Reason::SCAN_TRUNCATED;
  return Scan{*type, size_, digester_.Finish()};
}

}  // namespace kepsim
