// How certificates are made up: the styles in which real CAs differ (domain.md §1.2, §1.3), as data. One CA
// has one style; a new style is a few lines in issuer_style.cc.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ca/base/time.h"
#include "ca/identity/applicant.h"
#include "ca/issuance/validity.h"
#include "ca/x509/certificate.h"
#include "ca/x509/name.h"
#include "ca/x509/plan.h"

namespace kepsim {

// What subjectKeyIdentifier is the SHA-1 of. Both are met: 497 of 1,134 real authorities have the first, 637
// the second (interop.md).
enum class KeyIdentifierMethod { kBitString, kSubjectPublicKeyInfo };

struct IssuerStyle {
  std::string id;     // "commercial"
  std::string about;  // English
  bool qualified = true;

  // The attributes of the subject in their order. A kind that is not there cannot be issued to in this style.
  std::map<ApplicantKind, std::vector<Attribute>> subjects;
  // Whose CN is the organization's name; that of the others is the person's.
  std::vector<ApplicantKind> named_by_organization;
  // Before INNLE (Order 31 of 29.01.2021): INN holds the organization's number behind "00", and the person's
  // has no room.
  bool pads_company_inn = false;
  // Before the name of a sole proprietor in O: "ИП ", or nothing.
  std::string sole_proprietor_prefix;
  // Where they differ from the usual ones: tags of ca/crypto/der.h.
  std::map<Attribute, uint8_t> string_types;

  // What is not named here does not stand in the certificate. The URLs are the world's, where it publishes.
  std::vector<ExtensionPlace> extensions;
  uint16_t key_usage = 0;             // KeyUsageBits
  std::vector<std::string> purposes;  // extKeyUsage, dotted
  // The policies name all classes up to the CA's, but none above this one: that of the holders' tools.
  SecurityClass strongest_holder_class = SecurityClass::kKa1;
  Term certificate_term;
  Term private_key_term;  // where privateKeyUsagePeriod is written
  KeyIdentifierMethod key_identifier = KeyIdentifierMethod::kBitString;
  // With the name and number of the issuer's certificate, or its key identifier alone.
  bool authority_key_id_names_certificate = true;
  // identificationKind stands in certificates that begin at this moment or later; absent: in all.
  std::optional<Time> identification_kind_since;

  bool Writes(CertificateExtension extension) const;
};

std::span<const IssuerStyle> IssuerStyles();
// Null if there is none.
const IssuerStyle* FindIssuerStyle(std::string_view id);

}  // namespace kepsim
