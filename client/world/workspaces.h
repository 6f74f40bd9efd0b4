// The worlds of one server, by name. Opened on demand; a bounded number stays open.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "ca/base/secret.h"
#include "ca/base/status.h"
#include "ca/rpc/access.h"
#include "client/world/world.h"

namespace kepsim {

inline constexpr char kDefaultWorkspace[] = "default";

struct WorkspacesOptions {
  std::string data_folder;  // empty: nothing is written to disk
  Secret master_key;
  std::string public_url;  // before /w/NAME
  bool implicit = true;    // a changing call may bring a workspace into being
  size_t most = 10'000;    // workspaces
  size_t most_open = 256;  // of those on disk
};

class Workspaces {
 public:
  // Names the worlds that the data folder holds. STORAGE_FAILED.
  static Result<std::unique_ptr<Workspaces>> Open(WorkspacesOptions options);
  // Ends the thread that runs what is due; worlds go when the last call has left them.
  ~Workspaces();

  // WORKSPACE_NOT_FOUND, WORKSPACE_NAME_INVALID, WORKSPACE_LIMIT.
  Result<std::shared_ptr<World>> Enter(std::string_view name, Access access);

  // `options.base_url` is what stands before /w/NAME; empty: the server's own.
  Result<std::shared_ptr<World>> Create(const std::string& name, WorldOptions options);
  // Begins anew with the options of the world's birth.
  Result<std::shared_ptr<World>> Reset(const std::string& name);
  Status Delete(const std::string& name);
  // In order of names, behind `after`.
  std::vector<std::string> List(const std::string& after, size_t most);

  // The server stops: whoever watches or awaits in a world that is open gets SHUTTING_DOWN.
  void LetWaitersGo();

  // Whether storage still takes writes; for the health checks.
  Status Probe();

 private:
  struct Place {
    std::mutex mutex;              // held while the world is made, opened or taken down; before mutex_
    std::shared_ptr<World> world;  // null: on disk only
    bool born = false;
    bool gone = false;
    uint64_t used = 0;
  };

  explicit Workspaces(WorkspacesOptions options);
  std::string PathOf(const std::string& name) const;
  // The following are called with the place's mutex held.
  Result<std::shared_ptr<World>> OpenIn(Place& place, const std::string& name);
  Result<std::shared_ptr<World>> BirthIn(Place& place, const std::string& name, WorldOptions options);
  void Seat(Place& place, const std::shared_ptr<World>& world);
  void Forget(Place& place, const std::string& name);
  void RemoveFiles(const std::string& name);
  // On disk a new world is whole in a file of its own before it takes its place, and an older one's: a crash
  // leaves one or the other, never half a world.
  Status MakeSuccessor(const std::string& name, const WorldOptions& options);
  Status AdoptSuccessor(const std::string& name);

  void CloseIdle();
  void PokeKeeper();
  void KeepTime();

  const WorkspacesOptions options_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Place>> places_;
  uint64_t uses_ = 0;

  // What is due in worlds whose clocks run.
  std::mutex due_mutex_;
  std::condition_variable due_changed_;
  bool stopping_ = false;
  uint64_t pokes_ = 0;
  std::thread keeper_;
};

bool IsWorkspaceName(std::string_view name);

}  // namespace kepsim
