#include "registry/publication/registry.h"

#include "registry/publication/trusted_list.h"

namespace kepsim {

std::string Registry::Schema() {
  return std::string(AuthorityStore::kSchema) + EntryStore::kSchema + Publication::kSchema +
         CrlPublication::kSchema;
}

Registry::Registry(Operations& operations, Agenda& agenda, CrlIssuer& crl_issuer, std::string base_url,
                   PublicationSettings settings)
    : base_url_(std::move(base_url)),
      authorities_(operations.database()),
      entries_(operations.database()),
      publication_(operations, agenda, entries_, settings),
      crls_(operations, authorities_, entries_, crl_issuer),
      lookup_(authorities_, entries_, crls_, base_url_) {}

Result<std::shared_ptr<const std::string>> Registry::TrustedListXml() {
  KEPSIM_ASSIGN(const auto book, authorities_.Book());
  std::lock_guard lock(mutex_);
  if (xml_version_ != book->list_version) {
    KEPSIM_ASSIGN(std::string xml, WriteTrustedList(MakeTrustedList(*book, base_url_)));
    xml_ = std::make_shared<const std::string>(std::move(xml));
    xml_version_ = book->list_version;
  }
  return xml_;
}

Result<Registry::TrustAnchors> Registry::GetTrustAnchors() {
  KEPSIM_ASSIGN(const auto book, authorities_.Book());
  TrustAnchors anchors;
  const auto add = [&](const std::vector<std::shared_ptr<const KnownAuthority>>& all,
                       std::vector<Bytes>& trusted) {
    for (const auto& known : all) {
      (known->qualified ? trusted : anchors.unqualified).push_back(known->certificate.der());
      if (known->qualified) anchors.pem += known->certificate.ToPem();
    }
  };
  add(book->roots, anchors.roots);
  add(book->cross_certificates, anchors.authorities);
  for (const AuthorityBook::Listed& listed : book->authorities) add(listed.certificates, anchors.authorities);
  return anchors;
}

}  // namespace kepsim
