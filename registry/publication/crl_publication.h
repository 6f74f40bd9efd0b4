// The revocation lists of every CA and root, made when they are asked for and no longer current.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "ca/base/random.h"
#include "ca/operation/operations.h"
#include "ca/x509/crl.h"
#include "registry/store/authority_store.h"
#include "registry/store/entry_store.h"

namespace kepsim {

// What the registry needs of the CA: a signature. Bytes come back, never a key.
class CrlIssuer {
 public:
  virtual ~CrlIssuer() = default;
  virtual Result<Bytes> SignCrl(ByteView issuer_key_id, const CrlPlan& plan, const RandomStream& random) = 0;
};

class CrlPublication {
 public:
  // Practice of accredited CAs (domain.md §7.1): a list every 12 hours, each good for 12 more, so that one
  // that comes late does no harm.
  static constexpr Duration kPeriod = std::chrono::hours(12);
  static constexpr Duration kOverlap = std::chrono::hours(12);

  static constexpr char kSchema[] = R"(
    -- The newest list of each key.
    CREATE TABLE crl (
      issuer_key_id BLOB PRIMARY KEY,
      number INTEGER NOT NULL,
      this_update INTEGER NOT NULL,
      revocations INTEGER NOT NULL,
      der BLOB NOT NULL
    );
  )";

  CrlPublication(Operations& operations, AuthorityStore& authorities, EntryStore& entries, CrlIssuer& issuer)
      : operations_(operations), authorities_(authorities), entries_(entries), issuer_(issuer) {}

  // The newest list, DER. A new one is made where there is none, where a revocation was published since, or
  // where its period is over; whoever asks at the same time gets the same. AUTHORITY_NOT_FOUND.
  Result<std::shared_ptr<const Bytes>> Current(ByteView issuer_key_id);

 private:
  struct List {
    std::shared_ptr<const Bytes> der;  // null: none was made yet
    int64_t number = 0;
    Time this_update{};
    int64_t revocations = 0;  // how many there were
  };
  struct Slot {
    std::mutex mutex;  // held while the list is made
    bool loaded = false;
    List list;
    uint64_t generation = 0;  // of the entry store, at which the list was found to be current
  };

  Result<Slot*> SlotOf(ByteView issuer_key_id);
  Result<List> Load(ByteView issuer_key_id);
  // `previous`: number of the list that this one follows; 0: it is the first.
  Result<List> Make(ByteView issuer_key_id, int64_t previous);

  Operations& operations_;
  AuthorityStore& authorities_;
  EntryStore& entries_;
  CrlIssuer& issuer_;
  std::mutex mutex_;
  std::map<Bytes, std::unique_ptr<Slot>> slots_;
};

}  // namespace kepsim
