// Runs operations: identity, randomness, commit, retry, and the first answer again for a repeated request_id.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "ca/base/clock.h"
#include "ca/base/database.h"
#include "ca/base/journal.h"
#include "ca/base/random.h"
#include "ca/base/secret.h"
#include "ca/operation/operation.h"

namespace kepsim {

// What tells one operation from all others of its world (product.md §2).
struct OperationKey {
  std::string_view method;  // "kepsim.v1.EnrollmentService/OpenApplication"
  std::string parent;       // the resource that it is done to; empty for the world
  std::string request_id;   // the client's; empty: the operation's ordinal in its parent takes its place
};

class Operations {
 public:
  static constexpr char kSchema[] = R"(
    -- Answers already given, by request_id. The answer is sealed: it may hold a token.
    CREATE TABLE answer (
      operation BLOB PRIMARY KEY,
      request BLOB NOT NULL,
      time INTEGER NOT NULL,
      sealed BLOB NOT NULL
    ) WITHOUT ROWID;
    -- How many operations without a request_id a parent has seen; kept by seeded worlds only.
    CREATE TABLE ordinal (
      method TEXT NOT NULL,
      parent TEXT NOT NULL,
      next INTEGER NOT NULL,
      PRIMARY KEY (method, parent)
    ) WITHOUT ROWID;
  )";

  // `storage_key`: 32 octets under which answers are sealed.
  Operations(Database& database, Journal& journal, const Clock& clock, const Random& random,
             Secret storage_key);

  // Runs `body`, a Result<T>(Operation&) or Status(Operation&), and commits what it staged. When a row that
  // it read has moved meanwhile it runs again, with the same randomness, a bounded number of times, then
  // CONTENDED. A body that fails changes nothing.
  template <class Body>
  std::invoke_result_t<Body, Operation&> Run(const OperationKey& key, Body&& body) {
    KEPSIM_ASSIGN(const std::shared_ptr<const RandomStream> origin, Origin(key));
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      Operation operation(clock_.Now(), origin);
      StageOrdinal(key, operation);
      auto result = body(operation);
      Status status = StatusOf(result);
      if (status.ok()) {
        status = Commit(operation);
        if (status.ok()) return result;
      }
      if (status.reason() != Reason::ROW_MOVED) return status;
    }
    return Status(Reason::CONTENDED);
  }

  // The same for a request that may be repeated. `request` is its content; the body gives the answer's bytes.
  // Repeated with the same content, the first answer comes again and nothing happens; with another,
  // REQUEST_ID_REUSED.
  using AnswerBody = std::function<Result<std::string>(Operation&)>;
  Result<std::string> RunOnce(const OperationKey& key, std::string_view request, const AnswerBody& body);

  Database& database() { return database_; }
  Journal& journal() { return journal_; }
  const Clock& clock() const { return clock_; }

 private:
  static constexpr int kAttempts = 16;

  static const Status& StatusOf(const Status& status) { return status; }
  template <class T>
  static Status StatusOf(const Result<T>& result) {
    return result.status();
  }

  Result<std::shared_ptr<const RandomStream>> Origin(const OperationKey& key);
  void StageOrdinal(const OperationKey& key, Operation& operation);
  Status Commit(Operation& operation);
  Result<std::optional<std::string>> EarlierAnswer(ByteView operation, ByteView request);

  Database& database_;
  Journal& journal_;
  const Clock& clock_;
  const Random& random_;
  const Secret storage_key_;

  std::mutex ordinals_mutex_;
  std::map<std::pair<std::string, std::string>, int64_t> ordinals_;
};

}  // namespace kepsim
