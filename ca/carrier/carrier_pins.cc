#include "ca/carrier/carrier_pins.h"

namespace kepsim {
namespace {

struct PinStatements {
  const char* read;
  const char* take_try;
};

const PinStatements& StatementsOf(PinRole role) {
  static constexpr PinStatements kUser = {
      "SELECT user_salt, user_rounds, user_sealed, user_tries FROM carrier WHERE id = ?",
      "UPDATE carrier SET user_tries = user_tries - 1 WHERE id = ? AND user_tries > 0"};
  static constexpr PinStatements kAdmin = {
      "SELECT admin_salt, admin_rounds, admin_sealed, admin_tries FROM carrier WHERE id = ?",
      "UPDATE carrier SET admin_tries = admin_tries - 1 WHERE id = ? AND admin_tries > 0"};
  return role == PinRole::kUser ? kUser : kAdmin;
}

Status Locked(PinRole role) {
  return Status(Reason::PIN_LOCKED).With("pin", std::string(NameOf(role))).With("tries_left", "0");
}

Event MakeEvent(Time now, std::string type, const std::string& carrier,
                std::map<std::string, std::string> attributes = {}) {
  return {0, now, std::move(type), CarrierName(carrier), std::move(attributes)};
}

}  // namespace

Result<PinState> CarrierPins::TakeTry(const std::string& carrier, PinRole role) {
  PinState state;
  KEPSIM_TRY(operations_.database().Commit([&](Connection& connection) -> Status {
    {
      Rows rows = connection.Select(StatementsOf(role).read, carrier);
      if (!rows.Next()) return Reason::CARRIER_NOT_FOUND;
      state = {{rows.Blob(0), static_cast<int>(rows.Int(1)), rows.Blob(2)}, static_cast<int>(rows.Int(3))};
    }
    if (state.locked()) return Locked(role);
    connection.ExecuteOne(StatementsOf(role).take_try, carrier);
    --state.tries_left;
    return OkStatus();
  }));
  return state;
}

Result<CarrierPins::Presented> CarrierPins::Present(const std::string& carrier, PinRole role,
                                                    const Secret& pin, Time now) {
  KEPSIM_ASSIGN(PinState state, TakeTry(carrier, role));
  Result<Secret> content = OpenWithPin(pin, state.box);
  if (content.status().reason() == Reason::BOX_BROKEN) return Refuse(carrier, role, state.tries_left, now);
  if (!content.ok()) return content.status();
  return Presented{*std::move(content), std::move(state.box)};
}

Status CarrierPins::Refuse(const std::string& carrier, PinRole role, int tries_left, Time now) {
  const std::string pin(NameOf(role));
  const std::string left = std::to_string(tries_left);
  KEPSIM_TRY(operations_.database().Commit([&](Connection& connection) {
    Journal::Append(connection,
                    MakeEvent(now, "carrier.pin-failed", carrier, {{"pin", pin}, {"tries_left", left}}));
    if (tries_left == 0) {
      Journal::Append(connection, MakeEvent(now, "carrier.pin-locked", carrier, {{"pin", pin}}));
    }
    return OkStatus();
  }));
  operations_.journal().Notify();
  if (tries_left == 0) return Locked(role);
  return Status(Reason::PIN_INCORRECT).With("pin", pin).With("tries_left", left);
}

Result<int64_t> CarrierPins::CountLogin(const std::string& carrier) {
  int64_t ordinal = 0;
  KEPSIM_TRY(operations_.database().Commit([&](Connection& connection) {
    connection.ExecuteOne("UPDATE carrier SET user_tries = ?, logins = logins + 1 WHERE id = ?", kPinTries,
                          carrier);
    Rows rows = connection.Select("SELECT logins FROM carrier WHERE id = ?", carrier);
    if (rows.Next()) ordinal = rows.Int(0);
    return OkStatus();
  }));
  return ordinal;
}

Status CarrierPins::Replace(const std::string& carrier, const Presented& old, const Secret& new_pin,
                            int rounds, Time now) {
  // The old salt tells this change from all others of the carrier.
  const auto stream = random_.Stream("carrier-pin/" + carrier)->Fork("after", old.box.salt);
  KEPSIM_ASSIGN(const PinBox box, SealUnderPin(new_pin, rounds, old.content.bytes(), *stream));
  KEPSIM_TRY(operations_.database().Commit([&](Connection& connection) {
    connection.ExecuteOne(
        "UPDATE carrier SET user_salt = ?, user_rounds = ?, user_sealed = ?, user_tries = ? WHERE id = ?",
        box.salt, box.rounds, box.sealed, kPinTries, carrier);
    Journal::Append(connection, MakeEvent(now, "carrier.pin-changed", carrier));
    return OkStatus();
  }));
  operations_.journal().Notify();
  return OkStatus();
}

Status CarrierPins::Unblock(const std::string& carrier, Time now) {
  KEPSIM_TRY(operations_.database().Commit([&](Connection& connection) {
    connection.ExecuteOne("UPDATE carrier SET user_tries = ?, admin_tries = ? WHERE id = ?", kPinTries,
                          kPinTries, carrier);
    Journal::Append(connection, MakeEvent(now, "carrier.pin-unblocked", carrier));
    return OkStatus();
  }));
  operations_.journal().Notify();
  return OkStatus();
}

}  // namespace kepsim
