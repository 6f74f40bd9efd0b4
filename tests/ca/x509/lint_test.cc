#include "ca/x509/lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <set>

#include "ca/crypto/der_writer.h"
#include "ca/defect/der_tree.h"
#include "ca/x509/lint_rule.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {
namespace {

using testing::Contains;

std::set<std::string> Ids(const std::vector<LintFinding>& findings) {
  std::set<std::string> ids;
  for (const LintFinding& finding : findings) ids.emplace(finding.id);
  return ids;
}

std::vector<lint::Rule> AllRules() {
  std::vector<lint::Rule> rules;
  for (const auto& table : {lint::EnvelopeRules(), lint::KeyRules(), lint::NameRules(), lint::HolderRules(),
                            lint::ExtensionRules(), lint::QualifiedRules()}) {
    rules.insert(rules.end(), table.begin(), table.end());
  }
  return rules;
}

Bytes OidContent(std::string_view dotted) {
  DerWriter out;
  out.Oid(dotted);
  return Bytes(out.bytes().begin() + 2, out.bytes().end());
}

// Fields of TBSCertificate.
constexpr size_t kSerial = 1, kSignature = 2, kIssuer = 3, kValidity = 4, kSubject = 5, kKey = 6,
                 kExtensions = 7;

DerTree& Value(DerTree& tbs, size_t name, Attribute attribute) {
  for (DerTree& rdn : tbs[name].children) {
    if (rdn[0][0].content == OidContent(OidOf(attribute))) return rdn[0][1];
  }
  ADD_FAILURE() << "no " << ShortNameOf(attribute);
  return tbs[name];
}

auto FindExtension(DerTree& tbs, std::string_view oid) {
  auto& all = tbs[kExtensions][0].children;
  return std::ranges::find_if(all, [&](DerTree& e) { return e[0].content == OidContent(oid); });
}

DerTree& Extension(DerTree& tbs, std::string_view oid) {
  return *FindExtension(tbs, oid);
}

void RemoveExtension(DerTree& tbs, std::string_view oid) {
  tbs[kExtensions][0].children.erase(FindExtension(tbs, oid));
}

void SetValue(DerTree& tbs, std::string_view oid, std::string_view hex) {
  Extension(tbs, oid).children.back().content = FromHex(hex).value();
}

void AddExtension(DerTree& tbs, std::string_view oid, std::string_view hex) {
  tbs[kExtensions][0].children.push_back(
      {0x30, {}, {{0x06, OidContent(oid), {}}, {0x04, FromHex(hex).value(), {}}}});
}

void MakeCritical(DerTree& tbs, std::string_view oid) {
  auto& fields = Extension(tbs, oid).children;
  fields.insert(fields.begin() + 1, {0x01, {0xFF}, {}});
}

void Remove(Name& name, Attribute attribute) {
  std::erase_if(name, [&](const NameAttribute& a) { return a.type == attribute; });
}

void Set(Name& name, Attribute attribute, std::string value) {
  Remove(name, attribute);
  name.push_back({attribute, std::move(value)});
}

constexpr std::string_view kKeyUsage = "2.5.29.15", kSubjectKeyId = "2.5.29.14",
                           kPrivateKeyUsage = "2.5.29.16", kBasicConstraints = "2.5.29.19",
                           kAuthorityKeyId = "2.5.29.35", kSubjectSignTool = "1.2.643.100.111";

using Plan = CertificatePlan;
using PlanChange = std::function<void(Plan&)>;
using TreeChange = std::function<void(DerTree&)>;

// A certificate with one defect, and the rule that must tell it.
struct RuleCase {
  std::string_view id;
  PlanChange plan = [](Plan&) {};
  TreeChange tree = [](DerTree&) {};
};

const RuleCase kHolderCases[] = {
    {"version-3", {}, [](DerTree& t) { t[0][0].content = {1}; }},
    {"version-3", {}, [](DerTree& t) { t.children.erase(t.children.begin()); }},
    {"serial-positive", {}, [](DerTree& t) { t[kSerial].content = {0}; }},
    {"serial-positive",
     {},
     [](DerTree& t) {
       t[kSerial].content = {0x80, 1};
     }},
    {"serial-length", {}, [](DerTree& t) { t[kSerial].content = Bytes(21, 1); }},
    {"serial-minimal",
     {},
     [](DerTree& t) {
       t[kSerial].content = {0, 1};
     }},
    {"signature-algorithm-known", {}, [](DerTree& t) { t[kSignature][0].content = OidContent("1.2.3"); }},
    {"signature-algorithm-legacy",
     {},
     [](DerTree& t) { t[kSignature][0].content = OidContent("1.2.643.2.2.3"); }},
    {"signature-parameters",
     {},
     [](DerTree& t) {
       t[kSignature].children.push_back({0x05, {}, {}});
     }},
    {"validity-form", {}, [](DerTree& t) { t[kValidity][0].content = ToBytes("2611221000Z"); }},
    {"validity-form", {}, [](DerTree& t) { t[kValidity][1].content = ToBytes("261322100000Z"); }},
    {"validity-time-type",
     {},
     [](DerTree& t) {
       t[kValidity][0] = {0x18, ToBytes("20261122100000Z"), {}};
     }},
    {"validity-order", [](Plan& p) { std::swap(p.not_before, p.not_after); }},
    {"unique-identifiers",
     {},
     [](DerTree& t) {
       t.children.insert(t.children.end() - 1, {0x81, {0, 1}, {}});
     }},

    {"key-algorithm-known",
     {},
     [](DerTree& t) { t[kKey][0][0].content = OidContent("1.2.840.113549.1.1.1"); }},
    {"key-algorithm-legacy", {}, [](DerTree& t) { t[kKey][0][0].content = OidContent("1.2.643.2.2.19"); }},
    {"key-parameters", {}, [](DerTree& t) { t[kKey][0].children.pop_back(); }},
    {"key-parameters", {}, [](DerTree& t) { t[kKey][0][1][0].content = OidContent("1.2.643.7.1.2.1.2.1"); }},
    {"key-test-parameters",
     {},
     [](DerTree& t) { t[kKey][0][1][0].content = OidContent("1.2.643.2.2.35.0"); }},
    {"key-digest-parameter", {}, [](DerTree& t) { t[kKey][0][1].children.pop_back(); }},
    {"key-digest-parameter",
     {},
     [](DerTree& t) { t[kKey][0][1][0].content = OidContent("1.2.643.7.1.2.1.1.2"); }},
    {"key-digest-parameter-discouraged",
     {},
     [](DerTree& t) { t[kKey][0][1][0].content = OidContent("1.2.643.7.1.2.1.1.1"); }},
    {"key-length", {}, [](DerTree& t) { t[kKey][1].content.pop_back(); }},

    {"issuer-empty", {}, [](DerTree& t) { t[kIssuer].children.clear(); }},
    {"name-multi-valued-rdn", {}, [](DerTree& t) { t[kSubject][0].children.push_back(t[kSubject][1][0]); }},
    {"name-attribute-repeated",
     [](Plan& p) {
       p.subject.push_back({Attribute::kSnils, "11223344595"});
     }},
    {"name-value-empty", {}, [](DerTree& t) { Value(t, kSubject, Attribute::kSurname).content.clear(); }},
    {"name-number-type", {}, [](DerTree& t) { Value(t, kSubject, Attribute::kSnils).tag = 0x0C; }},
    {"name-number-length", [](Plan& p) { Set(p.subject, Attribute::kSnils, "1122334459"); }},
    {"name-country", [](Plan& p) { Set(p.subject, Attribute::kCountry, "ru"); }},
    {"name-text-type",
     {},
     [](DerTree& t) {
       Value(t, kSubject, Attribute::kCommonName) = {0x1E, {0x04, 0x2F}, {}};
     }},
    {"name-email-type", {}, [](DerTree& t) { Value(t, kIssuer, Attribute::kEmail).tag = 0x0C; }},
    {"name-utf8", {}, [](DerTree& t) { Value(t, kSubject, Attribute::kSurname).content = {0xD0}; }},
    {"name-characters",
     {},
     [](DerTree& t) { Value(t, kSubject, Attribute::kCountry).content = ToBytes("R*"); }},
    {"name-spaces", [](Plan& p) { Set(p.subject, Attribute::kTitle, "главный  инженер"); }},
    {"name-controls", [](Plan& p) { Set(p.subject, Attribute::kTitle, "ин\u200Bженер"); }},
    {"snils-check-digits", [](Plan& p) { Set(p.subject, Attribute::kSnils, "11223344596"); }},
    {"inn-check-digits", [](Plan& p) { Set(p.subject, Attribute::kInn, "500100732258"); }},
    {"innle-check-digit", [](Plan& p) { Set(p.issuer, Attribute::kInnle, "7707083894"); }},
    {"ogrn-check-digit", [](Plan& p) { Set(p.issuer, Attribute::kOgrn, "1027700132196"); }},
    {"ogrnip-check-digit", [](Plan& p) { Set(p.subject, Attribute::kOgrnip, "304500116000158"); }},
    {"inn-of-company", [](Plan& p) { Set(p.subject, Attribute::kInn, "007710474375"); }},

    {"subject-common-name", [](Plan& p) { Remove(p.subject, Attribute::kCommonName); }},
    {"subject-holder",
     [](Plan& p) {
       p.subject = {{Attribute::kCommonName, "Никто"}};
     }},
    {"subject-person", [](Plan& p) { Remove(p.subject, Attribute::kSnils); }},
    {"subject-organization", [](Plan& p) { Set(p.subject, Attribute::kOgrn, "1027700132195"); }},
    {"subject-organization-place", [](Plan& p) { Set(p.subject, Attribute::kOgrn, "1027700132195"); }},
    {"subject-snils-without-name",
     [](Plan& p) {
       p.subject = {{Attribute::kSnils, "11223344595"}};
     }},
    {"subject-person-common-name", [](Plan& p) { Set(p.subject, Attribute::kCommonName, "Иван Петров"); }},
    {"subject-country", [](Plan& p) { Remove(p.subject, Attribute::kCountry); }},
    {"issuer-authority", [](Plan& p) { Remove(p.issuer, Attribute::kLocality); }},
    {"issuer-number", [](Plan& p) { Remove(p.issuer, Attribute::kInnle); }},

    {"extensions-present", {}, [](DerTree& t) { t.children.pop_back(); }},
    {"extension-repeated", {}, [](DerTree& t) { AddExtension(t, kSubjectKeyId, "040101"); }},
    {"extension-malformed", {}, [](DerTree& t) { SetValue(t, kSubjectKeyId, "0500"); }},
    {"extension-malformed",
     {},
     [](DerTree& t) {
       SetValue(t, kSubjectKeyId,
                "040101"
                "00");
     }},
    {"extension-unknown-critical", {}, [](DerTree& t) { MakeCritical(t, kTestMarkOid); }},
    {"extension-critical-encoding", {}, [](DerTree& t) { Extension(t, kKeyUsage)[1].content = {0x01}; }},
    {"extension-never-critical", {}, [](DerTree& t) { MakeCritical(t, kSubjectKeyId); }},
    {"path-length", {}, [](DerTree& t) { AddExtension(t, kBasicConstraints, "3003020100"); }},
    {"key-usage-empty", {}, [](DerTree& t) { SetValue(t, kKeyUsage, "030100"); }},
    {"key-usage-encoding", {}, [](DerTree& t) { SetValue(t, kKeyUsage, "030300F800"); }},
    {"key-usage-cert-sign-of-leaf", [](Plan& p) { p.key_usage |= kKeyCertSign; }},
    {"key-usage-critical", [](Plan& p) { p.extensions[1].critical = false; }},
    {"key-usage-encipher-and-decipher", {}, [](DerTree& t) { SetValue(t, kKeyUsage, "030307C180"); }},
    {"key-usage-of-leaf", [](Plan& p) { p.key_usage = 0; }},
    {"key-usage-signing", [](Plan& p) { p.key_usage = kDigitalSignature; }},
    {"subject-key-id-of-leaf", {}, [](DerTree& t) { RemoveExtension(t, kSubjectKeyId); }},
    {"subject-key-id-empty", {}, [](DerTree& t) { SetValue(t, kSubjectKeyId, "0400"); }},
    {"authority-key-id", [](Plan& p) { p.authority_key_id.reset(); }},
    {"authority-key-id-key", {}, [](DerTree& t) { SetValue(t, kAuthorityKeyId, "3000"); }},
    {"authority-key-id-pair", {}, [](DerTree& t) { SetValue(t, kAuthorityKeyId, "3006800101820101"); }},
    {"authority-key-id-serial", {}, [](DerTree& t) { SetValue(t, kAuthorityKeyId, "3003800101"); }},
    {"crl-distribution-points", [](Plan& p) { p.crl_urls.clear(); }},
    {"crl-distribution-points-http", [](Plan& p) { p.crl_urls = {"ldap://example.test/crl"}; }},
    {"authority-info-access", {}, [](DerTree& t) { RemoveExtension(t, "1.3.6.1.5.5.7.1.1"); }},
    {"authority-info-access-http", [](Plan& p) { p.ocsp_urls = {"ldap://example.test/ocsp"}; }},
    {"private-key-usage-order",
     [](Plan& p) {
       p.private_key_usage = {p.not_after, p.not_before};
     }},
    {"private-key-usage-form",
     [](Plan& p) {
       p.private_key_usage = {p.not_before, p.not_after};
     },
     [](DerTree& t) { SetValue(t, kPrivateKeyUsage, "3012801032303236313132323130303030302E31"); }},
    {"private-key-usage-within",
     [](Plan& p) {
       p.private_key_usage = {p.not_before, p.not_after + kDay};
     }},
    {"extended-key-usage-repeated",
     [](Plan& p) {
       p.extended_key_usage = {"1.2.3", "1.2.3"};
     }},

    {"not-qualified",
     [](Plan& p) {
       p.policies.clear();
       p.subject_sign_tool.reset();
       p.issuer_sign_tool.reset();
     }},
    {"policies-present", [](Plan& p) { p.policies.clear(); }},
    {"policies-class", [](Plan& p) { p.policies = {"2.5.29.32.0"}; }},
    {"policies-class-gap", [](Plan& p) { p.policies = {"1.2.643.100.113.2"}; }},
    {"policies-class-unknown",
     [](Plan& p) {
       p.policies = {"1.2.643.100.113.1", "1.2.643.100.113.7"};
     }},
    {"policies-repeated",
     [](Plan& p) {
       p.policies = {"1.2.643.100.113.1", "1.2.643.100.113.1"};
     }},
    {"subject-sign-tool", [](Plan& p) { p.subject_sign_tool.reset(); }},
    {"subject-sign-tool-form", [](Plan& p) { p.subject_sign_tool = std::string(201, 'x'); }},
    {"subject-sign-tool-form", [](Plan& p) { p.subject_sign_tool = ""; }},
    {"subject-sign-tool-form", {}, [](DerTree& t) { SetValue(t, kSubjectSignTool, "130141"); }},
    {"issuer-sign-tool", [](Plan& p) { p.issuer_sign_tool.reset(); }},
    {"issuer-sign-tool-form", [](Plan& p) { p.issuer_sign_tool->ca_tool_cert = std::string(101, 'x'); }},
    {"sign-tool-critical", {}, [](DerTree& t) { MakeCritical(t, kSubjectSignTool); }},
    {"identification-kind", [](Plan& p) { p.identification_kind.reset(); }},
    {"identification-kind-range", [](Plan& p) { p.identification_kind = IdentificationKind{4}; }},
};

const RuleCase kCaCases[] = {
    {"ca-subject", [](Plan& p) { Remove(p.subject, Attribute::kOrganization); }},
    {"basic-constraints-critical",
     {},
     [](DerTree& t) {
       auto& fields = Extension(t, kBasicConstraints).children;
       fields.erase(fields.begin() + 1);
     }},
    {"key-usage-of-ca", [](Plan& p) { p.key_usage = kCrlSign; }},
    {"key-usage-of-ca", [](Plan& p) { p.key_usage = 0; }},
    {"subject-key-id-of-ca", {}, [](DerTree& t) { RemoveExtension(t, kSubjectKeyId); }},
};

// Told of a whole certificate only.
const RuleCase kWholeCases[] = {
    {"signature-algorithm-mismatch",
     {},
     [](DerTree& t) { t[1][0].content = OidContent("1.2.643.7.1.1.3.3"); }},
    {"signature-length", {}, [](DerTree& t) { t[2].content.pop_back(); }},
    {"signature-parameters",
     {},
     [](DerTree& t) {
       t[1].children.push_back({0x05, {}, {}});
     }},
};

std::vector<LintFinding> LintDefect(CertificatePlan plan, const RuleCase& c) {
  if (c.plan) c.plan(plan);
  const auto tbs = BuildTbsCertificate(plan);
  EXPECT_TRUE(tbs.ok()) << c.id << tbs.status().message();
  DerTree tree = DerTree::Parse(*tbs);
  if (c.tree) c.tree(tree);
  return LintTbsCertificate(tree.Encode());
}

TEST(LintTest, EachRuleFires) {
  const Samples samples;
  for (const RuleCase& c : kHolderCases) {
    EXPECT_THAT(Ids(LintDefect(samples.HolderPlan(), c)), Contains(std::string(c.id)));
  }
  for (const RuleCase& c : kCaCases) {
    EXPECT_THAT(Ids(LintDefect(samples.CaPlan(), c)), Contains(std::string(c.id)));
  }
  for (const RuleCase& c : kWholeCases) {
    DerTree tree = DerTree::Parse(samples.Holder().der());
    c.tree(tree);
    EXPECT_THAT(Ids(LintCertificate(tree.Encode())), Contains(std::string(c.id)));
  }
}

TEST(LintTest, EachRuleHasACaseAndIdsAreUnique) {
  std::set<std::string> covered;
  for (const RuleCase& c : kHolderCases) covered.emplace(c.id);
  for (const RuleCase& c : kCaCases) covered.emplace(c.id);
  for (const RuleCase& c : kWholeCases) covered.emplace(c.id);
  std::set<std::string> ids;
  for (const lint::Rule& rule : AllRules()) EXPECT_TRUE(ids.emplace(rule.id).second) << rule.id;
  EXPECT_EQ(covered, ids);
}

TEST(LintTest, OurOwnCertificatesAreClean) {
  for (KeyAlgorithm algorithm : {KeyAlgorithm::k256CryptoProA, KeyAlgorithm::k256CryptoProXchA,
                                 KeyAlgorithm::k256Tc26A, KeyAlgorithm::k256Tc26B, KeyAlgorithm::k512Tc26C}) {
    const Samples samples(algorithm);
    EXPECT_EQ(Ids(LintCertificate(samples.Root().der())), std::set<std::string>());
    EXPECT_EQ(Ids(LintCertificate(samples.Ca().der())), std::set<std::string>());
    EXPECT_EQ(Ids(LintCertificate(samples.Holder().der())), std::set<std::string>());
  }
}

// A rule that accredited authorities break is a warning at most.
TEST(LintTest, RealAuthoritiesHaveNoError) {
  int count = 0;
  for (const auto& file : std::filesystem::directory_iterator(FixturePath("real-authorities"))) {
    if (file.path().extension() != ".pem") continue;
    ++count;
    const Bytes der = ReadPemFixture("real-authorities/" + file.path().filename().string());
    for (const LintFinding& finding : LintCertificate(der)) {
      EXPECT_NE(finding.severity, Severity::kError)
          << file.path() << ' ' << finding.id << ' ' << finding.detail;
      EXPECT_NE(finding.id, "not-qualified") << file.path();
    }
  }
  EXPECT_EQ(count, 35);
}

TEST(LintTest, AnExampleOfAnRfcIsNotQualified) {
  const auto ids = Ids(LintCertificate(ReadPemFixture("vectors/rfc9548/sender256.crt")));
  EXPECT_THAT(ids, Contains("not-qualified"));
  EXPECT_EQ(ids.count("key-digest-parameter"), 0u);
}

TEST(LintTest, NothingElseIsACertificate) {
  const Bytes der = Samples().Holder().der();
  for (size_t size = 0; size < der.size(); ++size) {
    EXPECT_EQ(Ids(LintCertificate(ByteView(der).first(size))), std::set<std::string>{"not-a-certificate"});
  }
  EXPECT_TRUE(HasError(LintCertificate(AsBytes("no certificate"))));
  EXPECT_TRUE(HasError(LintTbsCertificate(der)));
}

TEST(LintTest, NoFlippedOctetCrashes) {
  const Bytes der = Samples().Holder().der();
  for (size_t i = 0; i < der.size(); ++i) {
    for (uint8_t mask : {0x01, 0x20, 0x80, 0xFF}) {
      Bytes spoiled = der;
      spoiled[i] ^= mask;
      LintCertificate(spoiled);
    }
  }
}

}  // namespace
}  // namespace kepsim
