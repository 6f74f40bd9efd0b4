// Each rule has a certificate that breaks it, and it alone.
#include <fstream>
#include <sstream>

#include "tests/ca/x509/lint_cases.h"

namespace kepsim {
namespace {

using PlanChange = std::function<void(Plan&)>;
using TreeChange = std::function<void(DerTree&)>;

struct RuleCase {
  std::string_view id;
  PlanChange plan = [](Plan&) {};
  TreeChange tree = [](DerTree&) {};
  // Rules that cannot but tell of it as well.
  std::set<std::string> also = {};
};

constexpr std::string_view kKeyUsage = "2.5.29.15", kSubjectKeyId = "2.5.29.14",
                           kPrivateKeyUsage = "2.5.29.16", kBasicConstraints = "2.5.29.19",
                           kExtendedKeyUsage = "2.5.29.37", kCrl = "2.5.29.31", kAuthorityKeyId = "2.5.29.35",
                           kAccess = "1.3.6.1.5.5.7.1.1", kPolicies = "2.5.29.32",
                           kSubjectSignTool = "1.2.643.100.111", kIssuerSignTool = "1.2.643.100.112",
                           kIdentification = "1.2.643.100.114";

void Unqualify(Plan& p) {
  p.policies.clear();
  p.subject_sign_tool.reset();
  p.issuer_sign_tool.reset();
}

void SetBmp(DerTree& value, std::string_view hex) {
  value = {0x1E, FromHex(hex).value(), {}};
}

const RuleCase kPersonCases[] = {
    {"der-encoding", {}, [](DerTree& t) { t[kValidity].length = LengthForm::kPadded; }},
    {"der-encoding", {}, [](DerTree& t) { t[kSubject][0].length = LengthForm::kPadded; }},
    {"der-encoding", {}, [](DerTree& t) { t[kSubject][0][0][0].content = {0x55, 0x04, 0x80, 0x06}; }, {"subject-country"}},
    {"version-3", {}, [](DerTree& t) { t[0][0].content = {1}; }},
    {"version-3", {}, [](DerTree& t) { t.children.erase(t.children.begin()); }},
    {"serial-positive",
     {},
     [](DerTree& t) {
       t[kSerial].content = {0x80, 1};
     }},
    {"serial-zero", {}, [](DerTree& t) { t[kSerial].content = {0}; }},
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
    {"signature-parameters", {}, [](DerTree& t) { t[kSignature].children.push_back({0x05, {}, {}}); }},
    {"validity-form", {}, [](DerTree& t) { t[kValidity][0].content = ToBytes("2611221000Z"); }},
    {"validity-form", {}, [](DerTree& t) { t[kValidity][1].content = ToBytes("261322100000Z"); }},
    {"validity-form",
     {},
     [](DerTree& t) {
       t[kValidity][1] = {0x18, ToBytes("20511122100000.5Z"), {}};
     }},
    {"validity-form",
     {},
     [](DerTree& t) { t[kValidity][1].content = ToBytes("271122100000+0300"); }},
    {"validity-time-type",
     {},
     [](DerTree& t) {
       t[kValidity][0] = {0x18, ToBytes("20261122100000Z"), {}};
     }},
    {"validity-order", [](Plan& p) { std::swap(p.not_before, p.not_after); }},
    {"validity-long", [](Plan& p) { p.not_after = p.not_before + 500 * kDay; }},
    {"unique-identifiers",
     {},
     [](DerTree& t) {
       t.children.insert(t.children.end() - 1, {0x81, {0, 1}, {}});
     }},

    {"key-algorithm-known", {}, [](DerTree& t) { t[kKey][0][0].content = OidContent("1.2.840.113549.1.1.1"); }},
    {"key-algorithm-legacy", {}, [](DerTree& t) { t[kKey][0][0].content = OidContent("1.2.643.2.2.19"); }},
    {"key-parameters", {}, [](DerTree& t) { t[kKey][0].children.pop_back(); }},
    {"key-parameters", {}, [](DerTree& t) { t[kKey][0][1][0].content = OidContent("1.2.643.7.1.2.1.2.1"); }},
    {"key-test-parameters", {}, [](DerTree& t) { t[kKey][0][1][0].content = OidContent("1.2.643.2.2.35.0"); }},
    {"key-digest-parameter", {}, [](DerTree& t) { t[kKey][0][1].children.pop_back(); }},
    {"key-digest-parameter", {}, [](DerTree& t) { t[kKey][0][1][0].content = OidContent("1.2.643.7.1.2.1.1.2"); }},
    {"key-digest-parameter", {}, [](DerTree& t) { t[kKey][0][1][1].content = OidContent("1.2.643.7.1.1.2.3"); }},
    {"key-digest-parameter-discouraged",
     {},
     [](DerTree& t) { t[kKey][0][1][0].content = OidContent("1.2.643.7.1.2.1.1.1"); }},
    {"key-length", {}, [](DerTree& t) { t[kKey][1].content.pop_back(); }},
    {"key-length", {}, [](DerTree& t) { t[kKey][1].content[0] = 1; }},

    {"issuer-empty", {}, [](DerTree& t) { t[kIssuer].children.clear(); }},
    {"subject-empty", {}, [](DerTree& t) { t[kSubject].children.clear(); }},
    {"name-multi-valued-rdn",
     {},
     [](DerTree& t) {
       auto& rdns = t[kSubject].children;
       rdns[0].children.push_back(rdns[1][0]);
       rdns.erase(rdns.begin() + 1);
     }},
    {"name-attribute-repeated",
     [](Plan& p) {
       p.subject.push_back({Attribute::kSnils, "11223344595"});
     }},
    {"name-value-empty", {}, [](DerTree& t) { Value(t, kSubject, Attribute::kSurname).content.clear(); }},
    {"name-value-empty", {}, [](DerTree& t) { Value(t, kSubject, Attribute::kSnils).content.clear(); }},
    {"name-value-empty", {}, [](DerTree& t) { Value(t, kSubject, Attribute::kCountry).content.clear(); }},
    {"name-text-type",
     {},
     [](DerTree& t) { SetBmp(Value(t, kSubject, Attribute::kSurname), "041F043504420440043E0432"); }},
    {"name-text-type", {}, [](DerTree& t) { Value(t, kIssuer, Attribute::kStreet) = {0x14, {0xCF, 0xE5}, {}}; }},
    {"name-email-type", {}, [](DerTree& t) { Value(t, kIssuer, Attribute::kEmail).tag = 0x0C; }},
    {"name-email-form", [](Plan& p) { Set(p.issuer, Attribute::kEmail, "ca.example.test"); }},
    {"name-country", {}, [](DerTree& t) { Value(t, kSubject, Attribute::kCountry).content = ToBytes("ru"); }},
    {"name-country", {}, [](DerTree& t) { Value(t, kSubject, Attribute::kCountry).tag = 0x0C; }},
    {"name-country", {}, [](DerTree& t) { Value(t, kSubject, Attribute::kCountry).content = ToBytes("R*"); }},
    {"name-utf8", {}, [](DerTree& t) { Value(t, kSubject, Attribute::kSurname).content = {0xD0}; }},
    {"name-characters",
     {},
     [](DerTree& t) {
       Value(t, kIssuer, Attribute::kStreet) = {0x13, ToBytes("a*b"), {}};
     }},
    {"name-spaces", [](Plan& p) { Set(p.issuer, Attribute::kStreet, "улица  Садовая"); }},
    {"name-controls", [](Plan& p) { Set(p.issuer, Attribute::kStreet, "ул\u200Bица"); }},
    {"name-combining-marks", [](Plan& p) { Set(p.subject, Attribute::kSurname, "Толсто\u0438\u0306"); }},
    {"name-mixed-scripts", [](Plan& p) { Set(p.subject, Attribute::kSurname, "Пeтров"); }},  // Latin e
    {"name-length", [](Plan& p) { Set(p.issuer, Attribute::kOrganization, std::string(65, 'x')); }},
    {"name-too-long", [](Plan& p) { Set(p.issuer, Attribute::kOrganization, std::string(257, 'x')); }},
    {"name-number-type", {}, [](DerTree& t) { Value(t, kSubject, Attribute::kSnils).tag = 0x0C; }},
    {"name-number-length",
     {},
     [](DerTree& t) { Value(t, kSubject, Attribute::kSnils).content.pop_back(); }},
    {"name-number-length",
     {},
     [](DerTree& t) { Value(t, kSubject, Attribute::kInn).content[3] = 'x'; }},
    {"name-number-zero", [](Plan& p) { Set(p.subject, Attribute::kInn, "000000000000"); }},
    {"snils-check-digits", [](Plan& p) { Set(p.subject, Attribute::kSnils, "11223344596"); }},
    {"inn-check-digits", [](Plan& p) { Set(p.subject, Attribute::kInn, "500100732258"); }},
    {"inn-of-company", [](Plan& p) { Set(p.subject, Attribute::kInn, "007710474375"); }},
    {"authority-number", [](Plan& p) { Set(p.issuer, Attribute::kInnle, "7707083894"); }},
    {"authority-number", [](Plan& p) { Set(p.issuer, Attribute::kOgrn, "1027700132196"); }},
    {"authority-number", {}, [](DerTree& t) { Value(t, kIssuer, Attribute::kOgrn).tag = 0x0C; }},

    {"subject-common-name", [](Plan& p) { Remove(p.subject, Attribute::kCommonName); }},
    {"subject-holder",
     [](Plan& p) {
       p.subject = {{Attribute::kCountry, "RU"}, {Attribute::kCommonName, "Никто"}};
     }},
    {"subject-person-name", [](Plan& p) { Remove(p.subject, Attribute::kGivenName); }},
    {"subject-person-snils", [](Plan& p) { Remove(p.subject, Attribute::kSnils); }},
    {"subject-person-inn", [](Plan& p) { Remove(p.subject, Attribute::kInn); }},
    {"subject-person-common-name", [](Plan& p) { Set(p.subject, Attribute::kCommonName, "Иван Петров"); }},
    {"subject-organization-number", [](Plan& p) { Set(p.subject, Attribute::kOrganization, "Дом"); }},
    {"subject-title", [](Plan& p) { Set(p.subject, Attribute::kTitle, "Директор"); }},
    {"subject-country", [](Plan& p) { Remove(p.subject, Attribute::kCountry); }},
    {"subject-state-region", [](Plan& p) { Set(p.subject, Attribute::kState, "Москва"); }},
    {"issuer-authority", [](Plan& p) { Remove(p.issuer, Attribute::kLocality); }},
    {"issuer-number", [](Plan& p) { Remove(p.issuer, Attribute::kInnle); }},

    {"extension-repeated", {}, [](DerTree& t) { AddExtension(t, kSubjectKeyId, "040101"); }},
    {"extension-repeated", {}, [](DerTree& t) { AddExtension(t, kTestMarkOid, "0500"); }},
    {"extension-malformed", {}, [](DerTree& t) { SetValue(t, kSubjectKeyId, "0500"); }},
    {"extension-malformed", {}, [](DerTree& t) { SetValue(t, kSubjectKeyId, "04010100"); }},
    {"extension-malformed", {}, [](DerTree& t) { SetValue(t, kKeyUsage, "0500"); }},
    {"extension-malformed", {}, [](DerTree& t) { SetValue(t, kPolicies, "3000"); }},
    {"extension-malformed", {}, [](DerTree& t) { SetValue(t, kCrl, "3002A000"); }},
    {"extension-malformed", {}, [](DerTree& t) { SetValue(t, kAccess, "30023000"); }},
    {"extension-malformed", {}, [](DerTree& t) { SetValue(t, kExtendedKeyUsage, "3000"); }},
    {"extension-malformed", {}, [](DerTree& t) { SetValue(t, kAuthorityKeyId, "0401FF"); }},
    {"extension-malformed", {}, [](DerTree& t) { AddExtension(t, kBasicConstraints, "300302017F"
                                                                                      "00"); }},
    {"extension-encoding", {}, [](DerTree& t) { SetValue(t, kSubjectKeyId, "04810101"); }},
    {"extension-encoding", {}, [](DerTree& t) { SetValue(t, kIdentification, "02020001"); }},
    {"extension-unknown-critical", {}, [](DerTree& t) { MakeCritical(t, kTestMarkOid); }},
    {"extension-critical-encoding", {}, [](DerTree& t) { Extension(t, kKeyUsage)[1].content = {0x01}; }},
    {"extension-never-critical", {}, [](DerTree& t) { MakeCritical(t, kSubjectKeyId); }},
    {"qualified-extension-malformed", {}, [](DerTree& t) { SetValue(t, kIssuerSignTool, "30030C0141"); }},
    {"qualified-extension-malformed", {}, [](DerTree& t) { SetValue(t, kIdentification, "0401FF"); }},
    {"qualified-extension-critical", {}, [](DerTree& t) { MakeCritical(t, kSubjectSignTool); }},
    {"qualified-extension-critical", {}, [](DerTree& t) { MakeCritical(t, kIdentification); }},

    {"path-length", {}, [](DerTree& t) { AddExtension(t, kBasicConstraints, "3003020100"); }},
    {"key-usage-empty", {}, [](DerTree& t) { SetValue(t, kKeyUsage, "030100"); }},
    {"key-usage-empty", {}, [](DerTree& t) { SetValue(t, kKeyUsage, "03020000"); }},
    {"key-usage-encoding", {}, [](DerTree& t) { SetValue(t, kKeyUsage, "030300F800"); }},
    {"key-usage-cert-sign-of-leaf", [](Plan& p) { p.key_usage |= kKeyCertSign; }},
    {"key-usage-critical", {}, [](DerTree& t) {
       auto& fields = Extension(t, kKeyUsage).children;
       fields.erase(fields.begin() + 1);
     }},
    {"key-usage-encipher-and-decipher", {}, [](DerTree& t) { SetValue(t, kKeyUsage, "030307C980"); }},
    {"key-usage-of-leaf", [](Plan& p) { p.key_usage = 0; }},
    {"key-usage-signing", [](Plan& p) { p.key_usage = kDigitalSignature; }},
    {"extended-key-usage", [](Plan& p) { p.extended_key_usage.clear(); }},
    {"extended-key-usage-repeated",
     [](Plan& p) {
       p.extended_key_usage = {"1.2.3", "1.2.3"};
     }},
    {"extended-key-usage-time-stamping", [](Plan& p) { p.extended_key_usage = {"1.3.6.1.5.5.7.3.8"}; }},
    {"extended-key-usage-time-stamping",
     [](Plan& p) { p.extended_key_usage.push_back("1.3.6.1.5.5.7.3.8"); },
     [](DerTree& t) { MakeCritical(t, kExtendedKeyUsage); }},
    {"extended-key-usage-any", [](Plan& p) { p.extended_key_usage.push_back("2.5.29.37.0"); }},

    {"subject-key-id-of-leaf", {}, [](DerTree& t) { RemoveExtension(t, kSubjectKeyId); }},
    {"subject-key-id-empty", {}, [](DerTree& t) { SetValue(t, kSubjectKeyId, "0400"); }},
    {"authority-key-id", [](Plan& p) { p.authority_key_id.reset(); }},
    {"authority-key-id-key", {}, [](DerTree& t) { SetValue(t, kAuthorityKeyId, "3000"); }},
    {"authority-key-id-pair", {}, [](DerTree& t) { SetValue(t, kAuthorityKeyId, "3006800101820101"); }},
    {"authority-key-id-serial", {}, [](DerTree& t) { SetValue(t, kAuthorityKeyId, "3003800101"); }},
    {"crl-distribution-points", [](Plan& p) { p.crl_urls.clear(); }},
    {"crl-distribution-points-http", [](Plan& p) { p.crl_urls = {"ldap://example.test/crl"}; }},
    {"authority-info-access", {}, [](DerTree& t) { RemoveExtension(t, kAccess); }},
    {"authority-info-access-http", [](Plan& p) { p.ocsp_urls = {"ldap://example.test/ocsp"}; }},
    {"authority-info-access-ocsp", [](Plan& p) { p.ocsp_urls.clear(); }},
    {"uri-form", [](Plan& p) { p.crl_urls = {"http:///crl"}; }},
    {"uri-form", [](Plan& p) { p.ocsp_urls = {"http://example.test/a b"}; }},
    {"private-key-usage-order",
     [](Plan& p) {
       p.private_key_usage = {p.not_after, p.not_before};
     }},
    {"private-key-usage-form",
     [](Plan& p) {
       p.private_key_usage = {p.not_before, p.not_after};
     },
     [](DerTree& t) { SetValue(t, kPrivateKeyUsage, "3012801032303236313132323130303030302E31"); }},
    {"private-key-usage-outside",
     [](Plan& p) {
       p.private_key_usage = {p.not_before - 9 * kDay, p.not_before - kDay};
     }},
    {"private-key-usage-within",
     [](Plan& p) {
       p.private_key_usage = {p.not_before, p.not_after + kDay};
     }},
    {"private-key-usage-long",
     [](Plan& p) {
       p.not_after = p.not_before + 450 * kDay;
       p.private_key_usage = {p.not_before - 20 * kDay, p.not_after};
     }},

    {"not-qualified", Unqualify},
    {"extensions-present", Unqualify, [](DerTree& t) { t.children.pop_back(); }},
    {"policies-present", [](Plan& p) { p.policies.clear(); }},
    {"policies-class", [](Plan& p) { p.policies = {"2.5.29.32.0"}; }},
    {"policies-class-gap", [](Plan& p) { p.policies = {"1.2.643.100.113.2"}; }},
    {"policies-class-unknown",
     [](Plan& p) {
       p.policies = {"1.2.643.100.113.1", "1.2.643.100.113.7"};
     }},
    {"policies-class-unknown", [](Plan& p) { p.policies = {"1.2.643.100.113.1.1"}; }},
    {"policies-repeated",
     [](Plan& p) {
       p.policies = {"1.2.643.100.113.1", "1.2.643.100.113.1"};
     }},
    {"subject-sign-tool", [](Plan& p) { p.subject_sign_tool.reset(); }},
    {"subject-sign-tool-length", [](Plan& p) { p.subject_sign_tool = std::string(201, 'x'); }},
    {"subject-sign-tool-length", [](Plan& p) { p.subject_sign_tool = ""; }},
    {"subject-sign-tool-type", {}, [](DerTree& t) { SetValue(t, kSubjectSignTool, "130141"); }},
    {"subject-sign-tool-type", {}, [](DerTree& t) { SetValue(t, kSubjectSignTool, "0C01D0"); }},
    {"issuer-sign-tool", [](Plan& p) { p.issuer_sign_tool.reset(); }},
    {"issuer-sign-tool-length", [](Plan& p) { p.issuer_sign_tool->ca_tool_cert = std::string(101, 'x'); }},
    {"issuer-sign-tool-type", {}, [](DerTree& t) { SetValue(t, kIssuerSignTool, "300C0C01411301410C01410C0141"); }},
    {"identification-kind", [](Plan& p) { p.identification_kind.reset(); }},
    {"identification-kind-range", [](Plan& p) { p.identification_kind = IdentificationKind{4}; }},
};

const RuleCase kHeadCases[] = {
    {"subject-organization-name", [](Plan& p) { Remove(p.subject, Attribute::kOrganization); }},
    {"subject-organization-innle", [](Plan& p) { Remove(p.subject, Attribute::kInnle); }},
    {"subject-organization-number", [](Plan& p) { Remove(p.subject, Attribute::kOgrn); }},
    {"subject-organization-place", [](Plan& p) { Remove(p.subject, Attribute::kStreet); }},
    {"subject-two-registrations", [](Plan& p) { Set(p.subject, Attribute::kOgrnip, "304500116000157"); }},
    {"innle-check-digit", [](Plan& p) { Set(p.subject, Attribute::kInnle, "7707083894"); }},
    {"ogrn-check-digit", [](Plan& p) { Set(p.subject, Attribute::kOgrn, "1027700132196"); }},
    {"inn-of-company",
     [](Plan& p) {
       Remove(p.subject, Attribute::kInnle);
       Set(p.subject, Attribute::kInn, "007707083893");
     }},
};

const RuleCase kProprietorCases[] = {
    {"subject-sole-proprietor",
     [](Plan& p) {
       Remove(p.subject, Attribute::kSurname);
       Remove(p.subject, Attribute::kGivenName);
     }},
    {"ogrnip-check-digit", [](Plan& p) { Set(p.subject, Attribute::kOgrnip, "304500116000158"); }},
    {"subject-person-common-name", [](Plan& p) { Set(p.subject, Attribute::kCommonName, "ИП"); }},
};

const RuleCase kSystemCases[] = {
    {"subject-snils-without-name", [](Plan& p) { Set(p.subject, Attribute::kSnils, "11223344595"); }},
};

const RuleCase kCaCases[] = {
    {"ca-subject", [](Plan& p) { Remove(p.subject, Attribute::kOrganization); }},
    {"authority-number", [](Plan& p) { Set(p.subject, Attribute::kOgrn, "1027700132196"); }},
    {"subject-empty", {}, [](DerTree& t) { t[kSubject].children.clear(); }},
    {"basic-constraints-critical",
     {},
     [](DerTree& t) {
       auto& fields = Extension(t, kBasicConstraints).children;
       fields.erase(fields.begin() + 1);
     }},
    {"extension-malformed", {}, [](DerTree& t) { SetValue(t, kBasicConstraints, "30060101FF0201FF"); }},
    {"extension-encoding", {}, [](DerTree& t) { SetValue(t, kBasicConstraints, "3006010101020100"); }},
    {"key-usage-of-ca", [](Plan& p) { p.key_usage = 0; }},
    {"key-usage-cert-sign", [](Plan& p) { p.key_usage = kCrlSign; }},
    {"subject-key-id-of-ca", {}, [](DerTree& t) { RemoveExtension(t, kSubjectKeyId); }},
    {"policies-class-of-ca", [](Plan& p) { p.policies = {"2.5.29.32.0"}; }},
};

// Of a whole certificate only; the signature is not looked at without the issuer's.
const RuleCase kWholeCases[] = {
    {"signature-algorithm-mismatch",
     {},
     [](DerTree& t) { t[1][0].content = OidContent("1.2.643.7.1.1.3.3"); }},
    {"signature-algorithm-mismatch",
     {},
     [](DerTree& t) {
       t[1].children.push_back({0x05, {}, {}});
     }},
    {"signature-length", {}, [](DerTree& t) { t[2].content.pop_back(); }},
    {"signature-length", {}, [](DerTree& t) { t[2].content[0] = 4; }},
    {"key-point", {}, [](DerTree& t) { t[0][kKey][1].content.back() ^= 0x01; }},
    {"der-encoding", {}, [](DerTree& t) { t.length = LengthForm::kPadded; }},
    {"der-encoding", {}, [](DerTree& t) { t[2].length = LengthForm::kPadded; }},
    {"trailing-octets", {}, [](DerTree& t) { t.trailer = {0x0A}; }},
    {"not-a-certificate", {}, [](DerTree& t) { t.length = LengthForm::kIndefinite; }},
    {"not-a-certificate", {}, [](DerTree& t) { t[0].length = LengthForm::kTooLong; }},
    {"not-a-certificate", {}, [](DerTree& t) { t.children.pop_back(); }},
};

void ExpectFinding(const RuleCase& c, const std::vector<LintFinding>& findings) {
  const auto ids = Ids(findings);
  EXPECT_TRUE(ids.contains(std::string(c.id))) << c.id << " is silent";
  auto rest = Faults(findings);
  rest.erase(std::string(c.id));
  EXPECT_EQ(rest, c.also) << "beside " << c.id;
}

void ExpectFindings(std::span<const RuleCase> cases, const Plan& sound) {
  ASSERT_TRUE(CheckedPlan::Check(sound).ok());
  ASSERT_EQ(Faults(LintTbsCertificate(CheckedPlan::Check(sound)->tbs_der())), std::set<std::string>());
  for (const RuleCase& c : cases) {
    Plan plan = sound;
    if (c.plan) c.plan(plan);
    const auto tbs = BuildTbsCertificate(plan);
    ASSERT_TRUE(tbs.ok()) << c.id << tbs.status().message();
    DerTree tree = DerTree::Parse(*tbs);
    if (c.tree) c.tree(tree);
    ExpectFinding(c, LintTbsCertificate(tree.Encode()));
  }
}

TEST(LintRulesTest, EachDefectHasItsFindingAndNoOther) {
  const Samples samples;
  ExpectFindings(kPersonCases, samples.HolderPlan());
  ExpectFindings(kHeadCases, HeadPlan(samples));
  ExpectFindings(kProprietorCases, ProprietorPlan(samples));
  ExpectFindings(kSystemCases, SystemPlan(samples));
  ExpectFindings(kCaCases, samples.CaPlan());
  for (const RuleCase& c : kWholeCases) {
    DerTree tree = DerTree::Parse(samples.Holder().der());
    c.tree(tree);
    ExpectFinding(c, LintCertificate(tree.Encode()));
  }
}

// Those of the chain are in lint_chain_test.cc.
TEST(LintRulesTest, EachRuleHasACaseAndIdsAreUnique) {
  std::set<std::string_view> covered;
  for (std::span<const RuleCase> cases :
       {std::span<const RuleCase>(kPersonCases), std::span<const RuleCase>(kHeadCases),
        std::span<const RuleCase>(kProprietorCases), std::span<const RuleCase>(kSystemCases),
        std::span<const RuleCase>(kCaCases), std::span<const RuleCase>(kWholeCases)}) {
    for (const RuleCase& c : cases) covered.insert(c.id);
  }
  std::set<std::string_view> ids;
  for (const LintRule& rule : LintRules()) {
    if (rule.id.starts_with("chain-")) continue;
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
  }
  EXPECT_EQ(covered, ids);
}

// A padded INN is INNLE's older form; a person needed none at all.
TEST(LintRulesTest, OlderPracticeIsNoFault) {
  const Samples samples;
  Plan plan = HeadPlan(samples);
  plan.not_before = SampleTime("2021-08-31T20:00:00Z");
  plan.not_after = SampleTime("2022-08-31T20:00:00Z");
  plan.identification_kind.reset();
  Remove(plan.subject, Attribute::kInnle);
  Set(plan.subject, Attribute::kInn, "007707083893");
  EXPECT_EQ(Faults(LintTbsCertificate(BuildTbsCertificate(plan).value())), std::set<std::string>());
  Plan person = samples.HolderPlan();
  person.not_before = plan.not_before;
  person.not_after = plan.not_after;
  Remove(person.subject, Attribute::kInn);
  EXPECT_EQ(Faults(LintTbsCertificate(BuildTbsCertificate(person).value())), std::set<std::string>());
}

// 0098000011 behind two zeros has a person's check digits, too; who pads is not to be refused by chance.
TEST(LintRulesTest, ACompanysNumberMayLookLikeAPersons) {
  const Samples samples;
  Plan plan = HeadPlan(samples);
  Remove(plan.subject, Attribute::kInnle);
  Set(plan.subject, Attribute::kInn, "000098000011");
  EXPECT_EQ(Faults(LintTbsCertificate(BuildTbsCertificate(plan).value())), std::set<std::string>());
  Set(plan.subject, Attribute::kInn, "500100732259");
  EXPECT_EQ(Faults(LintTbsCertificate(BuildTbsCertificate(plan).value())),
            std::set<std::string>{"subject-organization-innle"});
}

// Before 2018 practice was not measured.
TEST(LintRulesTest, WhatIsOldIsJudgedMildly) {
  Plan plan = Samples().HolderPlan();
  Remove(plan.subject, Attribute::kCommonName);
  EXPECT_TRUE(HasError(LintTbsCertificate(BuildTbsCertificate(plan).value())));
  plan.not_before = SampleTime("2017-12-31T23:59:59Z");
  plan.not_after = SampleTime("2018-12-31T00:00:00Z");
  const auto findings = LintTbsCertificate(BuildTbsCertificate(plan).value());
  EXPECT_FALSE(HasError(findings));
  EXPECT_TRUE(Ids(findings).contains("subject-common-name"));
}

// An authority's own services are named as they are, and sign no documents.
TEST(LintRulesTest, ResponderIsNoHolder) {
  Plan plan = Samples().HolderPlan();
  plan.subject = {{Attribute::kCountry, "RU"}, {Attribute::kCommonName, "OCSP"}};
  plan.key_usage = kDigitalSignature;
  plan.extended_key_usage = {"1.3.6.1.5.5.7.3.9"};
  EXPECT_EQ(Faults(LintTbsCertificate(BuildTbsCertificate(plan).value())), std::set<std::string>());
}

// The page that people read says what the linter asks.
TEST(LintRulesTest, ThePageListsTheRules) {
  std::ifstream file(FixturePath("../ca/x509/LINT_RULES.md"));
  std::string page{std::istreambuf_iterator<char>(file), {}};
  std::string rows;
  for (const LintRule& rule : LintRules()) {
    std::ostringstream row;
    row << "| " << rule.id << " | " << NameOf(rule.severity)
        << (rule.warning_before_2018 ? ", since 2018" : "") << " | " << rule.binds << " | " << rule.clause
        << " | " << rule.text << " |\n";
    rows += row.str();
  }
  EXPECT_TRUE(page.ends_with("|---|---|---|---|---|\n" + rows)) << rows;
}

}  // namespace
}  // namespace kepsim
