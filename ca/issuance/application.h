// An application for a certificate, from its opening to its end.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ca/base/bytes.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/identity/documents.h"
#include "ca/identity/identification.h"
#include "ca/identity/scan.h"
#include "ca/issuance/carrier_kind.h"
#include "ca/x509/request.h"

namespace kepsim {

// Numbers are stored, and are those of the proto.
enum class ApplicationState {
  kOpened = 1,
  kDocumentsAccepted = 2,
  kIdentifying = 3,
  kMoreDocuments = 4,
  kIdentified = 5,
  kKeyProven = 6,
  kIssued = 7,
  kRefused = 8,
  kExpired = 9,
  kCanceled = 10,
};

std::string_view NameOf(ApplicationState state);  // "OPENED", as the proto has it without its prefix
bool IsClosed(ApplicationState state);            // nothing but a revocation can follow

// What stands in the certificate in place of what was identified or is usual. For tests that provision.
struct IssueOverrides {
  std::optional<Time> not_before;
  std::optional<Time> not_after;
  std::optional<std::string> snils;  // eleven digits
  std::optional<PersonName> person;
  bool operator==(const IssueOverrides&) const = default;
};

// What is settled the moment the key is proven, so that the draft stays the same to the octet until it is
// confirmed.
struct DraftTerms {
  Bytes serial;
  Time not_before{};
  Time not_after{};
  std::optional<std::string> snils;
  std::optional<PersonName> person;
  bool operator==(const DraftTerms&) const = default;
};

struct Application {
  std::string id;
  int64_t version = 0;  // of the row; 0: there is none yet
  ApplicationState state = ApplicationState::kOpened;
  std::string authority_id;
  CarrierKind carrier = CarrierKind::kUsbToken;
  ApplicantKind kind = ApplicantKind::kNaturalPerson;  // of the documents too
  Bytes token_digest;
  Time created{};
  Time updated{};

  std::optional<DocumentSet> documents;
  std::vector<Scan> scans;
  std::string account;  // "accounts/{id}" of the portal, when proven
  std::optional<IdentificationDecision> decision;
  std::optional<VerifiedIdentity> identity;  // in kIdentified and kKeyProven
  Bytes stored_key;                          // ProvenKey::Stored, in kKeyProven
  std::optional<ProvenKey> key;              // the same, in the operation that proved it
  std::optional<DraftTerms> terms;           // in kKeyProven
  std::string certificate;                   // "certificates/{authority}/{serial hex}", once issued

  std::string ResourceName() const { return "applications/" + id; }
};

// The id in "applications/{id}". APPLICATION_NOT_FOUND for what has not this form.
Result<std::string> ApplicationIdOf(std::string_view resource_name);

// OK if the application is in one of these states; else APPLICATION_STATE with the state it is in.
Status RequireState(const Application& application, std::initializer_list<ApplicationState> allowed);

}  // namespace kepsim
