// Every key that a world's authorities sign with.
#pragma once

#include <map>
#include <shared_mutex>
#include <string>

#include "ca/base/database.h"
#include "ca/base/secret.h"
#include "ca/crypto/key.h"
#include "ca/defect/defective_plan.h"
#include "ca/operation/operation.h"
#include "ca/x509/crl.h"
#include "ca/x509/plan.h"

namespace kepsim {

// Gives signatures, never keys: whoever holds this can have signed what it is made for, a linted certificate,
// a list, or a certificate with one defect of the catalogue, and nothing else, and a key may move into a
// device behind these few calls. A key is named by its key identifier, so that no two ever share a name,
// whichever operations made them. At rest each is sealed under the world's key, bound to that identifier, so
// that rows cannot change places. A key is opened once and then kept: opening costs more than signing.
class SigningKeys {
 public:
  static constexpr char kSchema[] = R"(
    CREATE TABLE signing_key (
      key_id BLOB PRIMARY KEY,
      algorithm TEXT NOT NULL,
      sealed BLOB NOT NULL
    ) WITHOUT ROWID;
  )";

  // `sealing_key`: 32 octets, derived from the master key for this world and this purpose.
  SigningKeys(Database& database, Secret sealing_key)
      : database_(database), sealing_key_(std::move(sealing_key)) {}

  // Makes a key pair and stages its row; `purpose` tells it from others of the operation, which can sign with
  // it at once. After the commit it is opened when it is next used, as any other: most of a world's never
  // are.
  Result<PublicKey> Create(Operation& operation, const std::string& purpose, KeyAlgorithm algorithm);

  // SIGNING_KEY_NOT_FOUND for an identifier of none.
  Result<PublicKey> PublicKeyOf(ByteView key_id);
  Result<Certificate> Sign(ByteView key_id, const CheckedPlan& plan, const RandomStream& random);
  // Broken on purpose; the octets may be no certificate that can be read.
  Result<Bytes> SignDefective(ByteView key_id, const DefectivePlan& plan, const RandomStream& random);
  Result<Bytes> SignCrl(ByteView key_id, const CrlPlan& plan, const RandomStream& random);

 private:
  Result<PrivateKey> Get(ByteView key_id);
  Result<PrivateKey> Unseal(ByteView key_id);

  Database& database_;
  const Secret sealing_key_;
  std::shared_mutex mutex_;
  std::map<Bytes, PrivateKey> opened_;
};

}  // namespace kepsim
