// `kepsim defect`: certificates that are broken on purpose, from a server of its own.
#pragma once

#include "client/kepsim/command.h"

namespace kepsim {

std::function<int()> AddDefectCommand(CLI::App& app);

}  // namespace kepsim
