// What the adapter adds to Carriers: sessions as authority, repeated requests, names, reasons on the wire.
#include "ca/service/carrier_service.h"

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "ca/crypto/cms.h"
#include "ca/x509/request.h"
#include "tests/ca/carrier/token_bench.h"
#include "tests/ca/crypto/pfx_reader.h"

namespace kepsim {
namespace {

// One world, whatever it is called.
class OneWorld : public Directory<Carriers> {
 public:
  Result<Entered<Carriers>> Enter(std::string_view, Access) override {
    return Entered<Carriers>{{std::shared_ptr<void>(), &bench.carriers},
                             {std::shared_ptr<void>(), &bench.operations}};
  }
  TokenBench bench;
};

class CarrierServiceTest : public ::testing::Test {
 protected:
  // Calls `method` and gives the reason's name; empty when it went well.
  template <class Request, class Response>
  std::string Call(grpc::Status (v1::CarrierService::Stub::*method)(grpc::ClientContext*, const Request&,
                                                                    Response*),
                   const Request& request, Response* response) {
    grpc::ClientContext context;
    const grpc::Status status = (stub_.get()->*method)(&context, request, response);
    return status.ok() ? "" : ReasonNameOf(status);
  }

  v1::Carrier NewCarrier() {
    v1::CreateCarrierRequest request;
    request.set_kind(v1::CARRIER_KIND_USB_TOKEN);
    v1::CreateCarrierResponse response;
    EXPECT_EQ(Call(&Stub::CreateCarrier, request, &response), "");
    return response.carrier();
  }
  std::string OpenSession(const std::string& carrier, const std::string& pin = kDefaultUserPin) {
    v1::OpenSessionRequest request;
    request.set_carrier(carrier);
    request.set_user_pin(pin);
    v1::OpenSessionResponse response;
    EXPECT_EQ(Call(&Stub::OpenSession, request, &response), "");
    return response.session();
  }

  using Stub = v1::CarrierService::Stub;
  OneWorld world_;
  CarrierServiceImpl service_{world_};
  std::unique_ptr<grpc::Server> server_ = grpc::ServerBuilder().RegisterService(&service_).BuildAndStart();
  std::unique_ptr<Stub> stub_ = v1::CarrierService::NewStub(server_->InProcessChannel({}));
};

TEST_F(CarrierServiceTest, FromTheTokenToASignature) {
  const v1::Carrier carrier = NewCarrier();
  EXPECT_EQ(carrier.user_pin_tries_left(), 10);
  const std::string session = OpenSession(carrier.name());

  v1::GenerateKeyPairRequest generate;
  generate.set_carrier(carrier.name());
  generate.set_session(session);
  generate.set_algorithm(v1::KEY_ALGORITHM_GOST2012_512_TC26_A);
  v1::GenerateKeyPairResponse pair;
  ASSERT_EQ(Call(&Stub::GenerateKeyPair, generate, &pair), "");
  const PublicKey key = *PublicKey::FromSpki(AsBytes(pair.public_key_spki_der()));
  EXPECT_EQ(key.algorithm(), KeyAlgorithm::k512Tc26A);

  v1::CreateKeyRequestRequest prove;
  prove.set_key(pair.key());
  prove.set_session(session);
  v1::CreateKeyRequestResponse proof;
  ASSERT_EQ(Call(&Stub::CreateKeyRequest, prove, &proof), "");
  EXPECT_TRUE(ProvenKey::FromRequest(AsBytes(proof.pkcs10_der()))->key().SameKey(key));

  v1::ImportCertificateRequest import;
  import.set_key(pair.key());
  import.set_session(session);
  import.set_certificate_der(ToString(CertificateFor(key).der()));
  v1::ImportCertificateResponse imported;
  ASSERT_EQ(Call(&Stub::ImportCertificate, import, &imported), "");

  v1::GetCarrierRequest get;
  get.set_carrier(carrier.name());
  v1::GetCarrierResponse got;
  ASSERT_EQ(Call(&Stub::GetCarrier, get, &got), "");
  EXPECT_EQ(got.carrier().SerializeAsString(), imported.carrier().SerializeAsString());
  ASSERT_EQ(got.carrier().certificates_size(), 1);
  EXPECT_EQ(got.carrier().certificates(0).key(), pair.key());

  v1::SignContentRequest sign;
  sign.set_key(pair.key());
  sign.set_session(session);
  sign.set_content("заявление");
  v1::SignContentResponse signed_content;
  EXPECT_EQ(Call(&Stub::SignContent, sign, &signed_content), "INVALID_FIELDS");
  sign.set_form(v1::SIGNATURE_FORM_CMS_DETACHED);
  ASSERT_EQ(Call(&Stub::SignContent, sign, &signed_content), "");
  EXPECT_TRUE(VerifyCmsDetached(AsBytes(signed_content.signature()), 0, AsBytes(sign.content()), key).ok());
}

TEST_F(CarrierServiceTest, ARepetitionFromANewSessionGivesTheFirstAnswer) {
  const std::string carrier = NewCarrier().name();
  v1::GenerateKeyPairRequest request;
  request.set_carrier(carrier);
  request.set_session(OpenSession(carrier));
  request.set_request_id("key");
  v1::GenerateKeyPairResponse first, second, third;
  ASSERT_EQ(Call(&Stub::GenerateKeyPair, request, &first), "");

  request.set_session(OpenSession(carrier));
  ASSERT_EQ(Call(&Stub::GenerateKeyPair, request, &second), "");
  EXPECT_EQ(second.key(), first.key());
  EXPECT_EQ(world_.bench.carriers.Load(carrier)->keys.size(), 1u);

  request.set_algorithm(v1::KEY_ALGORITHM_GOST2012_256_TC26_A);
  EXPECT_EQ(Call(&Stub::GenerateKeyPair, request, &third), "REQUEST_ID_REUSED");
  // Who has no session does not get the first answer either.
  request.set_session("none");
  EXPECT_EQ(Call(&Stub::GenerateKeyPair, request, &third), "SESSION_CLOSED");
}

TEST_F(CarrierServiceTest, APfxIsRepeatedWithItsPasswordOnly) {
  const std::string carrier = NewCarrier().name();
  v1::GenerateKeyPairRequest generate;
  generate.set_carrier(carrier);
  generate.set_session(OpenSession(carrier));
  generate.set_exportable(true);
  v1::GenerateKeyPairResponse pair;
  ASSERT_EQ(Call(&Stub::GenerateKeyPair, generate, &pair), "");

  v1::ExportPfxRequest request;
  request.set_key(pair.key());
  request.set_session(generate.session());
  request.set_password("Пароль для PFX");
  request.set_request_id("export");
  v1::ExportPfxResponse first, second;
  EXPECT_EQ(Call(&Stub::ExportPfx, request, &first), "CARRIER_CERTIFICATE_MISSING");
  v1::ImportCertificateRequest import;
  import.set_key(pair.key());
  import.set_session(generate.session());
  import.set_certificate_der(
      ToString(CertificateFor(*PublicKey::FromSpki(AsBytes(pair.public_key_spki_der()))).der()));
  v1::ImportCertificateResponse imported;
  ASSERT_EQ(Call(&Stub::ImportCertificate, import, &imported), "");

  ASSERT_EQ(Call(&Stub::ExportPfx, request, &first), "");
  ASSERT_EQ(Call(&Stub::ExportPfx, request, &second), "");
  EXPECT_EQ(second.pfx(), first.pfx());
  EXPECT_TRUE(OpenPfx(AsBytes(first.pfx()), Secret(request.password())));
  request.set_password("another password");
  EXPECT_EQ(Call(&Stub::ExportPfx, request, &second), "REQUEST_ID_REUSED");

  request.clear_request_id();
  request.set_password("12345");
  EXPECT_EQ(Call(&Stub::ExportPfx, request, &second), "INVALID_FIELDS");
  request.set_password("another password");
  request.set_cipher(static_cast<v1::PfxCipher>(99));
  EXPECT_EQ(Call(&Stub::ExportPfx, request, &second), "INVALID_FIELDS");
  request.set_cipher(v1::PFX_CIPHER_KUZNYECHIK_CTR_ACPKM);
  request.set_session("none");
  EXPECT_EQ(Call(&Stub::ExportPfx, request, &second), "SESSION_CLOSED");
  request.set_key(carrier);
  EXPECT_EQ(Call(&Stub::ExportPfx, request, &second), "CARRIER_KEY_NOT_FOUND");
}

TEST_F(CarrierServiceTest, ASessionIsGoodForItsOwnCarrierUntilClosed) {
  const std::string mine = NewCarrier().name(), other = NewCarrier().name();
  v1::GenerateKeyPairRequest generate;
  generate.set_session(OpenSession(mine));
  v1::GenerateKeyPairResponse pair;
  generate.set_carrier(other);
  EXPECT_EQ(Call(&Stub::GenerateKeyPair, generate, &pair), "SESSION_CLOSED");
  generate.set_carrier("carriers/none");
  EXPECT_EQ(Call(&Stub::GenerateKeyPair, generate, &pair), "CARRIER_NOT_FOUND");
  generate.set_carrier(mine);
  EXPECT_EQ(Call(&Stub::GenerateKeyPair, generate, &pair), "");

  v1::CloseSessionRequest close;
  close.set_carrier(mine);
  close.set_session(generate.session());
  v1::CloseSessionResponse closed;
  EXPECT_EQ(Call(&Stub::CloseSession, close, &closed), "");
  EXPECT_EQ(Call(&Stub::CloseSession, close, &closed), "SESSION_CLOSED");
  EXPECT_EQ(Call(&Stub::GenerateKeyPair, generate, &pair), "SESSION_CLOSED");
}

TEST_F(CarrierServiceTest, PinsOverTheWire) {
  const std::string carrier = NewCarrier().name();
  v1::ChangePinRequest change;
  change.set_carrier(carrier);
  change.set_old_pin("00000000");
  change.set_new_pin("new pin");
  v1::ChangePinResponse changed;
  for (int i = 0; i < 9; ++i) EXPECT_EQ(Call(&Stub::ChangePin, change, &changed), "PIN_INCORRECT");
  EXPECT_EQ(Call(&Stub::ChangePin, change, &changed), "PIN_LOCKED");

  v1::UnblockPinRequest unblock;
  unblock.set_carrier(carrier);
  unblock.set_admin_pin(kDefaultAdminPin);
  v1::UnblockPinResponse unblocked;
  ASSERT_EQ(Call(&Stub::UnblockPin, unblock, &unblocked), "");
  EXPECT_EQ(unblocked.carrier().user_pin_tries_left(), 10);
  EXPECT_FALSE(unblocked.carrier().user_pin_locked());

  change.set_old_pin(kDefaultUserPin);
  EXPECT_EQ(Call(&Stub::ChangePin, change, &changed), "");
  EXPECT_NE(OpenSession(carrier, "new pin"), "");
}

TEST_F(CarrierServiceTest, RefusesWhatIsNoCarrierOrKey) {
  v1::CreateCarrierRequest create;
  v1::CreateCarrierResponse created;
  EXPECT_EQ(Call(&Stub::CreateCarrier, create, &created), "INVALID_FIELDS");
  create.set_kind(v1::CARRIER_KIND_MOBILE);
  EXPECT_EQ(Call(&Stub::CreateCarrier, create, &created), "CARRIER_KIND_UNSUPPORTED");

  const std::string carrier = NewCarrier().name();
  v1::SignContentRequest sign;
  sign.set_session(OpenSession(carrier));
  sign.set_form(v1::SIGNATURE_FORM_RAW);
  v1::SignContentResponse signed_content;
  for (const std::string& key : {std::string(), carrier, carrier + "/keys/", carrier + "/keys/none"}) {
    sign.set_key(key);
    EXPECT_EQ(Call(&Stub::SignContent, sign, &signed_content), "CARRIER_KEY_NOT_FOUND") << key;
  }
}

}  // namespace
}  // namespace kepsim
