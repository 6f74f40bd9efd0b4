#include "ca/carrier/carrier_store.h"

namespace kepsim {
namespace {

PinState ReadPin(const Rows& rows, int column) {
  return {{rows.Blob(column), static_cast<int>(rows.Int(column + 1)), rows.Blob(column + 2)},
          static_cast<int>(rows.Int(column + 3))};
}

void Insert(Connection& connection, const Carrier& carrier) {
  const PinBox& user = carrier.user_pin.box;
  const PinBox& admin = carrier.admin_pin.box;
  connection.Execute(
      "INSERT INTO carrier (id, version, kind, serial_number, label, created, "
      "user_salt, user_rounds, user_sealed, user_tries, admin_salt, admin_rounds, admin_sealed, admin_tries) "
      "VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      carrier.id, carrier.kind, carrier.serial_number, carrier.label, carrier.created, user.salt, user.rounds,
      user.sealed, carrier.user_pin.tries_left, admin.salt, admin.rounds, admin.sealed,
      carrier.admin_pin.tries_left);
}

}  // namespace

Result<Carrier> CarrierStore::Load(Database& database, const std::string& id) {
  return database.Read([&](Connection& connection) -> Result<Carrier> {
    Carrier carrier;
    {
      Rows rows = connection.Select(
          "SELECT version, kind, serial_number, label, created, "
          "user_salt, user_rounds, user_sealed, user_tries, "
          "admin_salt, admin_rounds, admin_sealed, admin_tries FROM carrier WHERE id = ?",
          id);
      if (!rows.Next()) return Reason::CARRIER_NOT_FOUND;
      carrier.id = id;
      carrier.version = rows.Int(0);
      carrier.kind = static_cast<CarrierKind>(rows.Int(1));
      carrier.serial_number = rows.Text(2);
      carrier.label = rows.Text(3);
      carrier.created = rows.Moment(4);
      carrier.user_pin = ReadPin(rows, 5);
      carrier.admin_pin = ReadPin(rows, 9);
    }
    Rows rows = connection.Select(
        "SELECT id, spki, sealed, exportable, certificate FROM carrier_key WHERE carrier = ? ORDER BY id",
        id);
    while (rows.Next()) {
      CarrierKey key{rows.Text(0), rows.Blob(1), rows.Blob(2), rows.Int(3) != 0, {}};
      if (!rows.IsNull(4)) key.certificate_der = rows.Blob(4);
      carrier.keys.push_back(std::move(key));
    }
    return carrier;
  });
}

void CarrierStore::Save(Operation& operation, const Carrier& carrier) {
  operation.Stage(carrier.Name(), [carrier](Connection& connection) {
    if (carrier.version == 0) {
      Insert(connection, carrier);
    } else {
      connection.ExecuteOne("UPDATE carrier SET version = version + 1 WHERE id = ? AND version = ?",
                            carrier.id, carrier.version);
    }
    for (const CarrierKey& key : carrier.keys) {
      if (!key.unsaved) continue;
      connection.Execute(
          "INSERT INTO carrier_key (carrier, id, spki, sealed, exportable, certificate) "
          "VALUES (?, ?, ?, ?, ?, ?) "
          "ON CONFLICT (carrier, id) DO UPDATE SET certificate = excluded.certificate",
          carrier.id, key.id, key.spki_der, key.sealed, key.exportable, key.certificate_der);
    }
    return OkStatus();
  });
}

}  // namespace kepsim
