// Open sessions with carriers. They live in memory only and know what the PIN opened, so that the PIN is
// derived from once a session.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "ca/base/secret.h"
#include "ca/base/time.h"
#include "ca/carrier/unlocked_token.h"

namespace kepsim {

class CarrierSessions {
 public:
  static constexpr Duration kLongestIdle = std::chrono::minutes(10);
  static constexpr size_t kMostPerCarrier = 16;
  static constexpr size_t kMost = 10'000;

  // Where there are too many, the one that was idle the longest ends.
  void Open(const Secret& session, const std::string& carrier, std::shared_ptr<UnlockedToken> token,
            Time now);
  // SESSION_CLOSED for one that is not open, or is another carrier's.
  Result<std::shared_ptr<UnlockedToken>> Use(const Secret& session, const std::string& carrier, Time now);
  // SESSION_CLOSED likewise.
  Status Close(const Secret& session, const std::string& carrier, Time now);
  void CloseAll(const std::string& carrier);
  // Those that nobody has closed, idle ones included.
  size_t Count();

 private:
  struct Session {
    std::string digest;  // of the client's text, which is as secret as the PIN
    std::string carrier;
    std::shared_ptr<UnlockedToken> token;
    Time used;
  };
  using Place = std::list<Session>::iterator;

  Result<Place> Find(const Secret& session, const std::string& carrier, Time now);
  void DropIdle(Time now);
  void Drop(Place place);

  std::mutex mutex_;
  std::list<Session> sessions_;  // the longest idle first
  std::unordered_map<std::string, Place> by_digest_;
  std::unordered_multimap<std::string, Place> by_carrier_;
};

}  // namespace kepsim
