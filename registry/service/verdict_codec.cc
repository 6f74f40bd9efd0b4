#include "registry/service/verdict_codec.h"

#include "ca/rpc/time_proto.h"

namespace kepsim {
namespace {

static_assert(static_cast<int>(VerdictReason::kNotAPerson) == v1::VerdictReason_MAX);
static_assert(static_cast<int>(CheckResult::kPassed) == v1::CHECK_RESULT_PASSED);
static_assert(static_cast<int>(CheckResult::kFailed) == v1::CHECK_RESULT_FAILED);
static_assert(static_cast<int>(CheckResult::kSkipped) == v1::CHECK_RESULT_SKIPPED);

}  // namespace

void Encode(const Verdict& verdict, v1::Verdict* out) {
  out->set_reason(static_cast<v1::VerdictReason>(verdict.reason));
  out->set_valid(verdict.valid());
  out->set_esv_code(verdict.esv_code());
  out->set_esv_text(std::string(verdict.esv_text()));
  Encode(verdict.judged, out->mutable_judged_time());
  for (const Check& check : verdict.checks) {
    v1::Check* one = out->add_checks();
    one->set_name(check.name);
    one->set_result(static_cast<v1::CheckResult>(check.result));
    one->set_input(check.input);
    one->set_source(check.source);
    Encode(check.time, one->mutable_time());
    one->set_detail(check.detail);
  }
}

}  // namespace kepsim
