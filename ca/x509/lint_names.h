// What the rules on names have in common.
#pragma once

#include <string>
#include <string_view>

#include "ca/x509/lint_rule.h"

namespace kepsim::lint {

// A registration number that stands in a name (RFC 9215 §5.1).
struct Number {
  AttributeType type;
  size_t digits;
  bool (*holds)(std::string_view digits);  // its check digits
};

const Number* NumberOf(AttributeType type);  // null for what is no number
// The digits of a number, whatever string they stand in; what has no place in any number is '?'.
std::string DigitsOf(const Attribute& attribute);
bool IsAllZeros(std::string_view digits);
// Until INNLE came in 2021, a company's ten digits stood in INN behind two zeros.
bool IsCompanyInInn(std::string_view twelve_digits);

// The OID of the first attribute, of the issuer's or the subject's, that breaks what `broken` tells.
template <class Broken>
Breach FirstAttribute(const Subject& s, Broken broken) {
  for (const DistinguishedName* name : {&s.certificate.issuer, &s.certificate.subject}) {
    for (const Attribute& attribute : name->attributes) {
      if (broken(attribute)) {
        return (name == &s.certificate.issuer ? "issuer " : "subject ") + OidText(attribute.oid);
      }
    }
  }
  return std::nullopt;
}

}  // namespace kepsim::lint
