// How a call says that it could not do what was asked. There are no exceptions between modules.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "ca/base/reason.h"

namespace kepsim {

// One thing wrong with one field of a request.
struct FieldViolation {
  std::string field;  // path from the request's root, as in "passport.series"
  Reason reason;
  std::string description;  // empty: the reason's own sentence
};

class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Reason reason, std::string detail = {}) : reason_(reason), detail_(std::move(detail)) {}
  // Everything that is wrong with a request, at once. OK when there is nothing.
  static Status Violations(std::vector<FieldViolation> violations);

  bool ok() const { return reason_ == Reason::OK; }
  Reason reason() const { return reason_; }
  // The reason's sentence, and the detail behind it. Never holds a secret.
  std::string message() const;
  const std::vector<FieldViolation>& violations() const { return violations_; }
  // Facts that a program may want, as {"tries_left": "2"}; they travel in ErrorInfo.metadata.
  const std::map<std::string, std::string>& metadata() const { return metadata_; }
  Status&& With(std::string key, std::string value) && {
    metadata_.insert_or_assign(std::move(key), std::move(value));
    return std::move(*this);
  }

 private:
  Reason reason_ = Reason::OK;
  std::string detail_;
  std::vector<FieldViolation> violations_;
  std::map<std::string, std::string> metadata_;
};

inline Status OkStatus() {
  return {};
}

// A value, or why there is none.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Status status) : state_(std::in_place_index<1>, std::move(status)) {}
  Result(Reason reason, std::string detail = {}) : Result(Status(reason, std::move(detail))) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  Status status() const { return ok() ? Status() : std::get<1>(state_); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Status> state_;
};

}  // namespace kepsim

#define KEPSIM_CONCAT_INNER(a, b) a##b
#define KEPSIM_CONCAT(a, b) KEPSIM_CONCAT_INNER(a, b)

// Leaves the function with the status if `expression` failed.
#define KEPSIM_TRY(expression) KEPSIM_TRY_INNER(KEPSIM_CONCAT(kepsim_status_, __COUNTER__), expression)
#define KEPSIM_TRY_INNER(name, expression)                             \
  do {                                                                 \
    if (::kepsim::Status name = (expression); !name.ok()) return name; \
  } while (false)

// `KEPSIM_ASSIGN(auto x, F())`: leaves the function with F's status, or names its value.
#define KEPSIM_ASSIGN(declaration, expression) \
  KEPSIM_ASSIGN_INNER(KEPSIM_CONCAT(kepsim_result_, __COUNTER__), declaration, expression)
#define KEPSIM_ASSIGN_INNER(result, declaration, expression) \
  auto result = (expression);                                \
  if (!result.ok()) return result.status();                  \
  declaration = *std::move(result)
