#include "client/world/master_key.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "ca/crypto/random.h"
#include "client/world/sync_folder.h"

namespace kepsim {
namespace {

constexpr size_t kKeySize = 32;

struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) close(fd);
  }
};

Status Unreadable(const std::string& path, const std::string& why) {
  return Status(Reason::MASTER_KEY_UNREADABLE, path + ": " + why);
}

Status WriteKey(const std::string& path, const Secret& key) {
  const Descriptor file{open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (file.fd < 0) return Unreadable(path, std::strerror(errno));
  if (write(file.fd, key.bytes().data(), key.size()) != static_cast<ssize_t>(key.size()) ||
      fsync(file.fd) != 0) {
    return Unreadable(path, std::strerror(errno));
  }
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  return SyncFolder(folder);
}

}  // namespace

Secret MakeMasterKey() {
  Bytes octets(kKeySize);
  MakeSystemRandom()->Stream("master-key")->Fill(octets);
  return Secret(std::move(octets));
}

Result<Secret> LoadOrCreateMasterKey(const std::string& path) {
  const Descriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0 && errno == ENOENT) {
    Secret key = MakeMasterKey();
    KEPSIM_TRY(WriteKey(path, key));
    return key;
  }
  if (file.fd < 0) return Unreadable(path, std::strerror(errno));
  struct stat info {};
  if (fstat(file.fd, &info) != 0) return Unreadable(path, std::strerror(errno));
  if ((info.st_mode & 077) != 0) return Unreadable(path, "others may read it; chmod 600");
  Bytes octets(kKeySize + 1);
  const ssize_t got = read(file.fd, octets.data(), octets.size());
  if (got != static_cast<ssize_t>(kKeySize)) return Unreadable(path, "it must hold exactly 32 octets");
  octets.resize(kKeySize);
  return Secret(std::move(octets));
}

}  // namespace kepsim
