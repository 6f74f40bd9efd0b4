#include "client/kepsim/bench/load.h"

#include <sstream>

#include "ca/rpc/call.h"
#include "client/kepsim/rpc_error.h"

namespace kepsim {
namespace {

using Steady = std::chrono::steady_clock;

}  // namespace

Result<Load::Tally> Load::Run(int flows, double seconds, const Child& server, const Begin& begin) {
  Load load(seconds, server);
  load.warm_ = flows;
  load.Drive(flows, begin);
  if (!load.failure_.ok()) return load.failure_;
  return load.tally_;
}

void Load::Drive(int flows, const Begin& begin) {
  for (int number = 0; number < flows; ++number) begin(*this, number);
  // Every flow that lives waits for one call.
  while (flows_ > 0) {
    void* tag = nullptr;
    bool ok = false;
    if (!queue_.Next(&tag, &ok)) break;
    const auto* waiting = static_cast<Waiting*>(tag);
    const std::coroutine_handle<> flow = waiting->flow;
    if (ok && waiting->status.ok()) {
      flow.resume();
    } else {
      std::ostringstream refusal;
      PrintError(waiting->status, refusal);
      Fail("a call failed: " + refusal.str());
      flow.destroy();
    }
  }
  queue_.Shutdown();
}

void Load::Done() {
  ++done_;
  if (done_ == warm_) {
    start_ = Steady::now();
    cpu_at_start_ = server_.CpuSeconds();
    return;
  }
  // Flows that share their commits keep in step: only whole turns of all of them are a fair measure.
  if (!over_ && done_ > warm_ && done_ % warm_ == 0 && Steady::now() - start_ >= length_) Measure();
}

void Load::Measure() {
  over_ = true;
  tally_.done = done_ - warm_;
  tally_.seconds = std::chrono::duration<double>(Steady::now() - start_).count();
  tally_.cpu_seconds = server_.CpuSeconds() - cpu_at_start_;
}

void Load::Fail(const std::string& what) {
  over_ = true;
  if (failure_.ok()) failure_ = Status(Reason::BENCH_FAILED, what);
}

void Load::Address(grpc::ClientContext& context, const Caller& caller) {
  if (!caller.workspace.empty()) context.AddMetadata(kWorkspaceKey, caller.workspace);
  if (!caller.token.empty()) context.AddMetadata("authorization", "Bearer " + caller.token);
}

}  // namespace kepsim
