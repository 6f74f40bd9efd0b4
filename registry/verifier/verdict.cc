#include "registry/verifier/verdict.h"

namespace kepsim {
namespace {

struct EsvAnswer {
  VerdictReason reason;
  std::string_view name;
  int code;
  std::string_view text;
};

// Codes and texts seen: domain.md §6.2. The service knows no reason finer than 13 for what lies behind path,
// validity and revocation, and an unknown revocation state is refused under the same code: fail-closed.
constexpr EsvAnswer kAnswers[] = {
    {VerdictReason::kValid, "VALID", 0,
     "ДЕЙСТВИТЕЛЕН, сертификат выдан аккредитованным удостоверяющим центром"},
    {VerdictReason::kMalformed, "MALFORMED", 2, "Входные данные не являются подписанным сообщением"},
    {VerdictReason::kSignatureInvalid, "SIGNATURE_INVALID", 3, "Электронная подпись неверна"},
    {VerdictReason::kUnknownIssuer, "UNKNOWN_ISSUER", 15, "Сертификат был выдан не доверенным УЦ"},
    {VerdictReason::kChainSignatureInvalid, "CHAIN_SIGNATURE_INVALID", 3,
     "У одного из сертификатов в цепочке некорректная подпись"},
    {VerdictReason::kIssuerNotAccredited, "ISSUER_NOT_ACCREDITED", 15,
     "Сертификат был выдан не аккредитованным УЦ"},
    {VerdictReason::kIssuerSuspended, "ISSUER_SUSPENDED", 15, "Сертификат был выдан не аккредитованным УЦ"},
    {VerdictReason::kIssuerTerminated, "ISSUER_TERMINATED", 15, "Сертификат был выдан не аккредитованным УЦ"},
    {VerdictReason::kExpired, "EXPIRED", 5,
     "Срок действия одного из сертификатов цепочки истек или еще не наступил"},
    {VerdictReason::kNotYetValid, "NOT_YET_VALID", 5,
     "Срок действия одного из сертификатов цепочки истек или еще не наступил"},
    {VerdictReason::kRevoked, "REVOKED", 7, "Один из сертификатов цепочки аннулирован"},
    {VerdictReason::kRevocationUnknown, "REVOCATION_UNKNOWN", 13, "Сертификат подписи недействителен"},
    {VerdictReason::kNotQualified, "NOT_QUALIFIED", 13, "Сертификат подписи недействителен"},
    {VerdictReason::kNotInRegistry, "NOT_IN_REGISTRY", 13, "Сертификат подписи недействителен"},
    {VerdictReason::kSnilsMismatch, "SNILS_MISMATCH", 13, "Сертификат подписи недействителен"},
    {VerdictReason::kNameMismatch, "NAME_MISMATCH", 13, "Сертификат подписи недействителен"},
    {VerdictReason::kNotLinked, "NOT_LINKED", 13, "Сертификат подписи недействителен"},
    {VerdictReason::kNotAPerson, "NOT_A_PERSON", 13, "Сертификат подписи недействителен"},
};
constexpr std::string_view kSignatureValid = "Электронная подпись действительна";  // seen: domain.md §6.2

constexpr const EsvAnswer& AnswerTo(VerdictReason reason) {
  return kAnswers[static_cast<size_t>(reason) - 1];
}

constexpr bool EveryAnswerStandsAtItsReason() {
  for (const EsvAnswer& answer : kAnswers) {
    if (&AnswerTo(answer.reason) != &answer) return false;
  }
  return true;
}
static_assert(EveryAnswerStandsAtItsReason());

}  // namespace

std::string_view NameOf(VerdictReason reason) {
  return AnswerTo(reason).name;
}

int Verdict::esv_code() const {
  return AnswerTo(reason).code;
}

std::string_view Verdict::esv_text() const {
  if (valid() && object == JudgedObject::kSignature) return kSignatureValid;
  return AnswerTo(reason).text;
}

}  // namespace kepsim
