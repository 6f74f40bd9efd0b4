#include "ca/issuance/application_store.h"

#include "ca/issuance/application_codec.h"

namespace kepsim {
namespace {

// What stands in the row's compact columns.
struct Parts {
  std::optional<Bytes> documents;
  Bytes scans;
  std::optional<Bytes> decision;
  std::optional<Bytes> terms;
};

Parts PartsOf(const Application& application) {
  Parts parts;
  if (application.documents) parts.documents = EncodeDocuments(*application.documents);
  parts.scans = EncodeScans(application.scans);
  if (application.decision) parts.decision = EncodeDecision(*application.decision);
  if (application.terms) parts.terms = EncodeTerms(*application.terms);
  return parts;
}

std::optional<Bytes> OptionalBlob(const Rows& rows, int column) {
  if (rows.IsNull(column)) return std::nullopt;
  return rows.Blob(column);
}

Status Restore(const Parts& parts, Application& application) {
  if (parts.documents) {
    KEPSIM_ASSIGN(application.documents, DecodeDocuments(*parts.documents));
    application.documents->kind = application.kind;
  }
  KEPSIM_ASSIGN(application.scans, DecodeScans(parts.scans));
  if (parts.decision) {
    KEPSIM_ASSIGN(application.decision, DecodeDecision(*parts.decision));
  }
  if (parts.terms) {
    KEPSIM_ASSIGN(application.terms, DecodeTerms(*parts.terms));
  }
  const bool identified =
      application.state == ApplicationState::kIdentified || application.state == ApplicationState::kKeyProven;
  if (!identified) return OkStatus();
  if (!application.documents || !application.decision || !application.decision->due) {
    return Status(Reason::STORAGE_CORRUPT, "identified application without its decision");
  }
  // Judged at the moment of the decision: what lapsed since does not undo an identification.
  auto identity =
      VerifiedIdentity::From(*application.documents, *application.decision, *application.decision->due);
  if (!identity.ok()) return Status(Reason::STORAGE_CORRUPT, "identity of an application");
  application.identity = *std::move(identity);
  return OkStatus();
}

}  // namespace

Result<Application> ApplicationStore::Load(const std::string& id) {
  Application application;
  Parts parts;
  KEPSIM_ASSIGN(const bool found, database_.Read([&](Connection& connection) -> Result<bool> {
    Rows rows = connection.Select(
        "SELECT version, state, authority, carrier, token, created, updated, account, certificate, "
        "documents, "
        "scans, decision, request, terms, kind FROM application WHERE id = ?",
        id);
    if (!rows.Next()) return false;
    application.id = id;
    application.version = rows.Int(0);
    application.state = static_cast<ApplicationState>(rows.Int(1));
    application.authority_id = rows.Text(2);
    application.carrier = static_cast<CarrierKind>(rows.Int(3));
    application.token_digest = rows.Blob(4);
    application.created = rows.Moment(5);
    application.updated = rows.Moment(6);
    application.account = rows.Text(7);
    application.certificate = rows.Text(8);
    parts.documents = OptionalBlob(rows, 9);
    parts.scans = rows.Blob(10);
    parts.decision = OptionalBlob(rows, 11);
    application.stored_key = rows.Blob(12);
    parts.terms = OptionalBlob(rows, 13);
    application.kind = static_cast<ApplicantKind>(rows.Int(14));
    return true;
  }));
  if (!found) return Reason::APPLICATION_NOT_FOUND;
  KEPSIM_TRY(Restore(parts, application));
  return application;
}

Result<Bytes> ApplicationStore::TokenDigestOf(const std::string& id) {
  KEPSIM_ASSIGN(Bytes digest, database_.Read([&](Connection& connection) -> Result<Bytes> {
    Rows rows = connection.Select("SELECT token FROM application WHERE id = ?", id);
    return rows.Next() ? rows.Blob(0) : Bytes();
  }));
  if (digest.empty()) return Reason::APPLICATION_NOT_FOUND;
  return digest;
}

void ApplicationStore::Save(Operation& operation, Application& application) {
  application.updated = operation.now();
  operation.Stage(application.ResourceName(), [a = application,
                                               parts = PartsOf(application)](Connection& connection) {
    if (a.version == 0) {
      connection.Execute(
          "INSERT INTO application (id, version, state, authority, carrier, kind, token, created, updated, "
          "account, certificate, documents, scans, decision, request, terms) "
          "VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          a.id, a.state, a.authority_id, a.carrier, a.kind, a.token_digest, a.created, a.updated, a.account,
          a.certificate, parts.documents, parts.scans, parts.decision, a.stored_key, parts.terms);
    } else {
      connection.ExecuteOne(
          "UPDATE application SET version = version + 1, state = ?, updated = ?, account = ?, "
          "certificate = ?, "
          "documents = ?, scans = ?, decision = ?, request = ?, terms = ? WHERE id = ? AND version = ?",
          a.state, a.updated, a.account, a.certificate, parts.documents, parts.scans, parts.decision,
          a.stored_key, parts.terms, a.id, a.version);
    }
    return OkStatus();
  });
}

}  // namespace kepsim
