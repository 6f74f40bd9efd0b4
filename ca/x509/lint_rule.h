// The shape of a rule, and the tables of them by topic. Above each rule stands where it is known from:
// [text], an official text that was read; [practice], what the certificates of accredited authorities have;
// [memory], neither: such a rule is never more than a warning.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ca/crypto/key.h"
#include "ca/x509/lint.h"
#include "ca/x509/lint_subject.h"

namespace kepsim::lint {

// The detail of what breaks the rule; nothing where the rule holds or does not apply. It never repeats what
// stands in a name: findings may be logged.
using Breach = std::optional<std::string>;

// Practice was measured on certificates from 2018 on. In older ones a breach of what is known from it, or of
// what older software did not heed, is a warning.
enum class Weight { kNotice, kWarning, kError, kErrorSince2018 };

enum class Binds {
  kAny,
  kGost,       // a key or signature of GOST R 34.10, or the claim to be qualified
  kQualified,  // the claim to be qualified
};

template <class Judged>
struct BasicRule {
  std::string_view id;
  Weight weight;
  Binds binds;
  std::string_view clause;
  std::string_view text;
  Breach (*check)(const Judged& judged);
};

using Rule = BasicRule<Subject>;

// A certificate and its issuer's.
struct Chain {
  const Subject& certificate;
  const Subject* issuer;         // null: what was given is no certificate
  const Result<PublicKey>& key;  // the issuer's
  bool own = false;              // the certificate is its own issuer's
};

using ChainRule = BasicRule<Chain>;

inline Breach BreachIf(bool broken, std::string_view detail = {}) {
  return broken ? Breach(std::string(detail)) : std::nullopt;
}

std::span<const Rule> EnvelopeRules();
std::span<const Rule> KeyRules();
std::span<const Rule> NameRules();
std::span<const Rule> NumberRules();
std::span<const Rule> HolderRules();
std::span<const Rule> ExtensionRules();
std::span<const Rule> UsageRules();
std::span<const Rule> PlaceRules();
std::span<const Rule> QualifiedRules();
std::span<const ChainRule> ChainRules();

}  // namespace kepsim::lint
