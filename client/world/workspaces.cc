#include "client/world/workspaces.h"

#include <spdlog/spdlog.h>

#include <filesystem>
#include <fstream>

#include "client/world/sync_folder.h"

namespace kepsim {
namespace {

namespace fs = std::filesystem;

constexpr size_t kLongestName = 63;
constexpr char kExtension[] = ".db";
constexpr char kDraft[] = ".draft";  // of a successor that is being made
constexpr char kNext[] = ".next";    // of one that is whole
constexpr int kDueAtATime = 100;
constexpr auto kKeeperRests = std::chrono::minutes(10);  // an upper bound; it is woken before
constexpr auto kKeeperRetries = std::chrono::seconds(5);

void RemoveDatabase(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::error_code ignored;  // what is not there need not go
    fs::remove(path + suffix, ignored);
  }
}

}  // namespace

bool IsWorkspaceName(std::string_view name) {
  if (name.empty() || name.size() > kLongestName || name.front() == '-') return false;
  return name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

Workspaces::Workspaces(WorkspacesOptions options) : options_(std::move(options)) {}

Result<std::unique_ptr<Workspaces>> Workspaces::Open(WorkspacesOptions options) {
  std::unique_ptr<Workspaces> workspaces(new Workspaces(std::move(options)));
  if (const std::string& folder = workspaces->options_.data_folder; !folder.empty()) {
    std::error_code error;
    fs::create_directories(fs::path(folder) / "worlds", error);
    // What lies there are invented citizens, but also sealed keys.
    if (!error) fs::permissions(fs::path(folder) / "worlds", fs::perms::owner_all, error);
    if (error) return Status(Reason::STORAGE_FAILED, folder + ": " + error.message());
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(fs::path(folder) / "worlds", error)) {
      files.push_back(entry.path());
    }
    for (const fs::path& file : files) {
      // "NAME.db.next": what a reset left when it was cut short.
      const std::string name = file.stem().stem().string();
      if (file.extension() == kNext && IsWorkspaceName(name)) KEPSIM_TRY(workspaces->AdoptSuccessor(name));
    }
    for (const fs::path& file : files) {
      const fs::path stem = file.extension() == kNext ? file.stem() : file;
      const std::string name = stem.stem().string();
      if (stem.extension() != kExtension || !IsWorkspaceName(name)) continue;
      auto place = std::make_shared<Place>();
      place->born = true;
      workspaces->places_.emplace(name, std::move(place));
    }
    if (error) return Status(Reason::STORAGE_FAILED, folder + ": " + error.message());
  }
  workspaces->keeper_ = std::thread([self = workspaces.get()] { self->KeepTime(); });
  return workspaces;
}

Workspaces::~Workspaces() {
  {
    std::lock_guard lock(due_mutex_);
    stopping_ = true;
  }
  due_changed_.notify_all();
  if (keeper_.joinable()) keeper_.join();
}

std::string Workspaces::PathOf(const std::string& name) const {
  if (options_.data_folder.empty()) return {};
  return (fs::path(options_.data_folder) / "worlds" / (name + kExtension)).string();
}

Result<std::shared_ptr<World>> Workspaces::Enter(std::string_view asked, Access access) {
  const std::string name(asked.empty() ? kDefaultWorkspace : asked);
  if (!IsWorkspaceName(name)) return Status(Reason::WORKSPACE_NAME_INVALID, name);
  while (true) {
    std::shared_ptr<Place> place;
    {
      std::lock_guard lock(mutex_);
      auto found = places_.find(name);
      if (found == places_.end()) {
        if (access == Access::kRead || !options_.implicit) return Status(Reason::WORKSPACE_NOT_FOUND, name);
        if (places_.size() >= options_.most) return Reason::WORKSPACE_LIMIT;
        found = places_.emplace(name, std::make_shared<Place>()).first;
      }
      place = found->second;
      place->used = ++uses_;
      if (place->world != nullptr) return place->world;
    }
    std::lock_guard lock(place->mutex);
    if (place->gone) continue;  // deleted meanwhile
    if (place->world != nullptr) return place->world;
    if (place->born) return OpenIn(*place, name);
    // A read that came while another call makes the world waits for it; it does not make one itself.
    if (access == Access::kRead) return Status(Reason::WORKSPACE_NOT_FOUND, name);
    auto born = BirthIn(*place, name, WorldOptions());
    if (!born.ok()) Forget(*place, name);
    return born;
  }
}

Result<std::shared_ptr<World>> Workspaces::Create(const std::string& name, WorldOptions options) {
  if (!IsWorkspaceName(name)) return Status(Reason::WORKSPACE_NAME_INVALID, name);
  std::shared_ptr<Place> place;
  {
    std::lock_guard lock(mutex_);
    if (places_.contains(name)) return Status(Reason::WORKSPACE_EXISTS, name);
    if (places_.size() >= options_.most) return Reason::WORKSPACE_LIMIT;
    place = std::make_shared<Place>();
    places_.emplace(name, place);
  }
  std::lock_guard lock(place->mutex);
  if (place->gone || place->born) return Status(Reason::WORKSPACE_EXISTS, name);
  auto born = BirthIn(*place, name, std::move(options));
  if (!born.ok()) Forget(*place, name);
  return born;
}

Result<std::shared_ptr<World>> Workspaces::Reset(const std::string& name) {
  KEPSIM_ASSIGN(const std::shared_ptr<World> world, Enter(name, Access::kRead));
  std::shared_ptr<Place> place;
  {
    std::lock_guard lock(mutex_);
    const auto found = places_.find(name);
    if (found == places_.end()) return Status(Reason::WORKSPACE_NOT_FOUND, name);
    place = found->second;
  }
  std::lock_guard lock(place->mutex);
  if (place->gone) return Status(Reason::WORKSPACE_NOT_FOUND, name);
  world->journal().Close(Reason::WORKSPACE_NOT_FOUND);
  return BirthIn(*place, name, world->options());
}

Status Workspaces::Delete(const std::string& name) {
  std::shared_ptr<Place> place;
  {
    std::lock_guard lock(mutex_);
    const auto found = places_.find(name);
    if (found == places_.end()) return Status(Reason::WORKSPACE_NOT_FOUND, name);
    place = found->second;
  }
  std::lock_guard lock(place->mutex);
  if (place->gone) return Status(Reason::WORKSPACE_NOT_FOUND, name);
  RemoveFiles(name);
  Forget(*place, name);
  return options_.data_folder.empty() ? OkStatus() : SyncFolder(options_.data_folder + "/worlds");
}

std::vector<std::string> Workspaces::List(const std::string& after, size_t most) {
  std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  for (auto it = places_.upper_bound(after); it != places_.end() && names.size() < most; ++it) {
    if (it->second->born) names.push_back(it->first);
  }
  return names;
}

void Workspaces::LetWaitersGo() {
  std::lock_guard lock(mutex_);
  for (const auto& [name, place] : places_) {
    if (place->world != nullptr) place->world->journal().Close(Reason::SHUTTING_DOWN);
  }
}

Status Workspaces::Probe() {
  // A health check makes no world; where the default one is not there yet, it asks the folder.
  const auto world = Enter(kDefaultWorkspace, Access::kRead);
  if (world.ok()) return (*world)->Probe();
  if (world.status().reason() != Reason::WORKSPACE_NOT_FOUND) return world.status();
  if (options_.data_folder.empty()) return OkStatus();
  const std::string file = options_.data_folder + "/worlds/probe";
  std::ofstream(file) << "probe";
  std::error_code error;
  if (!fs::remove(file, error)) return Status(Reason::STORAGE_FAILED, file + " cannot be written");
  return OkStatus();
}

Result<std::shared_ptr<World>> Workspaces::OpenIn(Place& place, const std::string& name) {
  KEPSIM_ASSIGN(std::shared_ptr<World> world, World::Open(PathOf(name), options_.master_key, name));
  Seat(place, world);
  return world;
}

Result<std::shared_ptr<World>> Workspaces::BirthIn(Place& place, const std::string& name,
                                                   WorldOptions options) {
  if (options.base_url.empty()) options.base_url = options_.public_url + "/w/" + name;
  if (options_.data_folder.empty()) {
    auto born = World::Birth("", options_.master_key, name, options);
    if (!born.ok()) return born.status();
    Seat(place, *born);
    return born;
  }
  KEPSIM_TRY(MakeSuccessor(name, options));
  KEPSIM_TRY(AdoptSuccessor(name));
  return OpenIn(place, name);
}

void Workspaces::Seat(Place& place, const std::shared_ptr<World>& world) {
  world->agenda().OnAdded([this](Time) { PokeKeeper(); });
  {
    std::lock_guard lock(mutex_);
    place.world = world;
    place.born = true;
    if (!options_.data_folder.empty()) CloseIdle();
  }
  PokeKeeper();
}

void Workspaces::Forget(Place& place, const std::string& name) {
  std::lock_guard lock(mutex_);
  place.gone = true;
  if (place.world != nullptr) place.world->journal().Close(Reason::WORKSPACE_NOT_FOUND);
  place.world.reset();
  places_.erase(name);
}

void Workspaces::RemoveFiles(const std::string& name) {
  if (!options_.data_folder.empty()) RemoveDatabase(PathOf(name));
}

Status Workspaces::MakeSuccessor(const std::string& name, const WorldOptions& options) {
  const std::string draft = PathOf(name) + kDraft;
  RemoveDatabase(draft);
  // Closed at once, which brings all of it into the one file.
  KEPSIM_TRY(World::Birth(draft, options_.master_key, name, options).status());
  std::error_code error;
  fs::rename(draft, PathOf(name) + kNext, error);
  if (error) return Status(Reason::STORAGE_FAILED, draft + ": " + error.message());
  return SyncFolder(options_.data_folder + "/worlds");
}

Status Workspaces::AdoptSuccessor(const std::string& name) {
  RemoveFiles(name);
  std::error_code error;
  fs::rename(PathOf(name) + kNext, PathOf(name), error);
  if (error) return Status(Reason::STORAGE_FAILED, PathOf(name) + ": " + error.message());
  return SyncFolder(options_.data_folder + "/worlds");
}

// Worlds that no call is in and that have nothing to lose by closing. mutex_ is held.
void Workspaces::CloseIdle() {
  size_t open = 0;
  for (const auto& [name, place] : places_) open += place->world != nullptr;
  while (open > options_.most_open) {
    Place* oldest = nullptr;
    for (const auto& [name, place] : places_) {
      const bool closable = place->world != nullptr && place->world.use_count() == 1 && place->world->quiet();
      if (closable && (oldest == nullptr || place->used < oldest->used)) oldest = place.get();
    }
    if (oldest == nullptr) return;
    oldest->world.reset();
    --open;
  }
}

void Workspaces::PokeKeeper() {
  {
    std::lock_guard lock(due_mutex_);
    ++pokes_;
  }
  due_changed_.notify_one();
}

// The one thread that runs what is due in all worlds whose clocks run.
void Workspaces::KeepTime() {
  // What became due while the server was down is found by opening every world once.
  for (const std::string& name : List("", SIZE_MAX)) {
    if (std::lock_guard lock(due_mutex_); stopping_) return;
    if (auto world = Enter(name, Access::kRead); !world.ok()) {
      spdlog::error("workspace {} cannot be opened: {}", name, world.status().message());
    }
  }
  while (true) {
    uint64_t seen;
    {
      std::lock_guard lock(due_mutex_);
      if (stopping_) return;
      seen = pokes_;
    }
    std::vector<std::pair<std::string, std::shared_ptr<World>>> running;
    {
      std::lock_guard lock(mutex_);
      for (const auto& [name, place] : places_) {
        if (place->world != nullptr && place->world->clock().runs()) running.emplace_back(name, place->world);
      }
    }
    Duration rest = kKeeperRests;
    for (const auto& [name, world] : running) {
      const auto next = world->RunDue(kDueAtATime);
      if (!next.ok()) {
        spdlog::error("workspace {}: what is due failed: {}", name, next.status().message());
        rest = std::min<Duration>(rest, kKeeperRetries);
      } else if (*next) {
        rest = std::min(rest, std::max(Duration(0), **next - world->clock().Now()));
      }
    }
    running.clear();
    std::unique_lock lock(due_mutex_);
    due_changed_.wait_for(lock, rest, [&] { return stopping_ || pokes_ != seen; });
  }
}

}  // namespace kepsim
