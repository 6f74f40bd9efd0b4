// Loads of one kind of call.
#pragma once

#include <string>

#include "ca/base/bytes.h"
#include "client/kepsim/bench/load.h"

namespace kepsim {

// Calls in flight, in all rows (product: Numbers to reach).
inline constexpr int kInFlight = 64;

// Empty calls, of a server that ServeEmpty made.
Result<Load::Tally> LoadEmpty(const Child& server, double seconds);

// Provisions new citizens until their certificates are published.
Result<Load::Tally> LoadIssue(const Child& server, const std::string& workspace, double seconds);

// Asks for the status of certificates that FillRegistry put there, evenly over all of them.
struct FilledRegistry {
  std::string workspace;
  Bytes issuer_key_id;
  Bytes first_serial;  // of the certificate that the others were made from
  int64_t count = 0;   // of certificates made
};
Result<Load::Tally> LoadStatus(const Child& server, const FilledRegistry& registry, double seconds);

}  // namespace kepsim
