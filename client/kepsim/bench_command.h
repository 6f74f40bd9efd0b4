// `kepsim bench`: how fast it is, each number beside its reference.
#pragma once

#include "client/kepsim/command.h"

namespace kepsim {

std::function<int()> AddBenchCommand(CLI::App& app);

}  // namespace kepsim
