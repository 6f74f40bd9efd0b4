#include "client/kepsim/bench/bare_crypto.h"

#include "ca/crypto/cms.h"
#include "ca/crypto/random.h"
#include "ca/x509/request.h"
#include "ca/x509/signed.h"
#include "client/kepsim/bench/stopwatch.h"

namespace kepsim {
namespace {

constexpr KeyAlgorithm kAlgorithm = KeyAlgorithm::k256CryptoProA;
constexpr Time kNow = FromSeconds(1'768'467'600);  // 2026-01-15T09:00:00Z
constexpr int kWorksALook = 8;

// Values of the length of those that kepsim issues.
CertificatePlan HolderPlan(const PublicKey& authority, const PublicKey& holder) {
  const Name issuer = {{Attribute::kCommonName, "ТЕСТ Удостоверяющий центр «Стенд»"},
                       {Attribute::kCountry, "RU"},
                       {Attribute::kState, "77 Москва"},
                       {Attribute::kLocality, "Москва"},
                       {Attribute::kStreet, "улица Стендовая, дом 1"},
                       {Attribute::kOrganization, "ООО «Стенд»"},
                       {Attribute::kOgrn, "1020000000020"},
                       {Attribute::kInnle, "0000000025"}};
  const Name subject = {{Attribute::kCommonName, "Беааааан Пётр Ильич"},
                        {Attribute::kSurname, "Беааааан"},
                        {Attribute::kGivenName, "Пётр Ильич"},
                        {Attribute::kCountry, "RU"},
                        {Attribute::kState, "77 Москва"},
                        {Attribute::kLocality, "Москва"},
                        {Attribute::kStreet, "улица Стендовая, дом 1"},
                        {Attribute::kSnils, "99000000153"},
                        {Attribute::kInn, "000000000184"}};
  const std::string url = "http://127.0.0.1:8080/w/bench/";
  Bytes issuer_der;
  if (auto encoded = EncodeName(issuer); encoded.ok()) issuer_der = *std::move(encoded);
  return {
      .serial = Bytes(16, 1),
      .issuer = issuer,
      .subject = subject,
      .not_before = kNow,
      .not_after = kNow + 365 * kDay,
      .key = holder,
      .issuer_algorithm = kAlgorithm,
      .key_usage = kDigitalSignature | kNonRepudiation | kKeyEncipherment | kDataEncipherment | kKeyAgreement,
      .extended_key_usage = {"1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4"},
      .policies = {"1.2.643.100.113.1", "1.2.643.100.113.2"},
      .subject_sign_tool = "ТЕСТ Средство электронной подписи",
      .issuer_sign_tool = IssuerSignTool{"ТЕСТ Средство электронной подписи", "ТЕСТ Средства УЦ",
                                         "ТЕСТ СФ/000-0000", "ТЕСТ СФ/000-0001"},
      .identification_kind = IdentificationKind::kPersonal,
      .private_key_usage = std::pair(kNow, kNow + 365 * kDay),
      .authority_key_id = AuthorityKeyIdentifier{authority.Identifier(), issuer_der, Bytes(16, 2)},
      .crl_urls = {url + "crl/0123456789abcdef0123456789abcdef01234567.crl"},
      .ocsp_urls = {url + "ocsp/0123456789abcdef0123456789abcdef01234567"},
      .ca_issuer_urls = {url + "aia/0123456789abcdef0123456789abcdef01234567.cer"}};
}

}  // namespace

BareCrypto::BareCrypto(std::unique_ptr<RandomStream> random, PrivateKey authority, PrivateKey holder)
    : random_(std::move(random)),
      authority_(std::move(authority)),
      plan_(HolderPlan(authority_.public_key(), holder.public_key())) {
  if (auto tbs = BuildTbsCertificate(plan_); tbs.ok()) tbs_ = *std::move(tbs);
}

Result<BareCrypto> BareCrypto::Make() {
  auto random = MakeSystemRandom()->Stream("bench");
  KEPSIM_ASSIGN(PrivateKey authority, PrivateKey::Generate(kAlgorithm, *random));
  KEPSIM_ASSIGN(PrivateKey holder, PrivateKey::Generate(kAlgorithm, *random));
  return BareCrypto(std::move(random), std::move(authority), std::move(holder));
}

Result<Bytes> BareCrypto::IssueTo(const PrivateKey& holder) {
  KEPSIM_ASSIGN(const Bytes request, MakeRequest(holder, {}, *random_));
  KEPSIM_ASSIGN(const ProvenKey proven, ProvenKey::FromRequest(request));
  plan_.key = proven.key();
  KEPSIM_ASSIGN(const Bytes tbs, BuildTbsCertificate(plan_));
  return SignAndWrap(tbs, authority_, *random_);
}

Status BareCrypto::Issue() {
  KEPSIM_ASSIGN(const PrivateKey holder, PrivateKey::Generate(kAlgorithm, *random_));
  return IssueTo(holder).status();
}

Status BareCrypto::Certify() {
  KEPSIM_ASSIGN(const PrivateKey holder, PrivateKey::Generate(kAlgorithm, *random_));
  plan_.key = holder.public_key();
  KEPSIM_ASSIGN(const CheckedPlan checked, CheckedPlan::Check(plan_));
  return SignAndWrap(checked.tbs_der(), authority_, *random_).status();
}

Status BareCrypto::KeyOperations() {
  KEPSIM_TRY(PrivateKey::Generate(kAlgorithm, *random_).status());
  return authority_.Sign(tbs_, *random_).status();
}

Status BareCrypto::Journey() {
  static const Bytes kChallenge(256, 0x5A);
  KEPSIM_ASSIGN(const PrivateKey holder, PrivateKey::Generate(kAlgorithm, *random_));
  KEPSIM_ASSIGN(const Bytes der, IssueTo(holder));
  KEPSIM_ASSIGN(const Bytes cms, SignCmsDetached({der, holder}, kChallenge, kNow, *random_));
  KEPSIM_TRY(VerifyCmsDetached(cms, 0, kChallenge, holder.public_key()));
  KEPSIM_ASSIGN(const Certificate certificate, Certificate::Parse(der));
  return certificate.VerifySignature(authority_.public_key());
}

Result<double> BareRate(double seconds, const std::function<Status()>& work) {
  for (int i = 0; i < kWorksALook; ++i) KEPSIM_TRY(work());
  const Stopwatch watch;
  int64_t done = 0;
  while (watch.Seconds() < seconds) {
    for (int i = 0; i < kWorksALook; ++i) KEPSIM_TRY(work());
    done += kWorksALook;
  }
  return static_cast<double>(done) / watch.Seconds();
}

}  // namespace kepsim
