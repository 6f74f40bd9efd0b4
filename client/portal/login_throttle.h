// Slows down whoever guesses passwords.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "ca/base/status.h"
#include "ca/base/time.h"

namespace kepsim {

// Ten wrong passwords in a row for one login, and it is refused until 15 minutes of the world's clock have
// passed since the first of them. Refused attempts do not count, so that the wait ends however many come.
//
// Kept in memory, for logins that nobody has as well as for others: what is counted does not tell which
// exist. A restart forgets it, which gives a guesser ten tries more at the price of a derivation each.
//
// Whoever knows a login can keep its owner from logging in anew for as long as they care to send wrong
// passwords. Telling them apart by address would help on a real portal, and cannot on one machine's loopback.
// Hence nothing lasts: no account is ever locked, and sessions that are open stay so.
class LoginThrottle {
 public:
  static constexpr int kMostFailures = 10;
  static constexpr Duration kSpan = std::chrono::minutes(15);

  // OK, or LOGIN_THROTTLED with "retry_after_seconds". To be asked before the password is looked at, and
  // again after it was found right: of many guesses at once no more than ten count.
  Status Admit(std::string_view login, Time now);
  void Failed(std::string_view login, Time now);
  void Succeeded(std::string_view login);

 private:
  static constexpr size_t kMostLogins = 10'000;
  struct Run {
    Time began;
    int failures;
  };
  void MakeRoom(Time now);

  std::mutex mutex_;
  std::map<std::string, Run> runs_;
};

}  // namespace kepsim
