#include "ca/issuance/authority_maker.h"

#include <algorithm>

#include "ca/issuance/authority_catalogue.h"
#include "ca/issuance/authority_certificate.h"
#include "ca/issuance/authority_codec.h"
#include "ca/issuance/serial.h"

namespace kepsim {
namespace {

constexpr Duration kYear = 365 * kDay;

using Records = std::vector<std::shared_ptr<const AuthorityRecord>>;

Time WholeSeconds(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time);
}

const AuthorityRecord* FindRecord(const Records& records, std::string_view id) {
  const auto found = std::ranges::find(
      records, id, [](const auto& record) -> std::string_view { return record->profile.id; });
  return found == records.end() ? nullptr : found->get();
}

Result<const AuthorityRecord*> RootRecord(const Records& records, std::string_view id) {
  const AuthorityRecord* const record = FindRecord(records, id);
  if (record == nullptr) return Reason::AUTHORITY_NOT_FOUND;
  if (!record->root) return Status(Reason::AUTHORITY_NOT_ROOT, std::string(id));
  return record;
}

Status OutOfRange(const char* field, std::string description) {
  return Status::Violations({{field, Reason::FIELD_OUT_OF_RANGE, std::move(description)}});
}

// Who signs must be valid itself when it does.
Status CheckInForce(const Authority& issuer, Time now, const char* field) {
  if (now < issuer.certificate.not_after()) return OkStatus();
  return OutOfRange(field, "the certificate of " + issuer.profile.id + " has expired");
}

// Of the wish; without one, the first root of such signatures.
Result<Authority> IssuerFor(const Records& records, const AuthorityWish& wish, bool qualified) {
  if (!wish.root.empty()) {
    KEPSIM_ASSIGN(const AuthorityRecord* const root, RootRecord(records, wish.root));
    if (root->profile.qualified == qualified) return root->Current();
    return OutOfRange("root", qualified ? "qualified certificates need a root of such"
                                        : "unqualified ones need a root of unqualified signatures");
  }
  for (const auto& record : records) {
    if (record->root && record->profile.qualified == qualified) return record->Current();
  }
  return Reason::AUTHORITY_NOT_FOUND;
}

std::vector<Certificate> CertificatesFrom(const AuthorityRecord& record, size_t first) {
  std::vector<Certificate> certificates;
  for (size_t i = first; i < record.certificates.size(); ++i) {
    certificates.push_back(record.certificates[i].certificate);
  }
  return certificates;
}

}  // namespace

Result<AuthorityMaker::Work> AuthorityMaker::Begin(Operation& operation,
                                                   const Authorities::Snapshot& snapshot, size_t authorities,
                                                   int64_t certificates) const {
  if (snapshot.records.size() + authorities > kMostAuthorities ||
      snapshot.certificates + certificates > kMostCertificates) {
    return Reason::AUTHORITY_LIMIT;
  }
  return Work{operation, WholeSeconds(operation.now()), static_cast<int64_t>(snapshot.records.size()) + 1,
              snapshot.certificates + 1};
}

Status AuthorityMaker::AddCertificate(Work& work, AuthorityRecord& record, const CertificatePlan& plan,
                                      const std::string& issuer_id, const Bytes& signing_key) {
  KEPSIM_ASSIGN(const CheckedPlan checked, CheckedPlan::Check(plan));
  const int64_t number = work.next_certificate++;
  const auto stream = work.operation.Stream("authority-certificate/" + std::to_string(number));
  KEPSIM_ASSIGN(Certificate certificate, keys_.Sign(signing_key, checked, *stream));
  record.certificates.push_back({std::move(certificate), issuer_id, base_url_});
  authorities_.StageCertificate(work.operation, number, record.profile.id, record.certificates.back());
  return OkStatus();
}

Status AuthorityMaker::AddGeneration(Work& work, AuthorityRecord& record, const Authority* issuer) {
  const std::string& id = record.profile.id;
  KEPSIM_ASSIGN(const PublicKey key, keys_.Create(work.operation, id, record.profile.algorithm));
  const AuthoritySubject subject{record.profile, key,
                                 MakeSerial(work.made, *work.operation.Stream("authority-serial/" + id)),
                                 work.made};
  if (issuer == nullptr) return AddCertificate(work, record, RootPlan(subject), id, key.Identifier());
  return AddCertificate(work, record, AuthorityPlan(subject, *issuer), issuer->profile.id, issuer->KeyId());
}

Status AuthorityMaker::Cross(Work& work, AuthorityRecord& subject, const Authority& issuer) {
  const Authority certified = subject.Current();
  KEPSIM_TRY(certified.certificate.public_key().status());
  const AuthoritySubject about{
      subject.profile, *certified.certificate.public_key(),
      MakeSerial(work.made, *work.operation.Stream("cross-serial/" + subject.profile.id)), work.made};
  return AddCertificate(work, subject, CrossPlan(about, issuer), issuer.profile.id, issuer.KeyId());
}

Result<AuthorityRecord> AuthorityMaker::MakeRecord(Work& work, AuthorityProfile profile,
                                                   const Authority* issuer) {
  AuthorityRecord record{std::move(profile), issuer == nullptr, {}};
  KEPSIM_ASSIGN(Bytes encoded, EncodeProfile(record.profile));
  authorities_.StageRecord(work.operation, work.next_authority++, record, std::move(encoded));
  KEPSIM_TRY(AddGeneration(work, record, issuer));
  return record;
}

Result<std::vector<AuthorityRecord>> AuthorityMaker::CreateCatalogue(Operation& operation, Time birth) {
  const Time now = WholeSeconds(birth);
  Work work{operation, now - 2 * kYear, 1, 1};
  std::vector<AuthorityRecord> made;
  for (const AuthorityProfile& profile : RootCatalogue()) {
    KEPSIM_ASSIGN(AuthorityRecord root, MakeRecord(work, profile, nullptr));
    made.push_back(std::move(root));
  }
  const auto root_of = [&](std::string_view id) -> AuthorityRecord& {
    return *std::ranges::find(
        made, id, [](const AuthorityRecord& record) -> std::string_view { return record.profile.id; });
  };
  work.made = now - kYear;
  KEPSIM_TRY(Cross(work, root_of(kSecondRootId), root_of(kRootId).Current()));
  for (const CataloguedAuthority& authority : AuthorityCatalogue()) {
    const Authority issuer = root_of(authority.root).Current();
    KEPSIM_ASSIGN(AuthorityRecord record, MakeRecord(work, authority.profile, &issuer));
    made.push_back(std::move(record));
  }
  return made;
}

Result<AuthorityChange> AuthorityMaker::CreateAuthority(Operation& operation, const AuthorityWish& wish) {
  KEPSIM_ASSIGN(AuthorityProfile profile, ProfileOf(operation, wish));
  const auto snapshot = authorities_.Current();
  if (FindRecord(snapshot->records, wish.id) != nullptr) return Reason::AUTHORITY_EXISTS;
  KEPSIM_ASSIGN(const Authority issuer, IssuerFor(snapshot->records, wish, profile.qualified));
  KEPSIM_ASSIGN(Work work, Begin(operation, *snapshot, 1, 1));
  KEPSIM_TRY(CheckInForce(issuer, work.made, "root"));
  KEPSIM_ASSIGN(AuthorityRecord record, MakeRecord(work, std::move(profile), &issuer));
  operation.Emit("authority.created", record.ResourceName(),
                 {{"issuer", issuer.ResourceName()}, {"style", record.profile.style}});
  std::vector<Certificate> added = CertificatesFrom(record, 0);
  return AuthorityChange{std::move(record), std::move(added)};
}

Result<AuthorityChange> AuthorityMaker::CreateRoot(Operation& operation, const RootWish& wish) {
  KEPSIM_ASSIGN(AuthorityProfile profile, ProfileOf(operation, wish));
  const auto snapshot = authorities_.Current();
  if (FindRecord(snapshot->records, wish.id) != nullptr) return Reason::AUTHORITY_EXISTS;
  KEPSIM_ASSIGN(Work work, Begin(operation, *snapshot, 1, 1));
  KEPSIM_ASSIGN(AuthorityRecord record, MakeRecord(work, std::move(profile), nullptr));
  operation.Emit("authority.created", record.ResourceName(), {{"issuer", record.ResourceName()}});
  std::vector<Certificate> added = CertificatesFrom(record, 0);
  return AuthorityChange{std::move(record), std::move(added)};
}

Result<AuthorityChange> AuthorityMaker::CrossCertify(Operation& operation, std::string_view subject,
                                                     std::string_view issuer) {
  const auto snapshot = authorities_.Current();
  KEPSIM_ASSIGN(const AuthorityRecord* const certified, RootRecord(snapshot->records, subject));
  KEPSIM_ASSIGN(const AuthorityRecord* const certifier, RootRecord(snapshot->records, issuer));
  if (certified == certifier) return OutOfRange("issuer", "a root does not certify itself");
  if (certified->profile.qualified != certifier->profile.qualified) {
    return OutOfRange("issuer", "a root certifies roots of its own kind, qualified or not");
  }
  KEPSIM_ASSIGN(Work work, Begin(operation, *snapshot, 0, 1));
  const Authority signer = certifier->Current();
  KEPSIM_TRY(CheckInForce(signer, work.made, "issuer"));
  AuthorityRecord record = *certified;
  const size_t before = record.certificates.size();
  KEPSIM_TRY(Cross(work, record, signer));
  operation.Emit("authority.cross-certified", record.ResourceName(), {{"issuer", signer.ResourceName()}});
  std::vector<Certificate> added = CertificatesFrom(record, before);
  return AuthorityChange{std::move(record), std::move(added)};
}

Result<AuthorityChange> AuthorityMaker::RollOverKey(Operation& operation, std::string_view id,
                                                    std::optional<KeyAlgorithm> algorithm) {
  if (algorithm && IsTestSet(*algorithm)) {
    return Status::Violations({{"algorithm", Reason::KEY_TEST_PARAMETERS, {}}});
  }
  const auto snapshot = authorities_.Current();
  const AuthorityRecord* const found = FindRecord(snapshot->records, id);
  if (found == nullptr) return Reason::AUTHORITY_NOT_FOUND;
  // Of a CA, its root signs, with its newest key; of a root, the key that goes signs for the one that comes.
  const std::string& root_id = found->root ? found->profile.id : found->certificates.front().issuer;
  KEPSIM_ASSIGN(const AuthorityRecord* const root, RootRecord(snapshot->records, root_id));
  const Authority signer = root->Current();
  KEPSIM_ASSIGN(Work work, Begin(operation, *snapshot, 0, found->root ? 2 : 1));
  KEPSIM_TRY(CheckInForce(signer, work.made, "authority"));

  AuthorityRecord record = *found;
  const size_t before = record.certificates.size();
  if (algorithm) record.profile.algorithm = *algorithm;
  KEPSIM_ASSIGN(Bytes encoded, EncodeProfile(record.profile));
  authorities_.StageProfile(operation, record.profile.id, std::move(encoded));
  KEPSIM_TRY(AddGeneration(work, record, record.root ? nullptr : &signer));
  if (record.root) KEPSIM_TRY(Cross(work, record, signer));
  operation.Emit("authority.key-rolled-over", record.ResourceName(),
                 {{"subject_key_id", ToHex(record.Current().KeyId())}});
  std::vector<Certificate> added = CertificatesFrom(record, before);
  return AuthorityChange{std::move(record), std::move(added)};
}

}  // namespace kepsim
