// The server: worlds, services and listeners. Nothing but wiring.
#pragma once

#include <memory>
#include <string>

#include "ca/base/status.h"
#include "client/kepsim/defaults.h"

namespace kepsim {

struct ServerOptions {
  // HOST:PORT each; port 0 picks one. Empty: not opened.
  std::string grpc = kDefaultGrpc;
  std::string http = kDefaultHttp;
  std::string control =
      kDefaultControl;  // equal to `grpc`, its port not 0: control calls are served there too
  std::string control_http = kDefaultControlHttp;
  std::string public_url;       // empty: the HTTP listener's own address
  std::string data_folder;      // empty: nothing is written to disk
  std::string master_key_file;  // empty: master.key in the data folder
  bool implicit_workspaces = true;
  size_t most_workspaces = 10'000;
};

class Server {
 public:
  // Every listener answers when this returns. LISTENER_FAILED, STORAGE_FAILED, MASTER_KEY_UNREADABLE,
  // FIELD_MALFORMED.
  static Result<std::unique_ptr<Server>> Start(const ServerOptions& options);
  // Finishes what is in flight, for a bounded time, then stops.
  virtual ~Server() = default;

  // Addresses that were bound; empty where not opened.
  struct Addresses {
    std::string grpc, http, control, control_http;
  };
  virtual const Addresses& addresses() const = 0;
  // {"ready":true,"grpc":"…","http":"http://…","control":"…","control_http":…}
  std::string ReadyLine() const;
};

}  // namespace kepsim
