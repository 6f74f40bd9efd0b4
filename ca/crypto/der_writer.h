// Writes DER, front to back, in one buffer.
#pragma once

#include <string_view>
#include <utility>

#include "ca/base/bytes.h"
#include "ca/base/time.h"
#include "ca/crypto/der.h"

namespace kepsim {

// "1.2.643.7": what Oid takes; its arcs have up to 128 bits.
bool IsDottedOid(std::string_view text);

class DerWriter {
 public:
  DerWriter() = default;
  // With room for so many octets; more may come.
  explicit DerWriter(size_t expected) { out_.reserve(expected); }

  // A constructed element, whose content `body()` writes into this same writer.
  template <class Body>
  void Nested(uint8_t tag, Body&& body) {
    const size_t start = Begin(tag);
    std::forward<Body>(body)();
    End(start);
  }
  template <class Body>
  void Sequence(Body&& body) {
    Nested(der::kSequence, std::forward<Body>(body));
  }
  void Primitive(uint8_t tag, const Bytes& content) { Primitive(tag, ByteView(content)); }
  void Primitive(uint8_t tag, ByteView content);
  void Primitive(uint8_t tag, std::string_view content) { Primitive(tag, AsBytes(content)); }
  // DER that is complete already.
  void Raw(ByteView element) { out_.insert(out_.end(), element.begin(), element.end()); }

  // A positive INTEGER of this big-endian magnitude; leading zeros do not matter, none is zero.
  void Integer(ByteView magnitude) { Magnitude(der::kInteger, magnitude); }
  void Integer(uint64_t value) { Small(der::kInteger, value); }
  void Enumerated(uint64_t value) { Small(der::kEnumerated, value); }
  void Magnitude(uint8_t tag, ByteView magnitude);
  void True();
  void Oid(std::string_view dotted);
  void OctetString(ByteView content) { Primitive(der::kOctetString, content); }
  void BitString(ByteView content);
  // A BIT STRING of named bits, bit 0 of `bits` the first, trailing zeros cut (X.690 §11.2.2).
  void NamedBits(uint16_t bits);
  // UTCTime from 1950 through 2049, GeneralizedTime outside (RFC 5280 §4.1.2.5).
  void TimeChoice(Time time);
  void GeneralizedTime(uint8_t tag, Time time);
  // AlgorithmIdentifier with parameters absent.
  void Algorithm(std::string_view dotted) {
    Sequence([&] { Oid(dotted); });
  }

  const Bytes& bytes() const { return out_; }
  Bytes Take() { return std::move(out_); }

 private:
  size_t Begin(uint8_t tag);
  void End(size_t start);
  void Small(uint8_t tag, uint64_t value);

  Bytes out_;
};

}  // namespace kepsim
