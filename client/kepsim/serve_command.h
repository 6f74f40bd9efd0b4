// `kepsim serve`: runs the server until it is told to stop.
#pragma once

#include "client/kepsim/command.h"

namespace kepsim {

std::function<int()> AddServeCommand(CLI::App& app);

}  // namespace kepsim
