#include "ca/base/database.h"

namespace kepsim {
namespace {

// A group larger than this gains nothing more from sharing its fsync, and makes its first member wait.
constexpr size_t kLargestGroup = 256;
// Opening one costs more than a hundred reads.
constexpr size_t kIdleReaders = 32;
constexpr int kBusyTimeoutMs = 10'000;  // only checkpoints of other connections can make us wait

}  // namespace

Rows::~Rows() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Rows::Next() {
  if (statement_ == nullptr || !connection_.status_.ok()) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) connection_.Fail(code);
  return false;
}

std::string Rows::Text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return text == nullptr ? std::string()
                         : std::string(text, static_cast<size_t>(sqlite3_column_bytes(statement_, column)));
}

Bytes Rows::Blob(int column) const {
  const auto* data = static_cast<const uint8_t*>(sqlite3_column_blob(statement_, column));
  return data == nullptr ? Bytes() : Bytes(data, data + sqlite3_column_bytes(statement_, column));
}

Connection::~Connection() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

sqlite3_stmt* Connection::Prepare(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) {
    if (!sqlite3_stmt_busy(found->second)) return found->second;
    if (status_.ok()) status_ = Status(Reason::INTERNAL, "statement used within itself: " + std::string(sql));
    return nullptr;
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) {
    Fail(code);
    return nullptr;
  }
  statements_.emplace(texts_.emplace_back(sql), statement);
  return statement;
}

int64_t Connection::Run(sqlite3_stmt* statement) {
  if (statement == nullptr || !status_.ok()) return 0;
  int code = sqlite3_step(statement);
  while (code == SQLITE_ROW) code = sqlite3_step(statement);
  if (code != SQLITE_DONE) Fail(sqlite3_extended_errcode(handle_));
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return code == SQLITE_DONE ? sqlite3_changes64(handle_) : 0;
}

void Connection::Fail(int code) {
  if (!status_.ok()) return;
  if (code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE ||
      code == SQLITE_CONSTRAINT_ROWID) {
    status_ = Status(Reason::ROW_MOVED);
  } else {
    status_ = Status(Reason::STORAGE_FAILED, sqlite3_errmsg(handle_));
  }
}

Status Connection::TakeStatus() {
  return std::exchange(status_, Status());
}

Database::Lease::Lease(Database& database) : database_(database) {
  if (database.in_memory()) {
    lock_ = std::unique_lock(database.writer_mutex_);
    connection_ = database.writer_.get();
    return;
  }
  {
    std::lock_guard lock(database.readers_mutex_);
    if (!database.idle_readers_.empty()) {
      reader_ = std::move(database.idle_readers_.back());
      database.idle_readers_.pop_back();
    }
  }
  if (reader_ == nullptr) {
    auto opened = database.Connect(false);
    if (!opened.ok()) {
      // The writer reads as well; a machine out of file handles gets slower, not wrong.
      lock_ = std::unique_lock(database.writer_mutex_);
      connection_ = database.writer_.get();
      return;
    }
    reader_ = *std::move(opened);
  }
  connection_ = reader_.get();
  connection_->Execute("BEGIN");
}

Database::Lease::~Lease() {
  if (reader_ == nullptr) return;
  (void)connection_->TakeStatus();
  connection_->Execute("COMMIT");
  (void)connection_->TakeStatus();
  std::lock_guard lock(database_.readers_mutex_);
  if (database_.idle_readers_.size() < kIdleReaders) database_.idle_readers_.push_back(std::move(reader_));
}

Result<std::unique_ptr<Database>> Database::Open(const std::string& path,
                                                 const std::vector<Migration>& migrations) {
  std::unique_ptr<Database> database(new Database(path));
  KEPSIM_ASSIGN(database->writer_, database->Connect(true));
  KEPSIM_TRY(database->Migrate(migrations));
  return database;
}

Database::~Database() = default;

Result<std::unique_ptr<Connection>> Database::Connect(bool writer) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (writer ? SQLITE_OPEN_CREATE : 0);
  const int code = sqlite3_open_v2(in_memory() ? ":memory:" : path_.c_str(), &handle, flags, nullptr);
  auto connection = std::make_unique<Connection>(handle);
  if (code != SQLITE_OK) {
    return Status(Reason::STORAGE_FAILED, path_ + ": " + (handle ? sqlite3_errmsg(handle) : "out of memory"));
  }
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  // Small pages keep a world in memory small; files keep SQLite's default.
  const char* setup = in_memory()
                          ? "PRAGMA page_size=1024; PRAGMA temp_store=MEMORY; PRAGMA journal_mode=MEMORY;"
                      : writer ? "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;"
                                 "PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4000;"
                               // Readers share the kernel's pages instead of keeping their own.
                               : "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-2048;";
  if (sqlite3_exec(handle, setup, nullptr, nullptr, nullptr) != SQLITE_OK) {
    return Status(Reason::STORAGE_FAILED, path_ + ": " + sqlite3_errmsg(handle));
  }
  return connection;
}

Status Database::Migrate(const std::vector<Migration>& migrations) {
  Connection& connection = *writer_;
  connection.Execute("BEGIN IMMEDIATE");
  connection.Execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY)");
  int64_t done = 0;
  {
    Rows rows = connection.Select("SELECT coalesce(max(number), 0) FROM migration");
    if (rows.Next()) done = rows.Int(0);
  }
  for (const Migration& migration : migrations) {
    if (migration.number <= done) continue;
    if (sqlite3_exec(connection.handle_, migration.sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
      return Status(Reason::STORAGE_FAILED, sqlite3_errmsg(connection.handle_));
    }
    connection.Execute("INSERT INTO migration (number) VALUES (?)", migration.number);
  }
  connection.Execute("COMMIT");
  return connection.TakeStatus();
}

Status Database::Commit(const Write& write) {
  Pending pending{write, {}, false, {}};
  std::unique_lock lock(queue_mutex_);
  queue_.push_back(&pending);
  while (true) {
    pending.woken.wait(lock, [&] { return pending.done || !leading_; });
    if (pending.done) return pending.status;
    Lead(lock);
  }
}

void Database::Lead(std::unique_lock<std::mutex>& lock) {
  leading_ = true;
  std::deque<Pending*> group;
  while (!queue_.empty() && group.size() < kLargestGroup) {
    group.push_back(queue_.front());
    queue_.pop_front();
  }
  lock.unlock();
  ApplyGroup(group);
  lock.lock();
  leading_ = false;
  for (Pending* member : group) {
    member->done = true;
    member->woken.notify_one();
  }
  if (!queue_.empty()) queue_.front()->woken.notify_one();  // the next leader
}

void Database::ApplyGroup(const std::deque<Pending*>& group) {
  std::lock_guard lock(writer_mutex_);
  Connection& connection = *writer_;
  connection.Execute("BEGIN IMMEDIATE");
  Status transaction = connection.TakeStatus();
  if (transaction.ok()) {
    for (Pending* member : group) {
      connection.Execute("SAVEPOINT change");
      Status status = member->write(connection);
      if (status.ok()) status = connection.TakeStatus();
      if (!status.ok()) {
        (void)connection.TakeStatus();
        connection.Execute("ROLLBACK TO change");
      }
      connection.Execute("RELEASE change");
      member->status = std::move(status);
    }
    connection.Execute("COMMIT");
    transaction = connection.TakeStatus();
    if (!transaction.ok()) {
      connection.Execute("ROLLBACK");
      (void)connection.TakeStatus();
    }
  }
  if (!transaction.ok()) {
    for (Pending* member : group) {
      if (member->status.ok()) member->status = transaction;
    }
  }
}

}  // namespace kepsim
