// What is due later: rows with their moments on the world's clock, run in order when the clock has passed
// them.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "ca/operation/operations.h"

namespace kepsim {

class Agenda {
 public:
  static constexpr char kSchema[] = R"(
    CREATE TABLE agenda (
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      PRIMARY KEY (at, kind, subject)
    ) WITHOUT ROWID;
  )";

  struct Item {
    Time at;
    std::string kind;     // "publish-certificate"
    std::string subject;  // the name of the resource that it is done to
  };
  // Does what is due. Staging into the operation; the item's own row goes with the same commit.
  using Handler = std::function<Status(Operation&, const Item&)>;

  explicit Agenda(Operations& operations) : operations_(operations) {}

  // Once for each kind, before the world is used.
  void Handle(std::string kind, Handler handler) { handlers_[std::move(kind)] = std::move(handler); }
  // Called after the commit of an item; whoever keeps real time wants to know.
  void OnAdded(std::function<void(Time)> listener) { on_added_ = std::move(listener); }

  void Add(Operation& operation, const Item& item);
  void Remove(Operation& operation, const Item& item);

  // The earliest item, if any.
  Result<std::optional<Item>> Next();
  // Runs one item that Next gave. `item.at` should have come on the world's clock. An item that was removed
  // meanwhile is passed over.
  Status Run(const Item& item);

 private:
  Operations& operations_;
  std::map<std::string, Handler> handlers_;
  std::function<void(Time)> on_added_;
};

}  // namespace kepsim
