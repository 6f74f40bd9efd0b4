#include "registry/store/authority_store.h"

#include <algorithm>

#include "registry/verifier/accreditation.h"

namespace kepsim {
namespace {

// Roots stand in no list, but relying parties get them all the same.
constexpr char kNoAuthority[] = "";

Status LoadListings(Connection& connection, AuthorityBook& book) {
  Rows rows = connection.Select(
      "SELECT id, name, short_name, email, info_url, registry_url, country, region_code, region_name, "
      "postal_code, street, city, facility, security_class, tools, inn, ogrn, registry_number, "
      "successor_ogrn FROM listed_authority ORDER BY registry_number, id");
  while (rows.Next()) {
    AuthorityListing listing;
    listing.id = rows.Text(0);
    listing.name = rows.Text(1);
    listing.short_name = rows.Text(2);
    listing.email = rows.Text(3);
    listing.info_url = rows.Text(4);
    listing.registry_url = rows.Text(5);
    listing.address = {rows.Text(6), static_cast<int>(rows.Int(7)), rows.Text(8), rows.Text(9), rows.Text(10),
                       rows.Text(11)};
    listing.facility = rows.Text(12);
    listing.security_class = rows.Text(13);
    listing.tools = rows.Text(14);
    listing.inn = rows.Text(15);
    listing.ogrn = rows.Text(16);
    listing.registry_number = static_cast<int>(rows.Int(17));
    listing.successor_ogrn = rows.Text(18);
    book.authorities.push_back({std::move(listing), {}, {}});
  }
  return OkStatus();
}

template <class Book>  // const or not
auto FindListed(Book& book, std::string_view id) {
  const auto found = std::find_if(book.authorities.begin(), book.authorities.end(),
                                  [&](const auto& listed) { return listed.listing.id == id; });
  return found == book.authorities.end() ? nullptr : &*found;
}

Status LoadHistories(Connection& connection, AuthorityBook& book) {
  Rows rows =
      connection.Select("SELECT authority, state, effective FROM accreditation ORDER BY authority, number");
  while (rows.Next()) {
    AuthorityBook::Listed* listed = FindListed(book, rows.Text(0));
    if (listed == nullptr) return Status(Reason::STORAGE_CORRUPT, "accreditation.authority");
    listed->history.push_back({static_cast<Accreditation>(rows.Int(1)), rows.Moment(2)});
  }
  return OkStatus();
}

Status LoadCertificates(Connection& connection, AuthorityBook& book) {
  Rows rows =
      connection.Select("SELECT authority, root, der, qualified FROM authority_certificate ORDER BY number");
  while (rows.Next()) {
    KEPSIM_ASSIGN(Certificate certificate, Certificate::Parse(rows.Blob(2)));
    if (!certificate.subject_key_id()) return Status(Reason::STORAGE_CORRUPT, "authority_certificate.der");
    const std::string authority = rows.Text(0);
    AuthorityBook::Listed* listed = FindListed(book, authority);
    if (listed == nullptr && authority != kNoAuthority) {
      return Status(Reason::STORAGE_CORRUPT, "authority_certificate.authority");
    }
    const bool root = rows.Int(1) != 0;
    auto known = std::make_shared<const KnownAuthority>(KnownAuthority{
        authority, std::move(certificate), root,
        listed == nullptr ? std::vector<AccreditationChange>() : listed->history, rows.Int(3) != 0});
    book.by_key_id[*known->certificate.subject_key_id()].push_back(known);
    (listed != nullptr ? listed->certificates
     : root            ? book.roots
                       : book.cross_certificates)
        .push_back(std::move(known));
  }
  return OkStatus();
}

void StageListing(Operation& operation, const AuthorityListing& listing) {
  operation.Stage("listed-authority/" + listing.id, [l = listing](Connection& connection) {
    connection.Execute(
        "INSERT INTO listed_authority (id, name, short_name, email, info_url, registry_url, country, "
        "region_code, region_name, postal_code, street, city, facility, security_class, tools, inn, ogrn, "
        "registry_number, successor_ogrn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        l.id, l.name, l.short_name, l.email, l.info_url, l.registry_url, l.address.country,
        l.address.region_code, l.address.region_name, l.address.postal_code, l.address.street, l.address.city,
        l.facility, l.security_class, l.tools, l.inn, l.ogrn, l.registry_number, l.successor_ogrn);
    return OkStatus();
  });
}

void StageChanges(Operation& operation, const std::string& id,
                  const std::vector<AccreditationChange>& changes) {
  operation.Stage("accreditation/" + id, [id, changes](Connection& connection) {
    for (const AccreditationChange& change : changes) {
      connection.Execute(
          "INSERT INTO accreditation (authority, number, state, effective) "
          "SELECT ?, coalesce(max(number), 0) + 1, ?, ? FROM accreditation WHERE authority = ?",
          id, change.accreditation, change.effective, id);
    }
    return OkStatus();
  });
}

void EmitUpdated(Operation& operation, const std::string& id, Accreditation accreditation) {
  operation.Emit("trusted-list.updated", "authorities/" + id,
                 {{"accreditation", std::string(NameOf(accreditation))}});
}

}  // namespace

std::string_view NameOf(Accreditation accreditation) {
  switch (accreditation) {
    case Accreditation::kActive:
      return "active";
    case Accreditation::kSuspended:
      return "suspended";
    case Accreditation::kTerminated:
      return "terminated";
  }
  return "";
}

const AuthorityBook::Listed* AuthorityBook::Find(std::string_view id) const {
  return FindListed(*this, id);
}

Result<std::shared_ptr<const AuthorityBook>> AuthorityStore::Book() {
  std::lock_guard lock(mutex_);
  // Cleared before reading: what commits meanwhile sets it again.
  if (stale_.exchange(false)) {
    auto loaded = Load();
    if (!loaded.ok()) {
      stale_ = true;
      return loaded;
    }
    book_ = *std::move(loaded);
  }
  return book_;
}

Result<std::shared_ptr<const AuthorityBook>> AuthorityStore::Load() {
  return database_.Read([](Connection& connection) -> Result<std::shared_ptr<const AuthorityBook>> {
    auto book = std::make_shared<AuthorityBook>();
    KEPSIM_TRY(LoadListings(connection, *book));
    KEPSIM_TRY(LoadHistories(connection, *book));
    KEPSIM_TRY(LoadCertificates(connection, *book));
    Rows rows = connection.Select("SELECT version, date FROM trusted_list WHERE id = 1");
    if (rows.Next()) {
      book->list_version = rows.Int(0);
      book->list_date = rows.Moment(1);
    }
    return std::shared_ptr<const AuthorityBook>(std::move(book));
  });
}

Status AuthorityStore::AddAuthority(Operation& operation, const AuthorityListing& listing,
                                    const std::vector<AccreditationChange>& history) {
  StageListing(operation, listing);
  StageChanges(operation, listing.id, history);
  if (!history.empty()) EmitUpdated(operation, listing.id, history.back().accreditation);
  return StageListVersion(operation);
}

Status AuthorityStore::SetAccreditation(Operation& operation, const std::string& id,
                                        Accreditation accreditation) {
  KEPSIM_ASSIGN(const auto book, Book());
  const AuthorityBook::Listed* listed = book->Find(id);
  if (listed == nullptr) return Reason::AUTHORITY_NOT_FOUND;
  if (AccreditationAt(listed->history, operation.now()) == accreditation) return OkStatus();
  StageChanges(operation, id, {{accreditation, operation.now()}});
  KEPSIM_TRY(StageListVersion(operation));
  EmitUpdated(operation, id, accreditation);
  return OkStatus();
}

Status AuthorityStore::AddCertificate(Operation& operation, const KnownAuthority& known) {
  if (!known.certificate.subject_key_id()) {
    return Status(Reason::INTERNAL, "a CA's certificate without subject key identifier");
  }
  operation.Stage(
      "authority-certificate/" + ToHex(known.certificate.Sha1Thumbprint()),
      [authority = known.id, root = known.root, qualified = known.qualified,
       key_id = *known.certificate.subject_key_id(), der = known.certificate.der()](Connection& connection) {
        connection.Execute(
            "INSERT INTO issuing_key (key_id, revocations) VALUES (?, 0) "
            "ON CONFLICT (key_id) DO NOTHING",
            key_id);
        connection.Execute(
            "INSERT INTO authority_certificate (authority, root, qualified, der) "
            "VALUES (?, ?, ?, ?)",
            authority, root, qualified, der);
        return OkStatus();
      });
  return StageListVersion(operation);
}

Status AuthorityStore::StageListVersion(Operation& operation) {
  KEPSIM_ASSIGN(const auto book, Book());
  // Names the version that the change was decided on: two at once make two versions, one after another.
  operation.Stage(
      "trusted-list", [this, read = book->list_version, now = operation.now()](Connection& connection) {
        if (read == 0) {
          connection.Execute("INSERT INTO trusted_list (id, version, date) VALUES (1, 1, ?)", now);
        } else {
          connection.ExecuteOne("UPDATE trusted_list SET version = ?, date = ? WHERE id = 1 AND version = ?",
                                read + 1, now, read);
        }
        if (!connection.status().ok()) stale_ = true;  // so that the next attempt sees what moved
        return OkStatus();
      });
  operation.AfterCommit([this] { stale_ = true; });
  return OkStatus();
}

}  // namespace kepsim
