#include "client/portal/order.h"

#include "ca/crypto/digest.h"
#include "tests/client/portal/portal_bench.h"

namespace kepsim {
namespace {

const Bytes kContent = ToBytes("Заявление о выдаче выписки");

struct OrderBench : PortalBench {
  Account account = Confirmed(Petrov());
  Certificate certificate = Issue();
  Link link = portal.LoadLink(account, Linked(account, certificate).Name()).value();

  Result<Order> Submit(ByteView content, const Bytes& cms) {
    return Run(
        [&](Operation& op) { return portal.SubmitOrder(op, Reloaded(account), content, cms, verifier); });
  }
};

TEST(Order, IsAcceptedAndKept) {
  OrderBench bench;
  const auto order = bench.Submit(kContent, bench.Signed(bench.certificate, kContent));
  ASSERT_TRUE(order.ok()) << order.status().message();
  EXPECT_EQ(order->status, OrderStatus::kDone);

  const Order kept = bench.portal.LoadOrder(bench.account, order->Name()).value();
  EXPECT_EQ(kept.status, OrderStatus::kDone);
  EXPECT_EQ(kept.content_digest, Digest(DigestAlgorithm::kStreebog256, kContent));
  EXPECT_EQ(kept.created, kNow);
  EXPECT_TRUE(kept.verdict.valid());
  EXPECT_EQ(kept.verdict.checks.size(), order->verdict.checks.size());
  const auto events = bench.Events("order.accepted");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].resource, order->Name());
}

struct Refusal {
  const char* name;
  // What happened before, and the CMS that is handed in over kContent.
  std::function<Bytes(OrderBench&)> sign;
  VerdictReason reason;
};

Status Block(OrderBench& bench) {
  return bench.Run([&](Operation& op) { return bench.portal.BlockCertificate(op, bench.link); });
}

class OrderRefusal : public testing::TestWithParam<Refusal> {};

TEST_P(OrderRefusal, IsAVerdict) {
  OrderBench bench;
  const auto order = bench.Submit(kContent, GetParam().sign(bench));
  ASSERT_TRUE(order.ok()) << order.status().message();
  EXPECT_EQ(order->status, OrderStatus::kFilesVerificationFailed);
  EXPECT_EQ(NameOf(order->verdict.reason), NameOf(GetParam().reason));
  EXPECT_EQ(bench.portal.LoadOrder(bench.account, order->Name()).value().verdict.reason, GetParam().reason);
  const auto events = bench.Events("order.refused");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].attributes.at("reason"), NameOf(GetParam().reason));
}

INSTANTIATE_TEST_SUITE_P(
    All, OrderRefusal,
    testing::Values(
        Refusal{"OtherContent",
                [](OrderBench& bench) { return bench.Signed(bench.certificate, ToBytes("else")); },
                VerdictReason::kSignatureInvalid},
        Refusal{"NoCms", [](OrderBench&) { return Bytes(100, 0x30); }, VerdictReason::kMalformed},
        Refusal{"Blocked",
                [](OrderBench& bench) {
                  EXPECT_TRUE(Block(bench).ok());
                  return bench.Signed(bench.certificate, kContent);
                },
                VerdictReason::kRevoked},
        Refusal{"BlockedButHeldBack",
                [](OrderBench& bench) {
                  bench.blocking.held = true;
                  EXPECT_TRUE(Block(bench).ok());
                  return bench.Signed(bench.certificate, kContent);
                },
                VerdictReason::kNotLinked},
        Refusal{"NeverLinked",
                [](OrderBench& bench) {
                  const Certificate other =
                      bench.Issue([](CertificatePlan& plan) { plan.serial = Samples::Serial(4); });
                  return bench.Signed(other, kContent);
                },
                VerdictReason::kNotLinked},
        Refusal{"Unlinked",
                [](OrderBench& bench) {
                  EXPECT_TRUE(
                      bench.Run([&](Operation& op) { return bench.portal.Unlink(op, bench.link); }).ok());
                  return bench.Signed(bench.certificate, kContent);
                },
                VerdictReason::kNotLinked},
        Refusal{"SomeoneElse",
                [](OrderBench& bench) {
                  const Certificate other = bench.Issue([](CertificatePlan& plan) {
                    plan.serial = Samples::Serial(4);
                    for (NameAttribute& attribute : plan.subject) {
                      if (attribute.type == Attribute::kSnils) attribute.value = "99000000153";
                    }
                  });
                  return bench.Signed(other, kContent);
                },
                VerdictReason::kSnilsMismatch},
        Refusal{"Expired",
                [](OrderBench& bench) {
                  bench.clock.Set(bench.certificate.not_after() + kDay);
                  return bench.Signed(bench.certificate, kContent);
                },
                VerdictReason::kExpired}),
    [](const auto& row) { return row.param.name; });

TEST(Order, WrongUseIsTold) {
  OrderBench bench;
  const Bytes cms = bench.Signed(bench.certificate, kContent);
  const auto violations = [&](ByteView content, const Bytes& signature) {
    const Status status = bench.Submit(content, signature).status();
    EXPECT_EQ(status.reason(), Reason::INVALID_FIELDS);
    return status.violations();
  };
  EXPECT_EQ(violations({}, {}).size(), 2u);
  const auto too_long = violations(Bytes((1 << 20) + 1, 'x'), cms);
  ASSERT_EQ(too_long.size(), 1u);
  EXPECT_EQ(too_long[0].reason, Reason::FIELD_TOO_LONG);
  const Bytes longest(1 << 20, 'x');
  EXPECT_EQ(bench.Submit(longest, bench.Signed(bench.certificate, longest)).value().status,
            OrderStatus::kDone);
}

TEST(Order, AnotherAccountsIsNotFound) {
  OrderBench bench;
  const Order order = bench.Submit(kContent, bench.Signed(bench.certificate, kContent)).value();
  const Account other = bench.Confirmed(PortalBench::Ivanova());
  for (const std::string& name : {order.Name(), order.id, std::string("orders/")}) {
    EXPECT_EQ(bench.portal.LoadOrder(other, name).status().reason(), Reason::ORDER_NOT_FOUND) << name;
  }
}

}  // namespace
}  // namespace kepsim
