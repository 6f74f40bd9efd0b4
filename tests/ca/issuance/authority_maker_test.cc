// CAs and roots made by call, cross-certified and rolled over.
#include "ca/issuance/authority_maker.h"

#include <gmock/gmock.h>

#include "ca/issuance/authority_catalogue.h"
#include "ca/issuance/issuer_style.h"
#include "ca/person/check_digits.h"
#include "ca/x509/lint.h"
#include "tests/ca/issuance/ca_bench.h"

namespace kepsim {
namespace {

using enum ApplicationState;

AuthorityWish Wish(const std::string& id) {
  AuthorityWish wish;
  wish.id = id;
  return wish;
}

Result<AuthorityChange> Create(CaBench& ca, const AuthorityWish& wish) {
  return ca.operations.Run({"Test", "", ""},
                           [&](Operation& operation) { return ca.maker.CreateAuthority(operation, wish); });
}
Result<AuthorityChange> CreateRoot(CaBench& ca, const RootWish& wish) {
  return ca.operations.Run({"Test", "", ""},
                           [&](Operation& operation) { return ca.maker.CreateRoot(operation, wish); });
}
Result<AuthorityChange> Cross(CaBench& ca, const char* subject, const char* issuer) {
  return ca.operations.Run({"Test", "", ""}, [&](Operation& operation) {
    return ca.maker.CrossCertify(operation, subject, issuer);
  });
}
Result<AuthorityChange> RollOver(CaBench& ca, const char* id, std::optional<KeyAlgorithm> algorithm = {}) {
  return ca.operations.Run(
      {"Test", "", ""}, [&](Operation& operation) { return ca.maker.RollOverKey(operation, id, algorithm); });
}

std::string CommonName(const Authority& authority) {
  return Find(authority.certificate.subject(), Attribute::kCommonName).value_or("");
}

void ExpectNoErrors(const Certificate& certificate) {
  for (const LintFinding& finding : LintCertificate(certificate.der())) {
    EXPECT_NE(finding.severity, Severity::kError) << finding.id << ": " << finding.detail;
  }
}

TEST(CreateAuthority, InEveryStyle) {
  CaBench ca;
  for (const IssuerStyle& style : IssuerStyles()) {
    SCOPED_TRACE(style.id);
    AuthorityWish wish = Wish("in-" + style.id);
    wish.style = style.id;
    const auto made = Create(ca, wish);
    ASSERT_TRUE(made.ok()) << made.status().message();
    const auto authority = ca.authorities.Find(wish.id);
    ASSERT_NE(authority, nullptr);
    EXPECT_EQ(authority->certificate.der(), made->added.front().der());
    EXPECT_EQ(authority->certificate.not_before(), ca.clock.Now());
    EXPECT_EQ(authority->profile.style, style.id);
    EXPECT_EQ(authority->profile.qualified, style.qualified);
    EXPECT_EQ(authority->profile.security_class, SecurityClass::kKc2);
    EXPECT_EQ(authority->profile.carriers.size(), 2u);
    EXPECT_EQ(authority->profile.applicants.size(), style.subjects.size());
    EXPECT_TRUE(CommonName(*authority).starts_with("ТЕСТ "));
    EXPECT_TRUE(CompanyInnCheckDigitHolds(Find(authority->profile.name, Attribute::kInnle).value()));
    EXPECT_TRUE(OgrnCheckDigitHolds(Find(authority->profile.name, Attribute::kOgrn).value()));
    const auto root = ca.authorities.FindRoot(style.qualified ? kRootId : kUnqualifiedRootId);
    EXPECT_TRUE(authority->certificate.VerifySignature(*root->certificate.public_key()).ok());
    ExpectNoErrors(authority->certificate);
    EXPECT_EQ(ca.EventsOf("authorities/" + wish.id), std::vector<std::string>{"authority.created"});
  }
}

TEST(CreateAuthority, WithEveryAlgorithm) {
  CaBench ca;
  for (int i = 0; i <= static_cast<int>(KeyAlgorithm::k512Tc26C); ++i) {
    AuthorityWish wish = Wish("key-" + std::to_string(i));
    wish.algorithm = static_cast<KeyAlgorithm>(i);
    SCOPED_TRACE(NameOf(wish.algorithm));
    ASSERT_TRUE(Create(ca, wish).ok());
    EXPECT_EQ(ca.authorities.Find(wish.id)->certificate.public_key()->algorithm(), wish.algorithm);
  }
}

TEST(CreateAuthority, AsItWasSaid) {
  CaBench ca;
  ASSERT_TRUE(CreateRoot(ca, {"baikal", "Байкал", KeyAlgorithm::k512Tc26A, true}).ok());
  AuthorityWish wish = Wish("volga");
  wish.display_name = "УЦ «Волга», ТЕСТ";
  wish.ogrn = "1047702026701";
  wish.inn = "7710474375";
  wish.root = "baikal";
  wish.style = "tax-service";
  wish.algorithm = KeyAlgorithm::k256Tc26A;
  wish.security_class = "КВ2";
  wish.carriers = {CarrierKind::kMobile, CarrierKind::kMobile};
  wish.applicants = {ApplicantKind::kLegalEntityHead, ApplicantKind::kSoleProprietor};
  const auto made = Create(ca, wish);
  ASSERT_TRUE(made.ok()) << made.status().message();
  const auto volga = ca.authorities.Find("volga");
  EXPECT_EQ(CommonName(*volga), wish.display_name);
  EXPECT_EQ(Find(volga->profile.name, Attribute::kOgrn), wish.ogrn);
  EXPECT_EQ(Find(volga->profile.name, Attribute::kInnle), wish.inn);
  EXPECT_EQ(volga->profile.security_class, SecurityClass::kKv2);
  EXPECT_EQ(volga->profile.carriers, std::vector{CarrierKind::kMobile});
  EXPECT_EQ(volga->profile.applicants,
            (std::vector{ApplicantKind::kSoleProprietor, ApplicantKind::kLegalEntityHead}));
  const auto baikal = ca.authorities.FindRoot("baikal");
  EXPECT_EQ(CommonName(*baikal), "ТЕСТ Байкал");
  EXPECT_TRUE(volga->certificate.VerifySignature(*baikal->certificate.public_key()).ok());
  EXPECT_EQ(volga->certificate.crl_urls(), std::vector<std::string>{baikal->urls.crl});
}

struct Refusal {
  const char* name;
  std::function<void(AuthorityWish&)> spoil;
  const char* field;  // empty: the reason is the call's
  Reason reason;
};

const Refusal kRefusals[] = {
    {"NoId", [](AuthorityWish& w) { w.id.clear(); }, "id", Reason::FIELD_REQUIRED},
    {"IdInCapitals", [](AuthorityWish& w) { w.id = "Volga"; }, "id", Reason::FIELD_MALFORMED},
    {"IdBeginsWithHyphen", [](AuthorityWish& w) { w.id = "-volga"; }, "id", Reason::FIELD_MALFORMED},
    {"IdWithSlash", [](AuthorityWish& w) { w.id = "a/b"; }, "id", Reason::FIELD_MALFORMED},
    {"IdTooLong", [](AuthorityWish& w) { w.id = std::string(64, 'a'); }, "id", Reason::FIELD_MALFORMED},
    {"NameTooLong", [](AuthorityWish& w) { w.display_name = std::string(60, 'a'); }, "display_name",
     Reason::FIELD_TOO_LONG},
    {"NameWithControl", [](AuthorityWish& w) { w.display_name = "a\nb"; }, "display_name",
     Reason::FIELD_MALFORMED},
    {"NameIsNoUtf8", [](AuthorityWish& w) { w.display_name = "a\xFF"; }, "display_name",
     Reason::FIELD_MALFORMED},
    {"NameWithHomoglyph", [](AuthorityWish& w) { w.display_name = "Вoлга"; }, "display_name",
     Reason::TEXT_SCRIPT},
    {"OgrnTooShort", [](AuthorityWish& w) { w.ogrn = "104770202670"; }, "ogrn", Reason::OGRN_MALFORMED},
    {"OgrnOfZeros", [](AuthorityWish& w) { w.ogrn = "0000000000000"; }, "ogrn", Reason::OGRN_MALFORMED},
    {"OgrnCheckDigit", [](AuthorityWish& w) { w.ogrn = "1047702026702"; }, "ogrn", Reason::OGRN_CHECK_DIGIT},
    {"InnOfAPerson", [](AuthorityWish& w) { w.inn = "500100732259"; }, "inn", Reason::INNLE_MALFORMED},
    {"InnCheckDigit", [](AuthorityWish& w) { w.inn = "7710474376"; }, "inn", Reason::INNLE_CHECK_DIGIT},
    {"ClassInLatin", [](AuthorityWish& w) { w.security_class = "KC2"; }, "security_class",
     Reason::FIELD_OUT_OF_RANGE},
    {"ClassUnknown", [](AuthorityWish& w) { w.security_class = "КА1"; }, "security_class",
     Reason::FIELD_OUT_OF_RANGE},
    {"TestParameters", [](AuthorityWish& w) { w.algorithm = KeyAlgorithm::k256Test; }, "algorithm",
     Reason::KEY_TEST_PARAMETERS},
    {"KindThatTheStyleCannot",
     [](AuthorityWish& w) {
       w.style = "unqualified";
       w.applicants = {ApplicantKind::kLegalEntityHead};
     },
     "applicant_kinds", Reason::FIELD_OUT_OF_RANGE},
    {"QualifiedUnderAnUnqualifiedRoot", [](AuthorityWish& w) { w.root = kUnqualifiedRootId; }, "root",
     Reason::FIELD_OUT_OF_RANGE},
    {"UnqualifiedUnderAQualifiedRoot",
     [](AuthorityWish& w) {
       w.style = "unqualified";
       w.root = kRootId;
     },
     "root", Reason::FIELD_OUT_OF_RANGE},
    {"StyleUnknown", [](AuthorityWish& w) { w.style = "baroque"; }, "", Reason::STYLE_NOT_FOUND},
    {"RootUnknown", [](AuthorityWish& w) { w.root = "nobody"; }, "", Reason::AUTHORITY_NOT_FOUND},
    {"RootIsNone", [](AuthorityWish& w) { w.root = "azimut"; }, "", Reason::AUTHORITY_NOT_ROOT},
    {"Exists", [](AuthorityWish& w) { w.id = "azimut"; }, "", Reason::AUTHORITY_EXISTS},
    {"ExistsAsRoot", [](AuthorityWish& w) { w.id = kRootId; }, "", Reason::AUTHORITY_EXISTS},
};

TEST(CreateAuthority, SaysWhatIsWrong) {
  CaBench ca;
  const size_t before = ca.authorities.Records().size();
  for (const Refusal& refusal : kRefusals) {
    SCOPED_TRACE(refusal.name);
    AuthorityWish wish = Wish("volga");
    refusal.spoil(wish);
    const Status status = Create(ca, wish).status();
    if (*refusal.field == '\0') {
      EXPECT_EQ(status.reason(), refusal.reason) << status.message();
      continue;
    }
    EXPECT_EQ(status.reason(), Reason::INVALID_FIELDS);
    ASSERT_EQ(status.violations().size(), 1u) << status.message();
    EXPECT_EQ(status.violations()[0].field, refusal.field);
    EXPECT_EQ(status.violations()[0].reason, refusal.reason) << NameOf(status.violations()[0].reason);
  }
  EXPECT_EQ(ca.authorities.Records().size(), before);
}

TEST(CreateAuthority, AsManyAsThereIsRoomFor) {
  CaBench ca;
  size_t made = ca.authorities.Records().size();
  for (; made < AuthorityMaker::kMostAuthorities; ++made) {
    ASSERT_TRUE(CreateRoot(ca, {"root-" + std::to_string(made), "", {}, true}).ok()) << made;
  }
  EXPECT_EQ(CreateRoot(ca, {"one-more", "", {}, true}).status().reason(), Reason::AUTHORITY_LIMIT);
  EXPECT_EQ(Create(ca, Wish("one-more")).status().reason(), Reason::AUTHORITY_LIMIT);
  // New keys of those that are there go on.
  EXPECT_TRUE(RollOver(ca, "azimut").ok());
}

// Two calls that were decided on the same state: one comes first, the other is decided again.
TEST(CreateAuthority, TwoAtOnceComeOneAfterAnother) {
  for (const char* other : {"volga", "don"}) {
    SCOPED_TRACE(other);
    CaBench ca;
    int attempts = 0;
    const auto second = ca.operations.Run({"Test", "", ""}, [&](Operation& operation) {
      auto change = ca.maker.CreateAuthority(operation, Wish("volga"));
      const bool first = attempts++ == 0;
      EXPECT_TRUE(!first || Create(ca, Wish(other)).ok());
      return change;
    });
    EXPECT_EQ(attempts, 2);
    EXPECT_EQ(second.status().reason(),
              std::string(other) == "volga" ? Reason::AUTHORITY_EXISTS : Reason::OK);
    for (const std::string id : {"volga", other}) {
      const auto authority = ca.authorities.Find(id);
      ASSERT_NE(authority, nullptr);
      EXPECT_TRUE(ca.keys.PublicKeyOf(authority->KeyId())->SameKey(*authority->certificate.public_key()));
    }
    EXPECT_TRUE(Authorities(*ca.database).Load().ok());
  }
}

TEST(CreateAuthority, WhatFailsLeavesNothing) {
  CaBench ca;
  EXPECT_EQ(ca.Run([&](Operation& operation) -> Status {
                KEPSIM_TRY(ca.maker.CreateAuthority(operation, Wish("volga")).status());
                return Reason::INTERNAL;
              }).reason(),
            Reason::INTERNAL);
  EXPECT_EQ(ca.authorities.Find("volga"), nullptr);
  EXPECT_TRUE(Create(ca, Wish("volga")).ok());
}

TEST(CrossCertify, MakesASecondCertificateOfTheNewestKey) {
  CaBench ca;
  ASSERT_TRUE(RollOver(ca, kRootId).ok());
  ASSERT_TRUE(Cross(ca, kRootId, kSecondRootId).ok());
  const auto root = ca.authorities.FindRoot(kRootId);
  const auto second = ca.authorities.FindRoot(kSecondRootId);
  EXPECT_TRUE(root->cross_certified);
  const auto record = ca.authorities.Records().front();
  const AuthorityRecord::Held& cross = record->certificates.back();
  EXPECT_EQ(cross.issuer, kSecondRootId);
  EXPECT_EQ(cross.certificate.subject_key_id(), root->certificate.subject_key_id());
  EXPECT_EQ(cross.certificate.authority_key_id(), second->KeyId());
  EXPECT_TRUE(cross.certificate.VerifySignature(*second->certificate.public_key()).ok());
  ExpectNoErrors(cross.certificate);
  EXPECT_THAT(ca.EventsOf("authorities/root"),
              testing::ElementsAre("authority.key-rolled-over", "authority.cross-certified"));
  // The newest generation is still the self-signed one.
  EXPECT_FALSE(root->certificate.authority_key_id());
}

TEST(CrossCertify, SaysWhatIsWrong) {
  CaBench ca;
  const struct {
    const char *subject, *issuer;
    Reason reason;
  } kCases[] = {
      {"nobody", kRootId, Reason::AUTHORITY_NOT_FOUND},
      {kRootId, "nobody", Reason::AUTHORITY_NOT_FOUND},
      {"azimut", kRootId, Reason::AUTHORITY_NOT_ROOT},
      {kRootId, "azimut", Reason::AUTHORITY_NOT_ROOT},
      {kRootId, kRootId, Reason::INVALID_FIELDS},
      {kUnqualifiedRootId, kRootId, Reason::INVALID_FIELDS},
      {kRootId, kUnqualifiedRootId, Reason::INVALID_FIELDS},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(Cross(ca, one.subject, one.issuer).status().reason(), one.reason)
        << one.subject << " by " << one.issuer;
  }
}

TEST(RollOverKey, OfACa) {
  CaBench ca;
  const auto old = ca.authorities.Find("azimut");
  ca.clock.Advance(kDay);
  const auto rolled = RollOver(ca, "azimut", KeyAlgorithm::k512Tc26C);
  ASSERT_TRUE(rolled.ok()) << rolled.status().message();
  const auto now = ca.authorities.Find("azimut");
  EXPECT_NE(now->KeyId(), old->KeyId());
  EXPECT_EQ(now->certificate.subject_der(), old->certificate.subject_der());
  EXPECT_EQ(now->certificate.not_before(), ca.clock.Now());
  EXPECT_EQ(now->profile.algorithm, KeyAlgorithm::k512Tc26C);
  ExpectNoErrors(now->certificate);
  // The earlier one is still there, with its own key and lists.
  const auto earlier = ca.authorities.FindByKeyId(old->KeyId());
  ASSERT_NE(earlier, nullptr);
  EXPECT_EQ(earlier->certificate.der(), old->certificate.der());
  EXPECT_EQ(earlier->profile.algorithm, KeyAlgorithm::k256CryptoProA);
  EXPECT_NE(earlier->urls.crl, now->urls.crl);
  EXPECT_EQ(ca.authorities.FindByKeyId(now->KeyId())->certificate.der(), now->certificate.der());
  EXPECT_EQ(ca.authorities.List().size(), AuthorityCatalogue().size());

  Authorities reopened(*ca.database);
  ASSERT_TRUE(reopened.Load().ok());
  EXPECT_EQ(reopened.Find("azimut")->certificate.der(), now->certificate.der());
  EXPECT_EQ(reopened.FindByKeyId(old->KeyId())->certificate.der(), old->certificate.der());
  EXPECT_EQ(RollOver(ca, "nobody").status().reason(), Reason::AUTHORITY_NOT_FOUND);
  EXPECT_EQ(RollOver(ca, "azimut", KeyAlgorithm::k512Test).status().reason(), Reason::INVALID_FIELDS);
}

TEST(RollOverKey, OfARoot) {
  CaBench ca;
  const auto old = ca.authorities.FindRoot(kRootId);
  const auto rolled = RollOver(ca, kRootId);
  ASSERT_TRUE(rolled.ok()) << rolled.status().message();
  ASSERT_EQ(rolled->added.size(), 2u);
  const Certificate& own = rolled->added[0];
  const Certificate& link = rolled->added[1];
  EXPECT_TRUE(own.VerifySignature(*own.public_key()).ok());
  EXPECT_TRUE(link.VerifySignature(*old->certificate.public_key()).ok());
  EXPECT_TRUE(own.public_key()->SameKey(*link.public_key()));
  EXPECT_EQ(link.authority_key_id(), old->KeyId());
  for (const Certificate* one : {&own, &link}) {
    EXPECT_EQ(one->subject_der(), old->certificate.subject_der());
    EXPECT_EQ(one->issuer_der(), old->certificate.subject_der());
    ExpectNoErrors(*one);
  }
  // What it signs now names the key alone, so that both paths are open.
  ASSERT_TRUE(Create(ca, Wish("volga")).ok());
  const auto volga = ca.authorities.Find("volga");
  EXPECT_EQ(volga->certificate.authority_key_id(), own.subject_key_id());
  EXPECT_TRUE(volga->certificate.VerifySignature(*own.public_key()).ok());
  EXPECT_EQ(ca.authorities.Roots().size(), RootCatalogue().size());
}

TEST(RollOverKey, NeedsARootInForce) {
  CaBench ca;
  ca.clock.Advance(17 * 366 * kDay);
  for (const char* id : {"azimut", kRootId}) {
    const Status status = RollOver(ca, id).status();
    EXPECT_EQ(status.reason(), Reason::INVALID_FIELDS) << id;
  }
  EXPECT_EQ(Create(ca, Wish("volga")).status().violations()[0].field, "root");
  ASSERT_TRUE(CreateRoot(ca, {"young", "", {}, true}).ok());
  AuthorityWish wish = Wish("volga");
  wish.root = "young";
  EXPECT_TRUE(Create(ca, wish).ok());
}

TEST(RollOverKey, BetweenDraftAndConfirmationTheDraftChanges) {
  CaBench ca;
  const std::string name = ca.Reach(kKeyProven);
  const auto digest = [&] { return ca.enrollment.DraftOf(ca.Get(name))->digest(); };
  const auto confirm = [&](const Bytes& shown) {
    return ca.Step(name, [&](Operation& operation, Application& application) {
      return ca.enrollment.Confirm(operation, application, shown).status();
    });
  };
  const Bytes before = digest();
  ASSERT_TRUE(RollOver(ca, "azimut").ok());
  EXPECT_EQ(confirm(before).reason(), Reason::DRAFT_CHANGED);
  EXPECT_NE(digest(), before);
  ASSERT_TRUE(confirm(digest()).ok());
  const Certificate certificate = *Certificate::Parse(ca.publisher.issued.back().der);
  const auto azimut = ca.authorities.Find("azimut");
  EXPECT_EQ(certificate.authority_key_id(), azimut->KeyId());
  EXPECT_TRUE(certificate.VerifySignature(*azimut->certificate.public_key()).ok());
}

TEST(RollOverKey, EarlierCertificatesAreRevokedUnderTheirOwnKey) {
  CaBench ca;
  const std::string earlier = ca.Reach(kIssued, "one");
  const Bytes old_key = ca.authorities.Find("azimut")->KeyId();
  ASSERT_TRUE(RollOver(ca, "azimut").ok());
  const std::string later = ca.Reach(kIssued, "two");
  ASSERT_TRUE(ca.RevokeByHolder(earlier).ok());
  ASSERT_TRUE(ca.RevokeByHolder(later).ok());
  ASSERT_EQ(ca.publisher.revoked.size(), 2u);
  EXPECT_EQ(ca.publisher.revoked[0].issuer_key_id, old_key);
  EXPECT_EQ(ca.publisher.revoked[1].issuer_key_id, ca.authorities.Find("azimut")->KeyId());
}

}  // namespace
}  // namespace kepsim
