// A gRPC server whose one method does nothing: what a call costs before any of the server's own work.
#pragma once

namespace kepsim {

// Serves grpc.health.v1 on a port of its choice, prints {"grpc":"HOST:PORT"}, and ends with SIGTERM. The exit
// code comes back.
int ServeEmpty();

}  // namespace kepsim
