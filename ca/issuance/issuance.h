// From a proven key to a published certificate, and from there to its revocation: steps 5 to 9 of the cycle
// in ca/README.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ca/issuance/application.h"
#include "ca/issuance/authorities.h"
#include "ca/issuance/draft.h"
#include "ca/issuance/issued_store.h"
#include "ca/issuance/keys/signing_keys.h"
#include "ca/issuance/ports.h"

namespace kepsim {

class Issuance {
 public:
  Issuance(Database& database, const Authorities& authorities, SigningKeys& keys, Publisher& publisher)
      : issued_(database), authorities_(authorities), keys_(keys), publisher_(publisher) {}

  // KEY_ALREADY_CERTIFIED: a key in two certificates is a ground for annulment (63-ФЗ ст. 14 ч. 6.1).
  Status CheckKeyIsNew(const PublicKey& key);

  // Step 5. The same application gives the same draft, to the octet, from the proof of its key on.
  // CERTIFICATE_LINT.
  Result<Draft> DraftOf(const Application& application) const;

  struct Issued {
    std::string name;  // of the certificate
    Certificate certificate;
  };
  // Steps 6 to 8: signs, records, publishes. Nothing leaves the process before the operation's commit.
  Result<Issued> Issue(Operation& operation, const Application& application, const Draft& draft);

  struct IssuedDefective {
    Bytes der;
    Bytes issuer_key_id;  // of the key that signed, whatever the certificate says
    // Of what can be read and names this CA's key: it is recorded and published as any other.
    std::optional<Issued> issued;
  };
  // Steps 6 to 8 with the defect in place of the ordinary signing; the linter is not asked again.
  // DEFECT_NOT_APPLICABLE.
  Result<IssuedDefective> IssueDefective(Operation& operation, const Application& application,
                                         const Draft& draft, const Defect& defect);

  // Step 9. Takes the request now; effective with the registry's entry. CERTIFICATE_NOT_FOUND,
  // CERTIFICATE_ALREADY_REVOKED. `ground`: основание, in Russian.
  Status Revoke(Operation& operation, std::string_view certificate_name, RevocationReason reason,
                const std::string& ground);

 private:
  Result<std::shared_ptr<const Authority>> AuthorityOf(const std::string& id) const;
  // Another application may have brought the same key since it was proven, in an earlier operation; the index
  // of step 7 would only say that something moved.
  Status CheckKeyIsStillNew(const Application& application, const Draft& draft);
  // Steps 7 and 8.
  Result<Issued> Record(Operation& operation, const Application& application, const Draft& draft,
                        Certificate certificate);

  IssuedStore issued_;
  const Authorities& authorities_;
  SigningKeys& keys_;
  Publisher& publisher_;
};

}  // namespace kepsim
