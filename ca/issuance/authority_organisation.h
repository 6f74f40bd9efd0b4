// The organisations behind the authorities: their names, and the tools that all of them use.
#pragma once

#include <string>

#include "ca/issuance/authority.h"

namespace kepsim {

// Invented: INN and OGRN have the region code 00, which no region has, and right check digits.
struct Organisation {
  std::string common_name;
  std::string organization;
  std::string inn;
  std::string ogrn;
  std::string email;
  std::string state;
  std::string locality;
  std::string street;
};

// In the order of the ФНС's certificate (domain.md §1.5).
Name NameOf(const Organisation& organisation);

// Of a root, or of a CA.
void SetTools(AuthorityProfile& profile, bool root);

// Of the ФСБ; the number has seven digits.
std::string LicenseOf(const std::string& number);

}  // namespace kepsim
