// Gives adapters the part of a world that they serve.
#pragma once

#include "ca/rpc/directory.h"
#include "client/world/workspaces.h"

namespace kepsim {

template <class Part>
class PartDirectory : public Directory<Part> {
 public:
  // `part`: how a world gives it, as &World::portal.
  PartDirectory(Workspaces& workspaces, Part& (World::*part)()) : workspaces_(workspaces), part_(part) {}

  Result<Entered<Part>> Enter(std::string_view workspace, Access access) override {
    KEPSIM_ASSIGN(const std::shared_ptr<World> world, workspaces_.Enter(workspace, access));
    return Entered<Part>{std::shared_ptr<Part>(world, &((*world).*part_)()),
                         std::shared_ptr<Operations>(world, &world->operations())};
  }

 private:
  Workspaces& workspaces_;
  Part& (World::*part_)();
};

// The world as a whole, for the services of the control listener.
class WorldDirectory : public Directory<World> {
 public:
  explicit WorldDirectory(Workspaces& workspaces) : workspaces_(workspaces) {}

  Result<Entered<World>> Enter(std::string_view workspace, Access access) override {
    KEPSIM_ASSIGN(std::shared_ptr<World> world, workspaces_.Enter(workspace, access));
    auto operations = std::shared_ptr<Operations>(world, &world->operations());
    return Entered<World>{std::move(world), std::move(operations)};
  }

 private:
  Workspaces& workspaces_;
};

}  // namespace kepsim
