#include "ca/issuance/authority_maker.h"

#include <algorithm>

#include "ca/issuance/authority_catalogue.h"
#include "ca/issuance/authority_certificate.h"
#include "ca/issuance/authority_codec.h"
#include "ca/issuance/serial.h"

namespace kepsim {
namespace {

constexpr Duration kYear = 365 * kDay;

Time WholeSeconds(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time);
}

}  // namespace

// What is being made within one operation.
struct AuthorityMaker::Work {
  Operation& operation;
  Time made;
  Numbers next;
};

Status AuthorityMaker::AddCertificate(Work& work, AuthorityRecord& record, const CertificatePlan& plan,
                                      const std::string& issuer_id, const Bytes& signing_key) {
  KEPSIM_ASSIGN(const CheckedPlan checked, CheckedPlan::Check(plan));
  const int64_t number = work.next.certificates++;
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

Result<AuthorityRecord> AuthorityMaker::MakeRecord(Work& work, AuthorityProfile profile,
                                                   const Authority* issuer) {
  AuthorityRecord record{std::move(profile), issuer == nullptr, {}};
  KEPSIM_ASSIGN(Bytes encoded, EncodeProfile(record.profile));
  authorities_.StageRecord(work.operation, work.next.authorities++, record, std::move(encoded));
  KEPSIM_TRY(AddGeneration(work, record, issuer));
  return record;
}

Status AuthorityMaker::CreateCatalogue(Operation& operation, Time birth) {
  const Time now = WholeSeconds(birth);
  Work work{operation, now - 2 * kYear, {1, 1}};
  std::vector<AuthorityRecord> roots;
  for (const AuthorityProfile& profile : RootCatalogue()) {
    KEPSIM_ASSIGN(AuthorityRecord root, MakeRecord(work, profile, nullptr));
    roots.push_back(std::move(root));
  }
  const auto root_of = [&](std::string_view id) -> AuthorityRecord& {
    return *std::ranges::find(roots, id, [](const AuthorityRecord& root) { return root.profile.id; });
  };
  work.made = now - kYear;
  KEPSIM_TRY(Cross(work, root_of(kSecondRootId), root_of(kRootId).Current()));
  for (const CataloguedAuthority& authority : AuthorityCatalogue()) {
    const Authority issuer = root_of(authority.root).Current();
    KEPSIM_TRY(MakeRecord(work, authority.profile, &issuer).status());
  }
  return OkStatus();
}

Status AuthorityMaker::Cross(Work& work, AuthorityRecord& subject, const Authority& issuer) {
  const Authority certified = subject.Current();
  KEPSIM_TRY(certified.certificate.public_key().status());
  const AuthoritySubject about{
      subject.profile, *certified.certificate.public_key(),
      MakeSerial(work.made, *work.operation.Stream("cross-serial/" + subject.profile.id)), work.made};
  return AddCertificate(work, subject, CrossPlan(about, issuer), issuer.profile.id, issuer.KeyId());
}

}  // namespace kepsim
