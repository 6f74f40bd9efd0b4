// One PIN at a time for each carrier, as a real token takes them. Without this, right PINs presented at once
// would use up each other's tries and lock the token.
#pragma once

#include <map>
#include <mutex>
#include <string>

namespace kepsim {

class PinTurns {
 private:
  struct Queue {
    std::mutex mutex;
    int length = 0;
  };
  using Place = std::map<std::string, Queue>::iterator;

 public:
  // Waits for the carrier's turn, and holds it.
  class Turn {
   public:
    Turn(PinTurns& turns, const std::string& carrier) : turns_(turns), place_(turns.Enter(carrier)) {
      place_->second.mutex.lock();
    }
    ~Turn() {
      place_->second.mutex.unlock();
      turns_.Leave(place_);
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

   private:
    PinTurns& turns_;
    const Place place_;
  };

 private:
  Place Enter(const std::string& carrier) {
    std::lock_guard lock(mutex_);
    const Place place = queues_.try_emplace(carrier).first;
    ++place->second.length;
    return place;
  }
  void Leave(Place place) {
    std::lock_guard lock(mutex_);
    if (--place->second.length == 0) queues_.erase(place);
  }

  std::mutex mutex_;
  std::map<std::string, Queue> queues_;  // only those that somebody is in
};

}  // namespace kepsim
