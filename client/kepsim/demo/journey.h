// One citizen's way from documents to an active signature, and through the loss of the token.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ca/base/status.h"
#include "client/kepsim/demo/artefacts.h"
#include "client/kepsim/demo/narrator.h"
#include "client/kepsim/demo/rpc.h"

namespace kepsim {

struct JourneyResult {
  Artefacts artefacts;
  // What was seen, for --json: {"signature_status", "Квалифицированная подпись активна"}, …
  std::vector<std::pair<std::string, std::string>> facts;
};

// CALL_FAILED where the server refuses a step; JOURNEY_UNEXPECTED where it answers otherwise than a working
// CA would.
Result<JourneyResult> WalkJourney(Stubs& stubs, Narrator& narrator);

}  // namespace kepsim
