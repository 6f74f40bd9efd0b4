// The request target of RFC 9112 §3.2, taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kepsim {

struct HttpTarget {
  std::string workspace;
  std::vector<std::string> segments;
};

// Reads a raw path, or an absolute-form target, without its query. The path is split first and decoded after,
// so an encoded slash stays inside its segment. Nothing comes of a broken percent-encoding, of control
// characters, of text that is not UTF-8, of the dot segments that a client was to resolve itself, or of /w
// without a name.
std::optional<HttpTarget> ParseTarget(std::string_view raw);

// One segment, or one value, of a URI.
std::optional<std::string> PercentDecode(std::string_view text);

}  // namespace kepsim
