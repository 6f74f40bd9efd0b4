// A registry of what a test puts into it.
#pragma once

#include <map>
#include <utility>

#include "registry/verifier/registry_lookup.h"

namespace kepsim {

class FakeLookup : public RegistryLookup {
 public:
  Result<std::vector<std::shared_ptr<const KnownAuthority>>> AuthoritiesByKeyId(ByteView key_id) override {
    std::vector<std::shared_ptr<const KnownAuthority>> found;
    for (const KnownAuthority& known : authorities) {
      if (*known.certificate.subject_key_id() == Bytes(key_id.begin(), key_id.end())) {
        found.push_back(std::make_shared<const KnownAuthority>(known));
      }
    }
    return found;
  }
  Result<std::optional<RegistryEntry>> EntryOf(ByteView issuer_key_id, ByteView serial) override {
    const auto found = entries.find({ToHex(issuer_key_id), ToHex(serial)});
    return found == entries.end() ? std::nullopt : std::optional(found->second);
  }
  Result<std::optional<FetchedCrl>> CrlOf(ByteView issuer_key_id) override {
    if (!failure.ok()) return failure;
    const auto found = crls.find(ToHex(issuer_key_id));
    if (found == crls.end()) return std::optional<FetchedCrl>();
    return std::optional<FetchedCrl>({std::make_shared<const Bytes>(found->second), "http://crl.test/"});
  }

  std::vector<KnownAuthority> authorities;
  std::map<std::pair<std::string, std::string>, RegistryEntry> entries;
  std::map<std::string, Bytes> crls;
  Status failure;  // of CrlOf
};

}  // namespace kepsim
