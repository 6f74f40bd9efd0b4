#include "ca/issuance/authorities.h"

#include <map>

#include "ca/issuance/authority_catalogue.h"
#include "ca/issuance/authority_certificate.h"
#include "ca/issuance/serial.h"

namespace kepsim {
namespace {

constexpr Duration kYear = 365 * kDay;

struct Row {
  std::string base_url;
  Bytes certificate;
};

Result<std::shared_ptr<const Authority>> Restore(const AuthorityProfile& profile, const Row& row) {
  auto certificate = Certificate::Parse(row.certificate);
  if (!certificate.ok() || !certificate->subject_key_id()) {
    return Status(Reason::STORAGE_CORRUPT, "certificate of authority " + profile.id);
  }
  AuthorityUrls urls = UrlsOf(row.base_url, *certificate->subject_key_id());
  return std::shared_ptr<const Authority>(
      std::make_shared<Authority>(Authority{profile, *std::move(certificate), std::move(urls)}));
}

}  // namespace

Status Authorities::Create(Operation& operation, Time birth, const std::string& base_url) {
  // Certificates count in whole seconds.
  const Time now = std::chrono::floor<std::chrono::seconds>(birth);
  const auto serial = [&](const std::string& id, Time made) {
    return MakeSerial(made, *operation.Stream("authority-serial/" + id));
  };

  const AuthorityProfile& root_profile = RootProfile();
  const Time root_made = now - 2 * kYear;
  KEPSIM_ASSIGN(const PublicKey root_key, keys_.Create(operation, root_profile.id, root_profile.algorithm));
  KEPSIM_ASSIGN(Certificate root_certificate,
                Certify(operation, root_profile,
                        RootPlan(root_profile, root_key, serial(root_profile.id, root_made), root_made),
                        root_profile.id, base_url));
  AuthorityUrls root_urls = UrlsOf(base_url, root_key.Identifier());
  const Authority root{root_profile, std::move(root_certificate), std::move(root_urls)};

  const Time made = now - kYear;
  for (const AuthorityProfile& profile : AuthorityCatalogue()) {
    KEPSIM_ASSIGN(const PublicKey key, keys_.Create(operation, profile.id, profile.algorithm));
    const CertificatePlan plan = AuthorityPlan(profile, key, serial(profile.id, made), made, root);
    KEPSIM_TRY(Certify(operation, profile, plan, root_profile.id, base_url).status());
  }
  return OkStatus();
}

Result<Certificate> Authorities::Certify(Operation& operation, const AuthorityProfile& profile,
                                         const CertificatePlan& plan, std::string_view signer,
                                         const std::string& base_url) {
  KEPSIM_ASSIGN(const CheckedPlan checked, CheckedPlan::Check(plan));
  KEPSIM_ASSIGN(Certificate certificate,
                keys_.Sign(signer, checked, *operation.Stream("authority-certificate/" + profile.id)));
  operation.Stage("authorities/" + profile.id, [id = profile.id, base_url,
                                                der = certificate.der()](Connection& connection) {
    connection.Execute("INSERT INTO ca_authority (id, base_url, certificate) VALUES (?, ?, ?)", id, base_url,
                       der);
    return OkStatus();
  });
  return certificate;
}

Status Authorities::Load() {
  using RowsById = std::map<std::string, Row>;
  KEPSIM_ASSIGN(const RowsById rows_by_id, database_.Read([](Connection& connection) -> Result<RowsById> {
    RowsById found;
    Rows rows = connection.Select("SELECT id, base_url, certificate FROM ca_authority");
    while (rows.Next()) found[rows.Text(0)] = {rows.Text(1), rows.Blob(2)};
    return found;
  }));
  auto snapshot = std::make_shared<Snapshot>();
  if (const auto root = rows_by_id.find(kRootId); root != rows_by_id.end()) {
    KEPSIM_ASSIGN(snapshot->root, Restore(RootProfile(), root->second));
  }
  for (const AuthorityProfile& profile : AuthorityCatalogue()) {
    const auto row = rows_by_id.find(profile.id);
    if (row == rows_by_id.end()) continue;
    KEPSIM_ASSIGN(std::shared_ptr<const Authority> authority, Restore(profile, row->second));
    snapshot->authorities.push_back(std::move(authority));
  }
  std::lock_guard lock(mutex_);
  snapshot_ = std::move(snapshot);
  return OkStatus();
}

std::shared_ptr<const Authorities::Snapshot> Authorities::Current() const {
  std::lock_guard lock(mutex_);
  return snapshot_;
}

std::shared_ptr<const Authority> Authorities::Find(std::string_view id) const {
  const std::shared_ptr<const Snapshot> current = Current();
  for (const auto& authority : current->authorities) {
    if (authority->profile.id == id) return authority;
  }
  return nullptr;
}

std::vector<std::shared_ptr<const Authority>> Authorities::List() const {
  return Current()->authorities;
}

std::shared_ptr<const Authority> Authorities::Root() const {
  return Current()->root;
}

}  // namespace kepsim
