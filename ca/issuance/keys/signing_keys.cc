#include "ca/issuance/keys/signing_keys.h"

#include <mutex>

#include "ca/crypto/box.h"

namespace kepsim {

Result<PublicKey> SigningKeys::Create(Operation& operation, const std::string& id, KeyAlgorithm algorithm) {
  KEPSIM_ASSIGN(PrivateKey key, PrivateKey::Generate(algorithm, *operation.Stream("signing-key/" + id)));
  KEPSIM_ASSIGN(Bytes sealed, Seal(sealing_key_, AsBytes(id), key.ToPkcs8().bytes(),
                                   *operation.Stream("signing-key-seal/" + id)));
  operation.Stage("signing_keys/" + id, [id, name = std::string(NameOf(algorithm)),
                                         sealed = std::move(sealed)](Connection& connection) {
    connection.Execute("INSERT INTO signing_key (id, algorithm, sealed) VALUES (?, ?, ?)", id, name, sealed);
    return OkStatus();
  });
  PublicKey public_key = key.public_key();
  std::unique_lock lock(mutex_);
  opened_.insert_or_assign(id, std::move(key));
  return public_key;
}

Result<PublicKey> SigningKeys::PublicKeyOf(std::string_view id) {
  KEPSIM_ASSIGN(const PrivateKey key, Get(id));
  return key.public_key();
}

Result<Certificate> SigningKeys::Sign(std::string_view id, const CheckedPlan& plan,
                                      const RandomStream& random) {
  KEPSIM_ASSIGN(const PrivateKey key, Get(id));
  return SignCertificate(plan, key, random);
}

Result<Bytes> SigningKeys::SignCrl(std::string_view id, const CrlPlan& plan, const RandomStream& random) {
  KEPSIM_ASSIGN(const PrivateKey key, Get(id));
  return kepsim::SignCrl(plan, key, random);
}

Result<PrivateKey> SigningKeys::Get(std::string_view id) {
  {
    std::shared_lock lock(mutex_);
    if (const auto found = opened_.find(id); found != opened_.end()) return found->second;
  }
  const std::string name(id);
  KEPSIM_ASSIGN(PrivateKey key, Unseal(name));
  std::unique_lock lock(mutex_);
  return opened_.try_emplace(name, std::move(key)).first->second;
}

Result<PrivateKey> SigningKeys::Unseal(const std::string& id) {
  KEPSIM_ASSIGN(const Bytes sealed, database_.Read([&](Connection& connection) -> Result<Bytes> {
    Rows rows = connection.Select("SELECT sealed FROM signing_key WHERE id = ?", id);
    return rows.Next() ? rows.Blob(0) : Bytes();
  }));
  if (sealed.empty()) return Status(Reason::SIGNING_KEY_NOT_FOUND, id);
  KEPSIM_ASSIGN(const Secret pkcs8, Open(sealing_key_, AsBytes(id), sealed));
  return PrivateKey::FromPkcs8(pkcs8);
}

}  // namespace kepsim
