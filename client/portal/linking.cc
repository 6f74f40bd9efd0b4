#include "client/portal/linking.h"

#include <array>

namespace kepsim {

Linking MakeLinking(const Operation& operation, std::string account_id, LinkedCarrier carrier) {
  Linking linking;
  linking.id = operation.NewId("linking");
  linking.account = std::move(account_id);
  linking.carrier = carrier;
  linking.expires = operation.now() + kLinkingSpan;
  // What is signed says what for, should a citizen's other software show it.
  linking.challenge = ToBytes("kepsim-linking:" + linking.id + ':');
  std::array<uint8_t, 32> random;
  operation.Stream("linking-challenge")->Fill(random);
  linking.challenge.insert(linking.challenge.end(), random.begin(), random.end());
  return linking;
}

Status CheckOpen(const Linking& linking, Time now) {
  if (linking.used) return Reason::LINKING_USED;
  if (linking.TriesLeft() <= 0) return Reason::LINKING_TRIES;
  if (now >= linking.expires) return Reason::LINKING_EXPIRED;
  return OkStatus();
}

Result<std::optional<Linking>> FindLinking(Database& database, std::string_view account_id,
                                           std::string_view id) {
  return database.Read([&](Connection& connection) -> Result<std::optional<Linking>> {
    Rows rows = connection.Select(
        "SELECT id, account, carrier, challenge, expires, refusals, used, version FROM linking"
        " WHERE id = ? AND account = ?",
        id, account_id);
    if (!rows.Next()) return std::optional<Linking>();
    Linking linking;
    linking.id = rows.Text(0);
    linking.account = rows.Text(1);
    linking.carrier = static_cast<LinkedCarrier>(rows.Int(2));
    linking.challenge = rows.Blob(3);
    linking.expires = rows.Moment(4);
    linking.refusals = static_cast<int>(rows.Int(5));
    linking.used = rows.Int(6) != 0;
    linking.version = rows.Int(7);
    return std::optional<Linking>(std::move(linking));
  });
}

void Save(Operation& operation, const Linking& linking) {
  operation.Stage(linking.Name(), [linking](Connection& connection) {
    if (linking.version == 0) {
      connection.Execute(
          "INSERT INTO linking (id, account, carrier, challenge, expires, refusals, used, version)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, 1)",
          linking.id, linking.account, linking.carrier, linking.challenge, linking.expires, linking.refusals,
          linking.used);
    } else {
      connection.ExecuteOne(
          "UPDATE linking SET refusals = ?, used = ?, version = version + 1 WHERE id = ? AND version = ?",
          linking.refusals, linking.used, linking.id, linking.version);
    }
    return OkStatus();
  });
}

}  // namespace kepsim
