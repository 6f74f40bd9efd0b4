#include "registry/http/server.h"

#include <microhttpd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <utility>

#include "registry/http/endpoint.h"
#include "registry/http/target.h"

namespace kepsim {
namespace {

// A body in chunks tells its size only as it comes, and an answer cannot overtake it: up to this many times
// the limit is read and dropped to give 413 at the end, then the connection is cut.
constexpr size_t kDroppedBodies = 8;
constexpr int kBacklog = 256;

// A request on its way in.
struct Exchange {
  HttpRequest request;
  size_t received = 0;
};

class MicroHttpServer final : public HttpServer {
 public:
  MicroHttpServer(HttpHandler handler, HttpLimits limits) : handler_(std::move(handler)), limits_(limits) {}
  ~MicroHttpServer() override;

  Status Listen(const Endpoint& endpoint);
  std::string address() const override { return ToString(bound_); }

 private:
  static MHD_Result OnAccess(void* self, MHD_Connection* connection, const char* url, const char* method,
                             const char* version, const char* upload, size_t* upload_size, void** exchange);
  static void OnCompleted(void* self, MHD_Connection* connection, void** exchange,
                          MHD_RequestTerminationCode);

  MHD_Result Begin(MHD_Connection* connection, std::string_view target, std::string_view method,
                   void** exchange);
  MHD_Result Receive(Exchange& exchange, std::string_view upload) const;
  static MHD_Result Answer(MHD_Connection* connection, HttpResponse response);

  const HttpHandler handler_;
  const HttpLimits limits_;
  Endpoint bound_;
  int socket_ = -1;
  MHD_Daemon* daemon_ = nullptr;

  std::mutex mutex_;
  std::condition_variable idle_;
  int under_way_ = 0;
};

// Leaves paths as they came: they are split before they are decoded.
size_t KeepEscapes(void*, MHD_Connection*, char* text) {
  return std::strlen(text);
}

void FreeBody(void* body) {
  delete static_cast<std::string*>(body);
}

MHD_Result CopyHeader(void* request, MHD_ValueKind, const char* name, const char* value) {
  static_cast<HttpRequest*>(request)->headers.emplace_back(name, value == nullptr ? "" : value);
  return MHD_YES;
}

Status Failed(const Endpoint& endpoint, int error) {
  return Status(Reason::LISTENER_FAILED, ToString(endpoint) + ": " + std::strerror(error));
}

Status MicroHttpServer::Listen(const Endpoint& endpoint) {
  KEPSIM_ASSIGN(SocketAddress address, ToSocketAddress(endpoint));
  socket_ = socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return Failed(endpoint, errno);
  const int yes = 1;
  setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  auto* const raw = reinterpret_cast<sockaddr*>(&address.storage);
  if (bind(socket_, raw, address.size) != 0 || listen(socket_, kBacklog) != 0 ||
      getsockname(socket_, raw, &address.size) != 0) {
    return Failed(endpoint, errno);
  }
  bound_ = FromSocketAddress(address);
  daemon_ = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, nullptr, nullptr, &OnAccess,
                             this, MHD_OPTION_LISTEN_SOCKET, socket_, MHD_OPTION_THREAD_POOL_SIZE,
                             limits_.threads, MHD_OPTION_CONNECTION_LIMIT, limits_.connections,
                             MHD_OPTION_PER_IP_CONNECTION_LIMIT, limits_.connections_per_ip,
                             MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(limits_.idle.count()),
                             MHD_OPTION_CONNECTION_MEMORY_LIMIT, limits_.memory, MHD_OPTION_STRICT_FOR_CLIENT,
                             1, MHD_OPTION_UNESCAPE_CALLBACK, &KeepEscapes, nullptr,
                             MHD_OPTION_NOTIFY_COMPLETED, &OnCompleted, this, MHD_OPTION_END);
  if (daemon_ == nullptr) return Failed(endpoint, errno);
  return OkStatus();
}

MicroHttpServer::~MicroHttpServer() {
  if (daemon_ != nullptr) {
    MHD_quiesce_daemon(daemon_);
    std::unique_lock lock(mutex_);
    idle_.wait_for(lock, limits_.drain, [this] { return under_way_ == 0; });
    lock.unlock();
    MHD_stop_daemon(daemon_);
  }
  if (socket_ >= 0) close(socket_);
}

MHD_Result MicroHttpServer::OnAccess(void* self, MHD_Connection* connection, const char* url,
                                     const char* method, const char*, const char* upload, size_t* upload_size,
                                     void** exchange) {
  auto& server = *static_cast<MicroHttpServer*>(self);
  if (*exchange == nullptr) return server.Begin(connection, url, method, exchange);
  auto& incoming = *static_cast<Exchange*>(*exchange);
  if (*upload_size > 0) return server.Receive(incoming, {upload, std::exchange(*upload_size, 0)});
  if (incoming.received > server.limits_.body) return Answer(connection, HttpError(413));
  return Answer(connection, server.handler_(incoming.request));
}

// The request line and the headers are here; a refusal now spares the body.
MHD_Result MicroHttpServer::Begin(MHD_Connection* connection, std::string_view target,
                                  std::string_view method, void** exchange) {
  auto begun = std::make_unique<Exchange>();
  HttpRequest& request = begun->request;
  request.method = method;
  MHD_get_connection_values(connection, MHD_HEADER_KIND, &CopyHeader, &request);
  *exchange = begun.release();
  {
    std::lock_guard lock(mutex_);
    ++under_way_;
  }
  if (method != "GET" && method != "HEAD" && method != "POST") {
    return Answer(connection, HttpError(405, {{"Allow", "GET, HEAD, POST"}}));
  }
  if (target.size() > limits_.target) return Answer(connection, HttpError(414));
  auto parsed = ParseTarget(target);
  if (!parsed) return Answer(connection, HttpError(400));
  request.workspace = std::move(parsed->workspace);
  request.segments = std::move(parsed->segments);
  // MHD has checked that the length is a number, and overflows are its own 413.
  const std::string length(request.Header(MHD_HTTP_HEADER_CONTENT_LENGTH));
  if (std::strtoull(length.c_str(), nullptr, 10) > limits_.body) return Answer(connection, HttpError(413));
  return MHD_YES;
}

MHD_Result MicroHttpServer::Receive(Exchange& exchange, std::string_view upload) const {
  exchange.received += upload.size();
  if (exchange.received <= limits_.body) {
    exchange.request.body.append(upload);
    return MHD_YES;
  }
  exchange.request.body = {};
  return exchange.received <= kDroppedBodies * limits_.body ? MHD_YES : MHD_NO;
}

MHD_Result MicroHttpServer::Answer(MHD_Connection* connection, HttpResponse response) {
  auto* const body = new std::string(std::move(response.body));
  MHD_Response* const answer =
      MHD_create_response_from_buffer_with_free_callback_cls(body->size(), body->data(), &FreeBody, body);
  if (answer == nullptr) {
    delete body;
    return MHD_NO;
  }
  MHD_add_response_header(answer, MHD_HTTP_HEADER_CONTENT_TYPE, response.content_type.c_str());
  for (const auto& [name, value] : response.headers) {
    MHD_add_response_header(answer, name.c_str(), value.c_str());
  }
  const MHD_Result queued = MHD_queue_response(connection, static_cast<unsigned>(response.status), answer);
  MHD_destroy_response(answer);
  return queued;
}

void MicroHttpServer::OnCompleted(void* self, MHD_Connection*, void** exchange, MHD_RequestTerminationCode) {
  if (*exchange == nullptr) return;
  auto& server = *static_cast<MicroHttpServer*>(self);
  delete static_cast<Exchange*>(*exchange);
  *exchange = nullptr;
  std::lock_guard lock(server.mutex_);
  if (--server.under_way_ == 0) server.idle_.notify_all();
}

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::Start(std::string host, uint16_t port, HttpHandler handler,
                                                      HttpLimits limits) {
  auto server = std::make_unique<MicroHttpServer>(std::move(handler), limits);
  KEPSIM_TRY(server->Listen({std::move(host), port}));
  return Result<std::unique_ptr<HttpServer>>(std::move(server));
}

}  // namespace kepsim
