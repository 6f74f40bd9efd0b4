// The tables of a world, in numbered steps. Steps are only ever added.
#pragma once

#include <vector>

#include "ca/base/database.h"

namespace kepsim {

const std::vector<Migration>& WorldSchema();

}  // namespace kepsim
