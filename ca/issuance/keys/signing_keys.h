// Every key that a world's authorities sign with.
#pragma once

#include <map>
#include <shared_mutex>
#include <string>
#include <string_view>

#include "ca/base/database.h"
#include "ca/base/secret.h"
#include "ca/crypto/key.h"
#include "ca/operation/operation.h"
#include "ca/x509/crl.h"
#include "ca/x509/plan.h"

namespace kepsim {

// Gives signatures, never keys: whoever holds this can have signed what it is made for, a linted certificate
// or a CRL, and nothing else, and a key may move into a device behind these few calls. At rest each key is
// sealed under the world's key, bound to its id, so that rows cannot change places. A key is opened once and
// then kept: opening costs more than signing.
class SigningKeys {
 public:
  static constexpr char kSchema[] = R"(
    CREATE TABLE signing_key (
      id TEXT PRIMARY KEY,
      algorithm TEXT NOT NULL,
      sealed BLOB NOT NULL
    ) WITHOUT ROWID;
  )";

  // `sealing_key`: 32 octets, derived from the master key for this world and this purpose.
  SigningKeys(Database& database, Secret sealing_key)
      : database_(database), sealing_key_(std::move(sealing_key)) {}

  // Makes a key pair and stages its row. The key signs from now on, so that the operation that makes it can
  // also sign with it; should that operation come to nothing, making the same id again replaces it.
  Result<PublicKey> Create(Operation& operation, const std::string& id, KeyAlgorithm algorithm);

  // SIGNING_KEY_NOT_FOUND for an id of none.
  Result<PublicKey> PublicKeyOf(std::string_view id);
  Result<Certificate> Sign(std::string_view id, const CheckedPlan& plan, const RandomStream& random);
  Result<Bytes> SignCrl(std::string_view id, const CrlPlan& plan, const RandomStream& random);

 private:
  Result<PrivateKey> Get(std::string_view id);
  Result<PrivateKey> Unseal(const std::string& id);

  Database& database_;
  const Secret sealing_key_;
  std::shared_mutex mutex_;
  std::map<std::string, PrivateKey, std::less<>> opened_;
};

}  // namespace kepsim
