#include "registry/http/endpoint.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <charconv>
#include <cstring>

namespace kepsim {
namespace {

constexpr std::string_view kLocalhost = "localhost";

template <class Address>
SocketAddress Wrap(const Address& address) {
  SocketAddress wrapped;
  std::memcpy(&wrapped.storage, &address, sizeof(address));
  wrapped.size = sizeof(address);
  return wrapped;
}

}  // namespace

Result<SocketAddress> ToSocketAddress(const Endpoint& endpoint) {
  const std::string host = endpoint.host == kLocalhost ? "127.0.0.1" : endpoint.host;
  sockaddr_in v4 = {};
  if (inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(endpoint.port);
    return Wrap(v4);
  }
  sockaddr_in6 v6 = {};
  if (inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(endpoint.port);
    return Wrap(v6);
  }
  return {Reason::FIELD_MALFORMED, "'" + endpoint.host + "' is no IPv4 or IPv6 address, nor localhost"};
}

Endpoint FromSocketAddress(const SocketAddress& address) {
  char host[INET6_ADDRSTRLEN] = {};
  if (address.storage.ss_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &address.storage, sizeof(v4));
    inet_ntop(AF_INET, &v4.sin_addr, host, sizeof(host));
    return {host, ntohs(v4.sin_port)};
  }
  sockaddr_in6 v6;
  std::memcpy(&v6, &address.storage, sizeof(v6));
  inet_ntop(AF_INET6, &v6.sin6_addr, host, sizeof(host));
  return {host, ntohs(v6.sin6_port)};
}

Result<Endpoint> ParseEndpoint(std::string_view text) {
  const Status malformed(Reason::FIELD_MALFORMED, "'" + std::string(text) + "' is not HOST:PORT");
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return malformed;
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  Endpoint endpoint;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), endpoint.port);
  if (error != std::errc() || end != digits.data() + digits.size()) return malformed;

  // A colon in the host makes it IPv6, which stands in brackets (RFC 3986 §3.2.2).
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  endpoint.host = host;
  if (bracketed != (host.find(':') != std::string_view::npos)) return malformed;
  KEPSIM_TRY(ToSocketAddress(endpoint).status());
  return endpoint;
}

std::string ToString(const Endpoint& endpoint) {
  const bool v6 = endpoint.host.find(':') != std::string::npos;
  return (v6 ? "[" + endpoint.host + "]" : endpoint.host) + ":" + std::to_string(endpoint.port);
}

}  // namespace kepsim
