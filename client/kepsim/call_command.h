// `kepsim call`: one RPC from the shell.
#pragma once

#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "client/kepsim/command.h"

namespace kepsim {

struct CallOptions {
  std::string address;  // empty: the default listener of the method's service
  std::vector<std::string> headers;
  double timeout_seconds = 0;  // 0: none
  std::string method;
  std::string json;  // "-": from the input; empty: a message with nothing set
};

// Responses go to `out` as JSON, errors to `err`. The exit code comes back.
int Call(const CallOptions& options, std::istream& in, std::ostream& out, std::ostream& err);

// The methods, or the messages of the one that is named.
int ListMethods(const std::string& method, std::ostream& out, std::ostream& err);

std::function<int()> AddCallCommand(CLI::App& app);

}  // namespace kepsim
