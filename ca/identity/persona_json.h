// The persona catalogue's text form.
#pragma once

#include <string_view>
#include <vector>

#include "ca/identity/persona.h"

namespace kepsim {

// Reads a catalogue that is part of the program: a wrong one is a programmer's error and ends the process.
std::vector<Persona> ParsePersonas(std::string_view json) noexcept;

}  // namespace kepsim
