// The plugs between the parts of a world.
#pragma once

#include "ca/carrier/pfx_export.h"
#include "ca/issuance/authorities.h"
#include "ca/issuance/enrollment.h"
#include "ca/issuance/keys/signing_keys.h"
#include "client/portal/ports.h"
#include "registry/publication/crl_publication.h"
#include "registry/verifier/path.h"

namespace kepsim {

// The registry has its CRLs signed by the CA's keys.
class AuthorityCrlIssuer final : public CrlIssuer {
 public:
  explicit AuthorityCrlIssuer(SigningKeys& keys) : keys_(keys) {}
  Result<Bytes> SignCrl(ByteView issuer_key_id, const CrlPlan& plan, const RandomStream& random) override {
    return keys_.SignCrl(issuer_key_id, plan, random);
  }

 private:
  SigningKeys& keys_;
};

// The portal has a lost carrier's certificate terminated by the CA that issued it. The CA needs the portal's
// proofs, and so comes into being after it: hence Plug.
class EnrollmentBlocking final : public CertificateBlocking {
 public:
  explicit EnrollmentBlocking(const Authorities& authorities) : authorities_(authorities) {}
  void Plug(Enrollment& enrollment) { enrollment_ = &enrollment; }
  Status Block(Operation& operation, const Certificate& certificate, const std::string& ground) override;

 private:
  const Authorities& authorities_;
  Enrollment* enrollment_ = nullptr;
};

// An exported key takes along what the registry knows to stand above its certificate.
class RegistryChains final : public IssuerChains {
 public:
  explicit RegistryChains(RegistryLookup& lookup) : paths_(lookup) {}
  std::vector<Bytes> Above(const Certificate& certificate) override;

 private:
  PathFinder paths_;
};

}  // namespace kepsim
