// Certificates of a root, an authority and a citizen, as the simulator issues them; and files of fixtures/.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "ca/crypto/random.h"
#include "ca/x509/plan.h"
#include "tests/support/fixtures.h"

namespace kepsim {

inline Bytes ReadFixture(const std::string& path) {
  std::ifstream file(FixturePath(path), std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

// What stands between the BEGIN and END lines of a PEM file.
inline Bytes ReadPemFixture(const std::string& path) {
  const std::string text = ToString(ReadFixture(path));
  const size_t begin = text.find('\n', text.find("-----BEGIN")) + 1;
  std::string base64 = text.substr(begin, text.find("-----END") - begin);
  std::erase_if(base64, [](char c) { return c == '\n' || c == '\r'; });
  const auto der = FromBase64(base64);
  EXPECT_TRUE(der.has_value()) << path;
  return der.value_or(Bytes());
}

inline Time SampleTime(std::string_view text) {
  return ParseTime(text).value();
}

class Samples {
 public:
  explicit Samples(KeyAlgorithm algorithm = KeyAlgorithm::k256CryptoProA)
      : random_(MakeSeededRandom(Secret("samples"))),
        root_key_(NewKey(algorithm, "root")),
        ca_key_(NewKey(algorithm, "ca")),
        holder_key_(NewKey(algorithm, "holder")) {}

  CertificatePlan RootPlan() const {
    CertificatePlan plan{.serial = Serial(1),
                         .issuer = RootName(),
                         .subject = RootName(),
                         .not_before = SampleTime("2022-01-08T13:32:39Z"),
                         .not_after = SampleTime("2040-01-08T13:32:39Z"),
                         .key = root_key_.public_key(),
                         .issuer_algorithm = root_key_.algorithm()};
    plan.is_ca = true;
    plan.key_usage = kKeyCertSign | kCrlSign;
    plan.policies = {"1.2.643.100.113.1", "1.2.643.100.113.2", "1.2.643.100.113.3", "2.5.29.32.0"};
    plan.subject_sign_tool = "kepsim HSM";
    plan.issuer_sign_tool = Tools();
    plan.identification_kind = IdentificationKind::kPersonal;
    return plan;
  }

  CertificatePlan CaPlan() const {
    CertificatePlan plan = RootPlan();
    plan.serial = Serial(2);
    plan.subject = CaName();
    plan.key = ca_key_.public_key();
    plan.path_length = 0;
    plan.not_after = SampleTime("2037-01-08T13:32:39Z");
    plan.identification_kind = IdentificationKind::kRemoteCert;
    plan.private_key_usage = {plan.not_before, SampleTime("2027-01-08T13:32:39Z")};
    plan.authority_key_id = AuthorityKeyIdentifier{root_key_.public_key().Identifier(),
                                                   EncodeName(RootName()).value(), Serial(1)};
    plan.crl_urls = {"http://127.0.0.1:8080/w/default/cdp/root.crl"};
    plan.ca_issuer_urls = {"http://127.0.0.1:8080/w/default/cdp/root.crt"};
    return plan;
  }

  CertificatePlan HolderPlan() const {
    CertificatePlan plan{.serial = Serial(3),
                         .issuer = CaName(),
                         .subject = HolderName(),
                         .not_before = SampleTime("2026-11-22T10:00:00Z"),
                         .not_after = SampleTime("2027-11-22T10:00:00Z"),
                         .key = holder_key_.public_key(),
                         .issuer_algorithm = ca_key_.algorithm()};
    plan.key_usage =
        kDigitalSignature | kNonRepudiation | kKeyEncipherment | kDataEncipherment | kKeyAgreement;
    plan.extended_key_usage = {"1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.4"};
    plan.policies = {"1.2.643.100.113.1"};
    plan.subject_sign_tool = "kepsim token";
    plan.issuer_sign_tool = Tools();
    plan.identification_kind = IdentificationKind::kPersonal;
    plan.authority_key_id =
        AuthorityKeyIdentifier{ca_key_.public_key().Identifier(), EncodeName(RootName()).value(), Serial(2)};
    plan.crl_urls = {"http://127.0.0.1:8080/w/default/cdp/ca.crl"};
    plan.ocsp_urls = {"http://127.0.0.1:8080/w/default/ocsp"};
    plan.ca_issuer_urls = {"http://127.0.0.1:8080/w/default/cdp/ca.crt"};
    return plan;
  }

  Certificate Root() const { return Sign(RootPlan(), root_key_); }
  Certificate Ca() const { return Sign(CaPlan(), root_key_); }
  Certificate Holder() const { return Sign(HolderPlan(), ca_key_); }

  Certificate Sign(const CertificatePlan& plan, const PrivateKey& key) const {
    const auto checked = CheckedPlan::Check(plan);
    EXPECT_TRUE(checked.ok()) << checked.status().message();
    auto certificate = SignCertificate(checked.value(), key, *stream());
    EXPECT_TRUE(certificate.ok()) << certificate.status().message();
    return *std::move(certificate);
  }

  const PrivateKey& root_key() const { return root_key_; }
  const PrivateKey& ca_key() const { return ca_key_; }
  const PrivateKey& holder_key() const { return holder_key_; }
  std::unique_ptr<RandomStream> stream() const { return random_->Stream("sign"); }

  static Bytes Serial(uint8_t last) {
    Bytes serial(16, 0x5A);
    serial.back() = last;
    return serial;
  }

  static Name RootName() {
    return {{Attribute::kEmail, "dit@example.test"},
            {Attribute::kCountry, "RU"},
            {Attribute::kState, "77 Москва"},
            {Attribute::kLocality, "г. Москва"},
            {Attribute::kStreet, "Пресненская набережная, дом 10, строение 2"},
            {Attribute::kOrganization, "ТЕСТ Минцифры"},
            {Attribute::kOgrn, "1047702026701"},
            {Attribute::kInnle, "7710474375"},
            {Attribute::kCommonName, "ТЕСТ Минцифры"}};
  }

  static Name CaName() {
    Name name = RootName();
    for (NameAttribute& attribute : name) {
      if (attribute.type == Attribute::kOrganization || attribute.type == Attribute::kCommonName) {
        attribute.value = "ТЕСТ АО «Удостоверяющий центр»";
      }
    }
    return name;
  }

  static Name HolderName() {
    return {{Attribute::kCountry, "RU"},       {Attribute::kGivenName, "Иван Иванович"},
            {Attribute::kSurname, "Петров"},   {Attribute::kSnils, "11223344595"},
            {Attribute::kInn, "500100732259"}, {Attribute::kCommonName, "Петров Иван Иванович"}};
  }

  static IssuerSignTool Tools() {
    return {"kepsim HSM", "Программный комплекс «kepsim»", "Заключение № 1 от 01.01.2026",
            "Заключение № 2 от 01.01.2026"};
  }

 private:
  PrivateKey NewKey(KeyAlgorithm algorithm, std::string_view label) const {
    return PrivateKey::Generate(algorithm, *random_->Stream(label)).value();
  }

  std::unique_ptr<Random> random_;
  PrivateKey root_key_, ca_key_, holder_key_;
};

}  // namespace kepsim
