#include "client/kepsim/demo_command.h"

#include <spdlog/spdlog.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "client/kepsim/demo/journey.h"
#include "client/kepsim/server.h"

namespace kepsim {
namespace {

struct Options {
  std::string folder = "kepsim-demo";
  bool json = false;
};

int Fail(const Status& status) {
  std::cerr << "kepsim demo: " << NameOf(status.reason()) << ": " << status.message() << "\n";
  return kExitNo;
}

void TellChecks(const std::string& folder, Narrator& narrator) {
  narrator.Line("\nThe artefacts are in " + folder + ". To check them with openssl and its GOST engine:\n");
  narrator.Line("   cd " + folder);
  for (const OpensslCheck& check : OpensslChecks()) {
    narrator.Line("\n   # " + check.title);
    narrator.Line("   " + check.command);
    narrator.Line(std::string("   # expected: ") + (check.succeeds ? "exit 0, " : "exit not 0, ") + "\"" +
                  check.expected + "\"");
  }
}

void PrintJson(const JourneyResult& result, const std::string& folder) {
  nlohmann::ordered_json json;
  json["folder"] = folder;
  for (const auto& [name, value] : result.facts) json[name] = value;
  for (const OpensslCheck& check : OpensslChecks()) {
    json["checks"].push_back({{"title", check.title},
                              {"command", check.command},
                              {"succeeds", check.succeeds},
                              {"expected", check.expected}});
  }
  std::cout << json.dump(2) << "\n";
}

int Demo(const Options& options) {
  spdlog::set_level(spdlog::level::warn);
  ServerOptions server_options;
  server_options.grpc = server_options.http = server_options.control = "127.0.0.1:0";
  server_options.control_http.clear();
  auto server = Server::Start(server_options);
  if (!server.ok()) return Fail(server.status());
  const Server::Addresses& addresses = (*server)->addresses();

  Narrator narrator(std::cout, options.json);
  narrator.Line("kepsim: a citizen's qualified signature, from documents to an order that is accepted.");
  narrator.Line("A server of its own: gRPC on " + addresses.grpc + ", HTTP on " + addresses.http +
                "; nothing but the artefacts is written to disk.");
  Stubs stubs(addresses.grpc, addresses.control);
  auto result = WalkJourney(stubs, narrator);
  if (!result.ok()) return Fail(result.status());
  if (Status status = WriteArtefacts(result->artefacts, options.folder); !status.ok()) return Fail(status);
  if (options.json) {
    PrintJson(*result, options.folder);
  } else {
    TellChecks(options.folder, narrator);
  }
  return kExitYes;
}

}  // namespace

std::function<int()> AddDemoCommand(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("--out", options->folder, "where to leave the artefacts")->capture_default_str();
  app.add_flag("--json", options->json, "no story; what was seen, and the openssl commands, as JSON");
  return [options] { return Demo(*options); };
}

}  // namespace kepsim
