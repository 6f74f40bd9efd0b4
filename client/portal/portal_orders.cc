#include "ca/crypto/digest.h"
#include "client/portal/holder_checks.h"
#include "client/portal/portal.h"
#include "client/portal/resource_name.h"

namespace kepsim {
namespace {

constexpr size_t kLargestContent = 1 << 20;

Status CheckOrder(ByteView content, ByteView cms) {
  std::vector<FieldViolation> violations;
  if (content.empty()) violations.push_back({"content", Reason::FIELD_REQUIRED, {}});
  if (content.size() > kLargestContent) violations.push_back({"content", Reason::FIELD_TOO_LONG, {}});
  if (cms.empty()) violations.push_back({"signature_cms_der", Reason::FIELD_REQUIRED, {}});
  return Status::Violations(std::move(violations));
}

}  // namespace

Result<Order> Portal::SubmitOrder(Operation& operation, const Account& account, ByteView content,
                                  ByteView cms, Verifier& verifier) {
  KEPSIM_TRY(CheckOrder(content, cms));
  KEPSIM_ASSIGN(const std::vector<Link> links, StoredLinks(account));

  Order order;
  order.id = operation.NewId("order");
  order.account = account.id;
  order.content_digest = Digest(DigestAlgorithm::kStreebog256, content);
  order.created = operation.now();
  auto [verdict, signer] = verifier.VerifyDetachedCms(cms, content, operation.now(), kPolicy);
  CheckHolder(verdict, signer);
  CheckSnils(verdict, signer, account);
  // As stored: what the registry shows of the certificate, the verifier has looked at.
  CheckLinked(verdict, signer, links);
  order.verdict = std::move(verdict);
  order.status = order.verdict.valid() ? OrderStatus::kDone : OrderStatus::kFilesVerificationFailed;
  Insert(operation, order);
  operation.Emit(order.verdict.valid() ? "order.accepted" : "order.refused", order.Name(),
                 {{"account", account.Name()},
                  {"content_digest", ToHex(order.content_digest)},
                  {"reason", std::string(NameOf(order.verdict.reason))}});
  return order;
}

Result<Order> Portal::LoadOrder(const Account& account, std::string_view name) {
  const auto id = PortalId("orders", name);
  if (!id) return Reason::ORDER_NOT_FOUND;
  KEPSIM_ASSIGN(std::optional<Order> order, FindOrder(database_, account.id, *id));
  if (!order) return Reason::ORDER_NOT_FOUND;
  return *std::move(order);
}

}  // namespace kepsim
