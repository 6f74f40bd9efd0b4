// What the authorities sign for people.
#include <set>

#include "ca/issuance/serial.h"
#include "ca/x509/lint.h"
#include "tests/ca/issuance/ca_bench.h"

namespace kepsim {
namespace {

using enum ApplicationState;

std::string Value(const Name& name, Attribute attribute) {
  return Find(name, attribute).value_or("(absent)");
}

void ExpectNoErrors(const Certificate& certificate) {
  for (const LintFinding& finding : LintCertificate(certificate.der())) {
    EXPECT_NE(finding.severity, Severity::kError) << finding.id << ": " << finding.detail;
  }
}

TEST(PersonCertificate, HoldsTheProfile) {
  CaBench ca;
  const std::string name = ca.Reach(kIssued);
  const FakePublisher::Issued& issued = ca.publisher.issued.at(0);
  const Certificate certificate = *Certificate::Parse(issued.der);
  const auto authority = ca.authorities.Find("azimut");

  EXPECT_TRUE(certificate.VerifySignature(*authority->certificate.public_key()).ok());
  EXPECT_EQ(certificate.issuer_der(), authority->certificate.subject_der());
  EXPECT_EQ(certificate.authority_key_id(), authority->certificate.subject_key_id());
  ExpectNoErrors(certificate);

  EXPECT_EQ(certificate.subject(), (Name{{Attribute::kCommonName, "Сидорова Алёна Петровна"},
                                         {Attribute::kSurname, "Сидорова"},
                                         {Attribute::kGivenName, "Алёна Петровна"},
                                         {Attribute::kCountry, "RU"},
                                         {Attribute::kState, "77 Москва"},
                                         {Attribute::kLocality, "г. Москва"},
                                         {Attribute::kStreet, "ул. Ленина, д. 1"},
                                         {Attribute::kSnils, "11223344595"},
                                         {Attribute::kInn, "500100732259"}}));
  EXPECT_EQ(FormatTime(certificate.not_before()), "2026-01-15T09:00:00Z");
  EXPECT_EQ(FormatTime(certificate.not_after()), "2027-01-15T09:00:00Z");
  EXPECT_FALSE(certificate.is_ca());
  EXPECT_TRUE(certificate.AllowsDigitalSignature());
  EXPECT_FALSE(certificate.AllowsCertSign());
  EXPECT_EQ(certificate.policies(), (std::vector<std::string>{"1.2.643.100.113.1", "1.2.643.100.113.2"}));
  EXPECT_EQ(certificate.subject_sign_tool(), authority->profile.token_sign_tool);
  EXPECT_EQ(certificate.issuer_sign_tool(), authority->profile.sign_tool);
  EXPECT_EQ(certificate.identification_kind(), 0);
  EXPECT_EQ(certificate.crl_urls(), std::vector<std::string>{authority->urls.crl});
  EXPECT_TRUE(certificate.crl_urls()[0].starts_with("http://ca.test/w/one/crl/"));
  EXPECT_EQ(certificate.ca_issuer_urls(), std::vector<std::string>{authority->urls.certificate});

  EXPECT_EQ(issued.name, CertificateName("azimut", certificate.serial()));
  EXPECT_EQ(issued.name, ca.Get(name).certificate);
  EXPECT_EQ(issued.snils, "11223344595");
  EXPECT_EQ(issued.person.surname, "Сидорова");
}

TEST(PersonCertificate, EveryPersonaGetsOneThatIsClean) {
  CaBench ca;
  int issued = 0;
  for (const Persona& persona : PersonaCatalogue()) {
    SCOPED_TRACE(persona.id);
    const std::string name = ca.Open().name;
    if (!ca.Submit(name, persona.documents).ok() || !ca.Identify(name).ok()) continue;
    if (ca.StateOf(name) != kIdentified) continue;
    ASSERT_TRUE(ca.SubmitKey(name, ca.KeyRequest(persona.id)).ok());
    const auto certificate = ca.Confirm(name);
    ASSERT_TRUE(certificate.ok()) << certificate.status().message();
    EXPECT_EQ(Value(certificate->subject(), Attribute::kSnils), persona.snils);
    EXPECT_EQ(Value(certificate->subject(), Attribute::kInn), persona.inn);
    ExpectNoErrors(*certificate);
    ++issued;
  }
  EXPECT_GE(issued, 8);
}

TEST(PersonCertificate, EveryAlgorithm) {
  CaBench ca;
  for (int number = 0; number <= static_cast<int>(KeyAlgorithm::k512Tc26C); ++number) {
    const auto algorithm = static_cast<KeyAlgorithm>(number);
    SCOPED_TRACE(std::string(NameOf(algorithm)));
    const std::string name = ca.Reach(kIdentified);
    ASSERT_TRUE(ca.SubmitKey(name, ca.KeyRequest(std::string(NameOf(algorithm)), algorithm)).ok());
    const auto certificate = ca.Confirm(name);
    ASSERT_TRUE(certificate.ok()) << certificate.status().message();
    EXPECT_EQ(certificate->public_key()->algorithm(), algorithm);
    EXPECT_TRUE(certificate->VerifySignature(*ca.authorities.Find("azimut")->certificate.public_key()).ok());
  }
}

TEST(PersonCertificate, TheMobileToolAndTheClassOfTheAuthority) {
  CaBench ca;
  const std::string name = ca.Open("kama", CarrierKind::kMobile).name;
  ASSERT_TRUE(ca.Submit(name, ValidDocuments()).ok());
  ASSERT_TRUE(ca.Identify(name).ok());
  ASSERT_TRUE(ca.SubmitKey(name, ca.KeyRequest("key")).ok());
  const auto certificate = ca.Confirm(name);
  ASSERT_TRUE(certificate.ok());
  EXPECT_EQ(certificate->policies(), std::vector<std::string>{"1.2.643.100.113.1"});
  EXPECT_EQ(certificate->subject_sign_tool(), ca.authorities.Find("kama")->profile.mobile_sign_tool);
}

TEST(PersonCertificate, OverridesStandInItAndNowhereElse) {
  CaBench ca;
  const std::string name = ca.Reach(kIdentified);
  IssueOverrides overrides;
  overrides.not_before = At("2020-01-01");
  overrides.not_after = At("2020-02-01");
  overrides.snils = "087-654-303 00";
  overrides.person = PersonName{"Иванова", "Анна", ""};
  ASSERT_TRUE(ca.SubmitKey(name, ca.KeyRequest("key"), overrides).ok());
  const auto certificate = ca.Confirm(name);
  ASSERT_TRUE(certificate.ok()) << certificate.status().message();
  EXPECT_EQ(certificate->not_before(), At("2020-01-01"));
  EXPECT_EQ(certificate->not_after(), At("2020-02-01"));
  EXPECT_EQ(Value(certificate->subject(), Attribute::kSnils), "08765430300");
  EXPECT_EQ(Value(certificate->subject(), Attribute::kCommonName), "Иванова Анна");
  EXPECT_EQ(ca.publisher.issued.at(0).snils, "11223344595");
  EXPECT_EQ(ca.publisher.issued.at(0).person.surname, "Сидорова");
}

TEST(PersonCertificate, ALintErrorStopsIt) {
  CaBench ca;
  const std::string name = ca.Reach(kIdentified);
  IssueOverrides overrides;
  overrides.snils = "11223344596";  // its check digits are wrong
  ASSERT_TRUE(ca.SubmitKey(name, ca.KeyRequest("key"), overrides).ok());
  EXPECT_EQ(ca.enrollment.DraftOf(ca.Get(name)).status().reason(), Reason::CERTIFICATE_LINT);
  EXPECT_EQ(ca.Confirm(name).status().reason(), Reason::CERTIFICATE_LINT);
  EXPECT_TRUE(ca.publisher.issued.empty());
}

TEST(Determinism, OneSeedOneCertificate) {
  const auto issue = [](const char* seed) {
    CaBench ca(seed);
    ca.Reach(kIssued);
    return ca.publisher.issued.at(0).der;
  };
  EXPECT_EQ(issue("one"), issue("one"));
  EXPECT_NE(issue("one"), issue("two"));
}

TEST(Serial, PositiveOfFixedLengthGrowingAndUnlike) {
  const auto random = MakeSeededRandom(Secret("serial"))->Stream("serial");
  const Time now = FromSeconds(1'768'467'600);
  std::set<Bytes> seen;
  for (int i = 0; i < 10'000; ++i) {
    const Bytes serial = MakeSerial(now, *random);
    ASSERT_EQ(serial.size(), 16u);
    ASSERT_EQ(serial[0], 0x01);
    ASSERT_TRUE(seen.insert(serial).second);
  }
  EXPECT_GT(MakeSerial(now + std::chrono::milliseconds(1), *random), *seen.rbegin());
}

}  // namespace
}  // namespace kepsim
