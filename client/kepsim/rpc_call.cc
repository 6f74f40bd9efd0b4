#include "client/kepsim/rpc_call.h"

#include <grpc/grpc.h>
#include <grpc/support/time.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/security/credentials.h>

namespace kepsim {
namespace {

using google::protobuf::Message;

std::shared_ptr<grpc::Channel> Connect(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(-1);
  // The simulator is never behind the proxy that the environment names.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

// Only one step of the call is under way at any time, so that its result is the next thing in the queue.
class Steps {
 public:
  bool Wait() {
    void* tag;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }
  grpc::CompletionQueue* queue() { return &queue_; }

 private:
  grpc::CompletionQueue queue_;
};

}  // namespace

std::unique_ptr<Message> NewMessage(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

bool IsLegalMetadata(const std::string& key, const std::string& value) {
  const auto slice = [](const std::string& text) {
    return grpc_slice_from_static_buffer(text.data(), text.size());
  };
  if (grpc_header_key_is_legal(slice(key)) == 0) return false;
  return key.ends_with("-bin") || grpc_header_nonbin_value_is_legal(slice(value)) != 0;
}

grpc::Status RunRpc(const RpcCall& call, const std::function<void(const Message&)>& on_response) {
  grpc::ClientContext context;
  for (const auto& [key, value] : call.metadata) context.AddMetadata(key, value);
  if (call.timeout) {
    context.set_deadline(gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC),
                                      gpr_time_from_millis(call.timeout->count(), GPR_TIMESPAN)));
  }

  grpc::TemplatedGenericStub<Message, Message> stub(Connect(call.address));
  Steps steps;
  const std::string path = "/" + call.method->service()->full_name() + "/" + call.method->name();
  // On the wire a unary call is a stream with one message each way.
  const auto stream = stub.PrepareCall(&context, path, steps.queue());
  stream->StartCall(nullptr);
  if (steps.Wait()) {
    bool open = true;
    for (const auto& request : call.requests) {
      stream->Write(*request, nullptr);
      if (!(open = steps.Wait())) break;
    }
    if (open) {
      stream->WritesDone(nullptr);
      steps.Wait();
    }
    const std::unique_ptr<Message> response = NewMessage(call.method->output_type());
    for (stream->Read(response.get(), nullptr); steps.Wait(); stream->Read(response.get(), nullptr)) {
      on_response(*response);
      response->Clear();
    }
  }
  grpc::Status status;
  stream->Finish(&status, nullptr);
  steps.Wait();
  return status;
}

}  // namespace kepsim
