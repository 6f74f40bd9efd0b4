// A TCP client that sends what it is told, byte for byte.
#pragma once

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "registry/http/endpoint.h"

namespace kepsim {

struct RawResponse {
  int status = 0;  // 0: the connection ended without an answer
  std::map<std::string, std::string> headers;
  std::string body;
};

class RawClient {
 public:
  explicit RawClient(const std::string& address) {
    const auto endpoint = ParseEndpoint(address);
    if (!endpoint.ok()) return;
    const auto socket_address = ToSocketAddress(*endpoint);
    if (!socket_address.ok()) return;
    const auto* raw = reinterpret_cast<const sockaddr*>(&socket_address->storage);
    socket_ = socket(raw->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience = {20, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    if (connect(socket_, raw, socket_address->size) != 0) errno_ = errno;
  }
  ~RawClient() {
    if (socket_ >= 0) close(socket_);
  }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // Nothing more will be sent.
  void FinishSending() { shutdown(socket_, SHUT_WR); }

  bool Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }

  // One answer. `with_body` is false for HEAD, whose Content-Length announces what does not come.
  RawResponse Receive(bool with_body = true) {
    RawResponse response;
    size_t end;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!Fill()) return response;
    }
    const std::string head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    response.status = std::atoi(head.c_str() + head.find(' '));
    for (size_t at = head.find("\r\n") + 2; at < head.size();) {
      const size_t line_end = head.find("\r\n", at);
      const size_t colon = head.find(": ", at);
      response.headers[head.substr(at, colon - at)] = head.substr(colon + 2, line_end - colon - 2);
      at = line_end + 2;
    }
    const size_t length = std::strtoull(response.headers["Content-Length"].c_str(), nullptr, 10);
    if (!with_body) return response;
    while (buffer_.size() < length && Fill()) {
    }
    response.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return response;
  }

  // True once the other side has closed, or cut, the connection.
  bool Ended() {
    while (Fill()) {
    }
    return errno_ != EAGAIN && errno_ != EWOULDBLOCK;
  }

 private:
  bool Fill() {
    char bytes[4096];
    const ssize_t got = recv(socket_, bytes, sizeof(bytes), 0);
    errno_ = got < 0 ? errno : 0;
    if (got <= 0) return false;
    buffer_.append(bytes, static_cast<size_t>(got));
    return true;
  }

  int socket_ = -1;
  int errno_ = 0;
  std::string buffer_;
};

}  // namespace kepsim
