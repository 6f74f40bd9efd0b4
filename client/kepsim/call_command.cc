#include "client/kepsim/call_command.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <cctype>
#include <iostream>
#include <iterator>
#include <memory>
#include <sstream>

#include "client/kepsim/defaults.h"
#include "client/kepsim/rpc_call.h"
#include "client/kepsim/rpc_error.h"
#include "client/kepsim/services.h"

namespace kepsim {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr double kLongestTimeout = 86'400;
constexpr char kFooter[] =
    "Bytes are base64 in JSON. A method with a stream of requests takes a JSON object a line, one with a "
    "stream of\n"
    "responses prints one a line. Exit code: 0 answered, 1 refused or not reached, 2 wrong use.\n"
    "\n"
    "  kepsim call ProvisionService/ListPersonas\n"
    "  kepsim call -H x-kepsim-workspace:team-1 PortalService/LogIn '{\"login\":\"…\",\"password\":\"…\"}'\n";

int WrongUse(std::ostream& err, const std::string& text) {
  err << "kepsim call: " << text << "\n";
  return kExitUsage;
}

bool IsBlank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::string ReadAll(std::istream& in) {
  return {std::istreambuf_iterator<char>(in), {}};
}

// The JSON texts of the requests.
std::vector<std::string> Split(const MethodDescriptor& method, const std::string& json) {
  if (!method.client_streaming()) return {IsBlank(json) ? "{}" : json};
  std::vector<std::string> texts;
  std::istringstream lines(json);
  for (std::string line; std::getline(lines, line);) {
    if (!IsBlank(line)) texts.push_back(line);
  }
  return texts;
}

// "key: value" as curl takes it.
std::optional<std::pair<std::string, std::string>> ParseHeader(const std::string& header) {
  const size_t colon = header.find(':');
  if (colon == std::string::npos) return std::nullopt;
  std::string key = header.substr(0, colon);
  std::ranges::transform(key, key.begin(), [](unsigned char c) { return std::tolower(c); });
  const size_t start = header.find_first_not_of(' ', colon + 1);
  std::string value = start == std::string::npos ? "" : header.substr(start);
  if (!IsLegalMetadata(key, value)) return std::nullopt;
  return std::make_pair(std::move(key), std::move(value));
}

void PrintMessage(const Message& message, bool one_line, std::ostream& out) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = !one_line;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  out << (status.ok() ? json : status.ToString());
  if (one_line) out << "\n";
  out.flush();
}

}  // namespace

int Call(const CallOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
  const FoundMethod found = FindMethod(options.method);
  if (found.method == nullptr) {
    return WrongUse(err, options.method.empty()
                             ? "SERVICE/METHOD is missing; --list shows all"
                             : "there is no method '" + options.method + "'; --list shows all");
  }
  RpcCall call;
  call.method = found.method;
  call.address = options.address;
  if (call.address.empty()) {
    call.address = found.listener == Listener::kControl ? kDefaultControl : kDefaultGrpc;
  }
  if (options.timeout_seconds > 0) {
    call.timeout = std::chrono::milliseconds(static_cast<int64_t>(options.timeout_seconds * 1000));
  }
  for (const std::string& text : options.headers) {
    auto header = ParseHeader(text);
    // The value may be a token, so it is not repeated.
    if (!header) return WrongUse(err, "a header is not key:value in visible ASCII");
    call.metadata.push_back(*std::move(header));
  }
  for (const std::string& json : Split(*found.method, options.json == "-" ? ReadAll(in) : options.json)) {
    call.requests.push_back(NewMessage(found.method->input_type()));
    const auto status = google::protobuf::util::JsonStringToMessage(json, call.requests.back().get());
    if (!status.ok()) {
      return WrongUse(err, "not the JSON of " + found.method->input_type()->full_name() + ": " +
                               std::string(status.message()));
    }
  }
  const grpc::Status status = RunRpc(
      call, [&](const Message& response) { PrintMessage(response, found.method->server_streaming(), out); });
  if (status.ok()) return kExitYes;
  PrintError(status, err);
  return kExitNo;
}

int ListMethods(const std::string& method, std::ostream& out, std::ostream& err) {
  if (!method.empty()) {
    const FoundMethod found = FindMethod(method);
    if (found.method == nullptr) return WrongUse(err, "there is no method '" + method + "'");
    out << found.method->input_type()->DebugString() << found.method->output_type()->DebugString();
    return kExitYes;
  }
  for (const ListedService& listed : AllServices()) {
    for (int i = 0; i < listed.service->method_count(); ++i) {
      const MethodDescriptor& row = *listed.service->method(i);
      out << listed.service->name() << "/" << row.name() << (row.client_streaming() ? " (stream in)" : "")
          << (row.server_streaming() ? " (stream out)" : "")
          << (listed.listener == Listener::kControl ? " (control)" : "") << "\n";
    }
  }
  return kExitYes;
}

std::function<int()> AddCallCommand(CLI::App& app) {
  struct Parsed : CallOptions {
    bool list = false;
  };
  const auto parsed = std::make_shared<Parsed>();
  app.add_option("--address,-a", parsed->address,
                 std::string("HOST:PORT of the server (default ") + kDefaultGrpc + ", control services " +
                     kDefaultControl + ")");
  app.add_option("--header,-H", parsed->headers, "metadata, key:value; may be repeated")
      ->allow_extra_args(false);
  app.add_option("--timeout", parsed->timeout_seconds,
                 "seconds to wait for the end of the call (default: no limit)")
      ->check(CLI::Range(0.0, kLongestTimeout));
  app.add_flag("--list,-l", parsed->list, "list all methods, or show the messages of SERVICE/METHOD");
  app.add_option("method", parsed->method, "SERVICE/METHOD, as PortalService/LogIn")
      ->type_name("SERVICE/METHOD");
  app.add_option("json", parsed->json, "the request; - reads it from stdin")->type_name("JSON");
  app.footer(kFooter);
  return [parsed] {
    if (parsed->list) return ListMethods(parsed->method, std::cout, std::cerr);
    return Call(*parsed, std::cin, std::cout, std::cerr);
  };
}

}  // namespace kepsim
