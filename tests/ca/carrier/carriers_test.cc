// Keys on a token: made, kept, used.
#include "ca/carrier/carriers.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "ca/crypto/box.h"
#include "ca/crypto/cms.h"
#include "ca/x509/request.h"
#include "tests/ca/carrier/token_bench.h"
#include "tests/support/temp_folder.h"

namespace kepsim {
namespace {

using ::testing::ElementsAre;

std::string ContentOf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Carriers, ANewTokenIsAsItWasAskedFor) {
  TokenBench bench;
  const Carrier carrier = *bench.carriers.Load(bench.NewToken());
  EXPECT_EQ(carrier.kind, CarrierKind::kUsbToken);
  EXPECT_EQ(carrier.label, "Иванова");
  EXPECT_EQ(carrier.serial_number.size(), 10u);
  EXPECT_EQ(carrier.created, bench.clock.Now());
  EXPECT_EQ(carrier.user_pin.tries_left, 10);
  EXPECT_EQ(carrier.admin_pin.tries_left, 10);
  EXPECT_TRUE(carrier.keys.empty());
  EXPECT_THAT(bench.EventTypes(), ElementsAre("carrier.created"));
}

TEST(Carriers, ANewTokenIsRefusedWithAllThatIsWrong) {
  TokenBench bench;
  const auto format = [&](const NewCarrier& wanted) {
    return bench.operations.Run({"Create", "", ""}, [&](Operation& op) -> Status {
      return bench.carriers.Format(op, wanted).status();
    });
  };
  EXPECT_EQ(format({.kind = CarrierKind::kMobile}).reason(), Reason::CARRIER_KIND_UNSUPPORTED);
  const Status status =
      format({.label = std::string(33, 'x'), .user_pin = Secret("12345"), .admin_pin = Secret("1234567")});
  ASSERT_EQ(status.violations().size(), 3u);
  EXPECT_EQ(status.violations()[0].reason, Reason::FIELD_TOO_LONG);
  EXPECT_EQ(status.violations()[1].reason, Reason::PIN_LENGTH);
  EXPECT_EQ(status.violations()[2].field, "admin_pin");
}

class KeysOfEachAlgorithm : public ::testing::TestWithParam<KeyAlgorithm> {};

TEST_P(KeysOfEachAlgorithm, SignAndProveThemselves) {
  TokenBench bench;
  const std::string token = bench.NewToken();
  const Secret session = *bench.carriers.OpenSession(token, kUserPin);
  const std::string key = *bench.NewKey(token, session, "", {.algorithm = GetParam()});
  const PublicKey public_key = bench.KeyOf(token, key);
  EXPECT_EQ(public_key.algorithm(), GetParam());

  const ByteView content = AsBytes("заявление");
  // From the key as it was made, and as it was opened from its box.
  for (const Secret& with : {session, *bench.carriers.OpenSession(token, kUserPin)}) {
    const Bytes raw = *bench.Sign(token, key, with, content);
    EXPECT_TRUE(public_key.Verify(content, raw).ok());
  }
  EXPECT_EQ(bench.Sign(token, key, session, content, SignatureForm::kCmsDetached).status().reason(),
            Reason::CARRIER_CERTIFICATE_MISSING);

  const Certificate certificate = CertificateFor(public_key);
  ASSERT_TRUE(bench.Import(token, key, certificate).ok());
  EXPECT_EQ(bench.carriers.Load(token)->keys[0].certificate_der, certificate.der());
  const Bytes cms = *bench.Sign(token, key, session, content, SignatureForm::kCmsDetached);
  EXPECT_TRUE(VerifyCmsDetached(cms, 0, content, public_key).ok());
  EXPECT_FALSE(VerifyCmsDetached(cms, 0, AsBytes("другое"), public_key).ok());
  const auto signers = *ParseCms(cms);
  ASSERT_EQ(signers.size(), 1u);
  EXPECT_EQ(signers[0].signing_time, bench.clock.Now());
  EXPECT_EQ(signers[0].signer_certificate, certificate.der());
}

INSTANTIATE_TEST_SUITE_P(All, KeysOfEachAlgorithm,
                         ::testing::Values(KeyAlgorithm::k256CryptoProA, KeyAlgorithm::k256CryptoProXchB,
                                           KeyAlgorithm::k256Tc26A, KeyAlgorithm::k512Tc26A,
                                           KeyAlgorithm::k512Tc26C));

// What one operation makes, a later step of it uses, at the price of one commit and no second derivation.
TEST(Carriers, OneOperationGoesAllTheWay) {
  TokenBench bench;
  const auto name = bench.operations.Run({"Provision", "", "1"}, [&](Operation& op) -> Result<std::string> {
    KEPSIM_ASSIGN(const auto formatted, bench.carriers.Format(op, {}));
    auto [carrier, token] = bench.carriers.Create(op, formatted);
    KEPSIM_ASSIGN(CarrierKey * key, bench.carriers.GenerateKeyPair(op, carrier, *token, {}));
    KEPSIM_ASSIGN(const Bytes request, bench.carriers.MakeKeyRequest(op, carrier, *key, *token));
    KEPSIM_ASSIGN(const ProvenKey proven, ProvenKey::FromRequest(request));
    KEPSIM_TRY(bench.carriers.ImportCertificate(op, carrier, *key, CertificateFor(proven.key())));
    KEPSIM_TRY(
        bench.carriers.Sign(op, *key, *token, AsBytes("challenge"), SignatureForm::kCmsDetached).status());
    return carrier.Name();
  });
  ASSERT_TRUE(name.ok()) << name.status().message();
  const Carrier carrier = *bench.carriers.Load(*name);
  ASSERT_EQ(carrier.keys.size(), 1u);
  EXPECT_TRUE(carrier.keys[0].certificate_der.has_value());
  EXPECT_THAT(bench.EventTypes(),
              ElementsAre("carrier.created", "key.generated", "key.certificate-imported"));
  const Secret session = *bench.carriers.OpenSession(*name, kUserPin);
  EXPECT_TRUE(bench.Sign(*name, carrier.KeyName(carrier.keys[0]), session, AsBytes("later")).ok());
}

TEST(Carriers, ACertificateGoesBesideItsOwnKey) {
  TokenBench bench;
  const std::string token = bench.NewToken();
  const Secret session = *bench.carriers.OpenSession(token, kUserPin);
  const std::string one = *bench.NewKey(token, session);
  const std::string two = *bench.NewKey(token, session);
  EXPECT_EQ(bench.Import(token, one, CertificateFor(bench.KeyOf(token, two))).reason(),
            Reason::CERTIFICATE_KEY_MISMATCH);
  EXPECT_EQ(bench.Import(token, token + "/keys/none", CertificateFor(bench.KeyOf(token, two))).reason(),
            Reason::CARRIER_KEY_NOT_FOUND);
}

// From several threads at once, too, there is never a seventeenth key.
TEST(Carriers, HoldSixteenKeyPairs) {
  TokenBench bench({}, false);
  const std::string token = bench.NewToken();
  const Secret session = *bench.carriers.OpenSession(token, kUserPin);
  for (size_t i = 0; i + 1 < kCarrierCapacity; ++i) ASSERT_TRUE(bench.NewKey(token, session).ok());
  std::atomic<int> made = 0, full = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      const Status status = bench.NewKey(token, session).status();
      made += status.ok();
      full += status.reason() == Reason::CARRIER_FULL;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(full, 3);
  EXPECT_EQ(bench.carriers.Load(token)->keys.size(), kCarrierCapacity);
}

TEST(Carriers, SignOneMebibyteAtMost) {
  TokenBench bench;
  const std::string token = bench.NewToken();
  const Secret session = *bench.carriers.OpenSession(token, kUserPin);
  const std::string key = *bench.NewKey(token, session);
  Bytes content(Carriers::kMostContent, 'x');
  EXPECT_TRUE(bench.Sign(token, key, session, content).ok());
  content.push_back('x');
  const Status status = bench.Sign(token, key, session, content).status();
  ASSERT_EQ(status.violations().size(), 1u);
  EXPECT_EQ(status.violations()[0].reason, Reason::FIELD_TOO_LONG);
}

TEST(Carriers, NoKeyLiesInTheFileInClear) {
  const TempFolder folder;
  TokenBench bench(folder.File("world.db"));
  const std::string token = bench.NewToken();
  const Secret session = *bench.carriers.OpenSession(token, kUserPin);
  const std::string key_name = *bench.NewKey(token, session);
  Carrier carrier = *bench.carriers.Load(token);
  const CarrierKey* key = *carrier.Key(CarrierKeyIdOf(key_name)->key);
  const Secret token_key = *OpenWithPin(kUserPin, carrier.user_pin.box);
  const Secret pkcs8 = *OpenGost(token_key, key->sealed);
  const PrivateKey pair = *PrivateKey::FromPkcs8(pkcs8);
  ASSERT_TRUE(pair.public_key().SameKey(bench.KeyOf(token, key_name)));

  std::string written;
  for (const auto& file : std::filesystem::directory_iterator(folder.path())) written += ContentOf(file);
  const auto holds = [&](std::string_view part) { return written.find(part) != std::string::npos; };
  ASSERT_TRUE(holds(AsText(key->spki_der)));
  // The private value is the last 32 octets of this key's PKCS#8; headers may be found elsewhere.
  const std::string_view text = pkcs8.text();
  EXPECT_FALSE(holds(text));
  EXPECT_FALSE(holds(text.substr(text.size() - 32)));
  EXPECT_FALSE(holds(token_key.text()));
  EXPECT_FALSE(holds(token_key.text().substr(0, 16)));
  EXPECT_FALSE(holds(kDefaultUserPin));
  EXPECT_FALSE(holds(kDefaultAdminPin));
  EXPECT_FALSE(holds(session.text()));
}

TEST(Carriers, ABoxOfAnotherKeyIsNotTakenForTheKeys) {
  TokenBench bench;
  const std::string token = bench.NewToken();
  const Secret session = *bench.carriers.OpenSession(token, kUserPin);
  const std::string one = *bench.NewKey(token, session);
  const std::string two = *bench.NewKey(token, session);
  const std::string one_id = CarrierKeyIdOf(one)->key, two_id = CarrierKeyIdOf(two)->key;
  ASSERT_TRUE(bench.database
                  ->Commit([&](Connection& connection) {
                    connection.Execute(
                        "UPDATE carrier_key SET sealed = (SELECT sealed FROM carrier_key WHERE id = ?) "
                        "WHERE id = ?",
                        two_id, one_id);
                    return OkStatus();
                  })
                  .ok());
  const Secret fresh = *bench.carriers.OpenSession(token, kUserPin);
  EXPECT_EQ(bench.Sign(token, one, fresh, AsBytes("x")).status().reason(), Reason::STORAGE_CORRUPT);
  EXPECT_TRUE(bench.Sign(token, two, fresh, AsBytes("x")).ok());
}

// All that a client or the disk gets to see, in an order that does not depend on the threads.
std::set<std::string> Replay(int thread_count) {
  TokenBench bench;
  std::mutex mutex;
  std::set<std::string> seen;
  std::vector<std::thread> threads;
  for (int t = 0; t < thread_count; ++t) {
    threads.emplace_back([&, t] {
      for (int i = t; i < 16; i += thread_count) {
        const std::string token = bench.NewToken("token-" + std::to_string(i));
        const Secret session = *bench.carriers.OpenSession(token, kUserPin);
        const std::string key = *bench.NewKey(token, session, "key-" + std::to_string(i));
        const Bytes signature = *bench.Sign(token, key, session, AsBytes("text"));
        const Secret new_pin("pin of " + std::to_string(i));
        EXPECT_TRUE(bench.carriers.ChangePin(token, kUserPin, new_pin).ok());
        const Secret again = *bench.carriers.OpenSession(token, new_pin);
        const Carrier carrier = *bench.carriers.Load(token);
        std::lock_guard lock(mutex);
        seen.insert(key + " " + ToHex(signature) + " " + std::string(session.text()) + " " +
                    std::string(again.text()) + " " + carrier.serial_number + " " +
                    ToHex(carrier.user_pin.box.sealed) + " " + ToHex(carrier.keys[0].spki_der) + " " +
                    ToHex(carrier.keys[0].sealed));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return seen;
}

TEST(Carriers, ASeededWorldReplaysToTheByte) {
  const std::set<std::string> one = Replay(1);
  EXPECT_EQ(one.size(), 16u);
  EXPECT_EQ(Replay(16), one);
}

}  // namespace
}  // namespace kepsim
