// The trusted list of accredited CAs in the form of e-trust's TSLExt.1.0.xml (domain.md §4): its model, and
// the writer. Reading is in trusted_list_reader.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "registry/store/authority_store.h"
#include "registry/verifier/registry_lookup.h"

namespace kepsim {

struct TrustedList {
  struct Key {
    Bytes key_id;
    std::vector<std::string> crl_urls;
    std::vector<Bytes> certificates;  // DER
    bool operator==(const Key&) const = default;
  };
  struct Authority {
    AuthorityListing listing;
    std::vector<Key> keys;
    std::vector<AccreditationChange> history;  // never empty
  };
  int64_t version = 0;
  Time date{};
  std::vector<Authority> authorities;
};

// Who was never accredited is left out. Addresses of lists are below `base_url`.
TrustedList MakeTrustedList(const AuthorityBook& book, std::string_view base_url);
// "BASE/crl/ID.crl", ID being the key identifier in lower-case hexadecimal.
std::string CrlUrl(std::string_view base_url, ByteView issuer_key_id);

// UTF-8 XML. DER_MALFORMED where a certificate is none.
Result<std::string> WriteTrustedList(const TrustedList& list);

}  // namespace kepsim
