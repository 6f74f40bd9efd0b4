#include "ca/defect/tbs_tree.h"

#include <algorithm>

#include "ca/crypto/der.h"
#include "ca/crypto/der_writer.h"

namespace kepsim {

DerTree Leaf(uint8_t tag, Bytes content) {
  DerTree leaf;
  leaf.tag = tag;
  leaf.content = std::move(content);
  return leaf;
}

DerTree Leaf(uint8_t tag, std::string_view content) {
  return Leaf(tag, ToBytes(content));
}

DerTree Node(uint8_t tag, std::vector<DerTree> children) {
  DerTree node;
  node.tag = tag;
  node.children = std::move(children);
  return node;
}

DerTree Rdn(std::string_view oid, DerTree value) {
  return Node(der::kSet, {Node(der::kSequence, {Leaf(der::kOid, OidContent(oid)), std::move(value)})});
}

Bytes OidContent(std::string_view dotted) {
  DerWriter out;
  out.Oid(dotted);
  return DerTree::Parse(out.bytes()).content;
}

DerTree& TbsTree::Field(size_t i) {
  return tree_[i + (tree_[0].tag == der::Constructed(0) ? 1 : 0)];
}

DerTree* TbsTree::FindValue(Attribute attribute) {
  const Bytes oid = OidContent(OidOf(attribute));
  for (DerTree& rdn : subject().children) {
    for (DerTree& pair : rdn.children) {
      if (pair[0].content == oid) return &pair[1];
    }
  }
  return nullptr;
}

bool TbsTree::Remove(Attribute attribute) {
  const Bytes oid = OidContent(OidOf(attribute));
  return std::erase_if(subject().children, [&](const DerTree& rdn) { return rdn[0][0].content == oid; }) != 0;
}

DerTree* TbsTree::FindExtension(std::string_view oid) {
  const Bytes wanted = OidContent(oid);
  auto& all = extensions().children;
  const auto found = std::ranges::find_if(all, [&](const DerTree& e) { return e[0].content == wanted; });
  return found == all.end() ? nullptr : &*found;
}

bool TbsTree::RemoveExtension(std::string_view oid) {
  const Bytes wanted = OidContent(oid);
  return std::erase_if(extensions().children, [&](const DerTree& e) { return e[0].content == wanted; }) != 0;
}

std::optional<DerTree> TbsTree::ExtensionValue(std::string_view oid) {
  const DerTree* const extension = FindExtension(oid);
  if (extension == nullptr) return std::nullopt;
  return DerTree::Parse(extension->children.back().content);
}

void TbsTree::SetExtension(std::string_view oid, const DerTree& value) {
  DerTree* extension = FindExtension(oid);
  if (extension == nullptr) {
    extension = &extensions().children.emplace_back(
        Node(der::kSequence, {Leaf(der::kOid, OidContent(oid)), Leaf(der::kOctetString, Bytes())}));
  }
  extension->children.back().content = value.Encode();
}

bool TbsTree::SetCritical(std::string_view oid, std::optional<uint8_t> octet) {
  DerTree* const extension = FindExtension(oid);
  if (extension == nullptr) return false;
  auto& fields = extension->children;
  if (fields[1].tag == der::kBoolean) fields.erase(fields.begin() + 1);
  if (octet) fields.insert(fields.begin() + 1, Leaf(der::kBoolean, Bytes{*octet}));
  return true;
}

}  // namespace kepsim
