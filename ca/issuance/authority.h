// A certification authority: what is known of it as an organisation, and its certificate.
#pragma once

#include <string>
#include <vector>

#include "ca/identity/applicant.h"
#include "ca/issuance/carrier_kind.h"
#include "ca/x509/certificate.h"
#include "ca/x509/plan.h"

namespace kepsim {

// What one authority is, as data. Everything that it signs follows from this.
struct AuthorityProfile {
  std::string id;              // "azimut"; also names its signing key
  Name name;                   // its DN; the common name has the word ТЕСТ
  std::string license_number;  // of the ФСБ
  std::vector<CarrierKind> carriers;
  std::vector<ApplicantKind> applicants;
  std::string style = "commercial";  // of issuer_style.h
  bool qualified = true;             // false: unqualified signatures (УНЭП), domain.md §2.6
  SecurityClass security_class = SecurityClass::kKc1;
  KeyAlgorithm algorithm = KeyAlgorithm::k256CryptoProA;
  // What makes the holders' signatures, by what holds the key; subjectSignTool of what it issues.
  std::string token_sign_tool;
  std::string mobile_sign_tool;
  // What makes its own; subjectSignTool of its certificate, issuerSignTool of what it issues.
  IssuerSignTool sign_tool;

  bool Serves(CarrierKind carrier) const;
  bool Serves(ApplicantKind kind) const;
  const std::string& HolderSignTool(CarrierKind carrier) const;
};

// Where the world publishes what belongs to one authority's key. The name in the paths is the key identifier,
// as many real authorities have it (domain.md §7.1): it stays right when a CA gets a second key.
struct AuthorityUrls {
  std::string crl;
  std::string certificate;
};
AuthorityUrls UrlsOf(const std::string& base_url, ByteView subject_key_id);

struct Authority {
  AuthorityProfile profile;
  Certificate certificate;
  AuthorityUrls urls;

  std::string ResourceName() const { return "authorities/" + profile.id; }
  // How certificates that this one signs refer to it.
  AuthorityKeyIdentifier KeyIdentifier() const;
};

// id-cKC1 and all classes up to the given one, without a gap: a tool of a class meets those below (domain.md
// §1.3).
std::vector<std::string> PoliciesUpTo(SecurityClass security_class);

}  // namespace kepsim
