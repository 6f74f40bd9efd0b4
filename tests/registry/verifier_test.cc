#include "registry/verifier/verifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "ca/crypto/cms.h"
#include "ca/crypto/random.h"
#include "ca/x509/signed.h"
#include "tests/ca/x509/samples.h"
#include "tests/registry/fake_lookup.h"

namespace kepsim {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::seconds;
using testing::ElementsAre;

const Time kNow = SampleTime("2026-12-01T12:00:00Z");
const Time kAccredited = SampleTime("2022-02-01T00:00:00Z");
const Time kIssued = SampleTime("2026-11-22T10:00:00Z");  // the holder's notBefore

// A world in which all is well, until a test spoils it.
struct Scene {
  Scene() : holder_plan(samples.HolderPlan()) {
    lookup.authorities.push_back({"", samples.Root(), true, {}});
    lookup.authorities.push_back({"azimut", samples.Ca(), false, {{Accreditation::kActive, kAccredited}}});
    PutCrl(samples.root_key(), Samples::RootName(), {});
    PutCrl(samples.ca_key(), Samples::CaName(), {});
    PutEntry({kIssued, std::nullopt, 0});
  }

  CrlPlan ListPlan(const PrivateKey& key, const Name& issuer, std::vector<CrlEntry> entries) const {
    return {EncodeName(issuer).value(),    kNow - hours(1),   kNow + hours(23), 7,
            key.public_key().Identifier(), std::move(entries)};
  }
  void PutCrl(const CrlPlan& plan, const PrivateKey& signer) {
    lookup.crls[ToHex(plan.authority_key_id)] = SignCrl(plan, signer, *samples.stream()).value();
  }
  void PutCrl(const PrivateKey& key, const Name& issuer, std::vector<CrlEntry> entries) {
    PutCrl(ListPlan(key, issuer, std::move(entries)), key);
  }
  void PutEntry(const RegistryEntry& entry) {
    lookup.entries[{ToHex(samples.ca_key().public_key().Identifier()), ToHex(holder_plan.serial)}] = entry;
  }
  // Unchecked by the linter, since half of these must not pass it.
  Certificate Signed(const CertificatePlan& plan, const PrivateKey& key) const {
    return Certificate::Parse(SignAndWrap(BuildTbsCertificate(plan).value(), key, *samples.stream()).value())
        .value();
  }
  Certificate Holder() const {
    return Signed(holder_plan, holder_signed_by_stranger ? samples.holder_key() : samples.ca_key());
  }
  std::vector<AccreditationChange>& history() { return lookup.authorities[1].history; }

  Samples samples;
  FakeLookup lookup;
  CertificatePlan holder_plan;
  bool holder_signed_by_stranger = false;
  Time at = kNow;
  VerificationPolicy policy{.ask_registry = true};
};

struct Case {
  const char* name;
  std::function<void(Scene&)> spoil;
  VerdictReason reason;
  int esv_code;
  const char* failed_check;
};

const Case kCases[] = {
    {"Good", [](Scene&) {}, VerdictReason::kValid, 0, ""},
    {"RootIsNotKnown", [](Scene& s) { s.lookup.authorities.erase(s.lookup.authorities.begin()); },
     VerdictReason::kUnknownIssuer, 15, "path"},
    {"CaIsNotKnown", [](Scene& s) { s.lookup.authorities.pop_back(); }, VerdictReason::kUnknownIssuer, 15,
     "path"},
    {"NoAuthorityKeyIdentifier", [](Scene& s) { s.holder_plan.authority_key_id.reset(); },
     VerdictReason::kUnknownIssuer, 15, "path"},
    {"IssuerOfAnotherName", [](Scene& s) { s.holder_plan.issuer = Samples::RootName(); },
     VerdictReason::kUnknownIssuer, 15, "path"},
    {"IssuerIsNoCa",
     [](Scene& s) {
       CertificatePlan plan = s.samples.CaPlan();
       plan.is_ca = false;
       plan.path_length.reset();
       s.lookup.authorities[1].certificate = s.Signed(plan, s.samples.root_key());
     },
     VerdictReason::kUnknownIssuer, 15, "path"},
    {"IssuerMayNotSignCertificates",
     [](Scene& s) {
       CertificatePlan plan = s.samples.CaPlan();
       plan.key_usage = kCrlSign;
       s.lookup.authorities[1].certificate = s.Signed(plan, s.samples.root_key());
     },
     VerdictReason::kUnknownIssuer, 15, "path"},
    {"SignedByAnotherKey", [](Scene& s) { s.holder_signed_by_stranger = true; },
     VerdictReason::kChainSignatureInvalid, 3, "path-signatures"},
    {"CaSignedByAnotherKey",
     [](Scene& s) {
       s.lookup.authorities[1].certificate = s.Signed(s.samples.CaPlan(), s.samples.holder_key());
     },
     VerdictReason::kChainSignatureInvalid, 3, "path-signatures"},
    {"NeverAccredited", [](Scene& s) { s.history().clear(); }, VerdictReason::kIssuerNotAccredited, 15,
     "accreditation"},
    {"AccreditedLater",
     [](Scene& s) {
       s.history() = {{Accreditation::kActive, kIssued + seconds(1)}};
     },
     VerdictReason::kIssuerNotAccredited, 15, "accreditation"},
    {"IssuedWhileSuspended",
     [](Scene& s) {
       s.history().push_back({Accreditation::kSuspended, kIssued});
     },
     VerdictReason::kIssuerSuspended, 15, "accreditation"},
    {"IssuedWhileSuspendedAndResumedSince",
     [](Scene& s) {
       s.history().push_back({Accreditation::kSuspended, kIssued - hours(1)});
       s.history().push_back({Accreditation::kActive, kIssued + hours(1)});
     },
     VerdictReason::kIssuerSuspended, 15, "accreditation"},
    {"IssuedBeforeTheSuspension",
     [](Scene& s) {
       s.history().push_back({Accreditation::kSuspended, kIssued + seconds(1)});
     },
     VerdictReason::kValid, 0, ""},
    // notBefore has no fraction of a second; the entry has.
    {"IssuedInTheSecondOfTheSuspensionBefore",
     [](Scene& s) {
       s.history().push_back({Accreditation::kSuspended, kIssued + microseconds(500)});
       s.PutEntry({kIssued + microseconds(499), std::nullopt, 0});
     },
     VerdictReason::kValid, 0, ""},
    {"IssuedInTheSecondOfTheSuspensionBehind",
     [](Scene& s) {
       s.history().push_back({Accreditation::kSuspended, kIssued + microseconds(500)});
       s.PutEntry({kIssued + microseconds(501), std::nullopt, 0});
     },
     VerdictReason::kIssuerSuspended, 15, "accreditation"},
    {"AccreditationEnded",
     [](Scene& s) {
       s.history().push_back({Accreditation::kTerminated, kNow});
     },
     VerdictReason::kIssuerTerminated, 15, "accreditation"},
    {"AccreditationEndedAndGivenAnew",
     [](Scene& s) {
       s.history().push_back({Accreditation::kTerminated, kNow - hours(2)});
       s.history().push_back({Accreditation::kActive, kNow - hours(1)});
     },
     VerdictReason::kIssuerTerminated, 15, "accreditation"},
    {"AccreditationEndsLater",
     [](Scene& s) {
       s.history().push_back({Accreditation::kTerminated, kNow + microseconds(1)});
     },
     VerdictReason::kValid, 0, ""},
    {"IssuedBehindTheEnd",
     [](Scene& s) {
       s.history().push_back({Accreditation::kTerminated, kIssued - hours(1)});
     },
     VerdictReason::kIssuerNotAccredited, 15, "accreditation"},
    {"LastMoment", [](Scene& s) { s.at = s.holder_plan.not_after = kNow; }, VerdictReason::kValid, 0, ""},
    {"Expired", [](Scene& s) { s.holder_plan.not_after = kNow - seconds(1); }, VerdictReason::kExpired, 5,
     "validity"},
    {"NotYetValid", [](Scene& s) { s.holder_plan.not_before = kNow + seconds(1); },
     VerdictReason::kNotYetValid, 5, "validity"},
    {"CaExpired",
     [](Scene& s) {
       CertificatePlan plan = s.samples.CaPlan();
       plan.not_after = kNow - seconds(1);
       s.lookup.authorities[1].certificate = s.Signed(plan, s.samples.root_key());
     },
     VerdictReason::kExpired, 5, "validity"},
    {"Revoked",
     [](Scene& s) {
       s.PutCrl(s.samples.ca_key(), Samples::CaName(),
                {{s.holder_plan.serial, kNow, RevocationReason::kKeyCompromise}});
     },
     VerdictReason::kRevoked, 7, "revocation"},
    {"RevokedLater",
     [](Scene& s) {
       s.PutCrl(s.samples.ca_key(), Samples::CaName(),
                {{s.holder_plan.serial, kNow + seconds(1), RevocationReason::kKeyCompromise}});
     },
     VerdictReason::kValid, 0, ""},
    {"CaRevoked",
     [](Scene& s) {
       s.PutCrl(s.samples.root_key(), Samples::RootName(),
                {{s.samples.CaPlan().serial, kNow, RevocationReason::kCaCompromise}});
     },
     VerdictReason::kRevoked, 7, "revocation"},
    {"NoList", [](Scene& s) { s.lookup.crls.erase(ToHex(s.samples.ca_key().public_key().Identifier())); },
     VerdictReason::kRevocationUnknown, 13, "revocation"},
    {"NoListOfTheRoot",
     [](Scene& s) { s.lookup.crls.erase(ToHex(s.samples.root_key().public_key().Identifier())); },
     VerdictReason::kRevocationUnknown, 13, "revocation"},
    {"ListsCannotBeHad", [](Scene& s) { s.lookup.failure = Reason::STORAGE_FAILED; },
     VerdictReason::kRevocationUnknown, 13, "revocation"},
    {"StaleList", [](Scene& s) { s.at = kNow + hours(24); }, VerdictReason::kRevocationUnknown, 13,
     "revocation"},
    {"ListSignedByAnotherKey",
     [](Scene& s) {
       s.PutCrl(s.ListPlan(s.samples.ca_key(), Samples::CaName(), {}), s.samples.holder_key());
     },
     VerdictReason::kRevocationUnknown, 13, "revocation"},
    {"ListOfAnotherIssuer", [](Scene& s) { s.PutCrl(s.samples.ca_key(), Samples::RootName(), {}); },
     VerdictReason::kRevocationUnknown, 13, "revocation"},
    {"ListIsNone",
     [](Scene& s) { s.lookup.crls[ToHex(s.samples.ca_key().public_key().Identifier())] = ToBytes("<html>"); },
     VerdictReason::kRevocationUnknown, 13, "revocation"},
    {"NoPolicyClass", [](Scene& s) { s.holder_plan.policies = {"2.5.29.32.0"}; },
     VerdictReason::kNotQualified, 13, "qualification"},
    {"NoSubjectSignTool", [](Scene& s) { s.holder_plan.subject_sign_tool.reset(); },
     VerdictReason::kNotQualified, 13, "qualification"},
    {"NoIssuerSignTool", [](Scene& s) { s.holder_plan.issuer_sign_tool.reset(); },
     VerdictReason::kNotQualified, 13, "qualification"},
    {"NoIdentificationKind", [](Scene& s) { s.holder_plan.identification_kind.reset(); },
     VerdictReason::kNotQualified, 13, "qualification"},
    {"NoKeyUsage", [](Scene& s) { s.holder_plan.key_usage = 0; }, VerdictReason::kNotQualified, 13,
     "qualification"},
    {"KeyUsageWithoutSigning", [](Scene& s) { s.holder_plan.key_usage = kKeyEncipherment; },
     VerdictReason::kNotQualified, 13, "qualification"},
    {"NotInRegistry", [](Scene& s) { s.lookup.entries.clear(); }, VerdictReason::kNotInRegistry, 13,
     "registry"},
    {"PublishedLater",
     [](Scene& s) {
       s.PutEntry({kNow + seconds(1), std::nullopt, 0});
     },
     VerdictReason::kNotInRegistry, 13, "registry"},
    {"RegistryIsNotAsked",
     [](Scene& s) {
       s.lookup.entries.clear();
       s.policy.ask_registry = false;
     },
     VerdictReason::kValid, 0, ""},
    {"RevokedInTheRegistryOnly",
     [](Scene& s) {
       s.PutEntry({kIssued, kNow, 1});
     },
     VerdictReason::kRevoked, 7, "registry"},
};

class VerifierTest : public testing::TestWithParam<Case> {};

void ExpectExplained(const Verdict& verdict, const Case& expected) {
  EXPECT_EQ(NameOf(verdict.reason), NameOf(expected.reason));
  EXPECT_EQ(verdict.esv_code(), expected.esv_code);
  bool failed = false;
  for (const Check& check : verdict.checks) {
    if (failed) {
      EXPECT_EQ(check.result, CheckResult::kSkipped) << check.name;
    } else if (check.result != CheckResult::kPassed) {
      EXPECT_EQ(check.result, CheckResult::kFailed);
      EXPECT_EQ(check.name, expected.failed_check);
      failed = true;
    }
  }
  EXPECT_EQ(failed, !verdict.valid());
}

TEST_P(VerifierTest, Certificate) {
  Scene scene;
  GetParam().spoil(scene);
  Verifier verifier(scene.lookup);
  const Certificate holder = scene.Holder();
  ExpectExplained(verifier.VerifyCertificate(holder, scene.at, scene.policy), GetParam());
  // Once more, out of the caches.
  ExpectExplained(verifier.VerifyCertificate(holder, scene.at, scene.policy), GetParam());
}

// What is wrong with the certificate is wrong with its signature.
TEST_P(VerifierTest, Signature) {
  Scene scene;
  GetParam().spoil(scene);
  Verifier verifier(scene.lookup);
  const Bytes content = ToBytes("Прошу выдать справку.");
  const Certificate holder = scene.Holder();
  const Bytes cms =
      SignCmsDetached({holder.der(), scene.samples.holder_key()}, content, kNow, *scene.samples.stream())
          .value();
  const auto answer = verifier.VerifyDetachedCms(cms, content, scene.at, scene.policy);
  ExpectExplained(answer.verdict, GetParam());
  ASSERT_TRUE(answer.signer.has_value());
  EXPECT_EQ(answer.signer->der(), holder.der());
}

INSTANTIATE_TEST_SUITE_P(Reasons, VerifierTest, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Verifier, ListsItsChecksInOrder) {
  Scene scene;
  Verifier verifier(scene.lookup);
  const Bytes content = ToBytes("x");
  const Bytes cms = SignCmsDetached({scene.Holder().der(), scene.samples.holder_key()}, content, kNow,
                                    *scene.samples.stream())
                        .value();
  const auto names = [](const Verdict& verdict) {
    std::vector<std::string> all;
    for (const Check& check : verdict.checks) all.push_back(check.name);
    return all;
  };
  const Verdict good = verifier.VerifyDetachedCms(cms, content, kNow, scene.policy).verdict;
  EXPECT_THAT(names(good), ElementsAre("format", "signature", "path", "path-signatures", "accreditation",
                                       "validity", "revocation", "revocation", "qualification", "registry"));
  EXPECT_EQ(good.checks[6].source, "http://crl.test/");
  EXPECT_EQ(good.esv_text(), "Электронная подпись действительна");
}

TEST(Verifier, TellsAWrongSignatureFromNone) {
  Scene scene;
  Verifier verifier(scene.lookup);
  const Bytes content = ToBytes("x");
  const auto sign = [&](const PrivateKey& key) {
    return SignCmsDetached({scene.Holder().der(), key}, content, kNow, *scene.samples.stream()).value();
  };
  const auto reason = [&](ByteView cms, std::string_view text) {
    return verifier.VerifyDetachedCms(cms, AsBytes(text), kNow, scene.policy).verdict.reason;
  };
  EXPECT_EQ(reason(sign(scene.samples.holder_key()), "x"), VerdictReason::kValid);
  EXPECT_EQ(reason(sign(scene.samples.holder_key()), "y"), VerdictReason::kSignatureInvalid);
  EXPECT_EQ(reason(sign(scene.samples.ca_key()), "x"), VerdictReason::kSignatureInvalid);
  EXPECT_EQ(reason(ToBytes("not CMS"), "x"), VerdictReason::kMalformed);
  EXPECT_EQ(reason(scene.Holder().der(), "x"), VerdictReason::kMalformed);
  EXPECT_EQ(reason({}, "x"), VerdictReason::kMalformed);
}

TEST(Verifier, TakesPemAndDerAndNothingElse) {
  Scene scene;
  Verifier verifier(scene.lookup);
  const auto reason = [&](ByteView encoded) {
    return verifier.VerifyCertificate(encoded, kNow, scene.policy).reason;
  };
  EXPECT_EQ(reason(scene.Holder().der()), VerdictReason::kValid);
  EXPECT_EQ(reason(AsBytes(scene.Holder().ToPem())), VerdictReason::kValid);
  EXPECT_EQ(reason(ToBytes("no certificate")), VerdictReason::kMalformed);
}

TEST(Verifier, NeitherRootNorCaNeedsAnAccreditationItself) {
  Scene scene;
  Verifier verifier(scene.lookup);
  EXPECT_EQ(verifier.VerifyCertificate(scene.samples.Root(), kNow, {}).reason, VerdictReason::kNotQualified);
  EXPECT_EQ(verifier.VerifyCertificate(scene.samples.Ca(), kNow, {}).reason, VerdictReason::kNotQualified);
}

// domain.md §1.5: the root's key has a second certificate, of an older root; one of two paths is enough.
TEST(Verifier, OnePathThatHoldsIsEnough) {
  Scene scene;
  CertificatePlan cross = scene.samples.RootPlan();
  cross.issuer = Samples::HolderName();
  cross.authority_key_id =
      AuthorityKeyIdentifier{scene.samples.holder_key().public_key().Identifier(),
                             EncodeName(Samples::HolderName()).value(), Samples::Serial(9)};
  CertificatePlan older = scene.samples.RootPlan();
  older.issuer = older.subject = Samples::HolderName();
  older.key = scene.samples.holder_key().public_key();
  auto& known = scene.lookup.authorities;
  known.insert(known.begin(), {"", scene.Signed(cross, scene.samples.holder_key()), false, {}});
  known.insert(known.begin(), {"", scene.Signed(older, scene.samples.holder_key()), true, {}});

  // Through the older root the list is missing; directly, nothing is.
  Verifier both(scene.lookup);
  EXPECT_EQ(both.VerifyCertificate(scene.Holder(), kNow, scene.policy).reason, VerdictReason::kValid);
  std::erase_if(known, [&](const auto& one) { return one.certificate.der() == scene.samples.Root().der(); });
  Verifier older_only(scene.lookup);
  EXPECT_EQ(older_only.VerifyCertificate(scene.Holder(), kNow, scene.policy).reason,
            VerdictReason::kRevocationUnknown);
}

// What the certificate says of itself does not matter, and accreditation is not asked for.
TEST(Verifier, UnderAnUnqualifiedRootNothingIsQualified) {
  Scene scene;
  for (KnownAuthority& known : scene.lookup.authorities) known.qualified = false;
  scene.history().clear();
  Verifier verifier(scene.lookup);
  const Verdict verdict = verifier.VerifyCertificate(scene.Holder(), kNow, scene.policy);
  EXPECT_EQ(NameOf(verdict.reason), NameOf(VerdictReason::kNotQualified));
  const auto failed = std::ranges::find(verdict.checks, CheckResult::kFailed, &Check::result);
  ASSERT_NE(failed, verdict.checks.end());
  EXPECT_EQ(failed->name, "qualification");
  EXPECT_THAT(failed->detail, testing::HasSubstr("unqualified signatures"));
  // What else is wrong comes first, as ever.
  EXPECT_EQ(verifier.VerifyCertificate(scene.Holder(), kNow + 2 * 366 * kDay, scene.policy).reason,
            VerdictReason::kExpired);
}

// Keys that a root had one after another, under one name: the later certified by itself and by the earlier.
TEST(Verifier, BothGenerationsOfARoot) {
  Scene scene;
  const PrivateKey& newer = scene.samples.holder_key();
  CertificatePlan own = scene.samples.RootPlan();
  own.key = newer.public_key();
  own.serial = Samples::Serial(7);
  CertificatePlan link = own;
  link.serial = Samples::Serial(8);
  link.authority_key_id = AuthorityKeyIdentifier{scene.samples.root_key().public_key().Identifier(), {}, {}};
  CertificatePlan later_ca = scene.samples.CaPlan();
  later_ca.serial = Samples::Serial(10);
  later_ca.authority_key_id = AuthorityKeyIdentifier{newer.public_key().Identifier(), {}, {}};
  auto& known = scene.lookup.authorities;
  known.push_back({"", scene.Signed(link, scene.samples.root_key()), false, {}});
  known.push_back({"", scene.Signed(own, newer), true, {}});
  known[1].certificate = scene.Signed(later_ca, newer);
  scene.PutCrl(newer, Samples::RootName(), {});

  PathFinder finder(scene.lookup);
  const PathSearch search = finder.Find(scene.Holder());
  ASSERT_EQ(search.paths.size(), 2u);
  EXPECT_EQ(search.paths[0].size(), 2u);  // the root itself comes first
  EXPECT_EQ(search.paths[1].size(), 3u);
  EXPECT_EQ(search.paths[1].back()->certificate.der(), scene.samples.Root().der());
  Verifier verifier(scene.lookup);
  EXPECT_EQ(verifier.VerifyCertificate(scene.Holder(), kNow, scene.policy).reason, VerdictReason::kValid);
  // The new one alone is not trusted: the way over the old one is left.
  known.pop_back();
  EXPECT_EQ(verifier.VerifyCertificate(scene.Holder(), kNow, scene.policy).reason, VerdictReason::kValid);
  // Of a cross-certificate, too, no accreditation is asked for.
  EXPECT_EQ(verifier.VerifyCertificate(known[1].certificate, kNow, {}).reason, VerdictReason::kNotQualified);
}

// Roots that certified each other all around, none of them trusted: the search ends, and soon.
TEST(Verifier, LoopsOfCrossCertificatesEnd) {
  Scene scene;
  scene.lookup.authorities.erase(scene.lookup.authorities.begin());
  std::vector<PrivateKey> keys = {scene.samples.root_key()};
  std::vector<Name> names = {Samples::RootName()};
  for (int i = 0; i < 7; ++i) {
    keys.push_back(*PrivateKey::Generate(KeyAlgorithm::k256Tc26A,
                                         *MakeSeededRandom(Secret("loop"))->Stream(std::to_string(i))));
    names.push_back({{Attribute::kCommonName, "ТЕСТ корень " + std::to_string(i)}});
  }
  for (size_t subject = 0; subject < keys.size(); ++subject) {
    for (size_t issuer = 0; issuer < keys.size(); ++issuer) {
      if (subject == issuer) continue;
      CertificatePlan plan = scene.samples.RootPlan();
      plan.subject = names[subject];
      plan.key = keys[subject].public_key();
      plan.issuer = names[issuer];
      plan.issuer_algorithm = keys[issuer].algorithm();
      plan.authority_key_id = AuthorityKeyIdentifier{keys[issuer].public_key().Identifier(), {}, {}};
      scene.lookup.authorities.push_back({"", scene.Signed(plan, keys[issuer]), false, {}});
    }
  }
  Verifier verifier(scene.lookup);
  EXPECT_EQ(verifier.VerifyCertificate(scene.Holder(), kNow, scene.policy).reason,
            VerdictReason::kUnknownIssuer);
  // One of them trusted is found, all the same.
  scene.lookup.authorities.push_back({"", scene.samples.Root(), true, {}});
  EXPECT_EQ(verifier.VerifyCertificate(scene.Holder(), kNow, scene.policy).reason, VerdictReason::kValid);
}

TEST(Verifier, ACacheForgetsWhatIsNoLongerTrue) {
  Scene scene;
  Verifier verifier(scene.lookup);
  const auto reason = [&] { return verifier.VerifyCertificate(scene.Holder(), kNow, scene.policy).reason; };
  EXPECT_EQ(reason(), VerdictReason::kValid);
  scene.PutCrl(scene.samples.ca_key(), Samples::CaName(),
               {{scene.holder_plan.serial, kNow, RevocationReason::kSuperseded}});
  EXPECT_EQ(reason(), VerdictReason::kRevoked);
  scene.PutCrl(scene.ListPlan(scene.samples.ca_key(), Samples::CaName(), {}), scene.samples.root_key());
  EXPECT_EQ(reason(), VerdictReason::kRevocationUnknown);
}

TEST(AddCheck, GoesOnWhereTheVerifierStopped) {
  Verdict verdict{JudgedObject::kSignature, VerdictReason::kValid, {}, kNow};
  AddCheck(verdict, "snils", [](Check&) { return VerdictReason::kSnilsMismatch; });
  AddCheck(verdict, "name", [](Check&) {
    ADD_FAILURE() << "looked at behind a failure";
    return VerdictReason::kValid;
  });
  EXPECT_EQ(verdict.reason, VerdictReason::kSnilsMismatch);
  EXPECT_EQ(verdict.checks[0].result, CheckResult::kFailed);
  EXPECT_EQ(verdict.checks[1].result, CheckResult::kSkipped);
}

}  // namespace
}  // namespace kepsim
