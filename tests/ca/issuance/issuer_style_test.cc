// Every style with every kind of applicant: what the subject says, what stands where, and that it passes the
// linter.
#include "ca/issuance/issuer_style.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ca/crypto/der_reader.h"
#include "ca/crypto/random.h"
#include "ca/issuance/authority_certificate.h"
#include "ca/issuance/profile.h"
#include "tests/ca/identity/citizen.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {
namespace {

using enum ApplicantKind;

constexpr Time kNow =
    FromSeconds(1'714'554'000);  // 2024-05-01T09:00:00Z, when employees still had certificates

DocumentSet DocumentsOf(ApplicantKind kind) {
  DocumentSet documents = ValidDocuments();
  documents.kind = kind;
  if (kind == kSoleProprietor) documents.sole_proprietor = {"304500116000157", {}};
  if (IsOfOrganization(kind)) {
    documents.organization = {"ООО «Ромашка»",
                              "1027700132195",
                              "7707083893",
                              {"59 Пермский край", "г. Пермь", "ул. Мира, д. 2"},
                              documents.passport.name};
    documents.representation = {"Генеральный директор", "", "", {}, {}};
  }
  if (kind == kLegalEntityEmployee) {
    documents.organization->head = {"Иванов", "Пётр", "Ильич"};
    documents.representation = {"Бухгалтер", "Бухгалтерия", "15", *ParseDate("2024-01-09"),
                                *ParseDate("2024-12-31")};
  }
  return documents;
}

VerifiedIdentity IdentityOf(ApplicantKind kind) {
  const auto decision = Decide(IdentificationWay::kOffice, DocumentsOf(kind), kNow);
  EXPECT_TRUE(decision.ok()) << NameOf(kind) << ": " << decision.status().message();
  auto identity = VerifiedIdentity::From(DocumentsOf(kind), *decision, kNow + kDay);
  EXPECT_TRUE(identity.ok()) << NameOf(kind) << ": " << identity.status().message();
  return *std::move(identity);
}

// A CA of a style, under a root, both with keys of one algorithm; and a holder's key.
class Bench {
 public:
  explicit Bench(const IssuerStyle& style, KeyAlgorithm algorithm = KeyAlgorithm::k256CryptoProA)
      : random_(MakeSeededRandom(Secret("issuer_style_test"))),
        root_key_(NewKey(algorithm, "root")),
        ca_key_(NewKey(algorithm, "ca")),
        holder_key_(NewKey(algorithm, "holder")),
        authority_(Make(style, algorithm)) {}

  Result<CertificatePlan> Plan(ApplicantKind kind, Time now = kNow, const IssueOverrides& overrides = {},
                               CarrierKind carrier = CarrierKind::kUsbToken) const {
    KEPSIM_ASSIGN(const DraftTerms terms,
                  MakeTerms(now, *random_->Stream("terms"), overrides, authority_.profile));
    KEPSIM_ASSIGN(const Bytes request, MakeRequest(holder_key_, {}, *random_->Stream("request")));
    KEPSIM_ASSIGN(const ProvenKey key, ProvenKey::FromRequest(request));
    return HolderPlan(IdentityOf(kind), key, authority_, carrier, terms);
  }

  Certificate Sign(const CertificatePlan& plan) const {
    const auto checked = CheckedPlan::Check(plan);
    EXPECT_TRUE(checked.ok()) << checked.status().message();
    return *SignCertificate(*checked, ca_key_, *random_->Stream("sign"));
  }

  const Authority& authority() const { return authority_; }

 private:
  PrivateKey NewKey(KeyAlgorithm algorithm, std::string_view label) const {
    return *PrivateKey::Generate(algorithm, *random_->Stream(label));
  }

  static AuthorityProfile ProfileOf(const char* id, const char* name, const IssuerStyle& style,
                                    KeyAlgorithm algorithm) {
    AuthorityProfile profile;
    profile.id = id;
    profile.name = Samples::RootName();
    profile.name.back().value = name;
    profile.style = style.id;
    profile.qualified = style.qualified;
    profile.security_class = SecurityClass::kKc2;
    profile.algorithm = algorithm;
    profile.token_sign_tool = "СКЗИ для токена";
    profile.mobile_sign_tool = "СКЗИ для телефона";
    profile.sign_tool = Samples::Tools();
    return profile;
  }

  Authority Make(const IssuerStyle& style, KeyAlgorithm algorithm) const {
    const auto sign = [&](const CertificatePlan& plan) {
      const auto checked = CheckedPlan::Check(plan);
      EXPECT_TRUE(checked.ok()) << checked.status().message();
      return *SignCertificate(*checked, root_key_, *random_->Stream("sign"));
    };
    const AuthorityProfile root_profile = ProfileOf("root", "ТЕСТ корень", style, algorithm);
    const AuthorityProfile profile = ProfileOf("ca", "ТЕСТ УЦ", style, algorithm);
    const Authority root{
        root_profile,
        sign(RootPlan({root_profile, root_key_.public_key(), Samples::Serial(1), kNow - 700 * kDay})),
        UrlsOf("http://ca.test", root_key_.public_key().Identifier()), true, false};
    return {profile,
            sign(AuthorityPlan({profile, ca_key_.public_key(), Samples::Serial(2), kNow - 365 * kDay}, root)),
            UrlsOf("http://ca.test", ca_key_.public_key().Identifier()), false, false};
  }

  std::unique_ptr<Random> random_;
  PrivateKey root_key_, ca_key_, holder_key_;
  Authority authority_;
};

struct Composition {
  const char* style;
  ApplicantKind kind;
  const char* subject;
};

// clang-format off
constexpr Composition kCompositions[] = {
    {"commercial", kNaturalPerson,
     "CN=Сидорова Алёна Петровна, SN=Сидорова, GN=Алёна Петровна, C=RU, ST=77 Москва, L=г. Москва, "
     "STREET=ул. Ленина, д. 1, SNILS=11223344595, INN=500100732259"},
    {"commercial", kSoleProprietor,
     "CN=Сидорова Алёна Петровна, SN=Сидорова, GN=Алёна Петровна, C=RU, ST=77 Москва, L=г. Москва, "
     "STREET=ул. Ленина, д. 1, O=ИП Сидорова Алёна Петровна, SNILS=11223344595, INN=500100732259, "
     "OGRNIP=304500116000157"},
    {"commercial", kLegalEntityHead,
     "CN=ООО «Ромашка», SN=Сидорова, GN=Алёна Петровна, T=Генеральный директор, C=RU, ST=59 Пермский край, "
     "L=г. Пермь, STREET=ул. Мира, д. 2, O=ООО «Ромашка», SNILS=11223344595, INN=500100732259, "
     "OGRN=1027700132195, INNLE=7707083893"},
    {"commercial", kLegalEntityEmployee,
     "CN=Сидорова Алёна Петровна, SN=Сидорова, GN=Алёна Петровна, T=Бухгалтер, C=RU, ST=59 Пермский край, "
     "L=г. Пермь, STREET=ул. Мира, д. 2, O=ООО «Ромашка», OU=Бухгалтерия, SNILS=11223344595, INN=500100732259, "
     "OGRN=1027700132195, INNLE=7707083893"},
    {"commercial", kInformationSystem,
     "CN=ООО «Ромашка», C=RU, ST=59 Пермский край, L=г. Пермь, STREET=ул. Мира, д. 2, O=ООО «Ромашка», "
     "OGRN=1027700132195, INNLE=7707083893"},

    {"tax-service", kNaturalPerson,
     "INN=500100732259, SNILS=11223344595, STREET=ул. Ленина, д. 1, L=г. Москва, ST=77 Москва, C=RU, "
     "GN=Алёна Петровна, SN=Сидорова, CN=Сидорова Алёна Петровна"},
    {"tax-service", kSoleProprietor,
     "INN=500100732259, SNILS=11223344595, OGRNIP=304500116000157, O=Сидорова Алёна Петровна, "
     "STREET=ул. Ленина, д. 1, L=г. Москва, ST=77 Москва, C=RU, GN=Алёна Петровна, SN=Сидорова, "
     "CN=Сидорова Алёна Петровна"},
    {"tax-service", kLegalEntityHead,
     "INNLE=7707083893, INN=500100732259, SNILS=11223344595, OGRN=1027700132195, T=Генеральный директор, "
     "O=ООО «Ромашка», STREET=ул. Мира, д. 2, L=г. Пермь, ST=59 Пермский край, C=RU, GN=Алёна Петровна, "
     "SN=Сидорова, CN=ООО «Ромашка»"},
    {"tax-service", kLegalEntityEmployee,
     "INNLE=7707083893, INN=500100732259, SNILS=11223344595, OGRN=1027700132195, T=Бухгалтер, OU=Бухгалтерия, "
     "O=ООО «Ромашка», STREET=ул. Мира, д. 2, L=г. Пермь, ST=59 Пермский край, C=RU, GN=Алёна Петровна, "
     "SN=Сидорова, CN=ООО «Ромашка»"},
    {"tax-service", kInformationSystem,
     "INNLE=7707083893, OGRN=1027700132195, O=ООО «Ромашка», STREET=ул. Мира, д. 2, L=г. Пермь, "
     "ST=59 Пермский край, C=RU, CN=ООО «Ромашка»"},

    {"goskey", kNaturalPerson,
     "C=RU, GN=Алёна Петровна, SN=Сидорова, SNILS=11223344595, INN=500100732259, CN=Сидорова Алёна Петровна"},
    {"goskey", kSoleProprietor,
     "C=RU, GN=Алёна Петровна, SN=Сидорова, O=ИП Сидорова Алёна Петровна, SNILS=11223344595, INN=500100732259, "
     "OGRNIP=304500116000157, CN=Сидорова Алёна Петровна"},
    {"goskey", kLegalEntityHead,
     "C=RU, ST=59 Пермский край, L=г. Пермь, STREET=ул. Мира, д. 2, O=ООО «Ромашка», T=Генеральный директор, "
     "GN=Алёна Петровна, SN=Сидорова, SNILS=11223344595, INN=500100732259, OGRN=1027700132195, INNLE=7707083893, "
     "CN=ООО «Ромашка»"},
    {"goskey", kLegalEntityEmployee,
     "C=RU, ST=59 Пермский край, L=г. Пермь, STREET=ул. Мира, д. 2, O=ООО «Ромашка», OU=Бухгалтерия, T=Бухгалтер, "
     "GN=Алёна Петровна, SN=Сидорова, SNILS=11223344595, INN=500100732259, OGRN=1027700132195, INNLE=7707083893, "
     "CN=Сидорова Алёна Петровна"},
    {"goskey", kInformationSystem,
     "C=RU, ST=59 Пермский край, L=г. Пермь, STREET=ул. Мира, д. 2, O=ООО «Ромашка», OGRN=1027700132195, "
     "INNLE=7707083893, CN=ООО «Ромашка»"},

    {"pre-2021", kNaturalPerson,
     "SNILS=11223344595, INN=500100732259, STREET=ул. Ленина, д. 1, C=RU, ST=77 Москва, L=г. Москва, "
     "GN=Алёна Петровна, SN=Сидорова, CN=Сидорова Алёна Петровна"},
    {"pre-2021", kSoleProprietor,
     "SNILS=11223344595, OGRNIP=304500116000157, INN=500100732259, STREET=ул. Ленина, д. 1, C=RU, ST=77 Москва, "
     "L=г. Москва, O=Индивидуальный предприниматель Сидорова Алёна Петровна, GN=Алёна Петровна, SN=Сидорова, "
     "CN=Сидорова Алёна Петровна"},
    {"pre-2021", kLegalEntityHead,
     "SNILS=11223344595, OGRN=1027700132195, INN=007707083893, STREET=ул. Мира, д. 2, C=RU, ST=59 Пермский край, "
     "L=г. Пермь, O=ООО «Ромашка», T=Генеральный директор, GN=Алёна Петровна, SN=Сидорова, CN=ООО «Ромашка»"},
    {"pre-2021", kLegalEntityEmployee,
     "SNILS=11223344595, OGRN=1027700132195, INN=007707083893, STREET=ул. Мира, д. 2, C=RU, ST=59 Пермский край, "
     "L=г. Пермь, O=ООО «Ромашка», OU=Бухгалтерия, T=Бухгалтер, GN=Алёна Петровна, SN=Сидорова, CN=ООО «Ромашка»"},
    {"pre-2021", kInformationSystem,
     "OGRN=1027700132195, INN=007707083893, STREET=ул. Мира, д. 2, C=RU, ST=59 Пермский край, L=г. Пермь, "
     "O=ООО «Ромашка», CN=ООО «Ромашка»"},

    {"unqualified", kNaturalPerson,
     "C=RU, GN=Алёна Петровна, SN=Сидорова, SNILS=11223344595, CN=Сидорова Алёна Петровна"},
};
// clang-format on

TEST(IssuerStyle, EachHasItsCompositions) {
  size_t compositions = 0;
  for (const IssuerStyle& style : IssuerStyles()) {
    compositions += style.subjects.size();
    EXPECT_EQ(FindIssuerStyle(style.id), &style);
    EXPECT_EQ(style.subjects.size(), style.qualified ? std::size(kApplicantKinds) : 1u) << style.id;
  }
  EXPECT_EQ(compositions, std::size(kCompositions));
  EXPECT_EQ(FindIssuerStyle("none"), nullptr);
}

TEST(IssuerStyle, SubjectsAreComposedByKind) {
  for (const Composition& c : kCompositions) {
    const Bench bench(*FindIssuerStyle(c.style));
    const auto plan = bench.Plan(c.kind);
    ASSERT_TRUE(plan.ok()) << c.style << ' ' << NameOf(c.kind) << ": " << plan.status().message();
    EXPECT_EQ(ToText(plan->subject), c.subject) << c.style << ' ' << NameOf(c.kind);
  }
}

// No finding above a notice where the style is of today; never an error.
TEST(IssuerStyle, PassesTheLinterWithEveryKindAndAlgorithm) {
  for (const KeyAlgorithm algorithm : {KeyAlgorithm::k256CryptoProA, KeyAlgorithm::k256CryptoProXchA,
                                       KeyAlgorithm::k512Tc26A, KeyAlgorithm::k256Tc26A}) {
    for (const IssuerStyle& style : IssuerStyles()) {
      const Bench bench(style, algorithm);
      const bool flawless = style.id == "commercial" || style.id == "tax-service";
      for (const auto& [kind, attributes] : style.subjects) {
        const auto checked = CheckedPlan::Check(*bench.Plan(kind));
        ASSERT_TRUE(checked.ok()) << style.id << ' ' << NameOf(kind) << ": " << checked.status().message();
        for (const LintFinding& finding : checked->findings()) {
          EXPECT_LE(finding.severity, flawless ? Severity::kNotice : Severity::kWarning)
              << style.id << ' ' << NameOf(kind) << ' ' << NameOf(algorithm) << ": " << finding.id << ' '
              << finding.detail;
        }
      }
    }
  }
}

struct Extension {
  std::string oid;
  bool critical;
  bool operator==(const Extension&) const = default;
};

std::vector<Extension> ExtensionsOf(const CertificatePlan& plan) {
  const Bytes tbs = *BuildTbsCertificate(plan);
  bool ok = true;
  DerReader fields = DerReader(tbs, ok).Enter(der::kSequence);
  while (!fields.NextIs(der::Constructed(3))) fields.Any();
  DerReader all = fields.Enter(der::Constructed(3)).Enter(der::kSequence);
  std::vector<Extension> extensions;
  while (!all.AtEnd()) {
    DerReader extension = all.Enter(der::kSequence);
    std::string oid = extension.Oid();
    extensions.push_back({std::move(oid), extension.OptionalBoolean()});
  }
  EXPECT_TRUE(ok);
  return extensions;
}

// Each stands where the style has it, and the mark at the end.
TEST(IssuerStyle, ExtensionsStandInItsOrder) {
  for (const IssuerStyle& style : IssuerStyles()) {
    std::vector<Extension> expected;
    for (const ExtensionPlace& place : style.extensions) {
      expected.push_back({std::string(OidOf(place.extension)), place.critical});
    }
    expected.push_back({kTestMarkOid, false});
    for (const auto& [kind, attributes] : style.subjects) {
      EXPECT_TRUE(ExtensionsOf(*Bench(style).Plan(kind)) == expected) << style.id << ' ' << NameOf(kind);
    }
  }
}

// Two of those that were seen (domain.md §1.3, interop.md).
TEST(IssuerStyle, HasTheOrderOfRealOnes) {
  const std::vector<Extension> goskey = {
      {"2.5.29.15", true},        {"2.5.29.37", false},         {"1.2.643.100.114", false},
      {"2.5.29.14", false},       {"2.5.29.32", false},         {"1.2.643.100.111", false},
      {"1.2.643.100.112", false}, {"1.3.6.1.5.5.7.1.1", false}, {"2.5.29.31", false},
      {"2.5.29.35", false},       {kTestMarkOid, false}};
  EXPECT_TRUE(ExtensionsOf(*Bench(*FindIssuerStyle("goskey")).Plan(kNaturalPerson)) == goskey);
  const std::vector<Extension> tax_service_tail = {
      {"1.3.6.1.5.5.7.1.1", false}, {"2.5.29.32", false},       {"2.5.29.16", false},
      {"1.2.643.100.112", false},   {"1.2.643.100.111", false}, {"2.5.29.31", false},
      {"1.2.643.100.114", false},   {"2.5.29.35", false},       {kTestMarkOid, false}};
  const auto all = ExtensionsOf(*Bench(*FindIssuerStyle("tax-service")).Plan(kLegalEntityHead));
  ASSERT_GT(all.size(), tax_service_tail.size());
  EXPECT_TRUE(std::equal(tax_service_tail.rbegin(), tax_service_tail.rend(), all.rbegin()));
}

TEST(IssuerStyle, Pre2021WritesTextsAsBmpString) {
  const Bench bench(*FindIssuerStyle("pre-2021"));
  const CertificatePlan plan = *bench.Plan(kLegalEntityEmployee);
  for (const NameAttribute& attribute : plan.subject) {
    const bool is_text = attribute.type != Attribute::kCountry && OidOf(attribute.type).starts_with("2.5.4.");
    EXPECT_EQ(attribute.string_type, is_text ? der::kBmpString : 0) << ShortNameOf(attribute.type);
  }
  // Read back and encoded again, the octets are the same.
  const Certificate certificate = bench.Sign(plan);
  EXPECT_EQ(certificate.subject(), plan.subject);
  EXPECT_EQ(ToHex(*EncodeName(certificate.subject())), ToHex(certificate.subject_der()));
}

TEST(IssuerStyle, Pre2021TellsTheIdentificationKindSinceOrder31) {
  const Bench bench(*FindIssuerStyle("pre-2021"));
  const auto kind_at = [&](const char* not_before) {
    return bench.Plan(kNaturalPerson, kNow, {.not_before = SampleTime(not_before)})->identification_kind;
  };
  EXPECT_EQ(kind_at("2021-08-31T20:59:59Z"), std::nullopt);
  EXPECT_EQ(kind_at("2021-08-31T21:00:00Z"), IdentificationKind::kPersonal);
  EXPECT_EQ(kind_at("2024-05-01T09:00:00Z"), IdentificationKind::kPersonal);
}

struct Terms {
  const char* style;
  const char* not_after;
  const char* key_until;  // nullptr: privateKeyUsagePeriod is absent
};

TEST(IssuerStyle, HasItsTerms) {
  constexpr Terms kTerms[] = {
      {"commercial", "2025-05-01T09:00:00Z", "2025-05-01T09:00:00Z"},
      {"tax-service", "2025-08-01T09:00:00Z", "2025-08-01T09:00:00Z"},
      {"goskey", "2025-05-01T09:00:00Z", nullptr},
      {"pre-2021", "2025-05-01T09:10:00Z", "2025-05-01T09:00:00Z"},
      {"unqualified", "2025-05-01T09:00:00Z", nullptr},
  };
  for (const Terms& terms : kTerms) {
    const CertificatePlan plan = *Bench(*FindIssuerStyle(terms.style)).Plan(kNaturalPerson);
    EXPECT_EQ(FormatTime(plan.not_after), terms.not_after) << terms.style;
    ASSERT_EQ(plan.private_key_usage.has_value(), terms.key_until != nullptr) << terms.style;
    if (terms.key_until == nullptr) continue;
    EXPECT_EQ(FormatTime(plan.private_key_usage->first), "2024-05-01T09:00:00Z") << terms.style;
    EXPECT_EQ(FormatTime(plan.private_key_usage->second), terms.key_until) << terms.style;
  }
}

TEST(IssuerStyle, AKeyNeverOutlivesItsCertificate) {
  const Bench bench(*FindIssuerStyle("tax-service"));
  const IssueOverrides day{.not_after = kNow + kDay};
  EXPECT_EQ(bench.Plan(kNaturalPerson, kNow, day)->private_key_usage->second, kNow + kDay);
  // Nor is it good for longer than the style has it.
  const IssueOverrides years{.not_after = kNow + 5 * 365 * kDay};
  EXPECT_EQ(FormatTime(bench.Plan(kNaturalPerson, kNow, years)->private_key_usage->second),
            "2025-08-01T09:00:00Z");
}

struct Marks {
  const char* style;
  std::vector<std::string> policies;
  std::vector<std::string> purposes;
  uint16_t key_usage;
  bool of_bit_string;  // subjectKeyIdentifier
  bool names_issuer_certificate;
};

TEST(IssuerStyle, HasItsMarks) {
  const std::string client = "1.3.6.1.5.5.7.3.2", email = "1.3.6.1.5.5.7.3.4", user = "1.2.643.2.2.34.6";
  const std::vector<std::string> both = {"1.2.643.100.113.1", "1.2.643.100.113.2"};
  const Marks kMarks[] = {
      {"commercial", both, {client, email, user}, 0x1F, true, true},
      {"tax-service", both, {client, email}, 0x1F, false, true},
      {"goskey", {"1.2.643.100.113.1"}, {client, email}, 0x1F, true, true},
      {"pre-2021", both, {client, email, user}, 0x1F, false, true},
      {"unqualified", {}, {email}, 0x03, true, false},
  };
  for (const Marks& marks : kMarks) {
    const Bench bench(*FindIssuerStyle(marks.style));
    const CertificatePlan plan = *bench.Plan(kNaturalPerson, kNow, {}, CarrierKind::kMobile);
    const bool qualified = !marks.policies.empty();
    EXPECT_EQ(plan.policies, marks.policies) << marks.style;
    EXPECT_EQ(plan.extended_key_usage, marks.purposes) << marks.style;
    EXPECT_EQ(plan.key_usage, marks.key_usage) << marks.style;
    EXPECT_EQ(plan.subject_sign_tool,
              qualified ? std::optional<std::string>("СКЗИ для телефона") : std::nullopt)
        << marks.style;
    EXPECT_EQ(plan.issuer_sign_tool.has_value(), qualified) << marks.style;
    EXPECT_EQ(plan.identification_kind.has_value(), qualified) << marks.style;
    const Bytes expected =
        marks.of_bit_string ? plan.key.Identifier() : Digest(DigestAlgorithm::kSha1, plan.key.spki_der());
    const Certificate certificate = bench.Sign(plan);
    EXPECT_EQ(certificate.subject_key_id(), expected) << marks.style;
    EXPECT_EQ(certificate.authority_key_id(), bench.authority().KeyId()) << marks.style;
    EXPECT_EQ(plan.authority_key_id->serial.empty(), !marks.names_issuer_certificate) << marks.style;
    EXPECT_EQ(certificate.crl_urls(), std::vector{bench.authority().urls.crl}) << marks.style;
    EXPECT_EQ(certificate.ca_issuer_urls(), std::vector{bench.authority().urls.certificate}) << marks.style;
  }
}

TEST(HolderPlan, OverridesStandInTheSubject) {
  const Bench bench(*FindIssuerStyle("commercial"));
  const auto plan = bench.Plan(kSoleProprietor, kNow,
                               {.snils = "08765430300", .person = PersonName{"Иванова", "Анна", ""}});
  ASSERT_TRUE(plan.ok()) << plan.status().message();
  EXPECT_EQ(Find(plan->subject, Attribute::kSnils), "08765430300");
  EXPECT_EQ(Find(plan->subject, Attribute::kCommonName), "Иванова Анна");
  EXPECT_EQ(Find(plan->subject, Attribute::kOrganization), "ИП Иванова Анна");
  EXPECT_EQ(Find(plan->subject, Attribute::kInn), "500100732259");
}

TEST(HolderPlan, RefusesAKindThatTheStyleHasNot) {
  const Bench bench(*FindIssuerStyle("unqualified"));
  EXPECT_EQ(bench.Plan(kLegalEntityHead).status().reason(), Reason::APPLICANT_KIND_NOT_SERVED);
}

struct TermCase {
  const char* from;
  Term term;
  const char* until;
};

TEST(Term, GoesByTheCalendar) {
  constexpr TermCase kCases[] = {
      {"2024-05-01T09:00:01Z", {.months = 12}, "2025-05-01T09:00:01Z"},
      {"2024-02-29T09:00:00Z", {.months = 12}, "2025-03-01T09:00:00Z"},
      {"2024-11-30T23:59:59Z", {.months = 3}, "2025-03-02T23:59:59Z"},
      {"2024-12-31T00:00:00Z", {.months = 15}, "2026-03-31T00:00:00Z"},
      {"2024-12-31T23:55:00Z", {.months = 12, .more = std::chrono::minutes(10)}, "2026-01-01T00:05:00Z"},
  };
  for (const TermCase& c : kCases) EXPECT_EQ(FormatTime(After(SampleTime(c.from), c.term)), c.until);
}

}  // namespace
}  // namespace kepsim
