// The rows of `kepsim bench`: what is measured, and against what.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ca/base/status.h"
#include "client/kepsim/bench/row.h"

namespace kepsim {

struct BenchOptions {
  std::string only;  // a name of BenchNames(); empty: all
  bool quick = false;
  std::string folder = "/tmp";  // where the server's storage is put meanwhile
};

// What can be asked for alone.
std::vector<std::string> BenchNames();

// `progress` hears what is being done. BENCH_FAILED where something could not be measured.
Result<std::vector<BenchRow>> RunBench(const BenchOptions& options,
                                       const std::function<void(const std::string&)>& progress);

}  // namespace kepsim
