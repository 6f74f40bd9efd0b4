// Tells the demonstration: numbered steps with the values that were really seen.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

namespace kepsim {

class Narrator {
 public:
  // `quiet`: says nothing, for --json.
  Narrator(std::ostream& out, bool quiet) : out_(out), quiet_(quiet) {}

  void Step(std::string_view title) {
    if (!quiet_) out_ << "\n" << ++number_ << ". " << title << "\n";
  }
  void Say(std::string_view what, std::string_view value) {
    if (!quiet_) out_ << "   " << what << ": " << value << "\n";
  }
  void Line(std::string_view text) {
    if (!quiet_) out_ << text << "\n";
  }

 private:
  std::ostream& out_;
  const bool quiet_;
  int number_ = 0;
};

}  // namespace kepsim
