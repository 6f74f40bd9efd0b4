// An order (заявление) that a citizen handed in with a signature.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ca/base/bytes.h"
#include "ca/base/database.h"
#include "ca/base/status.h"
#include "ca/base/time.h"
#include "ca/operation/operation.h"
#include "registry/verifier/verdict.h"

namespace kepsim {

// Final statuses of the API of ЕПГУ (seen: domain.md §6.3).
enum class OrderStatus {
  kDone = 1,
  kFilesVerificationFailed = 2,
};

struct Order {
  std::string id;
  std::string account;  // its id
  OrderStatus status = OrderStatus::kDone;
  Bytes content_digest;  // Streebog-256; the content itself is not kept
  Verdict verdict;
  Time created{};

  std::string Name() const { return "orders/" + id; }
};

// "order" is a word of SQL.
inline constexpr char kOrderSchema[] = R"(
  CREATE TABLE client_order (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    status INTEGER NOT NULL,
    content_digest BLOB NOT NULL,
    verdict TEXT NOT NULL,
    created INTEGER NOT NULL
  );
)";

// Of this account; others' are not found.
Result<std::optional<Order>> FindOrder(Database& database, std::string_view account_id, std::string_view id);
// An order never changes once it is judged.
void Insert(Operation& operation, const Order& order);

}  // namespace kepsim
