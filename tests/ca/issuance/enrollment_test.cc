// What each step does, and each reason for which it does not.
#include <algorithm>
#include <thread>

#include "ca/operation/token.h"
#include "tests/ca/issuance/ca_bench.h"

namespace kepsim {
namespace {

using enum ApplicationState;
using Decision = IdentificationOutcome::Decision;

std::vector<std::pair<std::string, Reason>> Fields(const Status& status) {
  std::vector<std::pair<std::string, Reason>> fields;
  for (const FieldViolation& violation : status.violations())
    fields.emplace_back(violation.field, violation.reason);
  return fields;
}

TEST(Open, AskedOfTheRightAuthority) {
  const struct {
    const char* authority;
    CarrierKind carrier;
    Reason reason;
    ApplicantKind kind = ApplicantKind::kNaturalPerson;
  } cases[] = {
      {"azimut", CarrierKind::kUsbToken, Reason::OK},
      {"azimut", CarrierKind::kMobile, Reason::OK},
      {"kama", CarrierKind::kMobile, Reason::OK},
      {"kama", CarrierKind::kUsbToken, Reason::CARRIER_NOT_SERVED},
      {"unaccredited", CarrierKind::kUsbToken, Reason::OK},
      {"root", CarrierKind::kUsbToken, Reason::AUTHORITY_NOT_FOUND},
      {"nobody", CarrierKind::kUsbToken, Reason::AUTHORITY_NOT_FOUND},
      {"", CarrierKind::kUsbToken, Reason::AUTHORITY_NOT_FOUND},
      {"azimut", CarrierKind::kUsbToken, Reason::OK, ApplicantKind::kInformationSystem},
      {"azimut", CarrierKind::kUsbToken, Reason::APPLICANT_KIND_NOT_SERVED, ApplicantKind::kSoleProprietor},
      {"azimut", CarrierKind::kUsbToken, Reason::APPLICANT_KIND_ENDED, ApplicantKind::kLegalEntityEmployee},
      {"oka", CarrierKind::kUsbToken, Reason::OK, ApplicantKind::kLegalEntityHead},
      {"oka", CarrierKind::kUsbToken, Reason::APPLICANT_KIND_NOT_SERVED, ApplicantKind::kNaturalPerson},
      {"oka", CarrierKind::kUsbToken, Reason::APPLICANT_KIND_NOT_SERVED, ApplicantKind::kLegalEntityEmployee},
  };
  CaBench ca;
  for (const auto& test : cases) {
    const Status status = ca.Run([&](Operation& operation) {
      return ca.enrollment.Open(operation, test.authority, test.carrier, test.kind).status();
    });
    EXPECT_EQ(status.reason(), test.reason) << test.authority << " " << NameOf(test.kind);
  }
}

TEST(Authorize, TheTokenOpensItsApplicationOnly) {
  CaBench ca;
  const auto mine = ca.Open();
  const auto other = ca.Open();
  const std::string id = mine.name.substr(mine.name.find('/') + 1);
  const std::string unknown = "applications/01234567890123456789012345";
  EXPECT_TRUE(ca.enrollment.Authorize(mine.name, mine.token).ok());
  EXPECT_EQ(ca.enrollment.Authorize(mine.name, Secret()).reason(), Reason::TOKEN_MISSING);
  EXPECT_EQ(ca.enrollment.Authorize(mine.name, other.token).reason(), Reason::APPLICATION_FOREIGN);
  EXPECT_EQ(ca.enrollment.Authorize(unknown, mine.token).reason(), Reason::APPLICATION_NOT_FOUND);
  for (const char* form : {"", "applications/", "applications/../x", "accounts/01234567890123456789012345"}) {
    EXPECT_EQ(ca.enrollment.Authorize(form, mine.token).reason(), Reason::APPLICATION_NOT_FOUND) << form;
    EXPECT_EQ(ca.enrollment.Load(form).status().reason(), Reason::APPLICATION_NOT_FOUND) << form;
  }
  for (const std::string& token :
       {std::string("nonsense"), id + ".", id + ".AAAA", std::string("unknown.AAAA")}) {
    EXPECT_EQ(ca.enrollment.Authorize(mine.name, Secret(token)).reason(), Reason::TOKEN_INVALID) << token;
  }
}

TEST(SubmitDocuments, TellsEverythingThatIsWrongAtOnce) {
  CaBench ca;
  const std::string name = ca.Open().name;
  DocumentSet documents = ValidDocuments();
  documents.passport.series = "45";
  documents.snils.number = "112-233-445 96";
  ca.proofs.answers.insert({"proof", ProvenAccount{"accounts/a", "99999999999", documents.passport.name}});
  const Status status = ca.Submit(name, documents, "proof");
  EXPECT_EQ(status.reason(), Reason::INVALID_FIELDS);
  EXPECT_EQ(Fields(status),
            (std::vector<std::pair<std::string, Reason>>{{"passport.series", Reason::PASSPORT_SERIES},
                                                         {"snils.number", Reason::SNILS_CHECK_DIGIT},
                                                         {"account_proof", Reason::ACCOUNT_PROOF_FOREIGN}}));
  EXPECT_EQ(ca.StateOf(name), kOpened);
}

TEST(SubmitDocuments, TheProofIsOfThePersonInTheDocuments) {
  const DocumentSet documents = ValidDocuments();
  const PersonName same = {"СИДОРОВА", "Алена", "Петровна"};
  CaBench ca;
  ca.proofs.answers.insert({"own", ProvenAccount{"accounts/a", "11223344595", same}});
  ca.proofs.answers.insert({"other-snils", ProvenAccount{"accounts/a", "08765430300", same}});
  ca.proofs.answers.insert(
      {"other-name", ProvenAccount{"accounts/a", "11223344595", {"Иванова", "Алёна", ""}}});
  ca.proofs.answers.insert({"used", Status(Reason::ACCOUNT_PROOF_USED)});
  ca.proofs.answers.insert({"expired", Status(Reason::ACCOUNT_PROOF_EXPIRED)});
  ca.proofs.answers.insert({"broken", Status(Reason::STORAGE_FAILED)});
  for (const char* proof : {"other-snils", "other-name"}) {
    const Status status = ca.Submit(ca.Open().name, documents, proof);
    ASSERT_EQ(status.violations().size(), 1u) << proof;
    EXPECT_EQ(status.violations()[0].field, "account_proof");
    EXPECT_EQ(status.violations()[0].reason, Reason::ACCOUNT_PROOF_FOREIGN);
  }
  EXPECT_EQ(ca.Submit(ca.Open().name, documents, "unknown").reason(), Reason::ACCOUNT_PROOF_INVALID);
  EXPECT_EQ(ca.Submit(ca.Open().name, documents, "used").reason(), Reason::ACCOUNT_PROOF_USED);
  EXPECT_EQ(ca.Submit(ca.Open().name, documents, "expired").reason(), Reason::ACCOUNT_PROOF_EXPIRED);
  EXPECT_EQ(ca.Submit(ca.Open().name, documents, "broken").reason(), Reason::STORAGE_FAILED);

  DocumentSet wrong = documents;
  wrong.passport.number = "1";
  EXPECT_EQ(Fields(ca.Submit(ca.Open().name, wrong, "used")),
            (std::vector<std::pair<std::string, Reason>>{{"passport.number", Reason::PASSPORT_NUMBER},
                                                         {"account_proof", Reason::ACCOUNT_PROOF_USED}}));

  const std::string name = ca.Open().name;
  ASSERT_TRUE(ca.Submit(name, documents, "own").ok());
  EXPECT_EQ(ca.Get(name).account, "accounts/a");
}

TEST(SubmitDocuments, ALaterSubmissionTakesTheEarliersPlace) {
  CaBench ca;
  const std::string name = ca.Reach(kMoreDocuments);
  EXPECT_EQ(ca.Get(name).decision->refusal, Reason::IDENTITY_DOCUMENT_MISSING);
  ASSERT_TRUE(ca.Submit(name, ValidDocuments()).ok());
  const Application application = ca.Get(name);
  EXPECT_EQ(application.state, kDocumentsAccepted);
  EXPECT_EQ(application.documents->passport.name.surname, "Сидорова");
  EXPECT_FALSE(application.decision);
  EXPECT_TRUE(ca.Identify(name).ok());
  EXPECT_EQ(ca.StateOf(name), kIdentified);
}

TEST(AddScan, UpToALimitAndEachOnce) {
  CaBench ca;
  const std::string name = ca.Open().name;
  const auto add = [&](uint8_t octet) {
    return ca.Step(name, [&](Operation& operation, Application& application) {
      return ca.enrollment.AddScan(operation, application, {ScanType::kPdf, 100, Bytes(32, octet)});
    });
  };
  for (uint8_t i = 0; i < Enrollment::kMostScans; ++i) EXPECT_TRUE(add(i).ok());
  EXPECT_EQ(add(99).reason(), Reason::SCAN_LIMIT);
  EXPECT_TRUE(add(3).ok());
  const Application application = ca.Get(name);
  ASSERT_EQ(application.scans.size(), Enrollment::kMostScans);
  EXPECT_EQ(application.scans[9], (Scan{ScanType::kPdf, 100, Bytes(32, 9)}));
  const std::vector<std::string> events = ca.EventsOf(name);
  EXPECT_EQ(std::ranges::count(events, "application.scan-added"), Enrollment::kMostScans);
}

TEST(Identification, TakesItsTime) {
  CaBench ca;
  const std::string name = ca.Open().name;
  ASSERT_TRUE(ca.Submit(name, FindPersona("medlennova")->documents).ok());
  ASSERT_TRUE(ca.Identify(name).ok());
  EXPECT_EQ(ca.StateOf(name), kIdentifying);
  const Time begun = ca.clock.Now();
  ASSERT_TRUE(ca.RunNextDue());
  EXPECT_EQ(ca.StateOf(name), kIdentified);
  EXPECT_EQ(ca.clock.Now() - begun, std::chrono::hours(2));
  EXPECT_FALSE(ca.RunNextDue());
}

TEST(Identification, WhatIsDueIsForgottenWithItsReason) {
  CaBench ca;
  for (const bool decided : {false, true}) {
    const std::string name = ca.Open().name;
    ASSERT_TRUE(ca.Submit(name, FindPersona("neyavkina")->documents).ok());
    ASSERT_TRUE(ca.Identify(name).ok());
    EXPECT_TRUE((decided ? ca.Decide(name, Decision::kApproved) : ca.Cancel(name)).ok());
    EXPECT_FALSE(ca.RunNextDue());
    EXPECT_EQ(ca.StateOf(name), decided ? kIdentified : kCanceled);
  }
}

TEST(Identification, APassportThatLapsesMeanwhileIsAskedForAgain) {
  CaBench ca;
  const std::string name = ca.Open().name;
  DocumentSet documents = ValidDocuments();
  documents.passport.birth_date = *ParseDate("1980-11-01");
  ASSERT_TRUE(ca.Submit(name, documents).ok());
  ca.clock.Set(At("2026-02-15"));  // 106 days after the 45th birthday
  ASSERT_TRUE(ca.Identify(name).ok());
  const Application application = ca.Get(name);
  EXPECT_EQ(application.state, kMoreDocuments);
  EXPECT_EQ(application.decision->refusal, Reason::PASSPORT_EXPIRED);
}

TEST(Identification, AnOperatorsWord) {
  const struct {
    Decision decision;
    ApplicationState state;
    Reason refusal;
  } cases[] = {
      {Decision::kApproved, kIdentified, Reason::OK},
      {Decision::kRefused, kRefused, Reason::IDENTITY_NOT_APPROVED},
      {Decision::kMoreDocuments, kMoreDocuments, Reason::IDENTITY_DOCUMENT_MISSING},
  };
  CaBench ca;
  for (const auto& test : cases) {
    const std::string name = ca.Reach(kIdentifying);
    ASSERT_TRUE(ca.Decide(name, test.decision, "Решение оператора").ok());
    const Application application = ca.Get(name);
    EXPECT_EQ(application.state, test.state);
    EXPECT_EQ(application.decision->refusal, test.refusal);
    EXPECT_EQ(application.decision->text, "Решение оператора");
  }
  const std::string name = ca.Reach(kIdentifying);
  std::string long_text;
  for (int i = 0; i < 501; ++i) long_text += "я";
  EXPECT_EQ(Fields(ca.Decide(name, Decision::kNoShow, long_text)),
            (std::vector<std::pair<std::string, Reason>>{{"decision", Reason::FIELD_OUT_OF_RANGE},
                                                         {"text", Reason::FIELD_TOO_LONG}}));
  EXPECT_EQ(Fields(ca.Decide(name, Decision::kApproved, "\x01")),
            (std::vector<std::pair<std::string, Reason>>{{"text", Reason::FIELD_MALFORMED}}));
  EXPECT_EQ(Fields(ca.Decide(name, Decision::kApproved, "\xFF")),
            (std::vector<std::pair<std::string, Reason>>{{"text", Reason::FIELD_MALFORMED}}));
}

TEST(SubmitKeyRequest, OnlyAProvenAndNewKey) {
  CaBench ca;
  const Bytes certified = ca.KeyRequest("certified");
  ca.Reach(kIssued, "certified");
  const std::string name = ca.Reach(kIdentified);
  Bytes tampered = ca.KeyRequest("mine");
  tampered.back() ^= 1;
  EXPECT_EQ(ca.SubmitKey(name, {}).reason(), Reason::DER_MALFORMED);
  EXPECT_EQ(ca.SubmitKey(name, Bytes(100, 0x30)).reason(), Reason::DER_MALFORMED);
  EXPECT_EQ(ca.SubmitKey(name, tampered).reason(), Reason::SIGNATURE_INVALID);
  EXPECT_EQ(ca.SubmitKey(name, certified).reason(), Reason::KEY_ALREADY_CERTIFIED);
  EXPECT_EQ(ca.StateOf(name), kIdentified);
  EXPECT_TRUE(ca.SubmitKey(name, ca.KeyRequest("mine")).ok());
}

TEST(SubmitKeyRequest, OverridesThatNoCertificateCouldHold) {
  CaBench ca;
  const std::string name = ca.Reach(kIdentified);
  IssueOverrides overrides;
  overrides.not_after = ca.clock.Now();
  overrides.snils = "12";
  overrides.person = PersonName{"", "Анна", ""};
  EXPECT_EQ(
      Fields(ca.SubmitKey(name, ca.KeyRequest("key"), overrides)),
      (std::vector<std::pair<std::string, Reason>>{{"overrides.not_after_time", Reason::FIELD_OUT_OF_RANGE},
                                                   {"overrides.snils", Reason::SNILS_MALFORMED},
                                                   {"overrides.person.surname", Reason::FIELD_REQUIRED}}));
}

TEST(Confirm, OnlyTheDraftThatWasShown) {
  CaBench ca;
  const std::string name = ca.Reach(kKeyProven);
  const Bytes digest = ca.enrollment.DraftOf(ca.Get(name))->digest();
  const auto confirm = [&](const Bytes& shown) {
    return ca.Step(name, [&](Operation& operation, Application& application) {
      return ca.enrollment.Confirm(operation, application, shown).status();
    });
  };
  Bytes other = digest;
  other[0] ^= 1;
  EXPECT_EQ(confirm(other).reason(), Reason::DRAFT_CHANGED);
  EXPECT_EQ(confirm({}).reason(), Reason::DRAFT_CHANGED);
  ca.clock.Advance(3 * kDay);  // the draft stays the same
  EXPECT_TRUE(confirm(digest).ok());
  EXPECT_EQ(ca.StateOf(name), kIssued);
}

TEST(Confirm, OfTwoApplicationsWithOneKeyOneGetsTheCertificate) {
  CaBench ca;
  const std::string first = ca.Reach(kKeyProven, "shared");
  const std::string second = ca.Reach(kKeyProven, "shared");
  EXPECT_TRUE(ca.Confirm(first).ok());
  EXPECT_EQ(ca.Confirm(second).status().reason(), Reason::KEY_ALREADY_CERTIFIED);
  EXPECT_EQ(ca.StateOf(second), kKeyProven);
}

TEST(Confirm, BothAtOnceAreToldApartByTheDatabase) {
  CaBench ca;
  const std::string first = ca.Reach(kKeyProven, "shared");
  const std::string second = ca.Reach(kKeyProven, "shared");
  Status slower;
  bool interfered = false;
  slower = ca.Step(first, [&](Operation& operation, Application& application) -> Status {
    KEPSIM_ASSIGN(const Draft draft, ca.enrollment.DraftOf(application));
    KEPSIM_TRY(ca.enrollment.Issue(operation, application, draft).status());
    if (!std::exchange(interfered, true)) {
      EXPECT_TRUE(ca.Confirm(second).ok());
    }
    return OkStatus();
  });
  EXPECT_EQ(slower.reason(), Reason::KEY_ALREADY_CERTIFIED);
}

TEST(Confirm, WhatCannotBePublishedIsNotIssued) {
  CaBench ca;
  const std::string name = ca.Reach(kKeyProven);
  ca.publisher.failure = Status(Reason::STORAGE_FAILED);
  EXPECT_EQ(ca.Confirm(name).status().reason(), Reason::STORAGE_FAILED);
  EXPECT_EQ(ca.StateOf(name), kKeyProven);
  ca.publisher.failure = OkStatus();
  EXPECT_TRUE(ca.Confirm(name).ok());
}

TEST(Repetition, TakesEffectOnce) {
  CaBench ca;
  const std::string name = ca.Reach(kKeyProven);
  const Draft draft = *ca.enrollment.DraftOf(ca.Get(name));
  const auto confirm = [&](const std::string& content) {
    return ca.operations.RunOnce(
        {"Confirm", name, "r-1"}, content, [&](Operation& operation) -> Result<std::string> {
          KEPSIM_ASSIGN(Application application, ca.enrollment.Load(name));
          KEPSIM_ASSIGN(const Certificate certificate,
                        ca.enrollment.Confirm(operation, application, draft.digest()));
          return ToString(certificate.der());
        });
  };
  std::vector<Result<std::string>> answers(4, Reason::INTERNAL);
  std::vector<std::thread> threads;
  for (auto& answer : answers) threads.emplace_back([&] { answer = confirm("content"); });
  for (auto& thread : threads) thread.join();
  for (const auto& answer : answers) {
    ASSERT_TRUE(answer.ok()) << answer.status().message();
    EXPECT_EQ(*answer, *answers[0]);
  }
  EXPECT_EQ(confirm("other content").status().reason(), Reason::REQUEST_ID_REUSED);
  const std::vector<std::string> events = ca.EventsOf(name);
  EXPECT_EQ(std::ranges::count(events, "application.issued"), 1);
}

TEST(Revoke, OnceAndForGood) {
  CaBench ca;
  const std::string name = ca.Reach(kIssued);
  const std::string certificate = ca.Get(name).certificate;
  EXPECT_TRUE(ca.RevokeByHolder(name, RevocationReason::kKeyCompromise).ok());
  ASSERT_EQ(ca.publisher.revoked.size(), 1u);
  const RevokedCertificate& revoked = ca.publisher.revoked[0];
  EXPECT_EQ(revoked.name, certificate);
  EXPECT_EQ(revoked.authority_id, "azimut");
  EXPECT_EQ(revoked.issuer_key_id, *ca.authorities.Find("azimut")->certificate.subject_key_id());
  EXPECT_EQ(CertificateName("azimut", revoked.serial), certificate);
  EXPECT_EQ(revoked.reason, RevocationReason::kKeyCompromise);
  EXPECT_EQ(ca.RevokeByHolder(name).reason(), Reason::CERTIFICATE_ALREADY_REVOKED);
  EXPECT_EQ(ca.publisher.revoked.size(), 1u);
  EXPECT_EQ(ca.EventsOf(certificate),
            (std::vector<std::string>{"certificate.issued", "certificate.revocation-requested"}));
}

TEST(Revoke, ByName) {
  CaBench ca;
  const std::string certificate = ca.Get(ca.Reach(kIssued)).certificate;
  const auto revoke = [&](const std::string& name) {
    return ca.Run([&](Operation& operation) {
      return ca.enrollment.Revoke(operation, name, RevocationReason::kKeyCompromise, "Утрата носителя");
    });
  };
  std::string lower = certificate;
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const std::string& name :
       {std::string(), std::string("certificates/azimut"), std::string("certificates/azimut/"),
        std::string("certificates/azimut/01"),
        std::string("certificates/kama/") + certificate.substr(certificate.rfind('/') + 1), lower}) {
    EXPECT_EQ(revoke(name).reason(), Reason::CERTIFICATE_NOT_FOUND) << name;
  }
  EXPECT_TRUE(revoke(certificate).ok());
  EXPECT_EQ(ca.publisher.revoked.at(0).ground, "Утрата носителя");
  EXPECT_EQ(revoke(certificate).reason(), Reason::CERTIFICATE_ALREADY_REVOKED);
}

TEST(Revoke, TwiceAtOnceIsOnce) {
  CaBench ca;
  const std::string name = ca.Reach(kIssued);
  bool interfered = false;
  const Status slower = ca.Step(name, [&](Operation& operation, Application& application) {
    const Status status = ca.enrollment.RevokeByHolder(operation, application, RevocationReason::kSuperseded);
    if (!std::exchange(interfered, true)) {
      EXPECT_TRUE(ca.RevokeByHolder(name).ok());
    }
    return status;
  });
  EXPECT_EQ(slower.reason(), Reason::CERTIFICATE_ALREADY_REVOKED);
}

}  // namespace
}  // namespace kepsim
