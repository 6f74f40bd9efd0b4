// The text form of the catalogues of personas and of organizations.
#pragma once

#include <string_view>
#include <vector>

#include "ca/identity/persona.h"
#include "ca/identity/registers.h"

namespace kepsim {

// Each reads a catalogue that is part of the program: a wrong one is a programmer's error and ends the
// process.
Registers ParseRegisters(std::string_view json) noexcept;
// Personas refer to organizations of RegisterCatalogue.
std::vector<Persona> ParsePersonas(std::string_view json) noexcept;

}  // namespace kepsim
