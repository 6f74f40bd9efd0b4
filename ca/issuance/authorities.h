// The authorities of one world.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "ca/base/database.h"
#include "ca/issuance/authority.h"
#include "ca/issuance/keys/signing_keys.h"
#include "ca/operation/operation.h"

namespace kepsim {

// Read by every issuance and changed hardly ever, so kept in memory as a whole that is replaced, never
// altered.
class Authorities {
 public:
  static constexpr char kSchema[] = R"(
    -- The root and the CAs. The base URL is the world's at the birth of the certificate, which holds it.
    CREATE TABLE ca_authority (
      id TEXT PRIMARY KEY,
      base_url TEXT NOT NULL,
      certificate BLOB NOT NULL
    ) WITHOUT ROWID;
  )";

  Authorities(Database& database, SigningKeys& keys) : database_(database), keys_(keys) {}

  // Makes keys and certificates of the root and of every CA in the catalogue, and stages them. `birth` is
  // when the world begins: the root is then two years old and the CAs one, as authorities are that have
  // customers already. Load once it is committed.
  Status Create(Operation& operation, Time birth, const std::string& base_url);

  // Reads what is stored. An empty world has no authorities.
  Status Load();

  // Null if there is none. The root is not among those that issue to people.
  std::shared_ptr<const Authority> Find(std::string_view id) const;
  std::vector<std::shared_ptr<const Authority>> List() const;  // in the catalogue's order
  std::shared_ptr<const Authority> Root() const;

 private:
  struct Snapshot {
    std::shared_ptr<const Authority> root;
    std::vector<std::shared_ptr<const Authority>> authorities;
  };
  std::shared_ptr<const Snapshot> Current() const;
  Result<Certificate> Certify(Operation& operation, const AuthorityProfile& profile,
                              const CertificatePlan& plan, std::string_view signer,
                              const std::string& base_url);

  Database& database_;
  SigningKeys& keys_;
  mutable std::mutex mutex_;  // guards the pointer only
  std::shared_ptr<const Snapshot> snapshot_ = std::make_shared<const Snapshot>();
};

}  // namespace kepsim
