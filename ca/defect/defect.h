// The catalogue of certificates that are broken on purpose, each in one way. The one table of them drives the
// RPC, the command, the tests and the page in README.md.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ca/base/status.h"
#include "ca/crypto/key.h"
#include "ca/defect/tbs_tree.h"
#include "ca/identity/applicant.h"
#include "ca/x509/certificate.h"

namespace kepsim {

// What a maker knows besides the certificate that it bends.
struct DefectContext {
  const Certificate& issuer;
};

// What makes the defect: any of three, at the three stages of making a certificate. The rest goes its
// ordinary way.
struct DefectMaker {
  // Bends what is to be signed. False if there is not what it bends.
  bool (*bend)(TbsTree& tbs, const DefectContext& context) = nullptr;
  // Signs otherwise than it should. The private key stays inside this call.
  Result<Bytes> (*sign)(ByteView tbs_der, const PrivateKey& key, const RandomStream& random) = nullptr;
  // Bends what was signed: [0] TBSCertificate, [1] signatureAlgorithm, [2] signatureValue.
  void (*seal)(DerTree& certificate) = nullptr;
};

struct Defect {
  std::string_view id;    // "snils-check-digit"; stable
  std::string_view text;  // what is wrong, in English
  std::string_view
      place;  // where: the only places that differ from the sound twin, in the order of the encoding
  std::string_view lint_rule;  // the one that finds it, given the issuer's certificate
  // kepsim.v1.VerdictReason without its prefix: of the certificate at the moment of its making, and of
  // linking it to the holder's account.
  std::string_view verdict;
  std::string_view linking_verdict;
  DefectMaker maker;
  ApplicantKind applicant = ApplicantKind::kNaturalPerson;
};

struct DefectCategory {
  std::string_view name;  // "string-type"
  std::span<const Defect> defects;
};

std::span<const DefectCategory> DefectCategories();

struct FoundDefect {
  const Defect* defect = nullptr;  // null: there is none
  std::string_view category;
};
FoundDefect FindDefect(std::string_view id);

}  // namespace kepsim
