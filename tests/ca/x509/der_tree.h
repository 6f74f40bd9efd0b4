// DER as a tree that tests bend and write out again, lengths put right. It shares no code with what it tests.
#pragma once

#include <cstdlib>
#include <vector>

#include "ca/base/bytes.h"

namespace kepsim {

struct DerTree {
  uint8_t tag = 0;
  Bytes content;                  // of a primitive element
  std::vector<DerTree> children;  // of a constructed one

  static DerTree Parse(ByteView der) {
    size_t used = 0;
    DerTree tree = ParseOne(der, used);
    if (used != der.size()) std::abort();
    return tree;
  }

  Bytes Encode() const {
    Bytes body = content;
    for (const DerTree& child : children) {
      const Bytes der = child.Encode();
      body.insert(body.end(), der.begin(), der.end());
    }
    Bytes out = {tag};
    if (body.size() < 0x80) {
      out.push_back(static_cast<uint8_t>(body.size()));
    } else {
      const int octets = body.size() < 0x100 ? 1 : body.size() < 0x10000 ? 2 : 3;
      out.push_back(static_cast<uint8_t>(0x80 | octets));
      for (int i = octets - 1; i >= 0; --i) out.push_back(static_cast<uint8_t>(body.size() >> (8 * i)));
    }
    out.insert(out.end(), body.begin(), body.end());
    return out;
  }

  DerTree& operator[](size_t i) { return children.at(i); }

 private:
  static DerTree ParseOne(ByteView der, size_t& used) {
    DerTree tree;
    tree.tag = der[0];
    size_t header = 2;
    size_t length = der[1];
    if (length >= 0x80) {
      header += length & 0x7F;
      length = 0;
      for (size_t i = 2; i < header; ++i) length = length << 8 | der[i];
    }
    const ByteView body = der.subspan(header, length);
    used = header + length;
    if ((tree.tag & 0x20) == 0) {
      tree.content.assign(body.begin(), body.end());
      return tree;
    }
    for (size_t at = 0; at < body.size();) {
      size_t size = 0;
      tree.children.push_back(ParseOne(body.subspan(at), size));
      at += size;
    }
    return tree;
  }
};

}  // namespace kepsim
