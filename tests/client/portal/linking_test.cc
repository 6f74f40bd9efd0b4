#include "client/portal/linking.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <thread>

#include "tests/client/portal/portal_bench.h"

namespace kepsim {
namespace {

void Replace(Name& name, Attribute type, const std::string& value) {
  for (NameAttribute& attribute : name) {
    if (attribute.type == type) attribute.value = value;
  }
}

TEST(Linking, ASignedChallengeLinks) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const Certificate certificate = bench.Issue();
  const Linking linking = bench.Started(account);
  EXPECT_EQ(linking.expires, kNow + std::chrono::minutes(10));
  EXPECT_TRUE(AsText(linking.challenge).starts_with("kepsim-linking:" + linking.id + ':'));

  const auto outcome = bench.Complete(account, linking, bench.Signed(certificate, linking.challenge));
  ASSERT_TRUE(outcome.ok()) << outcome.status().message();
  EXPECT_EQ(outcome->verdict.reason, VerdictReason::kValid);
  ASSERT_TRUE(outcome->link);
  EXPECT_EQ(outcome->link->state, LinkState::kActive);
  EXPECT_EQ(outcome->link->certificate, certificate.der());

  const auto links = bench.portal.ListLinks(bench.Reloaded(account)).value();
  ASSERT_EQ(links.size(), 1u);
  EXPECT_EQ(links[0].id, outcome->link->id);
  EXPECT_EQ(links[0].carrier, LinkedCarrier::kUsbToken);
  EXPECT_TRUE(bench.Active(account));
  const auto events = bench.Events("link.activated");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].resource, links[0].Name());
  EXPECT_EQ(events[0].attributes.at("account"), account.Name());
}

TEST(Linking, NeedsAConfirmedAccount) {
  PortalBench bench;
  const Account account = bench.Registered(PortalBench::Petrov());
  const auto linking = bench.Run(
      [&](Operation& op) { return bench.portal.StartLinking(op, account, LinkedCarrier::kMobile); });
  EXPECT_EQ(linking.status().reason(), Reason::ACCOUNT_NOT_CONFIRMED);
}

TEST(Linking, EveryChallengeIsAnother) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  EXPECT_NE(bench.Started(account).challenge, bench.Started(account).challenge);
}

struct Refusal {
  const char* name;
  // The CMS that answers `challenge`.
  std::function<Bytes(PortalBench&, ByteView challenge)> answer;
  VerdictReason reason;
};

class LinkingRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(LinkingRefusal, IsAVerdictAndCostsATry) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const Linking linking = bench.Started(account);
  const auto outcome = bench.Complete(account, linking, GetParam().answer(bench, linking.challenge));
  ASSERT_TRUE(outcome.ok()) << outcome.status().message();
  EXPECT_EQ(NameOf(outcome->verdict.reason), NameOf(GetParam().reason));
  EXPECT_FALSE(outcome->link);
  EXPECT_EQ(outcome->tries_left, 2);
  EXPECT_FALSE(bench.Active(account));
  // The portal's own checks are listed whether or not they were reached.
  const auto& checks = outcome->verdict.checks;
  if (GetParam().reason != VerdictReason::kMalformed) {
    ASSERT_GE(checks.size(), 3u);
    EXPECT_EQ(checks[checks.size() - 3].name, "holder");
    EXPECT_EQ(checks[checks.size() - 2].name, "snils");
    EXPECT_EQ(checks[checks.size() - 1].name, "name");
  }
  EXPECT_EQ(std::count_if(checks.begin(), checks.end(),
                          [](const Check& check) { return check.result == CheckResult::kFailed; }),
            1);

  const auto events = bench.Events("link.refused");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].resource, linking.Name());
  EXPECT_EQ(events[0].attributes.at("reason"), NameOf(GetParam().reason));

  // The tries that are left are good.
  const Certificate right = bench.Issue([](CertificatePlan& plan) { plan.serial = Samples::Serial(99); });
  const auto again = bench.Complete(account, linking, bench.Signed(right, linking.challenge));
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->verdict.valid()) << NameOf(again->verdict.reason);
}

// Signs with a certificate that is like the citizen's but for `change`.
auto WithCertificate(std::function<void(CertificatePlan&)> change) {
  return [change = std::move(change)](PortalBench& bench, ByteView challenge) {
    return bench.Signed(bench.Issue(change), challenge);
  };
}

INSTANTIATE_TEST_SUITE_P(
    All, LinkingRefusal,
    testing::Values(Refusal{"NoCms", [](PortalBench&, ByteView) { return ToBytes("signed, honestly"); },
                            VerdictReason::kMalformed},
                    Refusal{"AnotherKey",
                            [](PortalBench& bench, ByteView challenge) {
                              return bench.SignedBy(bench.samples.root_key(), bench.Issue(), challenge);
                            },
                            VerdictReason::kSignatureInvalid},
                    Refusal{"ReplayedOfAnotherLinking",
                            [](PortalBench& bench, ByteView) {
                              const Account account = bench.portal.FindBySnils("11223344595").value().value();
                              const Linking earlier = bench.Started(account);
                              return bench.Signed(bench.Issue(), earlier.challenge);
                            },
                            VerdictReason::kSignatureInvalid},
                    Refusal{"UnknownIssuer",
                            [](PortalBench& bench, ByteView challenge) {
                              CertificatePlan plan = bench.samples.HolderPlan();
                              plan.authority_key_id->key_id = Bytes(20, 1);
                              return bench.Signed(bench.samples.Sign(plan, bench.samples.ca_key()),
                                                  challenge);
                            },
                            VerdictReason::kUnknownIssuer},
                    Refusal{"NotInTheRegistry",
                            [](PortalBench& bench, ByteView challenge) {
                              return bench.Signed(bench.samples.Holder(), challenge);
                            },
                            VerdictReason::kNotInRegistry},
                    Refusal{"Revoked",
                            [](PortalBench& bench, ByteView challenge) {
                              const Certificate certificate = bench.Issue();
                              bench.registry.Revoke(certificate.serial());
                              return bench.Signed(certificate, challenge);
                            },
                            VerdictReason::kRevoked},
                    Refusal{"Expired", WithCertificate([](CertificatePlan& plan) {
                              plan.not_after = kNow - std::chrono::hours(1);
                            }),
                            VerdictReason::kExpired},
                    Refusal{"NotYetValid", WithCertificate([](CertificatePlan& plan) {
                              plan.not_before = kNow + std::chrono::hours(1);
                            }),
                            VerdictReason::kNotYetValid},
                    Refusal{"SnilsOfSomeoneElse", WithCertificate([](CertificatePlan& plan) {
                              Replace(plan.subject, Attribute::kSnils, "99000000153");
                            }),
                            VerdictReason::kSnilsMismatch},
                    Refusal{"AnotherSurname", WithCertificate([](CertificatePlan& plan) {
                              Replace(plan.subject, Attribute::kSurname, "Сидоров");
                              Replace(plan.subject, Attribute::kCommonName, "Сидоров Иван Иванович");
                            }),
                            VerdictReason::kNameMismatch},
                    Refusal{"AnotherPatronymic", WithCertificate([](CertificatePlan& plan) {
                              Replace(plan.subject, Attribute::kGivenName, "Иван Петрович");
                              Replace(plan.subject, Attribute::kCommonName, "Петров Иван Петрович");
                            }),
                            VerdictReason::kNameMismatch},
                    Refusal{"NoPatronymic", WithCertificate([](CertificatePlan& plan) {
                              Replace(plan.subject, Attribute::kGivenName, "Иван");
                              Replace(plan.subject, Attribute::kCommonName, "Петров Иван");
                            }),
                            VerdictReason::kNameMismatch},
                    Refusal{"InformationSystem",
                            WithCertificate([](CertificatePlan& plan) { plan.subject = Samples::CaName(); }),
                            VerdictReason::kNotAPerson}),
    [](const auto& row) { return row.param.name; });

TEST(Linking, TheSameNameWrittenOtherwiseLinks) {
  PortalBench bench;
  Registration registration = PortalBench::Petrov();
  registration.person = {"ПЕТРОВ", "Иван", "иванович"};
  const Account account = bench.Confirmed(registration);
  EXPECT_EQ(bench.Linked(account, bench.Issue()).state, LinkState::kActive);
}

// The organization beside the person changes nothing.
TEST(Linking, AHeadOfALegalEntityLinksAsThePerson) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const Certificate certificate = bench.Issue([](CertificatePlan& plan) {
    const char kOrganization[] = "ТЕСТ ООО «Ромашка»";
    Replace(plan.subject, Attribute::kCommonName, kOrganization);
    plan.subject.push_back({Attribute::kOrganization, kOrganization});
    plan.subject.push_back({Attribute::kTitle, "Генеральный директор"});
    plan.subject.push_back({Attribute::kOgrn, "1200099000012"});
    plan.subject.push_back({Attribute::kInnle, "0099000014"});
  });
  EXPECT_EQ(bench.Linked(account, certificate).state, LinkState::kActive);
}

TEST(Linking, TheThirdRefusalIsTheLast) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const Certificate certificate = bench.Issue();
  const Linking linking = bench.Started(account);
  for (const int left : {2, 1, 0}) {
    const auto outcome = bench.Complete(account, linking, bench.Signed(certificate, ToBytes("else")));
    ASSERT_TRUE(outcome.ok());
    EXPECT_EQ(outcome->tries_left, left);
  }
  EXPECT_EQ(bench.Complete(account, linking, bench.Signed(certificate, linking.challenge)).status().reason(),
            Reason::LINKING_TRIES);
  EXPECT_EQ(bench.Linked(account, certificate).state, LinkState::kActive);
}

TEST(Linking, RefusalsAtOnceAreAllCounted) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const Linking linking = bench.Started(account);
  const Bytes wrong = bench.Signed(bench.Issue(), ToBytes("else"));
  std::vector<Reason> reasons(8);
  std::vector<std::thread> threads;
  for (Reason& reason : reasons) {
    threads.emplace_back([&] { reason = bench.Complete(account, linking, wrong).status().reason(); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::count(reasons.begin(), reasons.end(), Reason::OK), 3);
  EXPECT_EQ(std::count(reasons.begin(), reasons.end(), Reason::LINKING_TRIES), 5);
  EXPECT_EQ(bench.Events("link.refused").size(), 3u);
}

TEST(Linking, LapsesAfterTenMinutes) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const Linking linking = bench.Started(account);
  const Bytes cms = bench.Signed(bench.Issue(), linking.challenge);
  bench.clock.Advance(kLinkingSpan);
  EXPECT_EQ(bench.Complete(account, linking, cms).status().reason(), Reason::LINKING_EXPIRED);
}

TEST(Linking, IsUsedOnce) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const Linking linking = bench.Started(account);
  const Bytes cms = bench.Signed(bench.Issue(), linking.challenge);
  ASSERT_TRUE(bench.Complete(account, linking, cms).value().link);
  EXPECT_EQ(bench.Complete(account, linking, cms).status().reason(), Reason::LINKING_USED);
}

TEST(Linking, AnotherAccountsIsNotFound) {
  PortalBench bench;
  const Account petrov = bench.Confirmed(PortalBench::Petrov());
  const Account ivanova = bench.Confirmed(PortalBench::Ivanova());
  const Linking linking = bench.Started(petrov);
  for (const std::string& name : {linking.Name(), linking.id, std::string("linkings/")}) {
    EXPECT_EQ(bench.portal.LoadLinking(ivanova, name).status().reason(), Reason::LINKING_NOT_FOUND) << name;
  }
}

TEST(Linking, NoSignatureIsWrongUseAndCostsNothing) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const Linking linking = bench.Started(account);
  EXPECT_EQ(bench.Complete(account, linking, {}).status().reason(), Reason::INVALID_FIELDS);
  EXPECT_EQ(bench.portal.LoadLinking(account, linking.Name()).value().TriesLeft(), 3);
}

TEST(Linking, ACertificateKeepsTheLinkThatItHas) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const Certificate certificate = bench.Issue();
  const Link first = bench.Linked(account, certificate);
  EXPECT_EQ(bench.Linked(account, certificate).id, first.id);
  EXPECT_EQ(bench.Events("link.activated").size(), 1u);
}

TEST(Linking, OfTwoAtOnceOneCertificateGetsOneLink) {
  PortalBench bench;
  const Account account = bench.Confirmed(PortalBench::Petrov());
  const Certificate certificate = bench.Issue();
  std::vector<std::pair<Linking, Bytes>> answers;
  for (int i = 0; i < 8; ++i) {
    const Linking linking = bench.Started(account);
    answers.emplace_back(linking, bench.Signed(certificate, linking.challenge));
  }
  std::vector<std::thread> threads;
  for (const auto& answer : answers) {
    threads.emplace_back([&] {
      const auto outcome = bench.Complete(account, answer.first, answer.second);
      EXPECT_TRUE(outcome.ok() && outcome->link) << outcome.status().message();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(bench.portal.ListLinks(bench.Reloaded(account)).value().size(), 1u);
}

// What sets a citizen up for a test does all of it at once, before anything can be read back.
TEST(Linking, FromRegistrationToLinkInOneOperation) {
  PortalBench bench;
  const Certificate certificate = bench.samples.Holder();
  FakeRegistry staged(bench.samples, bench.clock);
  staged.Publish(certificate);
  Verifier verifier(staged);
  const auto outcome = bench.Run([&](Operation& op) -> Result<Portal::LinkingOutcome> {
    KEPSIM_ASSIGN(Account account, bench.portal.Register(op, PortalBench::Petrov()));
    bench.portal.Confirm(op, account);
    KEPSIM_ASSIGN(Linking linking, bench.portal.StartLinking(op, account, LinkedCarrier::kMobile));
    return bench.portal.CompleteLinking(op, account, linking, bench.Signed(certificate, linking.challenge),
                                        verifier);
  });
  ASSERT_TRUE(outcome.ok()) << outcome.status().message();
  ASSERT_TRUE(outcome->link) << NameOf(outcome->verdict.reason);
  const Account account = bench.portal.FindBySnils("11223344595").value().value();
  EXPECT_EQ(account.level, AccountLevel::kConfirmed);
  EXPECT_TRUE(bench.Active(account));
}

}  // namespace
}  // namespace kepsim
