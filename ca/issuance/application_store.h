// Where applications are kept.
#pragma once

#include <string>

#include "ca/base/database.h"
#include "ca/issuance/application.h"
#include "ca/operation/operation.h"

namespace kepsim {

class ApplicationStore {
 public:
  // A row an application and no index but the key's, whose ids grow with time: a million of them are as quick
  // as a thousand. Nothing is asked of applications but by their id. A rowid table, since rows of a kilobyte
  // make a poor b-tree of keys.
  static constexpr char kSchema[] = R"(
    CREATE TABLE application (
      id TEXT PRIMARY KEY,
      version INTEGER NOT NULL,
      state INTEGER NOT NULL,
      authority TEXT NOT NULL,
      carrier INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      token BLOB NOT NULL,
      created INTEGER NOT NULL,
      updated INTEGER NOT NULL,
      account TEXT NOT NULL,
      certificate TEXT NOT NULL,
      documents BLOB,
      scans BLOB NOT NULL,
      decision BLOB,
      request BLOB NOT NULL,
      terms BLOB
    );
  )";

  explicit ApplicationStore(Database& database) : database_(database) {}

  // APPLICATION_NOT_FOUND. Rebuilds the identity from the documents and the decision that approved them.
  Result<Application> Load(const std::string& id);
  // The same for what Authorize needs, without the rest.
  Result<Bytes> TokenDigestOf(const std::string& id);
  // As it is now, at the commit; ROW_MOVED then if another operation changed it first.
  static void Save(Operation& operation, Application& application);

 private:
  Database& database_;
};

}  // namespace kepsim
