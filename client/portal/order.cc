#include "client/portal/order.h"

#include "client/portal/verdict_json.h"

namespace kepsim {

Result<std::optional<Order>> FindOrder(Database& database, std::string_view account_id, std::string_view id) {
  return database.Read([&](Connection& connection) -> Result<std::optional<Order>> {
    Rows rows = connection.Select(
        "SELECT id, account, status, content_digest, verdict, created FROM client_order"
        " WHERE id = ? AND account = ?",
        id, account_id);
    if (!rows.Next()) return std::optional<Order>();
    Order order;
    order.id = rows.Text(0);
    order.account = rows.Text(1);
    order.status = static_cast<OrderStatus>(rows.Int(2));
    order.content_digest = rows.Blob(3);
    KEPSIM_ASSIGN(order.verdict, VerdictFromJson(rows.Text(4)));
    order.created = rows.Moment(5);
    return std::optional<Order>(std::move(order));
  });
}

void Insert(Operation& operation, const Order& order) {
  operation.Stage(order.Name(), [order, verdict = ToJson(order.verdict)](Connection& connection) {
    connection.Execute(
        "INSERT INTO client_order (id, account, status, content_digest, verdict, created)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        order.id, order.account, order.status, order.content_digest, verdict, order.created);
    return OkStatus();
  });
}

}  // namespace kepsim
