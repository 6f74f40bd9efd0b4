#include "ca/identity/document_checks.h"
#include "ca/person/check_digits.h"

namespace kepsim {

void CheckSnilsCard(FieldChecker& checker, const SnilsCard& card) {
  constexpr char kField[] = "snils.number";
  if (card.number.empty()) {
    checker.Add(kField, Reason::FIELD_REQUIRED);
  } else if (const std::string digits = NormalizeSnils(card.number);
             digits.empty() || digits.starts_with("000000000")) {
    checker.Add(kField, Reason::SNILS_MALFORMED);
  } else if (!SnilsCheckDigitsHold(digits)) {
    checker.Add(kField, Reason::SNILS_CHECK_DIGIT);
  }
  checker.SameAsPassport("snils.name", card.name);
}

void CheckInnCertificate(FieldChecker& checker, const InnCertificate& inn) {
  constexpr char kField[] = "inn.number";
  if (!inn.number.empty()) {
    if (!IsDigits(inn.number, 12) || inn.number == std::string(12, '0')) {
      checker.Add(kField, Reason::INN_MALFORMED);
    } else if (!PersonInnCheckDigitsHold(inn.number)) {
      checker.Add(kField, Reason::INN_CHECK_DIGIT);
    }
  }
  checker.SameAsPassport("inn.name", inn.name);
}

// The first digit tells whose record it is: 1 and 5 a legal entity's own, 3 a sole proprietor's, the others
// later records (порядок ведения ЕГРЮЛ; from memory).
void CheckOgrn(FieldChecker& checker, std::string_view field, const std::string& ogrn) {
  if (!checker.Digits(field, ogrn, 13, Reason::OGRN_MALFORMED)) return;
  if (ogrn.front() != '1' && ogrn.front() != '5') {
    checker.Add(field, Reason::OGRN_MALFORMED, "an OGRN is 13 digits, the first of them 1 or 5");
  } else if (!OgrnCheckDigitHolds(ogrn)) {
    checker.Add(field, Reason::OGRN_CHECK_DIGIT);
  }
}

void CheckInnle(FieldChecker& checker, std::string_view field, const std::string& inn) {
  if (!checker.Digits(field, inn, 10, Reason::INNLE_MALFORMED)) return;
  if (inn == std::string(10, '0')) {
    checker.Add(field, Reason::INNLE_MALFORMED);
  } else if (!CompanyInnCheckDigitHolds(inn)) {
    checker.Add(field, Reason::INNLE_CHECK_DIGIT);
  }
}

void CheckOgrnip(FieldChecker& checker, std::string_view field, const std::string& ogrnip) {
  if (!checker.Digits(field, ogrnip, 15, Reason::OGRNIP_MALFORMED)) return;
  if (ogrnip.front() != '3') {
    checker.Add(field, Reason::OGRNIP_MALFORMED);
  } else if (!OgrnipCheckDigitHolds(ogrnip)) {
    checker.Add(field, Reason::OGRNIP_CHECK_DIGIT);
  }
}

}  // namespace kepsim
