#include "registry/publication/local_lookup.h"

#include "registry/publication/trusted_list.h"

namespace kepsim {

Result<std::vector<std::shared_ptr<const KnownAuthority>>> LocalLookup::AuthoritiesByKeyId(ByteView key_id) {
  KEPSIM_ASSIGN(const auto book, authorities_.Book());
  const auto found = book->by_key_id.find(Bytes(key_id.begin(), key_id.end()));
  if (found == book->by_key_id.end()) return std::vector<std::shared_ptr<const KnownAuthority>>();
  return found->second;
}

Result<std::optional<RegistryEntry>> LocalLookup::EntryOf(ByteView issuer_key_id, ByteView serial) {
  KEPSIM_ASSIGN(const auto found, entries_.Find(issuer_key_id, serial));
  return found ? std::optional(found->entry) : std::nullopt;
}

Result<std::optional<RegistryLookup::FetchedCrl>> LocalLookup::CrlOf(ByteView issuer_key_id) {
  auto current = crls_.Current(issuer_key_id);
  if (current.status().reason() == Reason::AUTHORITY_NOT_FOUND) return std::optional<FetchedCrl>();
  KEPSIM_ASSIGN(std::shared_ptr<const Bytes> der, std::move(current));
  return std::optional<FetchedCrl>({std::move(der), CrlUrl(base_url_, issuer_key_id)});
}

}  // namespace kepsim
