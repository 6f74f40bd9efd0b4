// SQLite behind a few verbs: bound parameters, cached statements, snapshots for readers, group commit for
// writers.
#pragma once

#include <sqlite3.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/base/time.h"

namespace kepsim {

// The rows that a SELECT gives. Lives on a Connection; columns count from 0 in the order of the select list.
class Rows {
 public:
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  // False at the end, and on an error, which then stands in the connection.
  bool Next();
  int64_t Int(int column) const { return sqlite3_column_int64(statement_, column); }
  std::string Text(int column) const;
  Bytes Blob(int column) const;
  Time Moment(int column) const { return FromMicros(Int(column)); }
  bool IsNull(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

 private:
  friend class Connection;
  Rows(class Connection& connection, sqlite3_stmt* statement)
      : connection_(connection), statement_(statement) {}
  class Connection& connection_;
  sqlite3_stmt* statement_;
};

// One connection with its prepared statements. The same text must not be selected again while its rows are
// still being read. An error sticks until it is taken, so that callers need to look once, at the end.
class Connection {
 public:
  explicit Connection(sqlite3* handle) : handle_(handle) {}
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  template <class... Args>
  Rows Select(std::string_view sql, const Args&... args) {
    sqlite3_stmt* statement = Prepare(sql);
    lifetime_ = SQLITE_TRANSIENT;  // the rows are stepped after the arguments are gone
    int index = 0;
    if (statement != nullptr) (Bind(statement, ++index, args), ...);
    return Rows(*this, statement);
  }

  // INSERT, UPDATE, DELETE. Gives how many rows changed; a broken uniqueness is ROW_MOVED in status().
  template <class... Args>
  int64_t Execute(std::string_view sql, const Args&... args) {
    sqlite3_stmt* statement = Prepare(sql);
    lifetime_ = SQLITE_STATIC;
    int index = 0;
    if (statement != nullptr) (Bind(statement, ++index, args), ...);
    return Run(statement);
  }

  // An UPDATE that names the version that was read: ROW_MOVED in status() unless exactly one row changed.
  template <class... Args>
  void ExecuteOne(std::string_view sql, const Args&... args) {
    if (Execute(sql, args...) != 1 && status_.ok()) status_ = Reason::ROW_MOVED;
  }

  int64_t LastRowId() const { return sqlite3_last_insert_rowid(handle_); }
  const Status& status() const { return status_; }
  Status TakeStatus();

 private:
  friend class Rows;
  friend class Database;
  sqlite3_stmt* Prepare(std::string_view sql);
  int64_t Run(sqlite3_stmt* statement);
  void Fail(int code);

  void Bind(sqlite3_stmt* s, int i, std::string_view v) {
    sqlite3_bind_text(s, i, v.data(), static_cast<int>(v.size()), lifetime_);
  }
  void Bind(sqlite3_stmt* s, int i, const Bytes& v) { Bind(s, i, ByteView(v)); }
  void Bind(sqlite3_stmt* s, int i, ByteView v) {
    static const uint8_t kEmpty = 0;  // a null pointer would bind NULL
    sqlite3_bind_blob(s, i, v.empty() ? &kEmpty : v.data(), static_cast<int>(v.size()), lifetime_);
  }
  void Bind(sqlite3_stmt* s, int i, Time v) { sqlite3_bind_int64(s, i, ToMicros(v)); }
  void Bind(sqlite3_stmt* s, int i, std::nullptr_t) { sqlite3_bind_null(s, i); }
  template <class T>
  requires std::is_integral_v<T> || std::is_enum_v<T>
  void Bind(sqlite3_stmt* s, int i, T v) { sqlite3_bind_int64(s, i, static_cast<int64_t>(v)); }
  template <class T>
  void Bind(sqlite3_stmt* s, int i, const std::optional<T>& v) {
    if (v) {
      Bind(s, i, *v);
    } else {
      sqlite3_bind_null(s, i);
    }
  }

  sqlite3* handle_;
  sqlite3_destructor_type lifetime_ = SQLITE_STATIC;
  // Keyed by the text: statements are few and written in the source.
  std::unordered_map<std::string_view, sqlite3_stmt*> statements_;
  std::deque<std::string> texts_;
  Status status_;
};

// One numbered step of the schema. Steps are only ever added.
struct Migration {
  int number;
  const char* sql;
};

class Database {
 public:
  // Writes of one change, run inside the writer's transaction. A status other than OK, or an error left in
  // the connection, undoes this change alone.
  using Write = std::function<Status(Connection&)>;

  // An empty path: in memory, one connection. A file: WAL, synchronous=FULL, one writer and pooled readers.
  static Result<std::unique_ptr<Database>> Open(const std::string& path,
                                                const std::vector<Migration>& migrations);
  ~Database();

  // `read` sees one snapshot, and must be short in memory, where it holds the only connection.
  template <class F>
  std::invoke_result_t<F, Connection&> Read(F&& read) {
    Lease lease(*this);
    auto result = read(lease.connection());
    if (Status status = lease.connection().TakeStatus(); !status.ok()) return status;
    return result;
  }

  // Applies `write` together with whatever other changes are waiting, in one transaction with one fsync.
  // Returns when it is durable. The first caller of a group does the work for all; there is no thread behind
  // this.
  Status Commit(const Write& write);

 private:
  struct Pending {
    const Write& write;
    Status status;
    bool done = false;
    std::condition_variable woken;
  };
  class Lease {
   public:
    explicit Lease(Database& database);
    ~Lease();
    Connection& connection() { return *connection_; }

   private:
    Database& database_;
    std::unique_ptr<Connection> reader_;
    std::unique_lock<std::mutex> lock_;
    Connection* connection_;
  };

  explicit Database(std::string path) : path_(std::move(path)) {}
  Result<std::unique_ptr<Connection>> Connect(bool writer);
  Status Migrate(const std::vector<Migration>& migrations);
  // Takes what waits as one group and applies it. `lock` is on queue_mutex_.
  void Lead(std::unique_lock<std::mutex>& lock);
  void ApplyGroup(const std::deque<Pending*>& group);
  bool in_memory() const { return path_.empty(); }

  const std::string path_;
  std::unique_ptr<Connection> writer_;
  std::mutex writer_mutex_;  // in memory also held by readers

  std::mutex queue_mutex_;
  std::deque<Pending*> queue_;
  bool leading_ = false;

  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Connection>> idle_readers_;
};

}  // namespace kepsim
