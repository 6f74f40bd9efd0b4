// Connections to a server under load.
#pragma once

#include <grpcpp/channel.h>

#include <memory>
#include <string>
#include <vector>

namespace kepsim {

// More than one, since a connection's frames are handled one after another.
inline constexpr int kConnections = 2;

using Connections = std::vector<std::shared_ptr<grpc::Channel>>;
Connections Connect(const std::string& address);

// A stub on each connection; flows take them in turn.
template <class Service>
class Stubs {
 public:
  explicit Stubs(const Connections& connections) {
    for (const auto& connection : connections) stubs_.push_back(Service::NewStub(connection));
  }
  typename Service::Stub& Of(int flow) { return *stubs_[static_cast<size_t>(flow) % stubs_.size()]; }

 private:
  std::vector<std::unique_ptr<typename Service::Stub>> stubs_;
};

}  // namespace kepsim
