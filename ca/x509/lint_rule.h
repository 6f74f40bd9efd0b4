// The shape of a rule, and the tables of them by topic. Above each rule stands where it is known from:
// [text], an official text that was read; [practice], what the certificates of accredited authorities have;
// [memory], neither: such a rule is never more than a warning.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ca/x509/lint.h"
#include "ca/x509/lint_subject.h"

namespace kepsim::lint {

// The detail of what breaks the rule; nothing where the rule holds or does not apply.
using Breach = std::optional<std::string>;

struct Rule {
  std::string_view id;
  Severity severity;
  std::string_view clause;
  Breach (*check)(const Subject& subject);
};

inline Breach BreachIf(bool broken, std::string_view detail = {}) {
  return broken ? Breach(std::string(detail)) : std::nullopt;
}

std::span<const Rule> EnvelopeRules();
std::span<const Rule> KeyRules();
std::span<const Rule> NameRules();
std::span<const Rule> HolderRules();
std::span<const Rule> ExtensionRules();
std::span<const Rule> QualifiedRules();

}  // namespace kepsim::lint
