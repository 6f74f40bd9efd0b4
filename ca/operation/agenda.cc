#include "ca/operation/agenda.h"

namespace kepsim {

void Agenda::Add(Operation& operation, const Item& item) {
  operation.Stage("agenda/" + item.kind + "/" + item.subject, [item](Connection& connection) {
    connection.Execute("INSERT OR REPLACE INTO agenda (at, kind, subject) VALUES (?, ?, ?)", item.at,
                       item.kind, item.subject);
    return OkStatus();
  });
  operation.AfterCommit([this, at = item.at] {
    if (on_added_) on_added_(at);
  });
}

void Agenda::Remove(Operation& operation, const Item& item) {
  operation.Stage("agenda/" + item.kind + "/" + item.subject, [item](Connection& connection) {
    connection.Execute("DELETE FROM agenda WHERE at = ? AND kind = ? AND subject = ?", item.at, item.kind,
                       item.subject);
    return OkStatus();
  });
}

Result<std::optional<Agenda::Item>> Agenda::Next() {
  return operations_.database().Read([](Connection& connection) -> Result<std::optional<Item>> {
    Rows rows = connection.Select("SELECT at, kind, subject FROM agenda ORDER BY at, kind, subject LIMIT 1");
    if (!rows.Next()) return std::optional<Item>();
    return std::optional<Item>({rows.Moment(0), rows.Text(1), rows.Text(2)});
  });
}

Status Agenda::Run(const Item& item) {
  const auto handler = handlers_.find(item.kind);
  if (handler == handlers_.end()) return Status(Reason::INTERNAL, "no handler for agenda kind " + item.kind);
  // The moment is part of the identity: what comes again at another moment draws other randomness.
  const OperationKey key{"agenda", item.kind + "/" + item.subject, FormatTime(item.at)};
  const Status status = operations_.Run(key, [&](Operation& operation) -> Status {
    KEPSIM_ASSIGN(const bool there, operations_.database().Read([&](Connection& connection) -> Result<bool> {
      return connection
          .Select("SELECT 1 FROM agenda WHERE at = ? AND kind = ? AND subject = ?", item.at, item.kind,
                  item.subject)
          .Next();
    }));
    if (!there) return OkStatus();
    operation.Stage("agenda-item", [item](Connection& connection) {
      connection.ExecuteOne("DELETE FROM agenda WHERE at = ? AND kind = ? AND subject = ?", item.at,
                            item.kind, item.subject);
      return OkStatus();
    });
    return handler->second(operation, item);
  });
  return status;
}

}  // namespace kepsim
