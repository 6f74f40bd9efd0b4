#include "client/kepsim/serve_command.h"

#include <fcntl.h>
#include <signal.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <memory>

#include "client/kepsim/server.h"

namespace kepsim {
namespace {

struct Options {
  ServerOptions server;
  std::string ready_file;
  std::string log_level = "info";
};

constexpr char kNone[] = "none";

// Into place by rename, so that whoever waits for the file never reads half of it.
Status WriteReadyFile(const std::string& path, const std::string& line) {
  const std::string draft = path + ".tmp";
  std::FILE* file = std::fopen(draft.c_str(), "w");
  if (file == nullptr) return Status(Reason::STORAGE_FAILED, draft + " cannot be written");
  const bool written = std::fprintf(file, "%s\n", line.c_str()) > 0;
  if (std::fclose(file) != 0 || !written || std::rename(draft.c_str(), path.c_str()) != 0) {
    return Status(Reason::STORAGE_FAILED, path + " cannot be written");
  }
  return OkStatus();
}

int Serve(Options options) {
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("kepsim", std::make_shared<spdlog::sinks::stderr_sink_mt>()));
  spdlog::set_level(spdlog::level::from_str(options.log_level));
  for (std::string* address :
       {&options.server.grpc, &options.server.http, &options.server.control, &options.server.control_http}) {
    if (*address == kNone) address->clear();
  }

  // Blocked before any thread is made, so that none but sigwait below gets them.
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  signal(SIGPIPE, SIG_IGN);

  auto server = Server::Start(options.server);
  if (!server.ok()) {
    std::cerr << "kepsim serve: " << NameOf(server.status().reason()) << ": " << server.status().message()
              << "\n";
    return server.status().reason() == Reason::FIELD_MALFORMED ? kExitUsage : kExitNo;
  }
  const std::string line = (*server)->ReadyLine();
  if (!options.ready_file.empty()) {
    if (Status status = WriteReadyFile(options.ready_file, line); !status.ok()) {
      std::cerr << "kepsim serve: " << status.message() << "\n";
      return kExitNo;
    }
  }
  std::cout << line << std::endl;

  int signal_number = 0;
  sigwait(&stop, &signal_number);
  spdlog::info("stopping");
  server->reset();
  return kExitYes;
}

}  // namespace

std::function<int()> AddServeCommand(CLI::App& app) {
  auto options = std::make_shared<Options>();
  ServerOptions& server = options->server;
  app.add_option("--grpc", server.grpc, "HOST:PORT of the gRPC listener; port 0 picks one")
      ->capture_default_str();
  app.add_option("--http", server.http,
                 "HOST:PORT of the HTTP listener (CRLs, certificates, lists); \"none\": not opened")
      ->capture_default_str();
  app.add_option("--control", server.control,
                 "HOST:PORT of the control listener; the same as --grpc: served there; \"none\": not opened")
      ->capture_default_str();
  app.add_option("--control-http", server.control_http,
                 "HOST:PORT of the control listener's HTTP; \"none\": not opened")
      ->capture_default_str();
  app.add_option("--public-url", server.public_url,
                 "what the URLs in certificates begin with; by default the HTTP listener's own address");
  app.add_option("--data", server.data_folder,
                 "keep everything in this folder; by default nothing is written to disk");
  app.add_option("--master-key-file", server.master_key_file, "by default master.key in the --data folder");
  app.add_option("--ready-file", options->ready_file,
                 "write the ready line there too, when every listener answers");
  app.add_flag("!--no-implicit-workspaces", server.implicit_workspaces,
               "workspaces come into being by CreateWorkspace only");
  app.add_option("--max-workspaces", server.most_workspaces, "how many there may be")->capture_default_str();
  app.add_option("--log-level", options->log_level, "debug, info, warn, err")
      ->check(CLI::IsMember({"debug", "info", "warn", "err"}))
      ->capture_default_str();
  return [options] { return Serve(*options); };
}

}  // namespace kepsim
