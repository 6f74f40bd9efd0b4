#include "client/portal/verdict_json.h"

#include <nlohmann/json.hpp>

namespace kepsim {
namespace {

using nlohmann::json;

// Arrays in a fixed order: the keys of a dozen checks would be longer than what they hold.
json Encode(const Check& check) {
  return json::array({check.name, static_cast<int>(check.result), check.input, check.source,
                      ToMicros(check.time), check.detail});
}

Check DecodeCheck(const json& array) {
  return {array.at(0).get<std::string>(),         static_cast<CheckResult>(array.at(1).get<int>()),
          array.at(2).get<std::string>(),         array.at(3).get<std::string>(),
          FromMicros(array.at(4).get<int64_t>()), array.at(5).get<std::string>()};
}

}  // namespace

std::string ToJson(const Verdict& verdict) {
  json checks = json::array();
  for (const Check& check : verdict.checks) checks.push_back(Encode(check));
  const json whole = json::array({static_cast<int>(verdict.object), static_cast<int>(verdict.reason),
                                  ToMicros(verdict.judged), std::move(checks)});
  // Names in a foreign certificate need not be UTF-8.
  return whole.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Verdict> VerdictFromJson(std::string_view text) {
  // The library's accessors throw; nothing leaves this function.
  try {
    const json whole = json::parse(text);
    Verdict verdict;
    verdict.object = static_cast<JudgedObject>(whole.at(0).get<int>());
    verdict.reason = static_cast<VerdictReason>(whole.at(1).get<int>());
    verdict.judged = FromMicros(whole.at(2).get<int64_t>());
    for (const json& check : whole.at(3)) verdict.checks.push_back(DecodeCheck(check));
    if (verdict.reason < VerdictReason::kValid || verdict.reason > VerdictReason::kNotLinked) {
      return Reason::STORAGE_CORRUPT;
    }
    return verdict;
  } catch (const json::exception& error) {
    return Status(Reason::STORAGE_CORRUPT, error.what());
  }
}

}  // namespace kepsim
