// The ways in which an applicant is identified (63-ФЗ, ст. 18 ч. 1 п. 1), and how one can end.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ca/base/reason.h"
#include "ca/base/time.h"

namespace kepsim {

enum class IdentificationWay {
  kOffice,             // in person
  kRemoteCertificate,  // by a qualified signature that is in force
  kRemotePassport,     // by the mobile application, over the travel passport's chip
  kRemoteSystem,       // by ЕСИА with biometrics
  kVideo,
};
inline constexpr IdentificationWay kIdentificationWays[] = {
    IdentificationWay::kOffice, IdentificationWay::kRemoteCertificate, IdentificationWay::kRemotePassport,
    IdentificationWay::kRemoteSystem, IdentificationWay::kVideo};

std::string_view NameOf(
    IdentificationWay way);  // "office", "remote_certificate", … as the persona catalogue has it

// The value of the certificate's identificationKind extension (1.2.643.100.114). Video has none of its own:
// what is written then is an option of the CA.
std::optional<int> IdentificationKindOf(IdentificationWay way);

// What comes of an identification, before it is said when.
struct IdentificationOutcome {
  enum class Decision {
    kApproved,
    kRefused,
    kMoreDocuments,  // sent back for another document
    kNoShow,         // nobody comes; it times out
    kOperator,       // nothing happens until an operator decides
  };
  Decision decision = Decision::kApproved;
  Reason refusal = Reason::OK;  // why not, for kRefused, kMoreDocuments and kNoShow
  std::string text;             // what the applicant is told; Russian
  Duration duration{0};         // from the beginning to the decision; of no meaning for kOperator
};

}  // namespace kepsim
