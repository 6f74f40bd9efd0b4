// The authorities of one world.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "ca/base/database.h"
#include "ca/issuance/authority.h"
#include "ca/operation/operation.h"

namespace kepsim {

// Read by every issuance and changed hardly ever, so kept in memory as a whole that is replaced, never
// altered. What an operation makes is seen once it is committed.
class Authorities {
 public:
  static constexpr char kSchema[] = R"(
    -- Roots and CAs in the order in which they were made.
    CREATE TABLE ca_authority (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      root INTEGER NOT NULL,
      profile BLOB NOT NULL
    );
    -- All their certificates in that order. A key's own comes before its cross-certificates. The base URL is the
    -- world's when the key was made.
    CREATE TABLE ca_certificate (
      number INTEGER PRIMARY KEY,
      authority TEXT NOT NULL,
      issuer TEXT NOT NULL,
      base_url TEXT NOT NULL,
      certificate BLOB NOT NULL
    );
  )";

  explicit Authorities(Database& database) : database_(database) {}

  // Reads what is stored. An empty world has no authorities.
  Status Load();

  // Null if there is none. Roots are not among those that issue to people.
  std::shared_ptr<const Authority> Find(std::string_view id) const;
  std::vector<std::shared_ptr<const Authority>> List() const;
  std::shared_ptr<const Authority> FindRoot(std::string_view id) const;
  std::vector<std::shared_ptr<const Authority>> Roots() const;
  // CA or root, of whatever generation. Null if there is none.
  std::shared_ptr<const Authority> FindByKeyId(ByteView key_id) const;
  // CAs and roots with all that was signed for them, in the order in which they were made.
  std::vector<std::shared_ptr<const AuthorityRecord>> Records() const;

 private:
  friend class AuthorityMaker;

  struct Snapshot {
    std::vector<std::shared_ptr<const AuthorityRecord>> records;
    std::vector<std::shared_ptr<const Authority>> roots;
    std::vector<std::shared_ptr<const Authority>> authorities;
    std::map<Bytes, std::shared_ptr<const Authority>> by_key_id;
    int64_t certificates = 0;
  };
  // The newest that can be read.
  std::shared_ptr<const Snapshot> Current() const;
  Result<std::shared_ptr<const Snapshot>> Read() const;
  // Of a change that was decided on a snapshot: numbers that it gave out may have been taken meanwhile, then
  // the commit says ROW_MOVED and the next attempt sees a newer one.
  void StageRecord(Operation& operation, int64_t number, const AuthorityRecord& record, Bytes profile);
  void StageProfile(Operation& operation, const std::string& id, Bytes profile);
  void StageCertificate(Operation& operation, int64_t number, const std::string& authority_id,
                        const AuthorityRecord::Held& held);
  void Stage(Operation& operation, std::string key, Database::Write write);

  Database& database_;
  mutable std::atomic<bool> stale_ = false;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Snapshot> snapshot_ = std::make_shared<const Snapshot>();
};

}  // namespace kepsim
