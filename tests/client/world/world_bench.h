// Worlds for tests: cheap derivations, and a citizen in one call.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "client/world/provision.h"
#include "client/world/workspaces.h"

namespace kepsim {

inline constexpr Time kWorldStart = FromSeconds(1'768'467'600);  // 2026-01-15T09:00:00Z

inline WorldOptions FrozenOptions(const std::string& seed = "seed") {
  WorldOptions options;
  options.clock = ClockMode::kFrozen;
  options.start = kWorldStart;
  if (!seed.empty()) options.seed = Secret(seed);
  options.base_url = "http://kepsim.test/w/x";
  options.pin_rounds = 1;
  options.password_cost = 2;
  return options;
}

inline std::unique_ptr<Workspaces> OpenWorkspaces(const std::string& folder = {},
                                                  WorkspacesOptions options = {}) {
  options.data_folder = folder;
  options.master_key = Secret(Bytes(32, 1));
  options.public_url = "http://kepsim.test";
  auto opened = Workspaces::Open(std::move(options));
  EXPECT_TRUE(opened.ok()) << opened.status().message();
  return opened.ok() ? *std::move(opened) : nullptr;
}

// One citizen, as `wish` says, in an operation of its own.
inline Result<Provisioned> RunProvision(World& world, const ProvisionWish& wish,
                                        const std::string& request_id) {
  Provision provision(world, wish);
  return world.operations().Run({"test/Provision", "", request_id},
                                [&](Operation& operation) { return provision.Run(operation); });
}

}  // namespace kepsim
