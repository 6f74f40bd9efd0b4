// How certificates are made up, as data: real CAs follow one order of the ФСБ and still differ (domain.md
// §1.2, §1.3).
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ca/identity/applicant.h"
#include "ca/x509/name.h"

namespace kepsim {

struct IssuerStyle {
  std::string id;     // "commercial"
  std::string about;  // English
  bool qualified = true;
  // The attributes of the subject in their order. A kind that is not there cannot be issued to in this style.
  std::map<ApplicantKind, std::vector<Attribute>> subjects;
};

std::span<const IssuerStyle> IssuerStyles();
// Null if there is none.
const IssuerStyle* FindIssuerStyle(std::string_view id);

}  // namespace kepsim
