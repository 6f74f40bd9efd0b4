#include "ca/crypto/ber.h"

#include "ca/crypto/der.h"
#include "ca/crypto/der_writer.h"

namespace kepsim {
namespace {

constexpr int kMaxDepth = 32;
constexpr uint8_t kConstructedBit = 0x20;
constexpr uint8_t kIndefinite = 0x80;

struct Header {
  uint8_t tag;
  bool indefinite;
  size_t size;    // of tag and length octets
  size_t length;  // of the content, if definite
};

std::optional<Header> ReadHeader(ByteView ber) {
  if (ber.size() < 2 || (ber[0] & 0x1F) == 0x1F) return std::nullopt;
  Header header{ber[0], ber[1] == kIndefinite, 2, ber[1]};
  if (header.indefinite) return (ber[0] & kConstructedBit) != 0 ? std::optional(header) : std::nullopt;
  if (ber[1] > 0x80) {
    const size_t octets = ber[1] & 0x7F;
    header.size += octets;
    header.length = 0;
    if (octets > 4 || ber.size() < header.size) return std::nullopt;
    for (size_t i = 2; i < header.size; ++i) header.length = header.length << 8 | ber[i];
  }
  if (ber.size() - header.size < header.length) return std::nullopt;
  return header;
}

bool AtEndOfContents(ByteView ber) {
  return ber.size() >= 2 && ber[0] == 0 && ber[1] == 0;
}

// Walks one element, writing it to `out`; returns its size in `ber`, and nothing if it is none.
std::optional<size_t> Convert(ByteView ber, DerWriter& out, int depth);

// Walks the elements of a constructed one of indefinite length, up to and with the end-of-contents octets.
std::optional<size_t> ConvertIndefinite(ByteView ber, DerWriter& out, int depth) {
  size_t used = 0;
  while (!AtEndOfContents(ber.subspan(used))) {
    const auto size = Convert(ber.subspan(used), out, depth);
    if (!size) return std::nullopt;
    used += *size;
  }
  return used + 2;
}

std::optional<size_t> ConvertAll(ByteView ber, DerWriter& out, int depth) {
  size_t used = 0;
  while (used < ber.size()) {
    const auto size = Convert(ber.subspan(used), out, depth);
    if (!size) return std::nullopt;
    used += *size;
  }
  return used;
}

// The pieces of a constructed OCTET STRING, already definite, as one.
std::optional<Bytes> Join(ByteView pieces) {
  Bytes joined;
  while (!pieces.empty()) {
    const auto header = ReadHeader(pieces);
    if (!header || header->indefinite || header->tag != der::kOctetString) return std::nullopt;
    const ByteView piece = pieces.subspan(header->size, header->length);
    joined.insert(joined.end(), piece.begin(), piece.end());
    pieces = pieces.subspan(header->size + header->length);
  }
  return joined;
}

std::optional<size_t> Convert(ByteView ber, DerWriter& out, int depth) {
  const auto header = ReadHeader(ber);
  if (!header || depth > kMaxDepth) return std::nullopt;
  if ((header->tag & kConstructedBit) == 0) {
    out.Raw(ber.first(header->size + header->length));
    return header->size + header->length;
  }
  DerWriter content;
  const ByteView body = ber.subspan(header->size);
  const auto used = header->indefinite ? ConvertIndefinite(body, content, depth + 1)
                                       : ConvertAll(body.first(header->length), content, depth + 1);
  if (!used) return std::nullopt;
  if (header->tag == (der::kOctetString | kConstructedBit)) {
    const auto joined = Join(content.bytes());
    if (!joined) return std::nullopt;
    out.OctetString(*joined);
  } else {
    out.Primitive(header->tag, ByteView(content.bytes()));
  }
  return header->size + *used;
}

}  // namespace

std::optional<Bytes> WithDefiniteLengths(ByteView ber) {
  DerWriter out;
  const auto used = Convert(ber, out, 0);
  if (!used || *used != ber.size()) return std::nullopt;
  return out.Take();
}

}  // namespace kepsim
