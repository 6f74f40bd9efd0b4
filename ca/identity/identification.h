// Who the applicant is: the decision, and the stage of an issuance that an approving one opens.
#pragma once

#include <optional>
#include <string>

#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/identity/documents.h"
#include "ca/identity/way.h"

namespace kepsim {

enum class IdentificationState {
  kWaiting,  // for an operator
  kApproved,
  kRefused,
  kMoreDocuments,
  kTimedOut,
};

struct IdentificationDecision {
  IdentificationWay way = IdentificationWay::kOffice;
  IdentificationState state = IdentificationState::kWaiting;
  Reason refusal = Reason::OK;  // why not, for kRefused, kMoreDocuments and kTimedOut
  std::string text;             // what the applicant is told
  std::optional<Time> due;      // from when it holds; nothing while it waits for an operator
};

// The decision that an outcome comes to when it begins at `begun`. An operator's word is an outcome too.
IdentificationDecision DecisionOf(IdentificationWay way, const IdentificationOutcome& outcome, Time begun);

// CheckDocuments, then OutcomeFor. A refusal is a decision, not an error.
Result<IdentificationDecision> Decide(IdentificationWay way, const DocumentSet& documents, Time now);

// An applicant whose identity, and authority to act for an organization, were established. Nothing but From
// makes one; the same arguments make the same one, so that the store's codec rebuilds it from the documents
// and the decision that it keeps.
class VerifiedIdentity {
 public:
  // IDENTITY_NOT_APPROVED unless the decision approves and is due; INVALID_FIELDS with everything that is
  // wrong with the documents at `now`.
  static Result<VerifiedIdentity> From(const DocumentSet& documents, const IdentificationDecision& decision,
                                       Time now);

  const PersonName& name() const { return name_; }
  Date birth_date() const { return birth_date_; }
  Gender gender() const { return gender_; }
  const std::string& snils() const { return snils_; }  // eleven digits
  const std::string& inn() const { return inn_; }      // twelve digits; see FindInn
  const Address& address() const { return address_; }  // the person's own
  ApplicantKind kind() const { return kind_; }
  // What the kind has beside the person; the others are empty. For kSoleProprietor:
  const std::optional<SoleProprietor>& sole_proprietor() const { return sole_proprietor_; }
  // For the kinds of IsOfOrganization. The representation may be missing for kInformationSystem only.
  const std::optional<Organization>& organization() const { return organization_; }
  const std::optional<Representation>& representation() const { return representation_; }
  IdentificationWay way() const { return way_; }
  std::optional<int> identification_kind() const { return IdentificationKindOf(way_); }
  Time decided() const { return decided_; }

 private:
  VerifiedIdentity() = default;

  PersonName name_;
  Date birth_date_{};
  Gender gender_{};
  std::string snils_;
  std::string inn_;
  Address address_;
  ApplicantKind kind_{};
  std::optional<SoleProprietor> sole_proprietor_;
  std::optional<Organization> organization_;
  std::optional<Representation> representation_;
  IdentificationWay way_{};
  Time decided_;
};

}  // namespace kepsim
