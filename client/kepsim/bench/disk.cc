#include "client/kepsim/bench/disk.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "client/kepsim/bench/row.h"
#include "client/kepsim/bench/stopwatch.h"

namespace kepsim {
namespace {

constexpr int kWrites = 100;
constexpr size_t kPage = 4096;

class File {
 public:
  File(const std::string& path, int flags) : descriptor_(open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  const int descriptor_;
};

Status Failed(const std::string& path) {
  return Status(Reason::BENCH_FAILED, path + ": " + std::strerror(errno));
}

}  // namespace

Result<double> FsyncSeconds(const std::string& folder) {
  const std::string path = folder + "/fsync";
  const File file(path, O_WRONLY | O_CREAT | O_TRUNC);
  const std::vector<char> page(kPage, 'x');
  std::vector<double> times;
  for (int i = 0; i < kWrites; ++i) {
    const Stopwatch watch;
    if (write(file.descriptor(), page.data(), page.size()) != static_cast<ssize_t>(page.size()) ||
        fdatasync(file.descriptor()) != 0) {
      return Failed(path);
    }
    times.push_back(watch.Seconds());
  }
  unlink(path.c_str());
  return Median(std::move(times));
}

Status SyncFile(const std::string& path) {
  const File file(path, O_RDWR);
  return fsync(file.descriptor()) == 0 ? OkStatus() : Failed(path);
}

}  // namespace kepsim
