// One call's unit of work: the moment it was made at, its own randomness, and the writes and events that it
// stages. Code that decides stages what it wants; nothing takes effect, and nothing leaves the process,
// before all of it is durable.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ca/base/database.h"
#include "ca/base/journal.h"
#include "ca/base/random.h"
#include "ca/base/time.h"

namespace kepsim {

class Operation {
 public:
  // `origin` is the stream of this operation's identity; all that it draws is a fork of it.
  Operation(Time now, std::shared_ptr<const RandomStream> origin) : now_(now), origin_(std::move(origin)) {}

  // The world's time, read once a call.
  Time now() const { return now_; }

  // A stream for one purpose within this operation; the same purpose gives the same stream again.
  std::unique_ptr<RandomStream> Stream(std::string_view purpose) const { return origin_->Fork(purpose); }

  // 26 characters of lower-case Crockford base 32: 48 bits of milliseconds, then 80 random ones (the shape of
  // a ULID), so that rows made one after another lie beside each other.
  std::string NewId(std::string_view purpose) const;

  // What to write at the commit. A later write of the same key takes the place of the earlier one, so that
  // functions that each save a row can be called one after another at the price of one. Captures must be
  // copies.
  void Stage(std::string key, Database::Write write);
  void Emit(std::string type, std::string resource, std::map<std::string, std::string> attributes = {});
  // Runs once the writes are durable, in the order given. For waking others, never for state.
  void AfterCommit(std::function<void()> action) { after_.push_back(std::move(action)); }

 private:
  friend class Operations;
  Status Apply(Connection& connection) const;

  const Time now_;
  std::shared_ptr<const RandomStream> origin_;
  std::vector<std::pair<std::string, Database::Write>> writes_;
  std::vector<Event> events_;
  std::vector<std::function<void()>> after_;
};

}  // namespace kepsim
