#include "registry/publication/crl_publication.h"

namespace kepsim {
namespace {

// Derived, not counted, so that a replay gives the same list however often it was asked for on the way. It
// grows with each list: a new one is made when there is one more revocation, or a whole period later.
int64_t NumberOf(Time this_update, int64_t revocations) {
  return ToMicros(this_update) / CrlPublication::kPeriod.count() + revocations;
}

}  // namespace

Result<std::shared_ptr<const Bytes>> CrlPublication::Current(ByteView issuer_key_id) {
  KEPSIM_ASSIGN(Slot* const slot, SlotOf(issuer_key_id));
  std::lock_guard lock(slot->mutex);
  // Read before anything else: a revocation that comes later is found out by the next who asks.
  const uint64_t generation = entries_.revocation_generation();
  if (!slot->loaded) {
    KEPSIM_ASSIGN(slot->list, Load(issuer_key_id));
    slot->loaded = true;
  }
  List& list = slot->list;
  if (list.der != nullptr && operations_.clock().Now() < list.this_update + kPeriod) {
    if (slot->generation == generation) return list.der;
    KEPSIM_ASSIGN(const int64_t revocations, entries_.RevocationCount(issuer_key_id));
    if (revocations == list.revocations) {
      slot->generation = generation;
      return list.der;
    }
  }
  KEPSIM_ASSIGN(list, Make(issuer_key_id, list.number));
  slot->generation = generation;
  return list.der;
}

Result<CrlPublication::Slot*> CrlPublication::SlotOf(ByteView issuer_key_id) {
  const Bytes key(issuer_key_id.begin(), issuer_key_id.end());
  {
    std::lock_guard lock(mutex_);
    if (const auto found = slots_.find(key); found != slots_.end()) return found->second.get();
  }
  // Only known keys get a slot, or strangers could fill the memory with them.
  KEPSIM_ASSIGN(const auto book, authorities_.Book());
  if (!book->by_key_id.contains(key)) return Reason::AUTHORITY_NOT_FOUND;
  std::lock_guard lock(mutex_);
  auto& slot = slots_[key];
  if (slot == nullptr) slot = std::make_unique<Slot>();
  return slot.get();
}

Result<CrlPublication::List> CrlPublication::Load(ByteView issuer_key_id) {
  return operations_.database().Read([&](Connection& connection) -> Result<List> {
    List list;
    Rows rows = connection.Select(
        "SELECT number, this_update, revocations, der FROM crl WHERE issuer_key_id = ?", issuer_key_id);
    if (rows.Next()) {
      list.number = rows.Int(0);
      list.this_update = rows.Moment(1);
      list.revocations = rows.Int(2);
      list.der = std::make_shared<const Bytes>(rows.Blob(3));
    }
    return list;
  });
}

Result<CrlPublication::List> CrlPublication::Make(ByteView issuer_key_id, int64_t previous) {
  const Bytes key(issuer_key_id.begin(), issuer_key_id.end());
  KEPSIM_ASSIGN(const auto book, authorities_.Book());
  const auto known = book->by_key_id.find(key);
  if (known == book->by_key_id.end()) return Reason::AUTHORITY_NOT_FOUND;
  KEPSIM_ASSIGN(RevokedSet revoked,
                operations_.database().Read([&](Connection& connection) -> Result<RevokedSet> {
                  return EntryStore::RevokedBy(connection, key);
                }));
  const Time this_update = FromSeconds(ToSeconds(operations_.clock().Now()));
  const int64_t number = NumberOf(this_update, revoked.count);

  const std::string name = "crls/" + ToHex(key);
  // The number tells it from all other lists of the key, as a request_id would.
  const OperationKey identity{"crl", name, std::to_string(number)};
  return operations_.Run(identity, [&](Operation& operation) -> Result<List> {
    CrlPlan plan;
    plan.issuer_name_der = known->second.front()->certificate.subject_der();
    plan.this_update = this_update;
    plan.next_update = this_update + kPeriod + kOverlap;
    plan.number = static_cast<uint64_t>(number);
    plan.authority_key_id = key;
    plan.entries = revoked.entries;
    KEPSIM_ASSIGN(Bytes der, issuer_.SignCrl(key, plan, *operation.Stream("crl")));

    List list{std::make_shared<const Bytes>(std::move(der)), number, plan.this_update, revoked.count};
    operation.Stage("crl", [key, list, previous](Connection& connection) {
      if (previous == 0) {
        connection.Execute(
            "INSERT INTO crl (issuer_key_id, number, this_update, revocations, der) VALUES (?, ?, ?, ?, ?)",
            key, list.number, list.this_update, list.revocations, *list.der);
      } else {
        connection.ExecuteOne(
            "UPDATE crl SET number = ?, this_update = ?, revocations = ?, der = ? "
            "WHERE issuer_key_id = ? AND number = ?",
            list.number, list.this_update, list.revocations, *list.der, key, previous);
      }
      return OkStatus();
    });
    operation.Emit("crl.issued", name,
                   {{"number", std::to_string(number)}, {"entries", std::to_string(revoked.entries.size())}});
    return list;
  });
}

}  // namespace kepsim
