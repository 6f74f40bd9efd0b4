// Where fixtures/ lies. The one place that is told by the build, so that the tests compile alike in every
// checkout.
#pragma once

#include <string>

namespace kepsim {

// "vectors/rfc9215/d1.crt"
std::string FixturePath(const std::string& relative);

}  // namespace kepsim
