// An applicant's way through the CA: the state machine of an application, in the order of the cycle in
// ca/README.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ca/issuance/application_store.h"
#include "ca/issuance/issuance.h"
#include "ca/operation/agenda.h"

namespace kepsim {

// Every step takes the application in memory, judges its state (APPLICATION_STATE) and saves it with the
// operation, so that one operation can go several steps at the price of one commit. A step that fails leaves
// nothing behind, if the caller then fails the operation.
class Enrollment {
 public:
  static constexpr size_t kMostScans = 10;
  // The agenda's kind of an identification that comes to its end by itself.
  static constexpr char kIdentificationDue[] = "identification-due";

  Enrollment(Database& database, Agenda& agenda, const Authorities& authorities, SigningKeys& keys,
             AccountProofs& proofs, Publisher& publisher);

  const Authorities& authorities() const { return authorities_; }

  // Step 1. AUTHORITY_NOT_FOUND, CARRIER_NOT_SERVED, APPLICANT_KIND_NOT_SERVED, APPLICANT_KIND_ENDED.
  struct Opened {
    Application application;
    Secret token;
  };
  Result<Opened> Open(Operation& operation, const std::string& authority_id, CarrierKind carrier,
                      ApplicantKind kind);

  // TOKEN_MISSING, TOKEN_INVALID, APPLICATION_NOT_FOUND, APPLICATION_FOREIGN.
  Status Authorize(std::string_view name, const Secret& token);
  // APPLICATION_NOT_FOUND.
  Result<Application> Load(std::string_view name);

  // Step 2. The documents are Normalized, and judged as those of the application's kind. Each submission
  // takes the place of an earlier one, its proof included. INVALID_FIELDS with everything that is wrong; or,
  // when nothing else is, why the proof (which may be empty) was not redeemed.
  Status SubmitDocuments(Operation& operation, Application& application, const DocumentSet& documents,
                         const Secret& account_proof);
  // SCAN_LIMIT. A scan that is there already is not added again.
  Status AddScan(Operation& operation, Application& application, const Scan& scan);

  // Step 3. What it comes to stands in the application, at once or when it is due.
  Status RequestIdentification(Operation& operation, Application& application, IdentificationWay way);
  // An operator's word: kApproved, kRefused or kMoreDocuments, and what the applicant is told.
  // INVALID_FIELDS.
  Status DecideIdentification(Operation& operation, Application& application,
                              IdentificationOutcome::Decision decision, const std::string& text);

  // Step 4. DER_MALFORMED, KEY_UNSUPPORTED, SIGNATURE_INVALID, KEY_ALREADY_CERTIFIED; INVALID_FIELDS for
  // overrides.
  Status SubmitKeyRequest(Operation& operation, Application& application, ByteView pkcs10_der,
                          const IssueOverrides& overrides = {});

  // Steps 5 to 8. Confirm refuses with DRAFT_CHANGED what is not the digest of the draft; Issue is for who
  // holds the draft itself. APPLICANT_KIND_ENDED: an application of before can come this far and no further.
  Result<Draft> DraftOf(const Application& application) const { return issuance_.DraftOf(application); }
  Result<Certificate> Confirm(Operation& operation, Application& application, ByteView draft_digest);
  Result<Certificate> Issue(Operation& operation, Application& application, const Draft& draft);

  // Steps 6 to 8 with one defect. An application of which no certificate came that can be recorded is
  // canceled.
  Result<Issuance::IssuedDefective> IssueDefective(Operation& operation, Application& application,
                                                   const Draft& draft, const Defect& defect);

  // Closes an application of which nothing has come yet.
  Status Cancel(Operation& operation, Application& application);

  // Step 9, at the holder's wish, and at somebody else's who names a ground.
  Status RevokeByHolder(Operation& operation, const Application& application, RevocationReason reason);
  Status Revoke(Operation& operation, std::string_view certificate_name, RevocationReason reason,
                const std::string& ground) {
    return issuance_.Revoke(operation, certificate_name, reason, ground);
  }

 private:
  // Saves the application in its new state and says so.
  void Enter(Operation& operation, Application& application, ApplicationState state, const char* event,
             std::map<std::string, std::string> attributes = {});
  void EnterIssued(Operation& operation, Application& application, std::string certificate);
  // Draws the consequence of a decision that is due.
  void Settle(Operation& operation, Application& application);
  Status SettleDue(Operation& operation, const Agenda::Item& item);
  void ForgetDue(Operation& operation, const Application& application);

  ApplicationStore applications_;
  Agenda& agenda_;
  const Authorities& authorities_;
  AccountProofs& proofs_;
  Issuance issuance_;
};

}  // namespace kepsim
