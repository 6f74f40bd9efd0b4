#include "ca/operation/operations.h"

#include "ca/crypto/box.h"

namespace kepsim {
namespace {

std::string LengthPrefixed(std::string_view part) {
  return std::to_string(part.size()) + ':' + std::string(part);
}

}  // namespace

Operations::Operations(Database& database, Journal& journal, const Clock& clock, const Random& random,
                       Secret storage_key)
    : database_(database),
      journal_(journal),
      clock_(clock),
      random_(random),
      storage_key_(std::move(storage_key)) {}

Result<std::shared_ptr<const RandomStream>> Operations::Origin(const OperationKey& key) {
  std::string label = LengthPrefixed(key.method) + LengthPrefixed(key.parent);
  if (!key.request_id.empty()) {
    label += "request" + LengthPrefixed(key.request_id);
  } else if (random_.seeded()) {
    std::lock_guard lock(ordinals_mutex_);
    const auto [entry, fresh] = ordinals_.try_emplace({std::string(key.method), key.parent}, 0);
    if (fresh) {
      KEPSIM_ASSIGN(entry->second, database_.Read([&](Connection& connection) -> Result<int64_t> {
        Rows rows = connection.Select("SELECT next FROM ordinal WHERE method = ? AND parent = ?", key.method,
                                      key.parent);
        return rows.Next() ? rows.Int(0) : 0;
      }));
    }
    label += "ordinal" + LengthPrefixed(std::to_string(entry->second++));
  }
  return std::shared_ptr<const RandomStream>(random_.Stream(label));
}

void Operations::StageOrdinal(const OperationKey& key, Operation& operation) {
  if (!key.request_id.empty() || !random_.seeded()) return;
  std::lock_guard lock(ordinals_mutex_);
  const int64_t next = ordinals_[{std::string(key.method), key.parent}];
  operation.Stage("ordinal",
                  [method = std::string(key.method), parent = key.parent, next](Connection& connection) {
                    connection.Execute(
                        "INSERT INTO ordinal (method, parent, next) VALUES (?, ?, ?) "
                        "ON CONFLICT (method, parent) DO UPDATE SET next = max(next, excluded.next)",
                        method, parent, next);
                    return OkStatus();
                  });
}

Status Operations::Commit(Operation& operation) {
  if (!operation.writes_.empty() || !operation.events_.empty()) {
    KEPSIM_TRY(database_.Commit([&](Connection& connection) { return operation.Apply(connection); }));
    if (!operation.events_.empty()) journal_.Notify();
  }
  for (const auto& action : operation.after_) action();
  return OkStatus();
}

Result<std::optional<std::string>> Operations::EarlierAnswer(ByteView operation, ByteView request) {
  struct Row {
    Bytes request, sealed;
  };
  KEPSIM_ASSIGN(
      const std::optional<Row> row, database_.Read([&](Connection& connection) -> Result<std::optional<Row>> {
        Rows rows = connection.Select("SELECT request, sealed FROM answer WHERE operation = ?", operation);
        if (!rows.Next()) return std::optional<Row>();
        return std::optional<Row>({rows.Blob(0), rows.Blob(1)});
      }));
  if (!row) return std::optional<std::string>();
  if (!ConstantTimeEqual(row->request, request)) return Reason::REQUEST_ID_REUSED;
  KEPSIM_ASSIGN(const Secret answer, Open(storage_key_, operation, row->sealed));
  return std::optional<std::string>(answer.text());
}

Result<std::string> Operations::RunOnce(const OperationKey& key, std::string_view request,
                                        const AnswerBody& body) {
  if (key.request_id.empty()) return Run(key, body);
  // Keyed digests: a request may hold a PIN, which a plain one would give away to a guess.
  const Secret name =
      DeriveKey(storage_key_, "operation",
                AsBytes(LengthPrefixed(key.method) + LengthPrefixed(key.parent) + key.request_id));
  const Secret content = DeriveKey(storage_key_, "request", AsBytes(request));
  const Bytes operation_name(name.bytes().begin(), name.bytes().begin() + 16);
  const Bytes request_digest(content.bytes().begin(), content.bytes().end());

  return Run(key, [&](Operation& operation) -> Result<std::string> {
    // Two at once: the second's insert below breaks the primary key, and it comes here again to find the
    // answer.
    KEPSIM_ASSIGN(std::optional<std::string> earlier, EarlierAnswer(operation_name, request_digest));
    if (earlier) return *std::move(earlier);
    Result<std::string> answer = body(operation);
    if (!answer.ok()) {
      // What it was refused for may be the effect of its own twin, which was committed meanwhile.
      KEPSIM_ASSIGN(earlier, EarlierAnswer(operation_name, request_digest));
      return earlier ? Status(Reason::ROW_MOVED) : answer.status();
    }
    KEPSIM_ASSIGN(Bytes sealed,
                  Seal(storage_key_, operation_name, AsBytes(*answer), *operation.Stream("answer-seal")));
    operation.Stage("answer", [operation_name, request_digest, now = operation.now(),
                               sealed = std::move(sealed)](Connection& connection) {
      connection.Execute("INSERT INTO answer (operation, request, time, sealed) VALUES (?, ?, ?, ?)",
                         operation_name, request_digest, now, sealed);
      return OkStatus();
    });
    return answer;
  });
}

}  // namespace kepsim
