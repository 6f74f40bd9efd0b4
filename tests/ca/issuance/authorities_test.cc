// The authorities that a world begins with: their organisations, keys and certificates.
#include <set>

#include "ca/issuance/authority_catalogue.h"
#include "ca/person/check_digits.h"
#include "ca/x509/lint.h"
#include "tests/ca/issuance/ca_bench.h"

namespace kepsim {
namespace {

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
  std::vector<AuthorityProfile> all = RootCatalogue();
  for (const CataloguedAuthority& authority : AuthorityCatalogue()) {
    all.push_back(authority.profile);
    EXPECT_FALSE(authority.profile.applicants.empty()) << authority.profile.id;
    EXPECT_FALSE(authority.profile.carriers.empty()) << authority.profile.id;
  }
  for (const AuthorityProfile& profile : all) {
    SCOPED_TRACE(profile.id);
    const std::string inn = Value(profile.name, Attribute::kInnle);
    const std::string ogrn = Value(profile.name, Attribute::kOgrn);
    EXPECT_TRUE(CompanyInnCheckDigitHolds(inn));
    EXPECT_TRUE(OgrnCheckDigitHolds(ogrn));
    EXPECT_TRUE(seen.insert(inn).second && seen.insert(ogrn).second && seen.insert(profile.id).second);
    EXPECT_TRUE(Value(profile.name, Attribute::kCommonName).starts_with("ТЕСТ "));
    EXPECT_TRUE(Value(profile.name, Attribute::kOrganization).starts_with("ТЕСТ "));
  }
}

TEST(Authorities, RootsSignThemselves) {
  CaBench ca;
  ASSERT_EQ(ca.authorities.Roots().size(), RootCatalogue().size());
  std::set<std::string> names;
  for (const auto& root : ca.authorities.Roots()) {
    SCOPED_TRACE(root->profile.id);
    const Certificate& anchor = root->certificate;
    EXPECT_TRUE(anchor.SelfIssued());
    EXPECT_TRUE(anchor.VerifySignature(*anchor.public_key()).ok());
    EXPECT_FALSE(anchor.authority_key_id());
    EXPECT_FALSE(anchor.path_length());
    EXPECT_TRUE(anchor.crl_urls().empty());
    EXPECT_EQ(DateOf(anchor.not_after()), AddYears(DateOf(anchor.not_before()), 18));
    EXPECT_EQ(anchor.identification_kind(), root->profile.qualified ? std::optional(0) : std::nullopt);
    EXPECT_EQ(anchor.policies().empty(), !root->profile.qualified);
    EXPECT_EQ(anchor.subject_sign_tool().has_value(), root->profile.qualified);
    // The roots have nothing in common.
    for (const NameAttribute& attribute : anchor.subject()) {
      if (attribute.type == Attribute::kCountry || attribute.type == Attribute::kState ||
          attribute.type == Attribute::kLocality) {
        continue;
      }
      EXPECT_TRUE(names.insert(attribute.value).second) << attribute.value;
    }
    ExpectNoErrors(anchor);
  }
}

TEST(Authorities, EachIsSignedByItsRoot) {
  CaBench ca;
  ASSERT_EQ(ca.authorities.List().size(), AuthorityCatalogue().size());
  for (const CataloguedAuthority& expected : AuthorityCatalogue()) {
    SCOPED_TRACE(expected.profile.id);
    const auto authority = ca.authorities.Find(expected.profile.id);
    const auto root = ca.authorities.FindRoot(expected.root);
    ASSERT_TRUE(authority != nullptr && root != nullptr);
    const Certificate& certificate = authority->certificate;
    EXPECT_TRUE(certificate.VerifySignature(*root->certificate.public_key()).ok());
    EXPECT_EQ(certificate.issuer_der(), root->certificate.subject_der());
    EXPECT_EQ(certificate.authority_key_id(), root->certificate.subject_key_id());
    EXPECT_TRUE(certificate.is_ca() && certificate.AllowsCertSign() && certificate.AllowsCrlSign());
    EXPECT_EQ(certificate.path_length(), 0);
    EXPECT_EQ(certificate.public_key()->algorithm(), expected.profile.algorithm);
    EXPECT_EQ(authority->profile.qualified, root->profile.qualified);
    if (root->profile.qualified) {
      EXPECT_EQ(certificate.identification_kind(), 1);
      EXPECT_EQ(certificate.policies().back(), "2.5.29.32.0");
    } else {
      EXPECT_FALSE(certificate.identification_kind() || certificate.subject_sign_tool());
      EXPECT_TRUE(certificate.policies().empty());
    }
    EXPECT_EQ(certificate.crl_urls(), std::vector<std::string>{root->urls.crl});
    EXPECT_EQ(certificate.ca_issuer_urls(), std::vector<std::string>{root->urls.certificate});
    EXPECT_LT(certificate.not_before(), ca.clock.Now());
    EXPECT_GT(certificate.not_before(), root->certificate.not_before());
    ExpectNoErrors(certificate);
  }
}

TEST(Authorities, TheSecondRootHasOneKeyAndTwoCertificates) {
  CaBench ca;
  const auto root = ca.authorities.FindRoot(kRootId);
  const auto second = ca.authorities.FindRoot(kSecondRootId);
  EXPECT_TRUE(second->cross_certified);
  EXPECT_FALSE(root->cross_certified);
  std::vector<AuthorityRecord::Held> held;
  for (const auto& record : ca.authorities.Records()) {
    if (record->profile.id == kSecondRootId) held = record->certificates;
  }
  ASSERT_EQ(held.size(), 2u);
  EXPECT_EQ(held[0].issuer, kSecondRootId);
  EXPECT_EQ(held[1].issuer, kRootId);
  const Certificate& cross = held[1].certificate;
  EXPECT_TRUE(cross.public_key()->SameKey(*second->certificate.public_key()));
  EXPECT_EQ(cross.subject_der(), second->certificate.subject_der());
  EXPECT_EQ(cross.issuer_der(), root->certificate.subject_der());
  EXPECT_TRUE(cross.VerifySignature(*root->certificate.public_key()).ok());
  EXPECT_FALSE(cross.path_length());
  EXPECT_EQ(cross.crl_urls(), std::vector<std::string>{root->urls.crl});
  ExpectNoErrors(cross);
  // Naming one of the two would shut the path through the other.
  EXPECT_TRUE(second->KeyIdentifier().serial.empty());
  EXPECT_EQ(root->KeyIdentifier().serial, root->certificate.serial());
}

TEST(Authorities, OpenedAgainTheyAreTheSame) {
  CaBench ca;
  SigningKeys keys{*ca.database, Secret(Bytes(32, 9))};
  Authorities reopened{*ca.database};
  ASSERT_TRUE(reopened.Load().ok());
  const auto again = reopened.Records();
  const auto before = ca.authorities.Records();
  ASSERT_EQ(again.size(), before.size());
  for (size_t i = 0; i < before.size(); ++i) {
    const AuthorityProfile& profile = before[i]->profile;
    SCOPED_TRACE(profile.id);
    EXPECT_EQ(again[i]->profile.id, profile.id);
    EXPECT_EQ(again[i]->root, before[i]->root);
    EXPECT_EQ(again[i]->profile.name, profile.name);
    EXPECT_EQ(again[i]->profile.license_number, profile.license_number);
    EXPECT_EQ(again[i]->profile.carriers, profile.carriers);
    EXPECT_EQ(again[i]->profile.applicants, profile.applicants);
    EXPECT_EQ(again[i]->profile.style, profile.style);
    EXPECT_EQ(again[i]->profile.qualified, profile.qualified);
    EXPECT_EQ(again[i]->profile.security_class, profile.security_class);
    EXPECT_EQ(again[i]->profile.algorithm, profile.algorithm);
    EXPECT_EQ(again[i]->profile.token_sign_tool, profile.token_sign_tool);
    EXPECT_EQ(again[i]->profile.mobile_sign_tool, profile.mobile_sign_tool);
    EXPECT_EQ(again[i]->profile.sign_tool, profile.sign_tool);
    ASSERT_EQ(again[i]->certificates.size(), before[i]->certificates.size());
    for (size_t k = 0; k < before[i]->certificates.size(); ++k) {
      EXPECT_EQ(again[i]->certificates[k].certificate.der(), before[i]->certificates[k].certificate.der());
      EXPECT_EQ(again[i]->certificates[k].issuer, before[i]->certificates[k].issuer);
    }
    const Authority current = again[i]->Current();
    EXPECT_EQ(current.urls.crl, before[i]->Current().urls.crl);
    EXPECT_TRUE(keys.PublicKeyOf(current.KeyId())->SameKey(*current.certificate.public_key()));
  }
}

TEST(SigningKeys, AreSealedAndBoundToTheirIdentifiers) {
  CaBench ca;
  const Bytes azimut = ca.authorities.Find("azimut")->KeyId();
  const Bytes kama = ca.authorities.Find("kama")->KeyId();
  SigningKeys wrong{*ca.database, Secret(Bytes(32, 1))};
  EXPECT_EQ(wrong.PublicKeyOf(azimut).status().reason(), Reason::BOX_BROKEN);
  EXPECT_EQ(ca.keys.PublicKeyOf(Bytes(20, 1)).status().reason(), Reason::SIGNING_KEY_NOT_FOUND);
  ASSERT_TRUE(ca.database
                  ->Commit([&](Connection& connection) {
                    connection.Execute(
                        "UPDATE signing_key SET sealed = (SELECT sealed FROM signing_key WHERE key_id = ?) "
                        "WHERE key_id = ?",
                        kama, azimut);
                    return OkStatus();
                  })
                  .ok());
  SigningKeys reopened{*ca.database, Secret(Bytes(32, 9))};
  EXPECT_EQ(reopened.PublicKeyOf(azimut).status().reason(), Reason::BOX_BROKEN);
  EXPECT_TRUE(reopened.PublicKeyOf(kama).ok());
}

TEST(SigningKeys, SignCrlsToo) {
  CaBench ca;
  const Certificate& issuer = ca.authorities.Find("azimut")->certificate;
  const CrlPlan plan{
      issuer.subject_der(), ca.clock.Now(), ca.clock.Now() + kDay, 1, *issuer.subject_key_id(), {}};
  const auto der = ca.keys.SignCrl(*issuer.subject_key_id(), plan, *ca.random->Stream("crl"));
  ASSERT_TRUE(der.ok());
  EXPECT_TRUE(Crl::Parse(*der)->VerifySignature(*issuer.public_key()).ok());
}

}  // namespace
}  // namespace kepsim
