#include "ca/issuance/keys/signing_keys.h"

#include <mutex>

#include "ca/crypto/box.h"

namespace kepsim {

Result<PublicKey> SigningKeys::Create(Operation& operation, const std::string& purpose,
                                      KeyAlgorithm algorithm) {
  KEPSIM_ASSIGN(PrivateKey key, PrivateKey::Generate(algorithm, *operation.Stream("signing-key/" + purpose)));
  PublicKey public_key = key.public_key();
  const Bytes key_id = public_key.Identifier();
  KEPSIM_ASSIGN(Bytes sealed, Seal(sealing_key_, key_id, key.ToPkcs8().bytes(),
                                   *operation.Stream("signing-key-seal/" + purpose)));
  operation.Stage("signing_keys/" + ToHex(key_id), [key_id, name = std::string(NameOf(algorithm)),
                                                    sealed = std::move(sealed)](Connection& connection) {
    connection.Execute("INSERT INTO signing_key (key_id, algorithm, sealed) VALUES (?, ?, ?)", key_id, name,
                       sealed);
    return OkStatus();
  });
  operation.AfterCommit([this, key_id] {
    std::unique_lock lock(mutex_);
    opened_.erase(key_id);
  });
  std::unique_lock lock(mutex_);
  opened_.insert_or_assign(key_id, std::move(key));
  return public_key;
}

Result<PublicKey> SigningKeys::PublicKeyOf(ByteView key_id) {
  KEPSIM_ASSIGN(const PrivateKey key, Get(key_id));
  return key.public_key();
}

Result<Certificate> SigningKeys::Sign(ByteView key_id, const CheckedPlan& plan, const RandomStream& random) {
  KEPSIM_ASSIGN(const PrivateKey key, Get(key_id));
  return SignCertificate(plan, key, random);
}

Result<Bytes> SigningKeys::SignDefective(ByteView key_id, const DefectivePlan& plan,
                                         const RandomStream& random) {
  KEPSIM_ASSIGN(const PrivateKey key, Get(key_id));
  return kepsim::SignDefective(plan, key, random);
}

Result<Bytes> SigningKeys::SignCrl(ByteView key_id, const CrlPlan& plan, const RandomStream& random) {
  KEPSIM_ASSIGN(const PrivateKey key, Get(key_id));
  return kepsim::SignCrl(plan, key, random);
}

Result<PrivateKey> SigningKeys::Get(ByteView key_id) {
  const Bytes name(key_id.begin(), key_id.end());
  {
    std::shared_lock lock(mutex_);
    if (const auto found = opened_.find(name); found != opened_.end()) return found->second;
  }
  KEPSIM_ASSIGN(PrivateKey key, Unseal(key_id));
  std::unique_lock lock(mutex_);
  return opened_.try_emplace(name, std::move(key)).first->second;
}

Result<PrivateKey> SigningKeys::Unseal(ByteView key_id) {
  KEPSIM_ASSIGN(const Bytes sealed, database_.Read([&](Connection& connection) -> Result<Bytes> {
    Rows rows = connection.Select("SELECT sealed FROM signing_key WHERE key_id = ?", key_id);
    return rows.Next() ? rows.Blob(0) : Bytes();
  }));
  if (sealed.empty()) return Status(Reason::SIGNING_KEY_NOT_FOUND, ToHex(key_id));
  KEPSIM_ASSIGN(const Secret pkcs8, Open(sealing_key_, key_id, sealed));
  return PrivateKey::FromPkcs8(pkcs8);
}

}  // namespace kepsim
