// The one append-only journal of a world: every change, decision, notice and publication, numbered from 1.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "ca/base/database.h"
#include "ca/base/time.h"

namespace kepsim {

struct Event {
  int64_t number = 0;                             // given when appended
  Time time{};                                    // of the world's clock
  std::string type;                               // "application.opened", "certificate.issued"
  std::string resource;                           // the name of what it is about, "applications/…"
  std::map<std::string, std::string> attributes;  // never a secret
};

// Empty members match everything.
struct EventFilter {
  std::string type;  // a whole type, or a prefix that ends in '.'
  std::string resource;
  std::map<std::string, std::string> attributes;  // each must be there with this value
  bool Matches(const Event& event) const;
};

class Journal {
 public:
  static constexpr char kSchema[] = R"(
    CREATE TABLE journal (
      number INTEGER PRIMARY KEY,
      time INTEGER NOT NULL,
      type TEXT NOT NULL,
      resource TEXT NOT NULL,
      attributes TEXT NOT NULL
    );
  )";

  explicit Journal(Database& database) : database_(database) {}

  // Within a change's transaction, so that an event and what it tells of become durable together.
  static void Append(Connection& connection, const Event& event);
  // After the change's commit: wakes whoever waits.
  void Notify();

  struct Page {
    std::vector<Event> events;
    int64_t read_to = 0;  // the next page starts behind this number, also where nothing matched
  };
  // Events behind number `after`, in order. At most `limit` are given and 16 times as many are looked at.
  Result<Page> List(const EventFilter& filter, int64_t after, int limit);
  Result<int64_t> LastNumber();

  // The world has ended, or the server ends: whoever waits is let go with this reason.
  void Close(Reason why);

  // The first matching event behind `after`: waits until it comes. DEADLINE_PASSED on the machine's clock, or
  // as soon as `cancelled` says so (asked a few times a second).
  // The reason of Close once it is closed.
  Result<Event> Await(const EventFilter& filter, int64_t after,
                      std::chrono::steady_clock::time_point deadline, const std::function<bool()>& cancelled);

 private:
  Database& database_;
  std::mutex mutex_;
  std::condition_variable appended_;
  uint64_t generation_ = 0;
  std::optional<Reason> closed_;
};

}  // namespace kepsim
