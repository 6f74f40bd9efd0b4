#include "client/kepsim/bench/registry_filler.h"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <span>

#include "client/kepsim/bench/disk.h"

namespace kepsim {
namespace {

constexpr size_t kIdSize = 26;
// Of ids and serials, what tells the moment stays: copies follow the first one in every index, as later
// issuances do.
constexpr size_t kIdMoment = 10;
constexpr size_t kSerialMoment = 7;
constexpr int64_t kRowsAtATime = 20'000;

Status Failed(sqlite3* handle) {
  return Status(Reason::BENCH_FAILED, std::string("filling the registry: ") + sqlite3_errmsg(handle));
}

// splitmix64: copies must differ, and be the same for who looks for them.
uint64_t Scatter(uint64_t number) {
  number += 0x9E3779B97F4A7C15;
  number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9;
  number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
  return number ^ (number >> 31);
}

// A name of the first issuance, and how the same of a copy is written.
struct Trace {
  std::string first;
  std::string (*of_copy)(const std::string& first, uint64_t number);
};

std::string CopyId(const std::string& first, uint64_t number) {
  static constexpr char kDigits[] = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string id = first.substr(0, kIdMoment);
  for (int bits = 30; bits > 0; bits -= 5) id += kDigits[number >> (bits - 5) & 31];
  // Two ids of one issuance must not become one.
  uint64_t rest = Scatter(number ^ std::hash<std::string>()(first));
  while (id.size() < kIdSize) {
    id += kDigits[rest & 31];
    rest >>= 5;
  }
  return id;
}

std::string CopySerial(const std::string& first, uint64_t number) {
  std::string serial = first.substr(0, kSerialMoment);
  for (int bits = 32; bits > 0; bits -= 8) serial += static_cast<char>(number >> (bits - 8));
  for (uint64_t rest = Scatter(number); serial.size() < first.size(); rest >>= 8) {
    serial += static_cast<char>(rest);
  }
  return serial;
}

std::string CopySerialHex(const std::string& first, uint64_t number) {
  const auto serial = FromHex(first).value_or(Bytes());
  return ToHex(AsBytes(CopySerial(ToString(serial), number)));
}

std::string CopyKeyId(const std::string& first, uint64_t number) {
  std::string id;
  for (uint64_t part = Scatter(number); id.size() < first.size(); part = Scatter(part)) {
    id.append(reinterpret_cast<const char*>(&part), std::min(sizeof part, first.size() - id.size()));
  }
  return id;
}

std::vector<Trace> Traces(const IssuanceTraces& traces) {
  std::vector<Trace> all = {{ToString(traces.serial), &CopySerial},
                            {ToHex(traces.serial), &CopySerialHex},
                            {ToString(traces.subject_key_id), &CopyKeyId}};
  for (const std::string& id : traces.ids) all.push_back({id, &CopyId});
  return all;
}

class Sql {
 public:
  Sql(sqlite3* handle, const std::string& text) {
    sqlite3_prepare_v2(handle, text.c_str(), static_cast<int>(text.size()), &statement_, nullptr);
  }
  ~Sql() { sqlite3_finalize(statement_); }
  Sql(const Sql&) = delete;
  Sql& operator=(const Sql&) = delete;
  bool Row() { return sqlite3_step(statement_) == SQLITE_ROW; }
  std::string Text(int column) const {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return std::string(data == nullptr ? "" : data,
                       static_cast<size_t>(sqlite3_column_bytes(statement_, column)));
  }
  sqlite3_stmt* get() const { return statement_; }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

struct Column {
  std::string name;
  bool rowid = false;   // gets the next number by itself
  bool unique = false;  // by itself; an integer then needs a value of its own
};

struct Table {
  std::string name;
  std::vector<Column> columns;
};

struct Patch {
  size_t trace;
  size_t offset;
};

struct Cell {
  int type = SQLITE_NULL;
  int64_t integer = 0;
  double real = 0;
  std::string bytes;
  std::vector<Patch> patches;
  bool scattered = false;
};

// One row of the first issuance, and the statement that adds its copies.
struct RowPattern {
  std::unique_ptr<Sql> insert;
  std::vector<Cell> cells;
};

class Filler {
 public:
  Filler(sqlite3* handle, const IssuanceTraces& traces) : handle_(handle), traces_(Traces(traces)) {}

  Status Run(int64_t count) {
    for (const Table& table : Tables()) FindRows(table);
    if (patterns_.empty()) return Status(Reason::BENCH_FAILED, "the first issuance left no rows");
    std::vector<std::string> names(traces_.size());
    for (int64_t number = 0; number < count; ++number) {
      if (number % kRowsAtATime == 0) KEPSIM_TRY(Execute(number == 0 ? "BEGIN" : "COMMIT; BEGIN"));
      for (size_t i = 0; i < traces_.size(); ++i) {
        names[i] = traces_[i].of_copy(traces_[i].first, static_cast<uint64_t>(number));
      }
      for (RowPattern& pattern : patterns_) KEPSIM_TRY(Add(pattern, names, static_cast<uint64_t>(number)));
    }
    return count > 0 ? Execute("COMMIT") : OkStatus();
  }

  Status Execute(const char* sql) {
    return sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) == SQLITE_OK ? OkStatus() : Failed(handle_);
  }

 private:
  std::vector<Table> Tables() {
    std::vector<Table> tables;
    Sql names(handle_, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    while (names.Row()) tables.push_back({names.Text(0), {}});
    for (Table& table : tables) {
      std::vector<std::string> keys;
      Sql columns(handle_, "SELECT name, type, pk FROM pragma_table_info('" + table.name + "')");
      while (columns.Row()) {
        const bool key = sqlite3_column_int(columns.get(), 2) > 0;
        if (key) keys.push_back(columns.Text(0));
        table.columns.push_back({columns.Text(0), key && columns.Text(1) == "INTEGER"});
      }
      if (keys.size() != 1) {
        for (Column& column : table.columns) column.rowid = false;
      }
      Sql unique(handle_, "SELECT min(c.name) FROM pragma_index_list('" + table.name +
                              "') i, pragma_index_info(i.name) c WHERE i.\"unique\" GROUP BY i.name "
                              "HAVING count(*) = 1");
      while (unique.Row()) {
        for (Column& column : table.columns) column.unique |= column.name == unique.Text(0);
      }
    }
    return tables;
  }

  void FindRows(const Table& table) {
    std::string names, places;
    for (const Column& column : table.columns) {
      names += (names.empty() ? "" : ", ") + column.name;
      places += places.empty() ? "?" : ", ?";
    }
    Sql rows(handle_, "SELECT " + names + " FROM " + table.name);
    while (rows.Row()) {
      RowPattern pattern;
      bool found = false;
      for (size_t i = 0; i < table.columns.size(); ++i) {
        Cell cell = CellOf(rows, static_cast<int>(i));
        found |= !cell.patches.empty();
        if (table.columns[i].rowid) cell.type = SQLITE_NULL;
        cell.scattered = table.columns[i].unique && cell.type == SQLITE_INTEGER;
        pattern.cells.push_back(std::move(cell));
      }
      if (!found) continue;
      pattern.insert = std::make_unique<Sql>(
          handle_, "INSERT INTO " + table.name + " (" + names + ") VALUES (" + places + ")");
      patterns_.push_back(std::move(pattern));
    }
  }

  Cell CellOf(const Sql& rows, int column) const {
    Cell cell;
    cell.type = sqlite3_column_type(rows.get(), column);
    cell.integer = sqlite3_column_int64(rows.get(), column);
    cell.real = sqlite3_column_double(rows.get(), column);
    if (cell.type != SQLITE_TEXT && cell.type != SQLITE_BLOB) return cell;
    cell.bytes = rows.Text(column);
    for (size_t trace = 0; trace < traces_.size(); ++trace) {
      const std::string& first = traces_[trace].first;
      for (size_t at = cell.bytes.find(first); at != std::string::npos;
           at = cell.bytes.find(first, at + first.size())) {
        cell.patches.push_back({trace, at});
      }
    }
    return cell;
  }

  Status Add(RowPattern& pattern, std::span<const std::string> names, uint64_t number) {
    sqlite3_stmt* const statement = pattern.insert->get();
    int place = 0;
    for (Cell& cell : pattern.cells) {
      ++place;
      for (const Patch& patch : cell.patches)
        std::ranges::copy(names[patch.trace], cell.bytes.begin() + static_cast<std::ptrdiff_t>(patch.offset));
      const int size = static_cast<int>(cell.bytes.size());
      switch (cell.type) {
        case SQLITE_INTEGER:
          sqlite3_bind_int64(statement, place,
                             cell.scattered ? static_cast<int64_t>(Scatter(~number)) : cell.integer);
          break;
        case SQLITE_FLOAT:
          sqlite3_bind_double(statement, place, cell.real);
          break;
        case SQLITE_TEXT:
          sqlite3_bind_text(statement, place, cell.bytes.data(), size, SQLITE_STATIC);
          break;
        case SQLITE_BLOB:
          sqlite3_bind_blob(statement, place, cell.bytes.data(), size, SQLITE_STATIC);
          break;
        default:
          sqlite3_bind_null(statement, place);
      }
    }
    const int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? OkStatus() : Failed(handle_);
  }

  sqlite3* const handle_;
  const std::vector<Trace> traces_;
  std::vector<RowPattern> patterns_;
};

}  // namespace

Bytes FilledSerial(const Bytes& first_serial, int64_t number) {
  return ToBytes(CopySerial(ToString(first_serial), static_cast<uint64_t>(number)));
}

Status FillRegistry(const std::string& path, const IssuanceTraces& traces, int64_t count) {
  {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> handle(opened, &sqlite3_close);
    if (code != SQLITE_OK) return Failed(handle.get());
    Filler filler(handle.get(), traces);
    // A half-filled file is thrown away with its folder, so nothing needs to be safe until the end.
    KEPSIM_TRY(
        filler.Execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE;"
                       "PRAGMA synchronous=OFF; PRAGMA cache_size=-524288;"));
    KEPSIM_TRY(filler.Run(count));
  }
  return SyncFile(path);
}

}  // namespace kepsim
