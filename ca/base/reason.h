// The stable names of everything that can be wrong with a call. Clients and tests match these, never texts.
// The table itself is reasons.def: name, gRPC code, sentence.
#pragma once

#include <optional>
#include <string_view>

namespace kepsim {

enum class Reason {
#define KEPSIM_REASON(name, code, sentence) name,
#include "ca/base/reasons.def"
#undef KEPSIM_REASON
};

// The numbers of google.rpc.Code, so that gRPC needs no second table.
enum class Code {
  kOk = 0,
  kInvalidArgument = 3,
  kDeadlineExceeded = 4,
  kNotFound = 5,
  kAlreadyExists = 6,
  kPermissionDenied = 7,
  kResourceExhausted = 8,
  kFailedPrecondition = 9,
  kAborted = 10,
  kOutOfRange = 11,
  kUnimplemented = 12,
  kInternal = 13,
  kUnavailable = 14,
  kDataLoss = 15,
};

std::string_view NameOf(Reason reason);  // "PIN_LOCKED", as it travels in google.rpc.ErrorInfo.reason
Code CodeOf(Reason reason);
std::string_view Sentence(Reason reason);  // English, for developers
std::optional<Reason> FindReason(std::string_view name);

}  // namespace kepsim
