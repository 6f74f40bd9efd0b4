// An address to listen on, as HOST:PORT on the command line.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "ca/base/status.h"

namespace kepsim {

struct Endpoint {
  std::string host;  // an IPv4 or IPv6 literal without brackets, or "localhost"
  uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:0", "localhost:8080". FIELD_MALFORMED.
Result<Endpoint> ParseEndpoint(std::string_view text);
std::string ToString(const Endpoint& endpoint);

struct SocketAddress {
  sockaddr_storage storage = {};
  socklen_t size = 0;
};

// No name but "localhost" (127.0.0.1) is looked up. FIELD_MALFORMED.
Result<SocketAddress> ToSocketAddress(const Endpoint& endpoint);
Endpoint FromSocketAddress(const SocketAddress& address);

}  // namespace kepsim
