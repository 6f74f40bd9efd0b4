// DER as a tree that is bent and written out again, its lengths put right, or wrong on purpose.
#pragma once

#include <optional>
#include <vector>

#include "ca/base/bytes.h"

namespace kepsim {

// How an element's length is written.
enum class LengthForm {
  kMinimal,     // as DER has it
  kPadded,      // one octet longer than need be: BER, not DER (X.690 §10.1)
  kIndefinite,  // with end-of-contents octets: BER, not DER
  kTooLong,     // says one octet more than there is
};

// It shares no code with the parsers and writers of ca/crypto, which it helps to test.
struct DerTree {
  uint8_t tag = 0;
  Bytes content;                  // of a primitive element
  std::vector<DerTree> children;  // of a constructed one
  LengthForm length = LengthForm::kMinimal;
  Bytes trailer;  // octets behind the element that belong to nothing

  // One element with definite lengths and one-octet tags, and nothing behind it.
  static std::optional<DerTree> Read(ByteView der);
  // Of what was encoded here: to give anything else is a programmer's error.
  static DerTree Parse(ByteView der);
  Bytes Encode() const;

  DerTree& operator[](size_t i) { return children.at(i); }
  const DerTree& operator[](size_t i) const { return children.at(i); }
};

}  // namespace kepsim
