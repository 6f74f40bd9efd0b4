#include "client/world/world_schema.h"

#include "ca/base/journal.h"
#include "ca/carrier/carrier_store.h"
#include "ca/issuance/application_store.h"
#include "ca/issuance/authorities.h"
#include "ca/issuance/issued_store.h"
#include "ca/issuance/keys/signing_keys.h"
#include "ca/operation/agenda.h"
#include "ca/operation/operations.h"
#include "client/portal/portal.h"
#include "client/world/world_record.h"
#include "registry/publication/registry.h"

namespace kepsim {

const std::vector<Migration>& WorldSchema() {
  static const std::string registry = Registry::Schema();
  static const std::vector<Migration> schema = {
      {1, kWorldSchema},
      {2, Journal::kSchema},
      {3, Operations::kSchema},
      {4, Agenda::kSchema},
      {5, SigningKeys::kSchema},
      {6, Authorities::kSchema},
      {7, ApplicationStore::kSchema},
      {8, IssuedStore::kSchema},
      {9, CarrierStore::kSchema},
      {10, registry.c_str()},
      {11, Portal::Schema().c_str()},
  };
  return schema;
}

}  // namespace kepsim
