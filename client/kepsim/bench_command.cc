#include "client/kepsim/bench_command.h"

#include <cstdlib>
#include <iostream>
#include <memory>

#include "client/kepsim/bench/bench.h"
#include "client/kepsim/bench/empty_server.h"

namespace kepsim {
namespace {

struct Options {
  BenchOptions bench;
  bool json = false;
  bool serve_empty = false;
};

constexpr char kFooter[] =
    "The server runs in a child process with durable storage, the load in this one, on the same cores.\n"
    "Exit code: 0 measured, whether the bars were met or not (see the column or \"met\"); 1 not measured;\n"
    "2 wrong use.";

int RunAndPrint(const Options& options) {
  const auto rows =
      RunBench(options.bench, [](const std::string& text) { std::cerr << text << " …" << std::endl; });
  if (!rows.ok()) {
    std::cerr << "kepsim bench: " << rows.status().message() << "\n";
    return kExitNo;
  }
  if (options.json) {
    PrintJson(*rows, std::cout);
  } else {
    PrintTable(*rows, std::cout);
  }
  return kExitYes;
}

}  // namespace

std::function<int()> AddBenchCommand(CLI::App& app) {
  const auto options = std::make_shared<Options>();
  if (const char* folder = std::getenv("TMPDIR"); folder != nullptr && *folder != '\0') {
    options->bench.folder = folder;
  }
  app.add_option("--only", options->bench.only, "one row")->check(CLI::IsMember(BenchNames()));
  app.add_flag("--quick", options->bench.quick, "under 45 seconds, on a small registry");
  app.add_flag("--json", options->json, "the rows as JSON");
  app.add_option("--folder", options->bench.folder,
                 "where the server's storage is put meanwhile; 12 GB without --quick")
      ->capture_default_str();
  // What the bench starts itself with, to have its reference in a process of its own.
  app.add_flag("--serve-empty", options->serve_empty)->group("");
  app.footer(kFooter);
  return [options] { return options->serve_empty ? ServeEmpty() : RunAndPrint(*options); };
}

}  // namespace kepsim
