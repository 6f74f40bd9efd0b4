#include "ca/issuance/enrollment.h"

#include <algorithm>

#include "ca/identity/persona.h"
#include "ca/issuance/profile.h"
#include "ca/operation/token.h"
#include "ca/person/check_digits.h"
#include "ca/person/utf8.h"

namespace kepsim {
namespace {

using enum ApplicationState;

constexpr size_t kLongestDecisionText = 500;
constexpr char kHoldersGround[] = "Заявление владельца сертификата";      // ours
constexpr char kLapsedText[] = "Представленные документы утратили силу";  // ours

// The operator's word as an outcome like any other.
IdentificationOutcome OutcomeOf(IdentificationOutcome::Decision decision, const std::string& text) {
  using Decision = IdentificationOutcome::Decision;
  Reason refusal = Reason::OK;
  if (decision == Decision::kRefused) refusal = Reason::IDENTITY_NOT_APPROVED;
  if (decision == Decision::kMoreDocuments) refusal = Reason::IDENTITY_DOCUMENT_MISSING;
  return {decision, refusal, text, Duration(0)};
}

Status CheckDecision(IdentificationOutcome::Decision decision, const std::string& text) {
  using Decision = IdentificationOutcome::Decision;
  std::vector<FieldViolation> violations;
  if (decision != Decision::kApproved && decision != Decision::kRefused &&
      decision != Decision::kMoreDocuments) {
    violations.push_back({"decision", Reason::FIELD_OUT_OF_RANGE, {}});
  }
  const auto points = DecodeUtf8(text);
  if (!points || std::ranges::any_of(*points, IsControlOrInvisible)) {
    violations.push_back({"text", Reason::FIELD_MALFORMED, {}});
  } else if (points->size() > kLongestDecisionText) {
    violations.push_back({"text", Reason::FIELD_TOO_LONG, {}});
  }
  return Status::Violations(std::move(violations));
}

bool SamePerson(const ProvenAccount& account, const DocumentSet& documents) {
  return account.snils == NormalizeSnils(documents.snils.number) &&
         SameName(account.person, documents.passport.name);
}

bool IsProofReason(Reason reason) {
  return reason == Reason::ACCOUNT_PROOF_INVALID || reason == Reason::ACCOUNT_PROOF_USED ||
         reason == Reason::ACCOUNT_PROOF_EXPIRED;
}

Status RequireKindGoesOn(ApplicantKind kind, Time now) {
  const std::optional<Time> end = EndOf(kind);
  return end && now >= *end ? Status(Reason::APPLICANT_KIND_ENDED) : OkStatus();
}

}  // namespace

Enrollment::Enrollment(Database& database, Agenda& agenda, const Authorities& authorities, SigningKeys& keys,
                       AccountProofs& proofs, Publisher& publisher)
    : applications_(database),
      agenda_(agenda),
      authorities_(authorities),
      proofs_(proofs),
      issuance_(database, authorities, keys, publisher) {
  agenda_.Handle(kIdentificationDue, [this](Operation& operation, const Agenda::Item& item) {
    return SettleDue(operation, item);
  });
}

void Enrollment::Enter(Operation& operation, Application& application, ApplicationState state,
                       const char* event, std::map<std::string, std::string> attributes) {
  application.state = state;
  ApplicationStore::Save(operation, application);
  operation.Emit(event, application.ResourceName(), std::move(attributes));
}

// ---- Step 1: the application is opened.

Result<Enrollment::Opened> Enrollment::Open(Operation& operation, const std::string& authority_id,
                                            CarrierKind carrier, ApplicantKind kind) {
  const std::shared_ptr<const Authority> authority = authorities_.Find(authority_id);
  if (authority == nullptr) return Reason::AUTHORITY_NOT_FOUND;
  if (!authority->profile.Serves(carrier)) return Reason::CARRIER_NOT_SERVED;
  if (!authority->profile.Serves(kind)) return Reason::APPLICANT_KIND_NOT_SERVED;
  KEPSIM_TRY(RequireKindGoesOn(kind, operation.now()));
  Application application;
  application.id = operation.NewId("application");
  application.authority_id = authority_id;
  application.carrier = carrier;
  application.kind = kind;
  application.created = operation.now();
  IssuedToken token = IssueToken(application.id, *operation.Stream("application-token"));
  application.token_digest = std::move(token.digest);
  Enter(operation, application, kOpened, "application.opened",
        {{"authority", authority->ResourceName()}, {"applicant_kind", std::string(NameOf(kind))}});
  return Opened{std::move(application), std::move(token.text)};
}

Status Enrollment::Authorize(std::string_view name, const Secret& token) {
  if (token.empty()) return Reason::TOKEN_MISSING;
  const std::optional<std::string> token_id = TokenId(token);
  if (!token_id) return Reason::TOKEN_INVALID;
  const Result<Bytes> digest = applications_.TokenDigestOf(*token_id);
  if (digest.status().reason() == Reason::APPLICATION_NOT_FOUND) return Reason::TOKEN_INVALID;
  KEPSIM_TRY(digest.status());
  if (!TokenMatches(token, *digest)) return Reason::TOKEN_INVALID;
  KEPSIM_ASSIGN(const std::string id, ApplicationIdOf(name));
  if (id == *token_id) return OkStatus();
  KEPSIM_TRY(applications_.TokenDigestOf(id).status());
  return Reason::APPLICATION_FOREIGN;
}

Result<Application> Enrollment::Load(std::string_view name) {
  KEPSIM_ASSIGN(const std::string id, ApplicationIdOf(name));
  return applications_.Load(id);
}

// ---- Step 2: the documents, the proof of the account, the scans.

Status Enrollment::SubmitDocuments(Operation& operation, Application& application,
                                   const DocumentSet& handed_in, const Secret& account_proof) {
  KEPSIM_TRY(RequireState(application, {kOpened, kMoreDocuments}));
  DocumentSet documents = Normalized(handed_in);
  documents.kind = application.kind;
  std::vector<FieldViolation> violations = CheckDocuments(documents, operation.now()).violations();
  std::string account;
  if (!account_proof.empty()) {
    Result<ProvenAccount> proven = proofs_.Redeem(operation, account_proof);
    if (!proven.ok()) {
      if (violations.empty() || !IsProofReason(proven.status().reason())) return proven.status();
      violations.push_back({"account_proof", proven.status().reason(), {}});
    } else if (!SamePerson(*proven, documents)) {
      violations.push_back({"account_proof", Reason::ACCOUNT_PROOF_FOREIGN, {}});
    } else {
      account = proven->account;
    }
  }
  KEPSIM_TRY(Status::Violations(std::move(violations)));
  application.documents = std::move(documents);
  application.account = std::move(account);
  application.decision.reset();
  Enter(operation, application, kDocumentsAccepted, "application.documents-accepted");
  return OkStatus();
}

Status Enrollment::AddScan(Operation& operation, Application& application, const Scan& scan) {
  KEPSIM_TRY(RequireState(application, {kOpened, kDocumentsAccepted, kMoreDocuments}));
  if (std::ranges::find(application.scans, scan) != application.scans.end()) return OkStatus();
  if (application.scans.size() >= kMostScans) return Reason::SCAN_LIMIT;
  application.scans.push_back(scan);
  Enter(operation, application, application.state, "application.scan-added",
        {{"media_type", std::string(MediaTypeOf(scan.type))}});
  return OkStatus();
}

// ---- Step 3: identification, and the decision.

Status Enrollment::RequestIdentification(Operation& operation, Application& application,
                                         IdentificationWay way) {
  KEPSIM_TRY(RequireState(application, {kDocumentsAccepted}));
  application.decision = DecisionOf(way, OutcomeFor(way, *application.documents), operation.now());
  Enter(operation, application, kIdentifying, "application.identification-started",
        {{"way", std::string(NameOf(way))}});
  const std::optional<Time> due = application.decision->due;
  if (!due) return OkStatus();  // an operator's turn
  if (*due <= operation.now()) {
    Settle(operation, application);
  } else {
    agenda_.Add(operation, {*due, kIdentificationDue, application.ResourceName()});
  }
  return OkStatus();
}

Status Enrollment::DecideIdentification(Operation& operation, Application& application,
                                        IdentificationOutcome::Decision decision, const std::string& text) {
  KEPSIM_TRY(CheckDecision(decision, text));
  KEPSIM_TRY(RequireState(application, {kIdentifying}));
  ForgetDue(operation, application);
  application.decision = DecisionOf(application.decision->way, OutcomeOf(decision, text), operation.now());
  Settle(operation, application);
  return OkStatus();
}

void Enrollment::Settle(Operation& operation, Application& application) {
  IdentificationDecision& decision = *application.decision;
  if (decision.state == IdentificationState::kApproved) {
    auto identity = VerifiedIdentity::From(*application.documents, decision, *decision.due);
    if (identity.ok()) {
      application.identity = *std::move(identity);
      return Enter(operation, application, kIdentified, "application.identified");
    }
    // Between submission and decision a passport or a power of attorney can lapse.
    decision.state = IdentificationState::kMoreDocuments;
    decision.refusal = identity.status().violations().front().reason;
    decision.text = kLapsedText;
  }
  const std::map<std::string, std::string> why = {{"reason", std::string(NameOf(decision.refusal))}};
  switch (decision.state) {
    case IdentificationState::kRefused:
      return Enter(operation, application, kRefused, "application.refused", why);
    case IdentificationState::kMoreDocuments:
      return Enter(operation, application, kMoreDocuments, "application.more-documents", why);
    case IdentificationState::kTimedOut:
      return Enter(operation, application, kExpired, "application.expired", why);
    case IdentificationState::kWaiting:
    case IdentificationState::kApproved:
      return;
  }
}

Status Enrollment::SettleDue(Operation& operation, const Agenda::Item& item) {
  KEPSIM_ASSIGN(Application application, Load(item.subject));
  const bool still_waits =
      application.state == kIdentifying && application.decision && application.decision->due == item.at;
  if (still_waits) Settle(operation, application);
  return OkStatus();
}

void Enrollment::ForgetDue(Operation& operation, const Application& application) {
  if (application.state != kIdentifying || !application.decision->due) return;
  agenda_.Remove(operation, {*application.decision->due, kIdentificationDue, application.ResourceName()});
}

// ---- Step 4: possession of the key.

Status Enrollment::SubmitKeyRequest(Operation& operation, Application& application, ByteView pkcs10_der,
                                    const IssueOverrides& overrides) {
  KEPSIM_TRY(RequireState(application, {kIdentified}));
  KEPSIM_ASSIGN(ProvenKey key, ProvenKey::FromRequest(pkcs10_der));
  if (IsTestSet(key.key().algorithm())) return Reason::KEY_TEST_PARAMETERS;
  KEPSIM_TRY(issuance_.CheckKeyIsNew(key.key()));
  const std::shared_ptr<const Authority> authority = authorities_.Find(application.authority_id);
  if (authority == nullptr) return Reason::AUTHORITY_NOT_FOUND;
  KEPSIM_ASSIGN(DraftTerms terms, MakeTerms(operation.now(), *operation.Stream("certificate-serial"),
                                            overrides, authority->profile));
  application.stored_key = key.Stored();
  application.key = std::move(key);
  application.terms = std::move(terms);
  Enter(operation, application, kKeyProven, "application.key-proven");
  return OkStatus();
}

// ---- Steps 5 to 8: the draft is confirmed; the certificate is signed, recorded and published.

Result<Certificate> Enrollment::Confirm(Operation& operation, Application& application,
                                        ByteView draft_digest) {
  KEPSIM_ASSIGN(const Draft draft, DraftOf(application));
  if (!std::ranges::equal(draft.digest(), draft_digest)) return Reason::DRAFT_CHANGED;
  return Issue(operation, application, draft);
}

Result<Certificate> Enrollment::Issue(Operation& operation, Application& application, const Draft& draft) {
  KEPSIM_TRY(RequireState(application, {kKeyProven}));
  KEPSIM_TRY(RequireKindGoesOn(application.kind, operation.now()));
  KEPSIM_ASSIGN(Issuance::Issued issued, issuance_.Issue(operation, application, draft));
  EnterIssued(operation, application, std::move(issued.name));
  return std::move(issued.certificate);
}

Result<Issuance::IssuedDefective> Enrollment::IssueDefective(Operation& operation, Application& application,
                                                             const Draft& draft, const Defect& defect) {
  KEPSIM_TRY(RequireState(application, {kKeyProven}));
  KEPSIM_ASSIGN(Issuance::IssuedDefective made,
                issuance_.IssueDefective(operation, application, draft, defect));
  if (made.issued) {
    EnterIssued(operation, application, made.issued->name);
  } else {
    KEPSIM_TRY(Cancel(operation, application));
  }
  return made;
}

void Enrollment::EnterIssued(Operation& operation, Application& application, std::string certificate) {
  application.certificate = std::move(certificate);
  application.identity.reset();
  application.stored_key.clear();
  application.key.reset();
  application.terms.reset();
  Enter(operation, application, kIssued, "application.issued", {{"certificate", application.certificate}});
}

Status Enrollment::Cancel(Operation& operation, Application& application) {
  KEPSIM_TRY(RequireState(
      application, {kOpened, kDocumentsAccepted, kIdentifying, kMoreDocuments, kIdentified, kKeyProven}));
  ForgetDue(operation, application);
  application.stored_key.clear();
  application.terms.reset();
  Enter(operation, application, kCanceled, "application.canceled");
  return OkStatus();
}

// ---- Step 9: the end of a certificate, before its time.

Status Enrollment::RevokeByHolder(Operation& operation, const Application& application,
                                  RevocationReason reason) {
  KEPSIM_TRY(RequireState(application, {kIssued}));
  return Revoke(operation, application.certificate, reason, kHoldersGround);
}

}  // namespace kepsim
