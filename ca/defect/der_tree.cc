#include "ca/defect/der_tree.h"

#include <cstdlib>

namespace kepsim {
namespace {

constexpr uint8_t kConstructed = 0x20;

void Append(Bytes& out, const Bytes& more) {
  out.insert(out.end(), more.begin(), more.end());
}

void AppendLength(Bytes& out, size_t length, bool padded) {
  size_t octets = 0;  // of the long form; none: the short one
  for (size_t rest = length < 0x80 ? 0 : length; rest != 0; rest >>= 8) ++octets;
  if (padded) ++octets;
  if (octets == 0) {
    out.push_back(static_cast<uint8_t>(length));
    return;
  }
  out.push_back(static_cast<uint8_t>(0x80 | octets));
  for (size_t i = octets; i-- > 0;) out.push_back(static_cast<uint8_t>(length >> (8 * i)));
}

// Reads the element at the front of `der` and cuts it off.
bool ReadOne(ByteView& der, DerTree& tree) {
  if (der.size() < 2 || (der[0] & 0x1F) == 0x1F) return false;
  tree.tag = der[0];
  size_t header = 2;
  size_t length = der[1];
  if (length >= 0x80) {
    const size_t octets = length & 0x7F;
    if (octets == 0 || octets > 4 || der.size() < header + octets) return false;
    length = 0;
    for (size_t i = 0; i < octets; ++i) length = length << 8 | der[header++];
  }
  if (length > der.size() - header) return false;
  ByteView body = der.subspan(header, length);
  der = der.subspan(header + length);
  if ((tree.tag & kConstructed) == 0) {
    tree.content.assign(body.begin(), body.end());
    return true;
  }
  while (!body.empty()) {
    if (!ReadOne(body, tree.children.emplace_back())) return false;
  }
  return true;
}

}  // namespace

std::optional<DerTree> DerTree::Read(ByteView der) {
  DerTree tree;
  if (!ReadOne(der, tree) || !der.empty()) return std::nullopt;
  return tree;
}

DerTree DerTree::Parse(ByteView der) {
  auto tree = Read(der);
  if (!tree) std::abort();
  return *std::move(tree);
}

Bytes DerTree::Encode() const {
  Bytes body = content;
  for (const DerTree& child : children) Append(body, child.Encode());
  Bytes out = {tag};
  if (length == LengthForm::kIndefinite) {
    out.push_back(0x80);
    Append(out, body);
    Append(out, Bytes(2, 0));
  } else {
    AppendLength(out, body.size() + (length == LengthForm::kTooLong ? 1 : 0), length == LengthForm::kPadded);
    Append(out, body);
  }
  Append(out, trailer);
  return out;
}

}  // namespace kepsim
