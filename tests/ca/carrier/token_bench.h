// A world's carriers, alone in a database.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ca/base/journal.h"
#include "ca/carrier/carrier_store.h"
#include "ca/carrier/carriers.h"
#include "ca/crypto/random.h"
#include "ca/operation/operations.h"
#include "ca/x509/plan.h"
#include "ca/x509/signed.h"
#include "tests/support/settable_clock.h"

namespace kepsim {

inline const Secret kUserPin{std::string_view(kDefaultUserPin)};
inline const Secret kAdminPin{std::string_view(kDefaultAdminPin)};
inline const Secret kWrongPin{std::string_view("87654320")};

// Knows one certificate, above all others.
struct OneAbove final : IssuerChains {
  std::vector<Bytes> Above(const Certificate&) override { return chain; }
  std::vector<Bytes> chain;
};

struct TokenBench {
  // In memory if there is no path.
  explicit TokenBench(const std::string& path = {}, bool seeded = true)
      : database(*Database::Open(
            path, {{1, Journal::kSchema}, {2, Operations::kSchema}, {3, CarrierStore::kSchema}})),
        random(seeded ? MakeSeededRandom(Secret("seed")) : MakeSystemRandom()) {}

  // The name of a new token with the PINs as shipped.
  std::string NewToken(std::string request_id = "new-token") {
    return *operations.Run({"Create", "", std::move(request_id)}, [&](Operation& op) -> Result<std::string> {
      KEPSIM_ASSIGN(const auto formatted, carriers.Format(op, {.label = "Иванова"}));
      return carriers.Create(op, formatted).carrier.Name();
    });
  }

  // The name of a new key on it.
  Result<std::string> NewKey(const std::string& token, const Secret& session, std::string request_id = {},
                             const KeyTemplate& wanted = {}) {
    KEPSIM_ASSIGN(const auto unlocked, carriers.Use(token, session));
    return operations.Run(
        {"NewKey", token, std::move(request_id)}, [&](Operation& op) -> Result<std::string> {
          KEPSIM_ASSIGN(Carrier carrier, carriers.Load(token));
          KEPSIM_ASSIGN(const CarrierKey* key, carriers.GenerateKeyPair(op, carrier, *unlocked, wanted));
          return carrier.KeyName(*key);
        });
  }

  Result<Bytes> Sign(const std::string& token, const std::string& key_name, const Secret& session,
                     ByteView content, SignatureForm form = SignatureForm::kRaw) {
    KEPSIM_ASSIGN(const auto unlocked, carriers.Use(token, session));
    KEPSIM_ASSIGN(const CarrierKeyId id, CarrierKeyIdOf(key_name));
    return operations.Run({"Sign", key_name, ""}, [&](Operation& op) -> Result<Bytes> {
      KEPSIM_ASSIGN(Carrier carrier, carriers.Load(token));
      KEPSIM_ASSIGN(const CarrierKey* key, carrier.Key(id.key));
      return carriers.Sign(op, *key, *unlocked, content, form);
    });
  }

  Status Import(const std::string& token, const std::string& key_name, const Certificate& certificate) {
    return operations.Run({"Import", key_name, ""}, [&](Operation& op) -> Status {
      KEPSIM_ASSIGN(Carrier carrier, carriers.Load(token));
      KEPSIM_ASSIGN(const CarrierKeyId id, CarrierKeyIdOf(key_name));
      KEPSIM_ASSIGN(CarrierKey * key, carrier.Key(id.key));
      return carriers.ImportCertificate(op, carrier, *key, certificate);
    });
  }

  Result<Bytes> Export(const std::string& token, const std::string& key_name, const Secret& session,
                       PfxWish& wish, std::string request_id = {}) {
    KEPSIM_ASSIGN(const auto unlocked, carriers.Use(token, session));
    KEPSIM_ASSIGN(const CarrierKeyId id, CarrierKeyIdOf(key_name));
    return operations.Run({"Export", key_name, std::move(request_id)}, [&](Operation& op) -> Result<Bytes> {
      KEPSIM_ASSIGN(Carrier carrier, carriers.Load(token));
      KEPSIM_ASSIGN(const CarrierKey* key, carrier.Key(id.key));
      return carriers.ExportPfx(op, carrier, *key, *unlocked, wish);
    });
  }

  PublicKey KeyOf(const std::string& token, const std::string& key_name) {
    Carrier carrier = *carriers.Load(token);
    return *PublicKey::FromSpki((*carrier.Key(CarrierKeyIdOf(key_name)->key))->spki_der);
  }

  std::vector<std::string> EventTypes() {
    const Journal::Page page = *journal.List({}, 0, 1000);
    std::vector<std::string> types;
    for (const Event& event : page.events) types.push_back(event.type);
    return types;
  }

  std::unique_ptr<Database> database;
  Journal journal{*database};
  SettableClock clock{FromSeconds(1'768'467'600)};
  std::unique_ptr<Random> random;
  Operations operations{*database, journal, clock, *random, Secret(Bytes(32, 7))};
  OneAbove chains;
  Carriers carriers{operations, *random, chains, 1};
};

// Some certificate of this key; no linter has seen it.
inline Certificate CertificateFor(const PublicKey& key) {
  const auto random = MakeSeededRandom(Secret("issuer"))->Stream("issuer");
  const PrivateKey issuer = *PrivateKey::Generate(KeyAlgorithm::k256CryptoProA, *random);
  const Time now = FromSeconds(1'768'467'600);
  const Bytes tbs = *BuildTbsCertificate({.serial = Bytes(16, 0x11),
                                          .issuer = {{Attribute::kCommonName, "УЦ"}},
                                          .subject = {{Attribute::kCommonName, "Иванова"}},
                                          .not_before = now,
                                          .not_after = now + 365 * kDay,
                                          .key = key,
                                          .issuer_algorithm = issuer.algorithm()});
  return *Certificate::Parse(*SignAndWrap(tbs, issuer, *random));
}

}  // namespace kepsim
