// One world's registry: all that is published, and by whom.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "registry/publication/crl_publication.h"
#include "registry/publication/local_lookup.h"
#include "registry/publication/publication.h"
#include "registry/store/authority_store.h"
#include "registry/store/entry_store.h"

namespace kepsim {

class Registry {
 public:
  static std::string Schema();

  // `base_url` as it stands in certificates, without a slash at its end.
  Registry(Operations& operations, Agenda& agenda, CrlIssuer& crl_issuer, std::string base_url,
           PublicationSettings settings);

  AuthorityStore& authorities() { return authorities_; }
  EntryStore& entries() { return entries_; }
  Publication& publication() { return publication_; }
  CrlPublication& crls() { return crls_; }
  RegistryLookup& lookup() { return lookup_; }

  // XML of the newest version.
  Result<std::shared_ptr<const std::string>> TrustedListXml();

  struct TrustAnchors {
    std::vector<Bytes> roots;
    std::vector<Bytes> authorities;  // and cross-certificates of roots
    std::string pem;                 // roots first
    std::vector<Bytes> unqualified;  // roots and CAs of unqualified signatures, in none of the above
  };
  Result<TrustAnchors> GetTrustAnchors();

 private:
  const std::string base_url_;
  AuthorityStore authorities_;
  EntryStore entries_;
  Publication publication_;
  CrlPublication crls_;
  LocalLookup lookup_;

  std::mutex mutex_;
  int64_t xml_version_ = -1;
  std::shared_ptr<const std::string> xml_;
};

}  // namespace kepsim
