// Which world a call is for. Adapters ask a directory for the one part of it that they serve; the directory
// lives in client/world, and domain code never hears of workspaces.
#pragma once

#include <memory>
#include <string_view>

#include "ca/base/status.h"
#include "ca/operation/operations.h"
#include "ca/rpc/access.h"

namespace kepsim {

// A part of a world, kept alive for as long as this is held.
template <class Part>
struct Entered {
  std::shared_ptr<Part> part;
  std::shared_ptr<Operations> operations;
};

template <class Part>
class Directory {
 public:
  virtual ~Directory() = default;
  // An empty name is "default".
  virtual Result<Entered<Part>> Enter(std::string_view workspace, Access access) = 0;
};

}  // namespace kepsim
