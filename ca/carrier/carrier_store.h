// Carriers and their keys in the database.
#pragma once

#include <string>

#include "ca/base/database.h"
#include "ca/carrier/carrier.h"
#include "ca/operation/operation.h"

namespace kepsim {

class CarrierStore {
 public:
  // The columns user_* and admin_* and `logins` belong to CarrierPins, which changes them without touching
  // `version`; Save writes them once, at the birth.
  static constexpr char kSchema[] = R"(
    CREATE TABLE carrier (
      id TEXT PRIMARY KEY,
      version INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      serial_number TEXT NOT NULL,
      label TEXT NOT NULL,
      created INTEGER NOT NULL,
      user_salt BLOB NOT NULL,
      user_rounds INTEGER NOT NULL,
      user_sealed BLOB NOT NULL,
      user_tries INTEGER NOT NULL,
      admin_salt BLOB NOT NULL,
      admin_rounds INTEGER NOT NULL,
      admin_sealed BLOB NOT NULL,
      admin_tries INTEGER NOT NULL,
      logins INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE TABLE carrier_key (
      carrier TEXT NOT NULL,
      id TEXT NOT NULL,
      spki BLOB NOT NULL,
      sealed BLOB NOT NULL,
      exportable INTEGER NOT NULL,
      certificate BLOB,
      PRIMARY KEY (carrier, id)
    ) WITHOUT ROWID;
  )";

  // CARRIER_NOT_FOUND
  static Result<Carrier> Load(Database& database, const std::string& id);
  // Stages the row and those of the keys that changed.
  static void Save(Operation& operation, const Carrier& carrier);
};

}  // namespace kepsim
