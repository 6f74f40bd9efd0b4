// What a command of the program is.
#pragma once

#include <CLI/App.hpp>
#include <functional>

namespace kepsim {

// The program's exit codes, as scripts know them.
inline constexpr int kExitYes = 0;
inline constexpr int kExitNo = 1;
inline constexpr int kExitUsage = 2;  // wrong use, or input that cannot be read

// Declares the command's options on its app; what comes back runs it after they were parsed, and gives the
// exit code.
using AddCommand = std::function<int()> (*)(CLI::App& app);

}  // namespace kepsim
