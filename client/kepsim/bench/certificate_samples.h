// Certificates as the server makes them up, one of each sort.
#pragma once

#include <string>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "client/kepsim/bench/child.h"

namespace kepsim {

// A CA of each style is made in the workspace and issues to each kind of applicant that the style knows and
// the date still allows. DER. BENCH_FAILED.
Result<std::vector<Bytes>> CertificatesOfAllStyles(const Child& server, const std::string& workspace);

}  // namespace kepsim
