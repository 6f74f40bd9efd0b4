#include "ca/identity/identification.h"

#include "ca/identity/persona.h"
#include "ca/person/check_digits.h"

namespace kepsim {
namespace {

IdentificationState StateOf(IdentificationOutcome::Decision decision) {
  switch (decision) {
    case IdentificationOutcome::Decision::kApproved:
      return IdentificationState::kApproved;
    case IdentificationOutcome::Decision::kRefused:
      return IdentificationState::kRefused;
    case IdentificationOutcome::Decision::kMoreDocuments:
      return IdentificationState::kMoreDocuments;
    case IdentificationOutcome::Decision::kNoShow:
      return IdentificationState::kTimedOut;
    case IdentificationOutcome::Decision::kOperator:
      return IdentificationState::kWaiting;
  }
  return IdentificationState::kWaiting;
}

}  // namespace

IdentificationDecision DecisionOf(IdentificationWay way, const IdentificationOutcome& outcome, Time begun) {
  IdentificationDecision decision;
  decision.way = way;
  decision.state = StateOf(outcome.decision);
  decision.refusal = outcome.refusal;
  decision.text = outcome.text;
  if (decision.state != IdentificationState::kWaiting) decision.due = begun + outcome.duration;
  return decision;
}

Result<IdentificationDecision> Decide(IdentificationWay way, const DocumentSet& documents, Time now) {
  KEPSIM_TRY(CheckDocuments(documents, now));
  return DecisionOf(way, OutcomeFor(way, documents), now);
}

Result<VerifiedIdentity> VerifiedIdentity::From(const DocumentSet& documents,
                                                const IdentificationDecision& decision, Time now) {
  if (decision.state != IdentificationState::kApproved || !decision.due || *decision.due > now) {
    return Reason::IDENTITY_NOT_APPROVED;
  }
  KEPSIM_TRY(CheckDocuments(documents, now));
  VerifiedIdentity identity;
  identity.name_ = documents.passport.name;
  identity.birth_date_ = documents.passport.birth_date;
  identity.gender_ = documents.passport.gender;
  identity.snils_ = NormalizeSnils(documents.snils.number);
  identity.inn_ = FindInn(documents);
  identity.address_ = documents.address;
  identity.kind_ = documents.kind;
  identity.sole_proprietor_ = documents.sole_proprietor;
  identity.organization_ = documents.organization;
  identity.representation_ = documents.representation;
  identity.way_ = decision.way;
  identity.decided_ = *decision.due;
  return identity;
}

}  // namespace kepsim
