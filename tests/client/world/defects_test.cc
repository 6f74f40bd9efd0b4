// The whole catalogue in one world: what the verifier says of each certificate, and the portal of its
// linking.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "ca/crypto/cms.h"
#include "ca/crypto/random.h"
#include "ca/defect/der_tree.h"
#include "ca/x509/lint.h"
#include "registry/verifier/verifier.h"
#include "tests/client/world/world_bench.h"

namespace kepsim {
namespace {

class DefectsTest : public testing::Test {
 protected:
  Result<Provisioned> Make(std::string_view id, ProvisionWish wish = {}) {
    wish.defect = FindDefect(id).defect;
    wish.kind = wish.defect->applicant;
    wish.until = ProvisionUntil::kIssued;
    return RunProvision(*world_, wish, std::string(id) + std::to_string(++calls_));
  }

  // By the token's key, the certificate inside, whatever it is.
  Bytes Cms(const Provisioned& made, ByteView content) {
    Carriers& carriers = world_->carriers();
    const Secret session = *carriers.OpenSession(made.carrier, made.user_pin);
    Carrier carrier = *carriers.Load(made.carrier);
    const auto key = (*carriers.Use(made.carrier, session))->PrivateKeyOf(carrier.keys.front());
    const auto random = MakeSeededRandom(Secret("cms"))->Stream("cms");
    const Bytes& der = made.defective->der;
    const Time now = world_->clock().Now();
    auto cms = SignCmsDetached({der, *key}, content, now, *random);
    if (cms.ok()) return *cms;
    // What has no readable issuer and number goes in where another certificate stood.
    ProvisionWish wish;
    wish.until = ProvisionUntil::kIssued;
    const auto other = RunProvision(*world_, wish, "other" + std::to_string(++calls_));
    cms = SignCmsDetached({other->certificate->der(), *key}, content, now, *random);
    DerTree tree = DerTree::Parse(*cms);
    DerTree& certificates = tree[1][0][3];
    certificates.children.clear();
    certificates.content = der;
    return tree.Encode();
  }

  std::string LinkingVerdict(const Provisioned& made) {
    Portal& portal = world_->portal();
    const auto verdict = world_->operations().Run(
        {"test/Link", "", std::to_string(++calls_)}, [&](Operation& operation) -> Result<std::string> {
          const Passport& passport = made.citizen.passport;
          KEPSIM_ASSIGN(Account account,
                        portal.Register(operation, {"login-" + std::to_string(calls_), Secret("a password"),
                                                    passport.name, made.citizen.snils.number,
                                                    FormatDate(passport.birth_date)}));
          portal.Confirm(operation, account);
          KEPSIM_ASSIGN(Linking linking, portal.StartLinking(operation, account, LinkedCarrier::kUsbToken));
          Verifier verifier(world_->registry().lookup());
          KEPSIM_ASSIGN(
              const Portal::LinkingOutcome outcome,
              portal.CompleteLinking(operation, account, linking, Cms(made, linking.challenge), verifier));
          return std::string(NameOf(outcome.verdict.reason));
        });
    return verdict.ok() ? *verdict : std::string(NameOf(verdict.status().reason()));
  }

  std::shared_ptr<World> world_ = *World::Birth("", Secret(Bytes(32, 1)), "x", FrozenOptions());
  int calls_ = 0;
};

TEST_F(DefectsTest, EachIsFoundAndJudgedAsTheCatalogueSays) {
  Verifier verifier(world_->registry().lookup());
  for (const DefectCategory& category : DefectCategories()) {
    for (const Defect& defect : category.defects) {
      const auto made = Make(defect.id);
      ASSERT_TRUE(made.ok()) << defect.id << ": " << NameOf(made.status().reason()) << " "
                             << made.status().message();
      const Bytes& der = made->defective->der;
      const auto issuer = world_->authorities().FindByKeyId(made->defective->issuer_key_id);
      std::vector<std::string_view> faults;
      for (const LintFinding& finding : LintCertificate(der, issuer->certificate.der())) {
        if (finding.severity != Severity::kNotice) faults.push_back(finding.id);
      }
      EXPECT_EQ(faults, std::vector{defect.lint_rule}) << defect.id << " " << ToHex(der);
      const Verdict verdict = verifier.VerifyCertificate(der, world_->clock().Now(), {true});
      EXPECT_EQ(NameOf(verdict.reason), defect.verdict) << defect.id;
      EXPECT_EQ(LinkingVerdict(*made), defect.linking_verdict) << defect.id;
    }
  }
}

// What the registry can find it has, and it can be revoked.
TEST_F(DefectsTest, WhatCanBeReadIsPublishedAsAnyOther) {
  const auto made = Make("snils-check-digit");
  ASSERT_TRUE(made.ok()) << made.status().message();
  ASSERT_TRUE(made->defective->issued.has_value());
  const auto& [name, certificate] = *made->defective->issued;
  EXPECT_EQ(made->application.state, ApplicationState::kIssued);
  EXPECT_EQ(made->application.certificate, name);
  EXPECT_EQ((*world_->carriers().Load(made->carrier)).keys.front().certificate_der, certificate.der());
  const Status revoked = world_->operations().Run({"revoke", "", ""}, [&](Operation& operation) {
    return world_->enrollment().Revoke(operation, name, RevocationReason::kSuperseded, "ошибка");
  });
  EXPECT_TRUE(revoked.ok()) << revoked.message();
  Verifier verifier(world_->registry().lookup());
  EXPECT_EQ(verifier.VerifyCertificate(certificate, world_->clock().Now(), {true}).reason,
            VerdictReason::kRevoked);
}

TEST_F(DefectsTest, WhatCannotBeReadLeavesNothingBehind) {
  for (const char* id : {"key-usage-twice", "authority-key-id-missing"}) {
    const auto made = Make(id);
    ASSERT_TRUE(made.ok()) << made.status().message();
    EXPECT_FALSE(made->defective->issued.has_value()) << id;
    EXPECT_EQ(made->application.state, ApplicationState::kCanceled) << id;
    EXPECT_FALSE((*world_->carriers().Load(made->carrier)).keys.front().certificate_der.has_value()) << id;
  }
}

TEST_F(DefectsTest, TheJournalSaysWhichDefect) {
  const auto published = Make("snils-check-digit");
  const auto unreadable = Make("key-usage-twice");
  ASSERT_TRUE(published.ok() && unreadable.ok());
  for (const auto& [resource, id] : {std::pair(published->defective->issued->name, "snils-check-digit"),
                                     std::pair(unreadable->application.ResourceName(), "key-usage-twice")}) {
    EventFilter filter;
    filter.resource = resource;
    const auto page = world_->journal().List(filter, 0, 100);
    const auto event = std::ranges::find(page->events, "certificate.broken-on-purpose", &Event::type);
    ASSERT_NE(event, page->events.end()) << resource;
    EXPECT_EQ(event->attributes.at("defect"), id);
  }
}

TEST_F(DefectsTest, EveryVerdictOfTheCatalogueIsOne) {
  std::set<std::string_view> names;
  for (int i = static_cast<int>(VerdictReason::kValid); i <= static_cast<int>(VerdictReason::kNotAPerson);
       ++i) {
    names.insert(NameOf(static_cast<VerdictReason>(i)));
  }
  for (const DefectCategory& category : DefectCategories()) {
    for (const Defect& defect : category.defects) {
      EXPECT_TRUE(names.contains(defect.verdict)) << defect.id;
      EXPECT_TRUE(names.contains(defect.linking_verdict)) << defect.id;
    }
  }
}

TEST_F(DefectsTest, WhatTheCertificatesLackCannotBeBroken) {
  ProvisionWish wish;
  wish.algorithm = KeyAlgorithm::k256Tc26A;  // whose key has no digestParamSet
  EXPECT_EQ(Make("key-digest-missing", wish).status().reason(), Reason::DEFECT_NOT_APPLICABLE);
}

}  // namespace
}  // namespace kepsim
