// Finds the issuer of a certificate among others, as the linter reads them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "ca/base/bytes.h"

namespace kepsim {

// Certificates by name. Keeps views: what is added must outlive it.
class LintIssuers {
 public:
  // What is no certificate is passed over.
  void Add(ByteView certificate_der);
  // By the issuer's name, and the authority key identifier where there is one; among several certificates of
  // one key by the serial number there. Not the certificate itself.
  std::optional<ByteView> Find(ByteView certificate_der) const;

 private:
  struct Candidate {
    ByteView der;
    std::string serial;
    std::string key_id;  // empty: none
  };
  std::multimap<std::string, Candidate, std::less<>> by_name_;
};

}  // namespace kepsim
