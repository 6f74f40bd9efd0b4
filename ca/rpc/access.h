// What a call wants of a workspace.
#pragma once

namespace kepsim {

enum class Access {
  kRead,    // WORKSPACE_NOT_FOUND where there is none
  kChange,  // may bring the workspace into being
};

}  // namespace kepsim
