// A registry of any size in little time: what one issuance left in a world's database is copied, with other
// names, as often as is wanted. It knows no table: whatever the stores write is found by the names that stand
// in it, so that the copies keep in step with the stores.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/status.h"

namespace kepsim {

// By what the rows of one issuance are known.
struct IssuanceTraces {
  std::vector<std::string> ids;  // of 26 characters: application, carrier, key …
  Bytes serial;                  // of 16 octets
  Bytes subject_key_id;          // of 20 octets
};

// Adds `count` issuances to the database in `path`, which nobody may have open; on disk when this returns.
// Keys and signatures in the copies are those of the first. BENCH_FAILED.
Status FillRegistry(const std::string& path, const IssuanceTraces& traces, int64_t count);

// The serial of the copy with this number, from 0.
Bytes FilledSerial(const Bytes& first_serial, int64_t number);

}  // namespace kepsim
