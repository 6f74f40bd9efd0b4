#include "tests/support/fixtures.h"

namespace kepsim {

std::string FixturePath(const std::string& relative) {
  return std::string(KEPSIM_FIXTURES) + "/" + relative;
}

}  // namespace kepsim
