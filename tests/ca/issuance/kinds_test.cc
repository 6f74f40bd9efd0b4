// Each kind of applicant, from the application to the certificate.
#include "tests/ca/issuance/ca_bench.h"

namespace kepsim {
namespace {

using enum ApplicationState;
using enum ApplicantKind;

const Time kBeforeTheEnd = *ParseTime("2024-08-15T09:00:00Z");
const Time kTheEnd = *ParseTime("2024-08-31T21:00:00Z");

// "lena" serves every kind.
constexpr char kAuthority[] = "lena";

std::string OpenAs(CaBench& ca, ApplicantKind kind, const std::string& authority = kAuthority) {
  return ca.Open(authority, CarrierKind::kUsbToken, kind).name;
}

// To kKeyProven.
std::string ReachKeyProven(CaBench& ca, ApplicantKind kind, const std::string& authority = kAuthority) {
  const std::string name = OpenAs(ca, kind, authority);
  EXPECT_TRUE(ca.Submit(name, ValidDocumentsOf(kind)).ok());
  EXPECT_TRUE(ca.Identify(name).ok());
  EXPECT_TRUE(ca.SubmitKey(name, ca.KeyRequest(name)).ok());
  EXPECT_EQ(ca.StateOf(name), kKeyProven);
  return name;
}

std::string ValueOf(const Certificate& certificate, Attribute attribute) {
  return Find(certificate.subject(), attribute).value_or("(absent)");
}

TEST(Kinds, AnApplicationKeepsItsKindAndTheDocumentsOfIt) {
  CaBench ca("ca", kBeforeTheEnd);
  for (const ApplicantKind kind : kApplicantKinds) {
    SCOPED_TRACE(std::string(NameOf(kind)));
    const std::string name = ReachKeyProven(ca, kind);
    const DocumentSet documents = ValidDocumentsOf(kind);
    const Application application = ca.Get(name);
    EXPECT_EQ(application.kind, kind);
    EXPECT_EQ(application.documents->kind, kind);
    ASSERT_TRUE(application.identity);
    const VerifiedIdentity& identity = *application.identity;
    EXPECT_EQ(identity.kind(), kind);
    ASSERT_EQ(identity.sole_proprietor().has_value(), kind == kSoleProprietor);
    ASSERT_EQ(identity.organization().has_value(), IsOfOrganization(kind));
    ASSERT_EQ(identity.representation().has_value(), IsOfOrganization(kind));
    if (identity.sole_proprietor()) {
      EXPECT_EQ(identity.sole_proprietor()->ogrnip, documents.sole_proprietor->ogrnip);
    }
    if (!identity.organization()) continue;
    EXPECT_EQ(identity.organization()->name, documents.organization->name);
    EXPECT_EQ(identity.organization()->ogrn, documents.organization->ogrn);
    EXPECT_EQ(identity.organization()->inn, documents.organization->inn);
    EXPECT_EQ(identity.organization()->address.state, documents.organization->address.state);
    EXPECT_EQ(identity.organization()->address.locality, documents.organization->address.locality);
    EXPECT_EQ(identity.organization()->address.street, documents.organization->address.street);
    EXPECT_EQ(identity.organization()->head, documents.organization->head);
    const Representation& representation = *identity.representation();
    EXPECT_EQ(representation.title, documents.representation->title);
    EXPECT_EQ(representation.department, documents.representation->department);
    EXPECT_EQ(representation.power_of_attorney_number, documents.representation->power_of_attorney_number);
    EXPECT_EQ(representation.power_of_attorney_issued, documents.representation->power_of_attorney_issued);
    EXPECT_EQ(representation.power_of_attorney_expires, documents.representation->power_of_attorney_expires);
  }
}

TEST(Kinds, EachGetsACertificateOfItsOwnComposition) {
  CaBench ca("ca", kBeforeTheEnd);
  for (const ApplicantKind kind : kApplicantKinds) {
    SCOPED_TRACE(std::string(NameOf(kind)));
    const auto certificate = ca.Confirm(ReachKeyProven(ca, kind));
    ASSERT_TRUE(certificate.ok()) << certificate.status().message();
    const bool names_person = kind != kInformationSystem;
    EXPECT_EQ(ValueOf(*certificate, Attribute::kSurname), names_person ? "Сидорова" : "(absent)");
    EXPECT_EQ(ValueOf(*certificate, Attribute::kSnils), names_person ? "11223344595" : "(absent)");
    const DocumentSet documents = ValidDocumentsOf(kind);
    EXPECT_EQ(ValueOf(*certificate, Attribute::kOgrn),
              documents.organization ? documents.organization->ogrn : "(absent)");
    EXPECT_EQ(ValueOf(*certificate, Attribute::kOgrnip),
              documents.sole_proprietor ? documents.sole_proprietor->ogrnip : "(absent)");
  }
}

TEST(Kinds, DocumentsOfAnotherKindAreRefused) {
  CaBench ca("ca", kBeforeTheEnd);
  for (const ApplicantKind kind : kApplicantKinds) {
    for (const ApplicantKind other : kApplicantKinds) {
      if (kind == other) continue;
      SCOPED_TRACE(std::string(NameOf(kind)) + " with documents of " + std::string(NameOf(other)));
      const std::string name = OpenAs(ca, kind);
      const Status status = ca.Submit(name, ValidDocumentsOf(other));
      // A head, and an employee by a power of attorney, may both apply for an information system; its head's
      // documents are those of a head.
      if ((kind == kInformationSystem && IsOfOrganization(other)) ||
          (kind == kLegalEntityHead && other == kInformationSystem)) {
        EXPECT_TRUE(status.ok()) << status.message();
        continue;
      }
      EXPECT_EQ(status.reason(), Reason::INVALID_FIELDS);
      EXPECT_EQ(ca.StateOf(name), kOpened);
    }
  }
}

TEST(Kinds, EmployeesUntilTheEndAndNotAMomentLonger) {
  CaBench ca("ca", kBeforeTheEnd);
  ca.clock.Set(kTheEnd - Duration(1));
  const std::string opened = OpenAs(ca, kLegalEntityEmployee, "azimut");
  EXPECT_TRUE(ca.Confirm(ReachKeyProven(ca, kLegalEntityEmployee, "azimut")).ok());
  ca.clock.Set(kTheEnd);
  const auto again = ca.Run([&](Operation& operation) {
    return ca.enrollment.Open(operation, "azimut", CarrierKind::kUsbToken, kLegalEntityEmployee).status();
  });
  EXPECT_EQ(again.reason(), Reason::APPLICANT_KIND_ENDED);
}

TEST(Kinds, AnApplicationThatCameTooLateCanBeReadAndCanceledButNotIssued) {
  CaBench ca("ca", kBeforeTheEnd);
  const std::string name = ReachKeyProven(ca, kLegalEntityEmployee, "azimut");
  ca.clock.Set(kTheEnd);
  EXPECT_TRUE(ca.enrollment.DraftOf(ca.Get(name)).ok());
  EXPECT_EQ(ca.Confirm(name).status().reason(), Reason::APPLICANT_KIND_ENDED);
  EXPECT_EQ(ca.StateOf(name), kKeyProven);
  EXPECT_TRUE(ca.publisher.issued.empty());
  EXPECT_TRUE(ca.Cancel(name).ok());
  // Others go on.
  EXPECT_TRUE(ca.Confirm(ReachKeyProven(ca, kInformationSystem, "azimut")).ok());
}

// Between submission and an operator's word.
TEST(Kinds, APowerOfAttorneyCanLapseWhileOneWaits) {
  CaBench ca("ca", kBeforeTheEnd);
  DocumentSet documents = FindPersona("ozhidaev")->documents;  // waits for an operator
  documents.organization = ValidDocumentsOf(kLegalEntityEmployee).organization;
  documents.representation = ValidDocumentsOf(kLegalEntityEmployee).representation;
  documents.representation->power_of_attorney_expires = DateOf(kBeforeTheEnd);
  const std::string name = OpenAs(ca, kInformationSystem);
  ASSERT_TRUE(ca.Submit(name, documents).ok());
  ASSERT_TRUE(ca.Identify(name).ok());
  ca.clock.Set(kBeforeTheEnd + kDay);
  ASSERT_TRUE(ca.Decide(name, IdentificationOutcome::Decision::kApproved).ok());
  EXPECT_EQ(ca.StateOf(name), kMoreDocuments);
  EXPECT_EQ(ca.Get(name).decision->refusal, Reason::POWER_OF_ATTORNEY_EXPIRED);
}

TEST(Kinds, TheEventSaysWhichOne) {
  CaBench ca("ca", kBeforeTheEnd);
  for (const ApplicantKind kind : kApplicantKinds) {
    EventFilter filter;
    filter.resource = OpenAs(ca, kind);
    const auto page = ca.journal.List(filter, 0, 10);
    ASSERT_EQ(page->events.size(), 1u);
    EXPECT_EQ(page->events[0].attributes.at("applicant_kind"), NameOf(kind));
  }
}

}  // namespace
}  // namespace kepsim
