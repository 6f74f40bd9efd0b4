// A registry of its own for each test, with a clock that is set.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "registry/publication/registry.h"
#include "tests/ca/x509/samples.h"
#include "tests/support/settable_clock.h"

namespace kepsim {

// Signs with the keys of the samples, and counts.
class SamplesCrlIssuer : public CrlIssuer {
 public:
  explicit SamplesCrlIssuer(const Samples& samples) : samples_(samples) {}
  Result<Bytes> SignCrl(ByteView issuer_key_id, const CrlPlan& plan, const RandomStream& random) override {
    ++signed_lists;
    for (const PrivateKey* key : {&samples_.root_key(), &samples_.ca_key()}) {
      if (key->public_key().Identifier() == Bytes(issuer_key_id.begin(), issuer_key_id.end())) {
        return kepsim::SignCrl(plan, *key, random);
      }
    }
    return Reason::SIGNING_KEY_NOT_FOUND;
  }
  std::atomic<int> signed_lists = 0;

 private:
  const Samples& samples_;
};

inline AuthorityListing SampleListing() {
  AuthorityListing listing;
  listing.id = "azimut";
  listing.name = "ТЕСТ Общество «Азимут & сыновья» <УЦ>";
  listing.short_name = "ТЕСТ Азимут";
  listing.email = "ca@azimut.test";
  listing.info_url = "http://azimut.test/";
  listing.registry_url = "http://azimut.test/registry";
  listing.address = {"RU", 77, "г. Москва", "123112", "Пресненская набережная, дом 10", "Москва"};
  listing.facility = "ПАК Азимут";
  listing.security_class = "КС2";
  listing.tools = "Программный комплекс «kepsim»";
  listing.inn = "7710474375";
  listing.ogrn = "1047702026701";
  listing.registry_number = 7;
  return listing;
}

struct RegistryBench {
  static constexpr char kBaseUrl[] = "http://registry.test/w/one";

  // `path` empty: in memory.
  explicit RegistryBench(PublicationSettings settings = {}, const std::string& path = "") {
    static const std::string schema = Registry::Schema();
    database = *Database::Open(
        path, {{1, Journal::kSchema}, {2, Operations::kSchema}, {3, Agenda::kSchema}, {4, schema.c_str()}});
    journal.emplace(*database);
    operations.emplace(*database, *journal, clock, *random, Secret(Bytes(32, 7)));
    agenda.emplace(*operations);
    registry.emplace(*operations, *agenda, crl_issuer, kBaseUrl, settings);
  }

  template <class Body>
  Status Run(Body&& body) {
    return operations->Run({"Test", "", ""}, [&](Operation& operation) -> Status { return body(operation); });
  }
  void AddAuthorities() {
    ASSERT_TRUE(
        Run([&](Operation& operation) -> Status {
          AuthorityStore& authorities = registry->authorities();
          KEPSIM_TRY(authorities.AddCertificate(operation, {"", samples.Root(), true, {}}));
          KEPSIM_TRY(authorities.AddAuthority(
              operation, SampleListing(), {{Accreditation::kActive, SampleTime("2022-02-01T00:00:00Z")}}));
          return authorities.AddCertificate(operation, {"azimut", samples.Ca(), false, {}});
        }).ok());
  }
  Certificate Holder(uint8_t serial) {
    CertificatePlan plan = samples.HolderPlan();
    plan.serial = Samples::Serial(serial);
    return samples.Sign(plan, samples.ca_key());
  }
  static std::string NameOf(uint8_t serial) {
    return "certificates/azimut/" + ToHex(Samples::Serial(serial));
  }
  Status Issue(uint8_t serial) {
    return Run([&](Operation& operation) {
      const Certificate certificate = Holder(serial);
      return registry->publication().PublishIssued(operation,
                                                   {NameOf(serial), "azimut", certificate, "", {}});
    });
  }
  Status Revoke(uint8_t serial, RevocationReason reason = RevocationReason::kKeyCompromise) {
    return Run([&](Operation& operation) {
      return registry->publication().PublishRevoked(
          operation,
          {NameOf(serial), "azimut", CaKeyId(), Samples::Serial(serial), reason, "Утрата носителя"});
    });
  }
  std::optional<RegistryEntry> Entry(uint8_t serial) {
    return registry->lookup().EntryOf(CaKeyId(), Samples::Serial(serial)).value();
  }
  // Sets the clock forward and runs what became due.
  void Advance(Duration by) {
    clock.Advance(by);
    while (true) {
      const auto next = agenda->Next().value();
      if (!next || next->at > clock.Now()) return;
      ASSERT_TRUE(agenda->Run(*next).ok());
    }
  }
  // Types and resources of the events, "registry.published certificates/…".
  std::vector<std::string> Events(const std::string& type) {
    std::vector<std::string> events;
    const Journal::Page page = journal->List({type, "", {}}, 0, 100).value();
    for (const Event& event : page.events) {
      events.push_back(event.type + " " + event.resource);
    }
    return events;
  }
  Bytes RootKeyId() const { return samples.root_key().public_key().Identifier(); }
  Bytes CaKeyId() const { return samples.ca_key().public_key().Identifier(); }

  Samples samples;
  SamplesCrlIssuer crl_issuer{samples};
  SettableClock clock{SampleTime("2026-12-01T12:00:00Z")};
  std::unique_ptr<Random> random = MakeSeededRandom(Secret("registry"));
  std::unique_ptr<Database> database;
  std::optional<Journal> journal;
  std::optional<Operations> operations;
  std::optional<Agenda> agenda;
  std::optional<Registry> registry;
};

}  // namespace kepsim
