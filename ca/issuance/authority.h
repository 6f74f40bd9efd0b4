// A certification authority: what is known of it as an organisation, its keys, and their certificates.
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
  std::string id;              // "azimut"
  Name name;                   // its DN; the common name has the word ТЕСТ
  std::string license_number;  // of the ФСБ
  std::vector<CarrierKind> carriers;
  std::vector<ApplicantKind> applicants;
  std::string style = "commercial";  // of issuer_style.h
  bool qualified = true;             // false: unqualified signatures (УНЭП), domain.md §2.6
  SecurityClass security_class = SecurityClass::kKc1;
  KeyAlgorithm algorithm = KeyAlgorithm::k256CryptoProA;  // of its newest key
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

// An authority or root with one of its keys, in which it issues: a generation.
struct Authority {
  AuthorityProfile profile;
  Certificate certificate;  // the first of the key; of a root, the self-signed one
  AuthorityUrls urls;
  bool root = false;
  bool cross_certified = false;  // the key has other certificates, too

  std::string ResourceName() const { return "authorities/" + profile.id; }
  Bytes KeyId() const { return certificate.subject_key_id().value_or(Bytes()); }
  // How certificates that this one signs refer to it: by key, issuer and serial as practice has it (domain.md
  // §1.3); by key alone where it has several certificates, since naming one of them would shut the paths
  // through the others (openssl: X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH).
  AuthorityKeyIdentifier KeyIdentifier() const;
};

// An authority or root with everything that was ever signed for it.
struct AuthorityRecord {
  struct Held {
    Certificate certificate;
    std::string issuer;  // id of who signed it; its own of a self-signed one
    std::string base_url;
  };
  AuthorityProfile profile;
  bool root = false;
  std::vector<Held> certificates;  // the oldest first, never empty; a key's own before its cross-certificates

  std::string ResourceName() const { return "authorities/" + profile.id; }
  // The generation of a key that it holds or held; of one that it never had, the newest.
  Authority Generation(const Bytes& key_id) const;
  // The newest, in which it issues.
  Authority Current() const;
  // One certificate a key, the oldest first: by each of them there is one more generation.
  std::vector<const Held*> Generations() const;
};

// id-cKC1 and all classes up to the given one, without a gap: a tool of a class meets those below (domain.md
// §1.3).
std::vector<std::string> PoliciesUpTo(SecurityClass security_class);

}  // namespace kepsim
