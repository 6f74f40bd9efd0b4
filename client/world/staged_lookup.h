// The registry as it will be when an operation has been committed: one entry more than it shows now.
#pragma once

#include <utility>

#include "registry/verifier/registry_lookup.h"

namespace kepsim {

class StagedLookup final : public RegistryLookup {
 public:
  StagedLookup(RegistryLookup& registry, Bytes issuer_key_id, Bytes serial, RegistryEntry entry)
      : registry_(registry),
        issuer_key_id_(std::move(issuer_key_id)),
        serial_(std::move(serial)),
        entry_(std::move(entry)) {}

  Result<std::vector<std::shared_ptr<const KnownAuthority>>> AuthoritiesByKeyId(ByteView key_id) override {
    return registry_.AuthoritiesByKeyId(key_id);
  }
  Result<std::optional<RegistryEntry>> EntryOf(ByteView issuer_key_id, ByteView serial) override {
    if (ConstantTimeEqual(issuer_key_id, issuer_key_id_) && ConstantTimeEqual(serial, serial_)) {
      return std::optional<RegistryEntry>(entry_);
    }
    return registry_.EntryOf(issuer_key_id, serial);
  }
  Result<std::optional<FetchedCrl>> CrlOf(ByteView issuer_key_id) override {
    return registry_.CrlOf(issuer_key_id);
  }

 private:
  RegistryLookup& registry_;
  const Bytes issuer_key_id_, serial_;
  const RegistryEntry entry_;
};

}  // namespace kepsim
