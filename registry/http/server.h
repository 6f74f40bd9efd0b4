// The plain HTTP/1.1 front: CRLs, CA certificates, health. A few threads serve all connections by epoll, so a
// slow client holds no thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "ca/base/status.h"
#include "registry/http/message.h"

namespace kepsim {

struct HttpLimits {
  size_t body = 1 << 20;     // 413 beyond it
  size_t target = 8 << 10;   // 414 beyond it; of the path, without the query
  size_t memory = 32 << 10;  // of a connection, its request line and headers included; 431 beyond it
  unsigned connections = 1024;
  unsigned connections_per_ip = 512;
  std::chrono::seconds idle{15};  // without a byte either way, then the connection is closed
  std::chrono::seconds drain{5};  // how long stopping waits for answers that are under way
  unsigned threads = 2;
};

class HttpServer {
 public:
  // Listens when this returns. `host` as in Endpoint; port 0 picks one. The handler is called from several
  // threads, with GET, HEAD and POST only (405 otherwise) and a target that ParseTarget accepted (400
  // otherwise). FIELD_MALFORMED, LISTENER_FAILED.
  static Result<std::unique_ptr<HttpServer>> Start(std::string host, uint16_t port, HttpHandler handler,
                                                   HttpLimits limits = {});
  // Accepts nothing more, lets what is under way end, stops.
  virtual ~HttpServer() = default;

  // "127.0.0.1:8080", with the port that was picked.
  virtual std::string address() const = 0;
};

}  // namespace kepsim
