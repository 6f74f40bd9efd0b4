#include "client/kepsim/demo/artefacts.h"

#include "client/kepsim/artefact_file.h"

namespace kepsim {
namespace {

// Lets any openssl program of Debian load its GOST engine.
constexpr char kGostConfiguration[] =
    "openssl_conf = openssl_init\n"
    "[openssl_init]\n"
    "engines = engines\n"
    "[engines]\n"
    "gost = gost\n"
    "[gost]\n"
    "engine_id = gost\n"
    "default_algorithms = ALL\n";

}  // namespace

Status WriteArtefacts(const Artefacts& artefacts, const std::string& folder) {
  const std::filesystem::path to(folder);
  KEPSIM_TRY(MakeFolder(to));
  std::string chain;
  for (const std::string& der : artefacts.chain_der) chain += PemOf("CERTIFICATE", der);
  KEPSIM_TRY(WriteFile(to / "root.pem", PemOf("CERTIFICATE", artefacts.root_der)));
  KEPSIM_TRY(WriteFile(to / "chain.pem", chain));
  KEPSIM_TRY(WriteFile(to / "certificate.pem", PemOf("CERTIFICATE", artefacts.certificate_der)));
  KEPSIM_TRY(WriteFile(to / "crl.pem", PemOf("X509 CRL", artefacts.crl_der)));
  KEPSIM_TRY(WriteFile(to / "TSLExt.1.0.xml", artefacts.trusted_list_xml));
  KEPSIM_TRY(WriteFile(to / "order.txt", artefacts.order_text));
  KEPSIM_TRY(WriteFile(to / "order.txt.sig", artefacts.order_signature_der));
  return WriteFile(to / "gost.cnf", kGostConfiguration);
}

const std::vector<OpensslCheck>& OpensslChecks() {
  static const std::vector<OpensslCheck> checks = {
      {"the chain, by the strict rules and with the policy of class КС1",
       "OPENSSL_CONF=gost.cnf openssl verify -x509_strict -policy 1.2.643.100.113.1 -explicit_policy -CAfile "
       "root.pem "
       "-untrusted chain.pem certificate.pem",
       true, "certificate.pem: OK"},
      {"the CA's CRL", "OPENSSL_CONF=gost.cnf openssl crl -in crl.pem -CAfile chain.pem -noout", true,
       "verify OK"},
      {"the order's signature, made while the certificate was active",
       "OPENSSL_CONF=gost.cnf openssl cms -verify -binary -inform DER -in order.txt.sig -content order.txt "
       "-CAfile root.pem -CAstore chain.pem -purpose any -out /dev/null",
       true, "Verification successful"},
      {"the certificate against the CRL after the blocking",
       "OPENSSL_CONF=gost.cnf openssl verify -crl_check -CRLfile crl.pem -CAfile root.pem -untrusted "
       "chain.pem "
       "certificate.pem",
       false, "certificate revoked"},
  };
  return checks;
}

}  // namespace kepsim
