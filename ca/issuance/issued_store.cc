#include "ca/issuance/issued_store.h"

namespace kepsim {
namespace {

constexpr std::string_view kCollection = "certificates/";

int64_t ShortKey(const PublicKey& key) {
  const Bytes identifier = key.Identifier();
  uint64_t number = 0;
  for (int i = 0; i < 8; ++i) number = number << 8 | identifier[i];
  return static_cast<int64_t>(number);
}

struct ParsedName {
  std::string authority_id;
  Bytes serial;
};

std::optional<ParsedName> ParseName(std::string_view name) {
  if (!name.starts_with(kCollection)) return std::nullopt;
  name.remove_prefix(kCollection.size());
  const size_t slash = name.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view hex = name.substr(slash + 1);
  const auto serial = FromHex(hex);
  // One certificate has one name: lower-case digits do not make another.
  if (!serial || serial->empty() || ToHex(*serial) != hex) return std::nullopt;
  return ParsedName{std::string(name.substr(0, slash)), *serial};
}

}  // namespace

std::string CertificateName(std::string_view authority_id, ByteView serial) {
  return std::string(kCollection) + std::string(authority_id) + '/' + ToHex(serial);
}

Result<bool> IssuedStore::HoldsKey(const PublicKey& key) {
  return database_.Read([number = ShortKey(key)](Connection& connection) -> Result<bool> {
    return connection.Select("SELECT 1 FROM issued WHERE key = ?", number).Next();
  });
}

void IssuedStore::Add(Operation& operation, std::string_view authority_id, const std::string& application,
                      const Certificate& certificate, const PublicKey& key) {
  operation.Stage("issued/" + ToHex(certificate.serial()),
                  [serial = certificate.serial(), authority = std::string(authority_id), key = ShortKey(key),
                   application, der = certificate.der()](Connection& connection) {
                    connection.Execute(
                        "INSERT INTO issued (serial, authority, key, application, certificate) "
                        "VALUES (?, ?, ?, ?, ?)",
                        serial, authority, key, application, der);
                    return OkStatus();
                  });
}

Result<IssuedRecord> IssuedStore::Find(std::string_view name) {
  const std::optional<ParsedName> parsed = ParseName(name);
  if (!parsed) return Reason::CERTIFICATE_NOT_FOUND;
  IssuedRecord record;
  KEPSIM_ASSIGN(const bool found, database_.Read([&](Connection& connection) -> Result<bool> {
    Rows rows = connection.Select(
        "SELECT number, application, revoked, certificate FROM issued WHERE serial = ? AND authority = ?",
        parsed->serial, parsed->authority_id);
    if (!rows.Next()) return false;
    record.number = rows.Int(0);
    record.application = rows.Text(1);
    if (!rows.IsNull(2)) record.revoked = rows.Moment(2);
    KEPSIM_ASSIGN(const Certificate certificate, Certificate::Parse(rows.Blob(3)));
    if (!certificate.authority_key_id()) return Status(Reason::STORAGE_CORRUPT, "issued.certificate");
    record.issuer_key_id = *certificate.authority_key_id();
    return true;
  }));
  if (!found) return Reason::CERTIFICATE_NOT_FOUND;
  record.authority_id = parsed->authority_id;
  record.serial = parsed->serial;
  return record;
}

void IssuedStore::Revoke(Operation& operation, const IssuedRecord& record, RevocationReason reason,
                         const std::string& ground) {
  operation.Stage("issued/" + ToHex(record.serial), [number = record.number, now = operation.now(), reason,
                                                     ground](Connection& connection) {
    connection.ExecuteOne(
        "UPDATE issued SET revoked = ?, reason = ?, ground = ? WHERE number = ? AND revoked IS NULL", now,
        reason, ground, number);
    return OkStatus();
  });
}

}  // namespace kepsim
