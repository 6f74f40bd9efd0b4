// `kepsim lint`: what is wrong with certificates.
#pragma once

#include <CLI/App.hpp>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "ca/x509/lint.h"
#include "client/kepsim/command.h"

namespace kepsim {

struct LintOptions {
  std::vector<std::string> files;  // "-" is stdin
  std::string issuer;              // a file; empty: none
  bool json = false;
  bool rules = false;
  Severity least = Severity::kNotice;  // of the findings that are shown
};

int LintFiles(const LintOptions& options, std::istream& in, std::ostream& out, std::ostream& err);

std::function<int()> AddLintCommand(CLI::App& app);

}  // namespace kepsim
