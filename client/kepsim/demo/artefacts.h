// What the demonstration leaves in its folder, and how to check it with openssl.
#pragma once

#include <string>
#include <vector>

#include "ca/base/status.h"

namespace kepsim {

struct Artefacts {
  std::string root_der;
  std::vector<std::string> chain_der;  // the CAs between root and holder
  std::string certificate_der;
  std::string crl_der;  // after the blocking
  std::string trusted_list_xml;
  std::string order_text;
  std::string order_signature_der;
};

// STORAGE_FAILED.
Status WriteArtefacts(const Artefacts& artefacts, const std::string& folder);

struct OpensslCheck {
  std::string title;
  std::string command;   // run within the folder
  bool succeeds;         // its exit code is 0
  std::string expected;  // stands in what it prints
};
const std::vector<OpensslCheck>& OpensslChecks();

}  // namespace kepsim
