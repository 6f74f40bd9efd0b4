// The ids within the portal's resource names.
#pragma once

#include <optional>
#include <string_view>

namespace kepsim {

// "01k…" of "links/01k…" for collection "links"; nothing if the name is not of that form.
inline std::optional<std::string_view> PortalId(std::string_view collection, std::string_view name) {
  constexpr size_t kIdLength = 26;  // of Operation::NewId
  if (name.size() != collection.size() + 1 + kIdLength || !name.starts_with(collection) ||
      name[collection.size()] != '/') {
    return std::nullopt;
  }
  return name.substr(collection.size() + 1);
}

}  // namespace kepsim
