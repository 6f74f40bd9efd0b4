#include "ca/base/journal.h"

#include <nlohmann/json.hpp>

namespace kepsim {
namespace {

constexpr int kLookedAtPerWanted = 16;
constexpr int kAwaitPage = 256;
constexpr auto kCancellationPoll = std::chrono::milliseconds(200);

}  // namespace

bool EventFilter::Matches(const Event& event) const {
  if (!type.empty() && type != event.type && !(type.back() == '.' && event.type.starts_with(type)))
    return false;
  if (!resource.empty() && resource != event.resource) return false;
  for (const auto& [key, value] : attributes) {
    const auto found = event.attributes.find(key);
    if (found == event.attributes.end() || found->second != value) return false;
  }
  return true;
}

void Journal::Append(Connection& connection, const Event& event) {
  connection.Execute("INSERT INTO journal (time, type, resource, attributes) VALUES (?, ?, ?, ?)", event.time,
                     event.type, event.resource, nlohmann::json(event.attributes).dump());
}

void Journal::Notify() {
  {
    std::lock_guard lock(mutex_);
    ++generation_;
  }
  appended_.notify_all();
}

void Journal::Close(Reason why) {
  {
    std::lock_guard lock(mutex_);
    closed_ = why;
  }
  appended_.notify_all();
}

Result<Journal::Page> Journal::List(const EventFilter& filter, int64_t after, int limit) {
  return database_.Read([&](Connection& connection) -> Result<Page> {
    Page page;
    page.read_to = after;
    Rows rows = connection.Select(
        "SELECT number, time, type, resource, attributes FROM journal WHERE number > ? ORDER BY number LIMIT "
        "?",
        after, static_cast<int64_t>(limit) * kLookedAtPerWanted);
    while (static_cast<int>(page.events.size()) < limit && rows.Next()) {
      Event event{rows.Int(0), rows.Moment(1), rows.Text(2), rows.Text(3), {}};
      const auto json = nlohmann::json::parse(rows.Text(4), nullptr, false);
      if (!json.is_object()) return Status(Reason::STORAGE_CORRUPT, "journal.attributes");
      event.attributes = json.get<std::map<std::string, std::string>>();
      page.read_to = event.number;
      if (filter.Matches(event)) page.events.push_back(std::move(event));
    }
    return page;
  });
}

Result<int64_t> Journal::LastNumber() {
  return database_.Read([](Connection& connection) -> Result<int64_t> {
    Rows rows = connection.Select("SELECT coalesce(max(number), 0) FROM journal");
    return rows.Next() ? rows.Int(0) : 0;
  });
}

Result<Event> Journal::Await(const EventFilter& filter, int64_t after,
                             std::chrono::steady_clock::time_point deadline,
                             const std::function<bool()>& cancelled) {
  while (true) {
    uint64_t seen;
    {
      std::lock_guard lock(mutex_);
      seen = generation_;
    }
    while (true) {
      KEPSIM_ASSIGN(Page page, List(filter, after, kAwaitPage));
      if (!page.events.empty()) return std::move(page.events.front());
      if (page.read_to == after) break;
      after = page.read_to;
    }
    std::unique_lock lock(mutex_);
    while (generation_ == seen) {
      if (closed_) return *closed_;
      const auto now = std::chrono::steady_clock::now();
      if (now >= deadline || cancelled()) return Reason::DEADLINE_PASSED;
      appended_.wait_until(lock, std::min(deadline, now + kCancellationPoll));
    }
  }
}

}  // namespace kepsim
