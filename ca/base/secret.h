// A value that must not be seen: PINs, passwords, tokens, key bytes.
#pragma once

#include <ostream>
#include <string_view>
#include <utility>

#include "ca/base/bytes.h"

namespace kepsim {

// Wipes its bytes when it goes, prints as ***, and has no ==: compare with Equals, in constant time.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view text) : bytes_(text.begin(), text.end()) {}
  explicit Secret(Bytes bytes) : bytes_(std::move(bytes)) {}
  Secret(const Secret&) = default;
  Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) {}
  Secret& operator=(Secret other) noexcept {
    bytes_.swap(other.bytes_);
    return *this;
  }
  ~Secret() {
    volatile uint8_t* byte = bytes_.data();
    for (size_t i = 0; i < bytes_.size(); ++i) byte[i] = 0;
  }

  ByteView bytes() const { return bytes_; }
  std::string_view text() const { return AsText(bytes_); }
  bool empty() const { return bytes_.empty(); }
  size_t size() const { return bytes_.size(); }
  bool Equals(const Secret& other) const { return ConstantTimeEqual(bytes_, other.bytes_); }

  bool operator==(const Secret&) const = delete;

 private:
  Bytes bytes_;
};

inline std::ostream& operator<<(std::ostream& out, const Secret&) {
  return out << "***";
}

}  // namespace kepsim
