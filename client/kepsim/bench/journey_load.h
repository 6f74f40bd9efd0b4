// The whole way by single calls: from an account to an active link.
#pragma once

#include <string>

#include "client/kepsim/bench/load.h"

namespace kepsim {

// Calls of one journey, and those of them that change something and so wait for the disk.
inline constexpr int kJourneyCalls = 20;
inline constexpr int kJourneyChanges = 16;

// `flows` citizens at a time. Numbers of citizens go on from `next_citizen`, which a workspace has for
// itself.
Result<Load::Tally> LoadJourneys(const Child& server, const std::string& workspace, int flows, double seconds,
                                 int64_t& next_citizen);

}  // namespace kepsim
