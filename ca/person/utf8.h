// UTF-8 read into code points, strictly.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kepsim {

// Nothing for what is not UTF-8 (RFC 3629): overlong forms, surrogates, beyond U+10FFFF, cut-off sequences.
std::optional<std::u32string> DecodeUtf8(std::string_view text);
// Would it decode?
bool IsUtf8(std::string_view text);

// C0 and C1 controls, and what is there but not seen: zero-width and bidirectional marks, line and paragraph
// separators, the byte order mark.
bool IsControlOrInvisible(char32_t c);

}  // namespace kepsim
