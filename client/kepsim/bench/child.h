// This very program, run once more: what is measured must not share a process with what measures it.
#pragma once

#include <sys/types.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "ca/base/status.h"

namespace kepsim {

class Child {
 public:
  // `kepsim ARGUMENTS…`, once it has printed its line of JSON; its log goes to `log_path`. BENCH_FAILED.
  static Result<std::unique_ptr<Child>> Start(const std::vector<std::string>& arguments,
                                              const std::string& log_path);
  ~Child() { (void)Stop(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // SIGTERM, and waits for the end. BENCH_FAILED unless it exits with 0.
  Status Stop();

  // Of the ready line: "grpc", "control"; empty where there is none.
  std::string Address(const char* listener) const { return ready_.value(listener, std::string()); }
  // From before it was forked until its line was read.
  double seconds_to_ready() const { return seconds_to_ready_; }
  // Processor time of all its threads so far.
  double CpuSeconds() const;

 private:
  Child() = default;

  pid_t pid_ = -1;
  nlohmann::json ready_;
  double seconds_to_ready_ = 0;
};

}  // namespace kepsim
