// The CAs and roots whose certificates are published, and the accreditation of each: what the trusted list is
// made of.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "ca/base/database.h"
#include "ca/operation/operation.h"
#include "registry/verifier/registry_lookup.h"

namespace kepsim {

struct PostalAddress {
  std::string country;      // "RU"
  int region_code = 0;      // 77
  std::string region_name;  // «г. Москва»
  std::string postal_code;
  std::string street;  // with the house
  std::string city;
  bool operator==(const PostalAddress&) const = default;
};

// What the trusted list says of a CA (domain.md §4) besides its keys and states.
struct AuthorityListing {
  std::string id;  // "azimut": ours, not in the list
  std::string name;
  std::string short_name;
  std::string email;
  std::string info_url;
  std::string registry_url;  // may be empty
  PostalAddress address;
  // ПрограммноАппаратныйКомплекс: one a CA here.
  std::string facility;        // Псевдоним
  std::string security_class;  // КлассСредствЭП: "КС2"
  std::string tools;           // СредстваУЦ
  std::string inn;
  std::string ogrn;
  int registry_number = 0;
  std::string successor_ogrn;  // ПолномочияПереданыУЦсОГРН; may be empty
  bool operator==(const AuthorityListing&) const = default;
};

// All that is known of the authorities at one version of the list. Never changes once made.
struct AuthorityBook {
  struct Listed {
    AuthorityListing listing;
    std::vector<AccreditationChange> history;  // empty: never accredited, and not in the trusted list
    std::vector<std::shared_ptr<const KnownAuthority>> certificates;
  };
  std::vector<Listed> authorities;  // by registry number
  std::vector<std::shared_ptr<const KnownAuthority>> roots;
  std::vector<std::shared_ptr<const KnownAuthority>> cross_certificates;  // of roots
  std::map<Bytes, std::vector<std::shared_ptr<const KnownAuthority>>> by_key_id;
  int64_t list_version = 0;  // 0: there is no list yet
  Time list_date{};

  const Listed* Find(std::string_view id) const;
};

class AuthorityStore {
 public:
  static constexpr char kSchema[] = R"(
    CREATE TABLE listed_authority (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      short_name TEXT NOT NULL,
      email TEXT NOT NULL,
      info_url TEXT NOT NULL,
      registry_url TEXT NOT NULL,
      country TEXT NOT NULL,
      region_code INTEGER NOT NULL,
      region_name TEXT NOT NULL,
      postal_code TEXT NOT NULL,
      street TEXT NOT NULL,
      city TEXT NOT NULL,
      facility TEXT NOT NULL,
      security_class TEXT NOT NULL,
      tools TEXT NOT NULL,
      inn TEXT NOT NULL,
      ogrn TEXT NOT NULL,
      registry_number INTEGER NOT NULL,
      successor_ogrn TEXT NOT NULL
    ) WITHOUT ROWID;
    -- An authority may have several keys, and a key several certificates: renewals, cross-certificates. A root has
    -- no authority.
    CREATE TABLE authority_certificate (
      number INTEGER PRIMARY KEY,
      authority TEXT NOT NULL,
      root INTEGER NOT NULL,
      qualified INTEGER NOT NULL,
      der BLOB NOT NULL
    );
    -- Entries name their issuer by its short number.
    CREATE TABLE issuing_key (
      number INTEGER PRIMARY KEY,
      key_id BLOB NOT NULL UNIQUE,
      revocations INTEGER NOT NULL
    );
    CREATE TABLE accreditation (
      authority TEXT NOT NULL,
      number INTEGER NOT NULL,
      state INTEGER NOT NULL,
      effective INTEGER NOT NULL,
      PRIMARY KEY (authority, number)
    ) WITHOUT ROWID;
    CREATE TABLE trusted_list (
      id INTEGER PRIMARY KEY,
      version INTEGER NOT NULL,
      date INTEGER NOT NULL
    );
  )";

  explicit AuthorityStore(Database& database) : database_(database) {}

  // The newest, from memory unless it changed.
  Result<std::shared_ptr<const AuthorityBook>> Book();

  // Each of these makes a new version of the trusted list, one an operation.
  // A new CA and the states that it comes with.
  Status AddAuthority(Operation& operation, const AuthorityListing& listing,
                      const std::vector<AccreditationChange>& history);
  // Of a root, or of a CA that is there or was just added; its history is not looked at.
  Status AddCertificate(Operation& operation, const KnownAuthority& known);
  // From now on. AUTHORITY_NOT_FOUND. The state that holds already changes nothing.
  Status SetAccreditation(Operation& operation, const std::string& id, Accreditation accreditation);

 private:
  Status StageListVersion(Operation& operation);
  Result<std::shared_ptr<const AuthorityBook>> Load();

  Database& database_;
  std::atomic<bool> stale_ = true;
  std::mutex mutex_;
  std::shared_ptr<const AuthorityBook> book_;
};

std::string_view NameOf(Accreditation accreditation);  // "suspended", as events have it

}  // namespace kepsim
