// Reads DER of unknown origin. A reader never fails at once: what does not fit clears a flag that the whole
// family of readers shares, and reads on as empty. So parsing code reads straight down, and asks the flag
// once, at its end.
#pragma once

#include <optional>
#include <string>

#include "ca/base/bytes.h"
#include "ca/base/time.h"
#include "ca/crypto/der.h"

namespace kepsim {

struct DerElement {
  uint8_t tag = 0;
  ByteView content;
  ByteView whole;  // with tag and length
};

class DerReader {
 public:
  // `ok` outlives the reader and all that are made of it, as do the bytes.
  DerReader(ByteView der, bool& ok) : rest_(der), ok_(&ok) {}

  bool AtEnd() const { return rest_.empty(); }
  bool NextIs(uint8_t tag) const { return !rest_.empty() && rest_.front() == tag; }

  // The next element, whatever it is. Definite minimal lengths and one-octet tags only.
  DerElement Any();
  DerElement Expect(uint8_t tag);
  ByteView Content(uint8_t tag) { return Expect(tag).content; }
  ByteView Whole(uint8_t tag) { return Expect(tag).whole; }
  DerReader Enter(uint8_t tag) { return DerReader(Expect(tag).content, *ok_); }
  DerReader Within(ByteView content) const { return DerReader(content, *ok_); }
  // There must be nothing left.
  void End();
  void Fail();

  std::string Oid();
  // A minimal INTEGER's big-endian magnitude without sign octet; negative ones fail.
  Bytes Unsigned(uint8_t tag = der::kInteger);
  // A small non-negative INTEGER or ENUMERATED.
  uint32_t Small(uint8_t tag = der::kInteger);
  // BOOLEAN DEFAULT FALSE: false if it is not there.
  bool OptionalBoolean();
  // A BIT STRING without unused bits.
  ByteView BitString();
  // UTCTime or GeneralizedTime, with seconds, in UTC (RFC 5280 §4.1.2.5).
  Time TimeChoice();
  struct Algorithm {
    std::string oid;
    ByteView parameters;  // empty: absent
    // RFC 9215 omits them; older software writes NULL. Both are met.
    bool HasNone() const { return parameters.empty() || AsText(parameters) == std::string_view("\x05\0", 2); }
  };
  Algorithm AlgorithmIdentifier();

 private:
  ByteView rest_;
  bool* ok_;
};

// The elements of an OID's content, dotted; nothing if it is none.
std::optional<std::string> DottedOid(ByteView content);

}  // namespace kepsim
