#include "registry/http/target.h"

#include <algorithm>

#include "ca/person/utf8.h"

namespace kepsim {
namespace {

constexpr std::string_view kScheme = "http://";
constexpr std::string_view kWorkspacePrefix = "w";

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// RFC 9112 §3.2.2: a server must accept the absolute form, whatever it thinks of the authority.
std::string_view WithoutAuthority(std::string_view raw) {
  if (!raw.starts_with(kScheme)) return raw;
  const size_t slash = raw.find('/', kScheme.size());
  return slash == std::string_view::npos ? std::string_view("/") : raw.substr(slash);
}

}  // namespace

std::optional<std::string> PercentDecode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (text.size() - i < 3) return std::nullopt;
      const int high = HexDigit(text[i + 1]);
      const int low = HexDigit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high << 4 | low);
      i += 2;
    }
    decoded.push_back(c);
  }
  const auto code_points = DecodeUtf8(decoded);
  if (!code_points || std::ranges::any_of(*code_points, IsControlOrInvisible)) return std::nullopt;
  return decoded;
}

std::optional<HttpTarget> ParseTarget(std::string_view raw) {
  raw = WithoutAuthority(raw);
  if (!raw.starts_with('/')) return std::nullopt;
  HttpTarget target;
  for (size_t at = 0; at < raw.size();) {
    const size_t end = std::min(raw.find('/', at + 1), raw.size());
    auto segment = PercentDecode(raw.substr(at + 1, end - at - 1));
    if (!segment || *segment == "." || *segment == "..") return std::nullopt;
    target.segments.push_back(*std::move(segment));
    at = end;
  }
  if (target.segments.front() == kWorkspacePrefix) {
    if (target.segments.size() < 3 || target.segments[1].empty()) return std::nullopt;
    target.workspace = std::move(target.segments[1]);
    target.segments.erase(target.segments.begin(), target.segments.begin() + 2);
  }
  return target;
}

}  // namespace kepsim
