// The string types of ASN.1, and UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "ca/base/bytes.h"
#include "ca/crypto/der_writer.h"

namespace kepsim {

// Writes a string of this type (a tag of ca/crypto/der.h) that says `utf8`. False, with nothing written, if
// one cannot, or if that is no UTF-8.
bool WriteString(DerWriter& out, uint8_t tag, std::string_view utf8);

// A string's content as UTF-8. What is no character of its type becomes U+FFFD; what is no string type,
// nothing.
std::string ToUtf8(uint8_t tag, ByteView content);

}  // namespace kepsim
