// `kepsim demo`: the whole job, narrated, in a server of its own.
#pragma once

#include "client/kepsim/command.h"

namespace kepsim {

std::function<int()> AddDemoCommand(CLI::App& app);

}  // namespace kepsim
