#include "client/portal/login_throttle.h"

#include <algorithm>

namespace kepsim {
namespace {

std::string Key(std::string_view login) {
  std::string key(login);
  for (char& c : key) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return key;
}

}  // namespace

Status LoginThrottle::Admit(std::string_view login, Time now) {
  std::lock_guard lock(mutex_);
  const auto found = runs_.find(Key(login));
  if (found == runs_.end() || found->second.failures < kMostFailures) return OkStatus();
  const Time until = found->second.began + kSpan;
  if (now >= until) return OkStatus();
  const auto wait = std::chrono::ceil<std::chrono::seconds>(until - now);
  return Status(Reason::LOGIN_THROTTLED).With("retry_after_seconds", std::to_string(wait.count()));
}

void LoginThrottle::Failed(std::string_view login, Time now) {
  std::lock_guard lock(mutex_);
  const auto found = runs_.find(Key(login));
  if (found != runs_.end() && now < found->second.began + kSpan) {
    ++found->second.failures;
    return;
  }
  if (found == runs_.end() && runs_.size() >= kMostLogins) MakeRoom(now);
  runs_.insert_or_assign(Key(login), Run{now, 1});
}

void LoginThrottle::Succeeded(std::string_view login) {
  std::lock_guard lock(mutex_);
  runs_.erase(Key(login));
}

void LoginThrottle::MakeRoom(Time now) {
  std::erase_if(runs_, [&](const auto& entry) { return now >= entry.second.began + kSpan; });
  if (runs_.size() < kMostLogins) return;
  runs_.erase(std::min_element(runs_.begin(), runs_.end(),
                               [](const auto& a, const auto& b) { return a.second.began < b.second.began; }));
}

}  // namespace kepsim
