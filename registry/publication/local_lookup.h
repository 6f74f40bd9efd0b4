// What the verifier asks, answered within the process.
#pragma once

#include <string>

#include "registry/publication/crl_publication.h"
#include "registry/store/authority_store.h"
#include "registry/store/entry_store.h"
#include "registry/verifier/registry_lookup.h"

namespace kepsim {

class LocalLookup : public RegistryLookup {
 public:
  LocalLookup(AuthorityStore& authorities, EntryStore& entries, CrlPublication& crls, std::string base_url)
      : authorities_(authorities), entries_(entries), crls_(crls), base_url_(std::move(base_url)) {}

  Result<std::vector<std::shared_ptr<const KnownAuthority>>> AuthoritiesByKeyId(ByteView key_id) override;
  Result<std::optional<RegistryEntry>> EntryOf(ByteView issuer_key_id, ByteView serial) override;
  Result<std::optional<FetchedCrl>> CrlOf(ByteView issuer_key_id) override;

 private:
  AuthorityStore& authorities_;
  EntryStore& entries_;
  CrlPublication& crls_;
  const std::string base_url_;
};

}  // namespace kepsim
