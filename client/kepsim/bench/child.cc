#include "client/kepsim/bench/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "client/kepsim/bench/stopwatch.h"

namespace kepsim {
namespace {

constexpr int kPatienceMs = 60'000;

Status Failed(const std::string& what) {
  return Status(Reason::BENCH_FAILED, what);
}

Result<std::string> ReadLine(int descriptor) {
  std::string line;
  while (true) {
    pollfd waiting{descriptor, POLLIN, 0};
    const int events = poll(&waiting, 1, kPatienceMs);
    if (events < 0 && errno == EINTR) continue;
    if (events <= 0) return Failed("a child said nothing for a minute");
    char piece[256];
    const ssize_t size = read(descriptor, piece, sizeof piece);
    if (size <= 0) return Failed("a child ended before it was ready");
    line.append(piece, static_cast<size_t>(size));
    if (const size_t end = line.find('\n'); end != line.npos) return line.substr(0, end);
  }
}

}  // namespace

Result<std::unique_ptr<Child>> Child::Start(const std::vector<std::string>& arguments,
                                            const std::string& log_path) {
  // All that the new process needs is made here: between fork and exec nothing may allocate.
  std::vector<char*> argv = {const_cast<char*>("kepsim")};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  int out[2];
  if (pipe2(out, O_CLOEXEC) != 0) return Failed(std::strerror(errno));
  const int log = open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log < 0) {
    close(out[0]);
    close(out[1]);
    return Failed(log_path + ": " + std::strerror(errno));
  }

  const Stopwatch watch;
  std::unique_ptr<Child> child(new Child());
  child->pid_ = fork();
  if (child->pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // whoever interrupts the bench leaves no server behind
    dup2(out[1], STDOUT_FILENO);
    dup2(log, STDERR_FILENO);
    execv("/proc/self/exe", argv.data());
    _exit(127);
  }
  close(out[1]);
  close(log);
  if (child->pid_ < 0) {
    close(out[0]);
    return Failed(std::strerror(errno));
  }
  Result<std::string> line = ReadLine(out[0]);
  child->seconds_to_ready_ = watch.Seconds();
  close(out[0]);
  if (!line.ok()) return Status(Reason::BENCH_FAILED, line.status().message() + "; see " + log_path);
  child->ready_ = nlohmann::json::parse(*line, nullptr, false);
  if (!child->ready_.is_object()) return Failed("a child's ready line is no JSON: " + *line);
  return child;
}

Status Child::Stop() {
  if (pid_ <= 0) return OkStatus();
  kill(pid_, SIGTERM);
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
  pid_ = -1;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return OkStatus();
  return Failed("a child did not end well, wait status " + std::to_string(status));
}

double Child::CpuSeconds() const {
  clockid_t clock;
  timespec time{};
  if (clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace kepsim
