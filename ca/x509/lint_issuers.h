// Finds the issuer of a certificate among others, as the linter reads them.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "ca/base/bytes.h"

namespace kepsim {

// Certificates by key identifier and by name. Keeps views: what is added must outlive it.
class LintIssuers {
 public:
  // What is no certificate is passed over.
  void Add(ByteView certificate_der);
  // By the authority key identifier, and among several certificates of one key by the serial number there; by
  // the issuer's name where there is no key identifier. Not the certificate itself.
  std::optional<ByteView> Find(ByteView certificate_der) const;

 private:
  struct Candidate {
    ByteView der;
    std::string serial;
  };
  std::multimap<std::string, Candidate, std::less<>> by_key_id_, by_name_;
};

}  // namespace kepsim
