// A TBSCertificate (RFC 5280 §4.1) as a tree whose places have names.
#pragma once

#include <string_view>

#include "ca/base/bytes.h"
#include "ca/defect/der_tree.h"
#include "ca/x509/name.h"

namespace kepsim {

// An element of one piece.
DerTree Leaf(uint8_t tag, Bytes content);
DerTree Leaf(uint8_t tag, std::string_view content);
DerTree Node(uint8_t tag, std::vector<DerTree> children);
// AttributeTypeAndValue in an RDN of its own.
DerTree Rdn(std::string_view oid, DerTree value);
Bytes OidContent(std::string_view dotted);

class TbsTree {
 public:
  // Of a certificate that is made here: v3, with extensions.
  explicit TbsTree(ByteView tbs_der) : tree_(DerTree::Parse(tbs_der)) {}
  Bytes Encode() const { return tree_.Encode(); }

  DerTree& whole() { return tree_; }
  DerTree& serial() { return Field(0); }
  DerTree& signature() { return Field(1); }
  DerTree& issuer() { return Field(2); }
  DerTree& not_before() { return Field(3)[0]; }
  DerTree& not_after() { return Field(3)[1]; }
  DerTree& subject() { return Field(4); }
  DerTree& key() { return Field(5); }
  DerTree& extensions() { return tree_.children.back()[0]; }

  // The subject's. Null without it.
  DerTree* FindValue(Attribute attribute);
  bool Remove(Attribute attribute);

  // The Extension, whose last child is its value. Null without it.
  DerTree* FindExtension(std::string_view oid);
  bool RemoveExtension(std::string_view oid);
  // What stands in its OCTET STRING; to be written back by SetExtension.
  std::optional<DerTree> ExtensionValue(std::string_view oid);
  // Puts the value into the extension that is there, or adds one, non-critical, at the end.
  void SetExtension(std::string_view oid, const DerTree& value);
  // Writes the BOOLEAN, or takes it away.
  bool SetCritical(std::string_view oid, std::optional<uint8_t> octet);

 private:
  // Counted behind the version, which may be taken away.
  DerTree& Field(size_t i);

  DerTree tree_;
};

}  // namespace kepsim
