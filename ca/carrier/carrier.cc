#include "ca/carrier/carrier.h"

#include <algorithm>

namespace kepsim {
namespace {

constexpr std::string_view kCarriers = "carriers/";
constexpr std::string_view kKeys = "/keys/";

bool IsId(std::string_view text) {
  return !text.empty() && text.find('/') == std::string_view::npos;
}

}  // namespace

std::string CarrierName(const std::string& id) {
  return std::string(kCarriers) + id;
}

Result<CarrierKey*> Carrier::Key(std::string_view key_id) {
  const auto found = std::ranges::find(keys, key_id, &CarrierKey::id);
  if (found == keys.end()) return Reason::CARRIER_KEY_NOT_FOUND;
  return &*found;
}

Result<std::string> CarrierIdOf(std::string_view name) {
  if (!name.starts_with(kCarriers)) return Reason::CARRIER_NOT_FOUND;
  name.remove_prefix(kCarriers.size());
  if (!IsId(name)) return Reason::CARRIER_NOT_FOUND;
  return std::string(name);
}

Result<CarrierKeyId> CarrierKeyIdOf(std::string_view name) {
  const size_t keys = name.find(kKeys);
  if (keys == std::string_view::npos) return Reason::CARRIER_KEY_NOT_FOUND;
  auto carrier = CarrierIdOf(name.substr(0, keys));
  const std::string_view key = name.substr(keys + kKeys.size());
  if (!carrier.ok() || !IsId(key)) return Reason::CARRIER_KEY_NOT_FOUND;
  return CarrierKeyId{*std::move(carrier), std::string(key)};
}

}  // namespace kepsim
