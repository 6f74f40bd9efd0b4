// kepsim: a table of commands.
#include <CLI/CLI.hpp>
#include <map>
#include <string>

#include "client/kepsim/bench_command.h"
#include "client/kepsim/call_command.h"
#include "client/kepsim/command.h"
#include "client/kepsim/defect_command.h"
#include "client/kepsim/demo_command.h"
#include "client/kepsim/lint_command.h"
#include "client/kepsim/serve_command.h"

namespace {

struct Row {
  const char* name;
  const char* summary;
  kepsim::AddCommand add;
};

constexpr Row kCommands[] = {
    {"serve", "run the server", &kepsim::AddServeCommand},
    {"demo", "the whole job, narrated, in a server of its own", &kepsim::AddDemoCommand},
    {"defect", "make a certificate that is broken on purpose", &kepsim::AddDefectCommand},
    {"bench", "measure how fast it is", &kepsim::AddBenchCommand},
    {"lint", "say what is wrong with certificates", &kepsim::AddLintCommand},
    {"call", "make one RPC from the shell", &kepsim::AddCallCommand},
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "A simulator of a Russian certification authority and of the world around one qualified signature.",
      "kepsim");
  app.set_version_flag("--version", "kepsim " KEPSIM_VERSION);
  app.require_subcommand(1);
  std::map<std::string, std::function<int()>> commands;
  for (const Row& row : kCommands) {
    commands.emplace(row.name, row.add(*app.add_subcommand(row.name, row.summary)));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kepsim::kExitYes : kepsim::kExitUsage;
  }
  return commands.at(app.get_subcommands().front()->get_name())();
}
