// Many calls in flight from one thread: flows are coroutines that wait on one completion queue, so that the
// client takes as little as it can of the two cores that it shares with the server.
#pragma once

#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/support/async_unary_call.h>

#include <chrono>
#include <coroutine>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "ca/base/status.h"
#include "client/kepsim/bench/child.h"

namespace kepsim {

class Load;

// What a coroutine that does one unit of work after another gives back. Its first parameter is the Load that
// it belongs to.
struct Flow {
  class promise_type {
   public:
    template <class... Rest>
    explicit promise_type(Load& load, const Rest&...);
    ~promise_type();
    Flow get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    [[noreturn]] void unhandled_exception() { std::terminate(); }

   private:
    Load& load_;
  };
};

// Who calls, and in which workspace.
struct Caller {
  std::string workspace;
  std::string token;  // empty: nobody
};

class Load {
 public:
  // What the flows got done between the end of the warm-up and the end of the time.
  struct Tally {
    int64_t done = 0;
    double seconds = 0;
    double cpu_seconds = 0;  // of the server
    double Rate() const { return static_cast<double>(done) / seconds; }
  };

  // Begins flow number 0, 1, …
  using Begin = std::function<void(Load& load, int number)>;

  // Runs so many flows until `seconds` have passed since each had, on average, done one unit, and then until
  // the last have done theirs. BENCH_FAILED with the first call that did.
  static Result<Tally> Run(int flows, double seconds, const Child& server, const Begin& begin);

  // For flows: whether to do another unit; one was done; something was not as it must be, and the load is
  // over.
  bool More() const { return !over_; }
  void Done();
  void Fail(const std::string& what);

  // `co_await load.Call(stub, &Stub::PrepareAsyncMethod, request, caller)` gives the response. A flow whose
  // call fails ends there.
  template <class Stub, class Request, class Response>
  auto Call(Stub& stub,
            std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> (Stub::*prepare)(
                grpc::ClientContext*, const Request&, grpc::CompletionQueue*),
            const Request& request, const Caller& caller);

 private:
  friend class Flow::promise_type;

  struct Waiting {
    std::coroutine_handle<> flow;
    grpc::Status status;
  };
  template <class Response>
  class Answer;

  Load(double seconds, const Child& server) : length_(seconds), server_(server) {}
  void Drive(int flows, const Begin& begin);
  void Measure();
  static void Address(grpc::ClientContext& context, const Caller& caller);

  const std::chrono::duration<double> length_;
  const Child& server_;
  grpc::CompletionQueue queue_;
  int flows_ = 0;
  bool over_ = false;
  int64_t done_ = 0;
  int64_t warm_ = 0;  // units that are not counted: as many as there are flows
  std::chrono::steady_clock::time_point start_{};
  double cpu_at_start_ = 0;
  Tally tally_;
  Status failure_;
};

template <class... Rest>
Flow::promise_type::promise_type(Load& load, const Rest&...) : load_(load) {
  ++load_.flows_;
}
inline Flow::promise_type::~promise_type() {
  --load_.flows_;
}

template <class Response>
class Load::Answer : private Waiting {
 public:
  template <class Start>
  Answer(Load& load, const Caller& caller, const Start& start) : load_(load) {
    Address(context_, caller);
    reader_ = start(&context_);
  }
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    flow = handle;
    reader_->StartCall();
    reader_->Finish(&response_, &status, static_cast<Waiting*>(this));
  }
  Response await_resume() { return std::move(response_); }

 private:
  Load& load_;
  grpc::ClientContext context_;
  Response response_;
  std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> reader_;
};

template <class Stub, class Request, class Response>
auto Load::Call(Stub& stub,
                std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> (Stub::*prepare)(
                    grpc::ClientContext*, const Request&, grpc::CompletionQueue*),
                const Request& request, const Caller& caller) {
  return Answer<Response>(*this, caller, [&](grpc::ClientContext* context) {
    return (stub.*prepare)(context, request, &queue_);
  });
}

}  // namespace kepsim
