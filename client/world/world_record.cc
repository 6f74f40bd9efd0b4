#include "client/world/world_record.h"

#include "ca/crypto/box.h"
#include "ca/crypto/random.h"

namespace kepsim {
namespace {

constexpr char kSealContext[] = "world-seed";

}  // namespace

Status StageWorldRecord(Operation& operation, const WorldRecord& record, const Secret& key) {
  std::optional<Bytes> seed;
  if (record.options.seed) {
    // Not of the operation's randomness, which is the seed's own.
    const auto random = MakeSystemRandom()->Stream(kSealContext);
    KEPSIM_ASSIGN(seed, Seal(DeriveKey(key, kSealContext), AsBytes(kSealContext),
                             record.options.seed->bytes(), *random));
  }
  operation.Stage("world", [seed, record](Connection& connection) {
    const WorldOptions& options = record.options;
    connection.Execute(
        "INSERT INTO world (id, clock, start, clock_offset, frozen_at, born, seed, base_url, "
        "publication_delay, pin_rounds, "
        "password_cost) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        options.clock, options.start, record.offset.count(), record.frozen_at, record.born, seed,
        options.base_url, options.publication_delay.count(), options.pin_rounds, options.password_cost);
    return OkStatus();
  });
  return OkStatus();
}

Result<std::optional<WorldRecord>> LoadWorldRecord(Database& database, const Secret& key) {
  Bytes seed;
  KEPSIM_ASSIGN(
      std::optional<WorldRecord> record,
      database.Read([&](Connection& connection) -> Result<std::optional<WorldRecord>> {
        Rows rows = connection.Select(
            "SELECT clock, start, clock_offset, frozen_at, born, seed, base_url, publication_delay, "
            "pin_rounds, password_cost FROM world WHERE id = 1");
        if (!rows.Next()) return std::optional<WorldRecord>();
        WorldRecord found;
        found.options.clock = static_cast<ClockMode>(rows.Int(0));
        found.options.start = rows.Moment(1);
        found.offset = Duration(rows.Int(2));
        found.frozen_at = rows.Moment(3);
        found.born = rows.Moment(4);
        seed = rows.Blob(5);
        found.options.base_url = rows.Text(6);
        found.options.publication_delay = Duration(rows.Int(7));
        found.options.pin_rounds = static_cast<int>(rows.Int(8));
        found.options.password_cost = static_cast<int>(rows.Int(9));
        return std::optional<WorldRecord>(std::move(found));
      }));
  if (record && !seed.empty()) {
    KEPSIM_ASSIGN(record->options.seed, Open(DeriveKey(key, kSealContext), AsBytes(kSealContext), seed));
  }
  return record;
}

}  // namespace kepsim
