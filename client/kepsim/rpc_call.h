// One call of any method, with messages known by their descriptors only.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kepsim {

struct RpcCall {
  std::string address;
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::vector<std::pair<std::string, std::string>> metadata;
  std::vector<std::unique_ptr<google::protobuf::Message>> requests;
  std::optional<std::chrono::milliseconds> timeout;
};

std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor* type);

// Sends all requests, then hands over each response as it comes.
grpc::Status RunRpc(const RpcCall& call,
                    const std::function<void(const google::protobuf::Message&)>& on_response);

// Whether gRPC would carry this metadata; it aborts the program over what it would not.
bool IsLegalMetadata(const std::string& key, const std::string& value);

}  // namespace kepsim
