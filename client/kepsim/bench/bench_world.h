// What the bench measures: a server in a child process over a folder of its own, and the workspaces in it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ca/base/status.h"
#include "client/kepsim/bench/child.h"
#include "client/kepsim/bench/simple_loads.h"

namespace kepsim {

class BenchWorld {
 public:
  // A folder below `parent`, gone with this object. BENCH_FAILED.
  static Result<std::unique_ptr<BenchWorld>> Make(const std::string& parent);
  ~BenchWorld();
  BenchWorld(const BenchWorld&) = delete;
  BenchWorld& operator=(const BenchWorld&) = delete;

  // `kepsim serve` over the folder's durable storage; it is started when it is not there.
  Result<const Child*> Server();
  // The server whose calls are empty.
  Result<const Child*> EmptyServer();
  // A server over a folder that is new each time.
  Result<std::unique_ptr<Child>> NewServer();

  // A workspace with cheap PINs and passwords, or with those that a workspace has by default.
  enum class Secrets { kCheap, kDefault };
  Status CreateWorkspace(const std::string& name, Secrets secrets);

  // Workspaces that hold so many issuances. The server is started anew.
  struct Wanted {
    std::string workspace;
    int64_t count;
  };
  Result<std::vector<FilledRegistry>> Fill(const std::vector<Wanted>& wanted);

  const std::string& folder() const { return folder_; }

 private:
  explicit BenchWorld(std::string folder) : folder_(std::move(folder)) {}
  Result<std::unique_ptr<Child>> Serve(const std::string& data_folder);

  const std::string folder_;
  int new_servers_ = 0;
  std::unique_ptr<Child> server_;
  std::unique_ptr<Child> empty_server_;
};

}  // namespace kepsim
