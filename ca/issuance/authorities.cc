#include "ca/issuance/authorities.h"

#include <algorithm>

#include "ca/issuance/authority_codec.h"

namespace kepsim {
namespace {

template <class Value>
std::shared_ptr<const Value> Shared(Value value) {
  return std::make_shared<const Value>(std::move(value));
}

std::shared_ptr<const Authority> FindById(const std::vector<std::shared_ptr<const Authority>>& among,
                                          std::string_view id) {
  for (const auto& authority : among) {
    if (authority->profile.id == id) return authority;
  }
  return nullptr;
}

Result<std::vector<AuthorityRecord>> ReadRecords(Connection& connection) {
  std::vector<AuthorityRecord> records;
  {
    Rows rows = connection.Select("SELECT root, profile FROM ca_authority ORDER BY number");
    while (rows.Next()) {
      KEPSIM_ASSIGN(AuthorityProfile profile, DecodeProfile(rows.Blob(1)));
      records.push_back({std::move(profile), rows.Int(0) != 0, {}});
    }
  }
  Rows rows = connection.Select(
      "SELECT authority, issuer, base_url, certificate FROM ca_certificate ORDER BY number");
  while (rows.Next()) {
    const std::string id = rows.Text(0);
    auto certificate = Certificate::Parse(rows.Blob(3));
    const auto record = std::ranges::find(
        records, id, [](const AuthorityRecord& one) -> const std::string& { return one.profile.id; });
    if (!certificate.ok() || !certificate->subject_key_id() || record == records.end()) {
      return Status(Reason::STORAGE_CORRUPT, "certificate of authority " + id);
    }
    record->certificates.push_back({*std::move(certificate), rows.Text(1), rows.Text(2)});
  }
  for (const AuthorityRecord& record : records) {
    if (record.certificates.empty()) {
      return Status(Reason::STORAGE_CORRUPT, "authority " + record.profile.id + " without certificate");
    }
  }
  return records;
}

}  // namespace

Result<std::shared_ptr<const Authorities::Snapshot>> Authorities::Read() const {
  KEPSIM_ASSIGN(std::vector<AuthorityRecord> records,
                database_.Read([](Connection& connection) { return ReadRecords(connection); }));
  auto snapshot = std::make_shared<Snapshot>();
  for (AuthorityRecord& record : records) {
    const auto current = Shared(record.Current());
    (record.root ? snapshot->roots : snapshot->authorities).push_back(current);
    for (const AuthorityRecord::Held* held : record.Generations()) {
      const Bytes key_id = *held->certificate.subject_key_id();
      snapshot->by_key_id[key_id] = key_id == current->KeyId() ? current : Shared(record.Generation(key_id));
    }
    snapshot->certificates += static_cast<int64_t>(record.certificates.size());
    snapshot->records.push_back(Shared(std::move(record)));
  }
  return std::shared_ptr<const Snapshot>(std::move(snapshot));
}

Status Authorities::Load() {
  KEPSIM_ASSIGN(auto snapshot, Read());
  std::lock_guard lock(mutex_);
  snapshot_ = std::move(snapshot);
  return OkStatus();
}

std::shared_ptr<const Authorities::Snapshot> Authorities::Current() const {
  std::lock_guard lock(mutex_);
  // Cleared before reading: what commits meanwhile sets it again.
  if (stale_.exchange(false)) {
    if (auto read = Read(); read.ok()) {
      snapshot_ = *std::move(read);
    } else {
      stale_ = true;  // what is known stays good until it can be read
    }
  }
  return snapshot_;
}

std::shared_ptr<const Authority> Authorities::Find(std::string_view id) const {
  return FindById(Current()->authorities, id);
}

std::vector<std::shared_ptr<const Authority>> Authorities::List() const {
  return Current()->authorities;
}

std::shared_ptr<const Authority> Authorities::FindRoot(std::string_view id) const {
  return FindById(Current()->roots, id);
}

std::vector<std::shared_ptr<const Authority>> Authorities::Roots() const {
  return Current()->roots;
}

std::shared_ptr<const Authority> Authorities::FindByKeyId(ByteView key_id) const {
  const auto current = Current();
  const auto found = current->by_key_id.find(Bytes(key_id.begin(), key_id.end()));
  return found == current->by_key_id.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<const AuthorityRecord>> Authorities::Records() const {
  return Current()->records;
}

void Authorities::StageRecord(Operation& operation, int64_t number, const AuthorityRecord& record,
                              Bytes profile) {
  Stage(operation, "authorities/" + record.profile.id,
        [number, id = record.profile.id, root = record.root,
         profile = std::move(profile)](Connection& connection) {
          connection.Execute("INSERT INTO ca_authority (number, id, root, profile) VALUES (?, ?, ?, ?)",
                             number, id, root, profile);
          return OkStatus();
        });
}

void Authorities::StageProfile(Operation& operation, const std::string& id, Bytes profile) {
  Stage(operation, "authorities/" + id, [id, profile = std::move(profile)](Connection& connection) {
    connection.ExecuteOne("UPDATE ca_authority SET profile = ? WHERE id = ?", profile, id);
    return OkStatus();
  });
}

void Authorities::StageCertificate(Operation& operation, int64_t number, const std::string& authority_id,
                                   const AuthorityRecord::Held& held) {
  Stage(operation, "authority-certificates/" + std::to_string(number),
        [number, authority_id, issuer = held.issuer, base_url = held.base_url,
         der = held.certificate.der()](Connection& connection) {
          connection.Execute(
              "INSERT INTO ca_certificate (number, authority, issuer, base_url, certificate) "
              "VALUES (?, ?, ?, ?, ?)",
              number, authority_id, issuer, base_url, der);
          return OkStatus();
        });
}

void Authorities::Stage(Operation& operation, std::string key, Database::Write write) {
  operation.Stage(std::move(key), [this, write = std::move(write)](Connection& connection) {
    Status status = write(connection);
    if (!connection.status().ok()) stale_ = true;  // so that the next attempt sees what moved
    return status;
  });
  operation.AfterCommit([this] { stale_ = true; });
}

}  // namespace kepsim
