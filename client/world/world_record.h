// A world's own row: what it was born with, and where its clock stands.
#pragma once

#include <optional>

#include "ca/base/database.h"
#include "ca/operation/operation.h"
#include "client/world/world_options.h"

namespace kepsim {

struct WorldRecord {
  WorldOptions options;
  Time born{};        // on the world's clock
  Duration offset{};  // of an OFFSET clock, to the machine's
  Time frozen_at{};   // of a FROZEN clock
};

inline constexpr char kWorldSchema[] = R"(
  CREATE TABLE world (
    id INTEGER PRIMARY KEY,  -- 1: there is but one
    clock INTEGER NOT NULL,
    start INTEGER NOT NULL,
    clock_offset INTEGER NOT NULL,
    frozen_at INTEGER NOT NULL,
    born INTEGER NOT NULL,
    seed BLOB,  -- sealed
    base_url TEXT NOT NULL,
    publication_delay INTEGER NOT NULL,
    pin_rounds INTEGER NOT NULL,
    password_cost INTEGER NOT NULL,
    probes INTEGER NOT NULL DEFAULT 0
  );
)";

// `key`: the world's, which seals the seed.
Status StageWorldRecord(Operation& operation, const WorldRecord& record, const Secret& key);
// Nothing, if the database holds no world. BOX_BROKEN under another key.
Result<std::optional<WorldRecord>> LoadWorldRecord(Database& database, const Secret& key);

}  // namespace kepsim
