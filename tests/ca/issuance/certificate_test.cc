// What the authorities sign: their own certificates, and those of people.
#include <set>

#include "ca/issuance/authority_catalogue.h"
#include "ca/issuance/serial.h"
#include "ca/person/check_digits.h"
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

TEST(AuthorityCatalogue, OrganisationsAreInventedButWellFormed) {
  std::set<std::string> seen;
  std::vector<AuthorityProfile> all = AuthorityCatalogue();
  all.push_back(RootProfile());
  for (const AuthorityProfile& profile : all) {
    SCOPED_TRACE(profile.id);
    const std::string inn = Value(profile.name, Attribute::kInnle);
    const std::string ogrn = Value(profile.name, Attribute::kOgrn);
    EXPECT_TRUE(CompanyInnCheckDigitHolds(inn));
    EXPECT_TRUE(OgrnCheckDigitHolds(ogrn));
    EXPECT_TRUE(seen.insert(inn).second && seen.insert(ogrn).second && seen.insert(profile.id).second);
    EXPECT_NE(Value(profile.name, Attribute::kCommonName).find("ТЕСТ"), std::string::npos);
    EXPECT_EQ(FindAuthorityProfile(profile.id)->id, profile.id);
  }
  EXPECT_EQ(FindAuthorityProfile("nobody"), nullptr);
}

TEST(Authorities, RootAndAuthoritiesHoldTogether) {
  CaBench ca;
  const auto root = ca.authorities.Root();
  ASSERT_NE(root, nullptr);
  const Certificate& anchor = root->certificate;
  EXPECT_TRUE(anchor.SelfIssued());
  EXPECT_TRUE(anchor.VerifySignature(*anchor.public_key()).ok());
  EXPECT_FALSE(anchor.authority_key_id());
  EXPECT_FALSE(anchor.path_length());
  EXPECT_TRUE(anchor.crl_urls().empty());
  EXPECT_EQ(anchor.identification_kind(), 0);
  EXPECT_EQ(DateOf(anchor.not_after()), AddYears(DateOf(anchor.not_before()), 18));
  ExpectNoErrors(anchor);

  EXPECT_EQ(ca.authorities.List().size(), AuthorityCatalogue().size());
  for (const auto& authority : ca.authorities.List()) {
    SCOPED_TRACE(authority->profile.id);
    const Certificate& certificate = authority->certificate;
    EXPECT_TRUE(certificate.VerifySignature(*anchor.public_key()).ok());
    EXPECT_EQ(certificate.issuer_der(), anchor.subject_der());
    EXPECT_EQ(certificate.authority_key_id(), anchor.subject_key_id());
    EXPECT_TRUE(certificate.is_ca() && certificate.AllowsCertSign() && certificate.AllowsCrlSign());
    EXPECT_EQ(certificate.path_length(), 0);
    EXPECT_EQ(certificate.identification_kind(), 1);
    EXPECT_EQ(certificate.policies().back(), "2.5.29.32.0");
    EXPECT_EQ(certificate.crl_urls(), std::vector<std::string>{root->urls.crl});
    EXPECT_EQ(certificate.ca_issuer_urls(), std::vector<std::string>{root->urls.certificate});
    EXPECT_LT(certificate.not_before(), ca.clock.Now());
    EXPECT_GT(certificate.not_before(), anchor.not_before());
    ExpectNoErrors(certificate);
  }
}

TEST(Authorities, OpenedAgainTheyAreTheSame) {
  CaBench ca;
  SigningKeys keys{*ca.database, Secret(Bytes(32, 9))};
  Authorities reopened{*ca.database, keys};
  ASSERT_TRUE(reopened.Load().ok());
  EXPECT_EQ(reopened.Root()->certificate.der(), ca.authorities.Root()->certificate.der());
  for (const auto& authority : ca.authorities.List()) {
    const auto again = reopened.Find(authority->profile.id);
    ASSERT_NE(again, nullptr);
    EXPECT_EQ(again->certificate.der(), authority->certificate.der());
    EXPECT_EQ(again->urls.crl, authority->urls.crl);
    EXPECT_TRUE(keys.PublicKeyOf(authority->profile.id)->SameKey(*authority->certificate.public_key()));
  }
}

TEST(SigningKeys, AreSealedAndBoundToTheirIds) {
  CaBench ca;
  SigningKeys wrong{*ca.database, Secret(Bytes(32, 1))};
  EXPECT_EQ(wrong.PublicKeyOf("azimut").status().reason(), Reason::BOX_BROKEN);
  EXPECT_EQ(ca.keys.PublicKeyOf("nobody").status().reason(), Reason::SIGNING_KEY_NOT_FOUND);
  ASSERT_TRUE(ca.database
                  ->Commit([](Connection& connection) {
                    connection.Execute(
                        "UPDATE signing_key SET sealed = (SELECT sealed FROM signing_key WHERE id = 'kama') "
                        "WHERE id = 'azimut'");
                    return OkStatus();
                  })
                  .ok());
  SigningKeys reopened{*ca.database, Secret(Bytes(32, 9))};
  EXPECT_EQ(reopened.PublicKeyOf("azimut").status().reason(), Reason::BOX_BROKEN);
  EXPECT_TRUE(reopened.PublicKeyOf("kama").ok());
}

TEST(SigningKeys, SignCrlsToo) {
  CaBench ca;
  const Certificate& issuer = ca.authorities.Find("azimut")->certificate;
  const CrlPlan plan{
      issuer.subject_der(), ca.clock.Now(), ca.clock.Now() + kDay, 1, *issuer.subject_key_id(), {}};
  const auto der = ca.keys.SignCrl("azimut", plan, *ca.random->Stream("crl"));
  ASSERT_TRUE(der.ok());
  EXPECT_TRUE(Crl::Parse(*der)->VerifySignature(*issuer.public_key()).ok());
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
