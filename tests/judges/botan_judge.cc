// Botan 2.19 as a judge of paths, CRLs and requests. See asked.h for how it is asked:
//   path     holder  intermediates  roots  crls  moment
//   crl      crl     issuer
//   request  pkcs10
#include <botan/certstor.h>
#include <botan/data_src.h>
#include <botan/ec_group.h>
#include <botan/pk_keys.h>
#include <botan/pkcs10.h>
#include <botan/x509_crl.h>
#include <botan/x509cert.h>
#include <botan/x509path.h>

#include <chrono>
#include <memory>

#include "tests/judges/asked.h"
#include "tests/judges/curves.h"

namespace {

using Botan::Certificate_Status_Code;
using judge::Fields;
using judge::FromHex;
using judge::ListFromHex;

// Streebog is not among the hashes that Botan trusts of itself; 110 is its default for keys.
const Botan::Path_Validation_Restrictions kRestrictions(/*require_rev=*/true, /*minimum_key_strength=*/110,
                                                        /*ocsp_intermediates=*/false,
                                                        {"Streebog-256", "Streebog-512"});

// Botan asks a CRL for an issuingDistributionPoint equal to the certificate's CDP, where RFC 5280 §5.2.5
// leaves it out of a CRL that covers all that its issuer issued.
constexpr Certificate_Status_Code kWrongly = Certificate_Status_Code::NO_MATCHING_CRLDP;

std::string Path(const Fields& fields) {
  std::vector<Botan::X509_Certificate> path = {Botan::X509_Certificate(FromHex(fields.at(1)))};
  for (const judge::Octets& der : ListFromHex(fields.at(2))) path.emplace_back(der);
  Botan::Certificate_Store_In_Memory trusted;
  for (const judge::Octets& der : ListFromHex(fields.at(3))) {
    trusted.add_certificate(Botan::X509_Certificate(der));
  }
  for (const judge::Octets& der : ListFromHex(fields.at(4))) trusted.add_crl(Botan::X509_CRL(der));
  const int64_t moment = std::stoll(fields.at(5));  // seconds of Unix time; 0: now
  const auto result = Botan::x509_path_validate(
      path, kRestrictions, trusted, /*hostname=*/"", Botan::Usage_Type::UNSPECIFIED,
      moment == 0 ? std::chrono::system_clock::now() : std::chrono::system_clock::from_time_t(moment));
  for (const auto& statuses : result.all_statuses()) {
    for (const Certificate_Status_Code code : statuses) {
      if (code >= Certificate_Status_Code::FIRST_ERROR_STATUS && code != kWrongly) {
        return Botan::Path_Validation_Result::status_string(code);
      }
    }
  }
  return result.successful_validation() || result.result() == kWrongly ? "" : result.result_string();
}

std::string Crl(const Fields& fields) {
  const Botan::X509_CRL crl(FromHex(fields.at(1)));
  const Botan::X509_Certificate issuer(FromHex(fields.at(2)));
  if (crl.issuer_dn() != issuer.subject_dn()) return "the CRL is another's";
  return crl.check_signature(*issuer.load_subject_public_key()) ? "" : "the CRL's signature is wrong";
}

std::string Request(const Fields& fields) {
  Botan::DataSource_Memory der(FromHex(fields.at(1)));
  const Botan::PKCS10_Request request(der);
  const std::unique_ptr<Botan::Public_Key> key(request.subject_public_key());
  return request.check_signature(*key) ? "" : "the request's signature is wrong";
}

// Botan finds a curve by its OID among those that were made before it looks at those that it names itself.
void TeachCurves() {
  for (const judge::Curve& curve : judge::kCurves) {
    for (const char* oid : curve.oids) {
      if (oid == nullptr) continue;
      const auto number = [](const char* hex) { return Botan::BigInt(std::string("0x") + hex); };
      const Botan::EC_Group made(number(curve.p), number(curve.a), number(curve.b), number(curve.x),
                                 number(curve.y), number(curve.q), Botan::BigInt(1), Botan::OID(oid));
    }
  }
}

}  // namespace

int main() {
  TeachCurves();
  return judge::AnswerAll([](const Fields& fields) {
    if (fields.at(0) == "path") return Path(fields);
    if (fields.at(0) == "crl") return Crl(fields);
    if (fields.at(0) == "request") return Request(fields);
    throw std::invalid_argument("no such question: " + fields.at(0));
  });
}
