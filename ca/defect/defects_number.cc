// SNILS, INN, INNLE, OGRN, OGRNIP. The CA must check them; a verifier takes what it signed, and the portal
// looks for the account by SNILS alone.

#include "ca/crypto/der.h"
#include "ca/defect/defect_tables.h"

namespace kepsim {
namespace {

// The last digit is the last of the check digits, so that any other is wrong.
template <Attribute kAttribute>
bool WrongLastDigit(TbsTree& tbs, const DefectContext&) {
  DerTree* const number = tbs.FindValue(kAttribute);
  if (number == nullptr || number->content.empty()) return false;
  uint8_t& digit = number->content.back();
  digit = digit == '9' ? '0' : static_cast<uint8_t>(digit + 1);
  return true;
}

template <Attribute kAttribute>
bool DigitMissing(TbsTree& tbs, const DefectContext&) {
  DerTree* const number = tbs.FindValue(kAttribute);
  if (number == nullptr || number->content.empty()) return false;
  number->content.pop_back();
  return true;
}

template <Attribute kAttribute>
bool Without(TbsTree& tbs, const DefectContext&) {
  return tbs.Remove(kAttribute);
}

template <Attribute kAttribute>
bool AllZeros(TbsTree& tbs, const DefectContext&) {
  DerTree* const number = tbs.FindValue(kAttribute);
  if (number == nullptr) return false;
  number->content.assign(number->content.size(), '0');
  return true;
}

// As it was written before September 2021; the number is of the tax service (domain.md §1.5).
bool CompanyInInn(TbsTree& tbs, const DefectContext&) {
  DerTree* const inn = tbs.FindValue(Attribute::kInn);
  if (inn == nullptr) return false;
  inn->content = ToBytes("007707329152");
  return true;
}

bool SpacesInSnils(TbsTree& tbs, const DefectContext&) {
  DerTree* const snils = tbs.FindValue(Attribute::kSnils);
  if (snils == nullptr || snils->content.size() != 11) return false;
  for (int at : {9, 6, 3}) snils->content.insert(snils->content.begin() + at, ' ');
  return true;
}

constexpr Defect kDefects[] = {
    {"snils-check-digit",
     "the check digits of SNILS are wrong",
     "subject SNILS",
     "snils-check-digits",
     "VALID",
     "SNILS_MISMATCH",
     {WrongLastDigit<Attribute::kSnils>}},
    {"snils-too-short",
     "SNILS has ten digits",
     "subject SNILS",
     "name-number-length",
     "VALID",
     "SNILS_MISMATCH",
     {DigitMissing<Attribute::kSnils>}},
    // RFC 9215 §5.1: NumericString(SIZE(11)). Spaces fit the type, not the size; what is no SNILS is
    // nobody's.
    {"snils-with-spaces",
     "SNILS is grouped by spaces",
     "subject SNILS",
     "name-number-length",
     "VALID",
     "SNILS_MISMATCH",
     {SpacesInSnils}},
    {"snils-zero",
     "SNILS is all zeros",
     "subject SNILS",
     "name-number-zero",
     "VALID",
     "SNILS_MISMATCH",
     {AllZeros<Attribute::kSnils>}},
    {"snils-missing",
     "the subject has no SNILS",
     "subject SNILS",
     "subject-person-snils",
     "VALID",
     "SNILS_MISMATCH",
     {Without<Attribute::kSnils>}},
    {"inn-check-digit",
     "the check digits of a person's INN are wrong",
     "subject INN",
     "inn-check-digits",
     "VALID",
     "VALID",
     {WrongLastDigit<Attribute::kInn>}},
    {"inn-too-short",
     "a person's INN has eleven digits",
     "subject INN",
     "name-number-length",
     "VALID",
     "VALID",
     {DigitMissing<Attribute::kInn>}},
    {"inn-missing",
     "a person's subject has no INN",
     "subject INN",
     "subject-person-inn",
     "VALID",
     "VALID",
     {Without<Attribute::kInn>}},
    {"inn-of-company",
     "INN holds a company's number behind two zeros",
     "subject INN",
     "inn-of-company",
     "VALID",
     "VALID",
     {CompanyInInn}},
    {"innle-check-digit",
     "the check digit of INNLE is wrong",
     "subject INNLE",
     "innle-check-digit",
     "VALID",
     "VALID",
     {WrongLastDigit<Attribute::kInnle>},
     ApplicantKind::kLegalEntityHead},
    {"innle-missing",
     "a legal entity has no INNLE",
     "subject INNLE",
     "subject-organization-innle",
     "VALID",
     "NOT_A_PERSON",
     {Without<Attribute::kInnle>},
     ApplicantKind::kInformationSystem},
    {"ogrn-check-digit",
     "the check digit of OGRN is wrong",
     "subject OGRN",
     "ogrn-check-digit",
     "VALID",
     "VALID",
     {WrongLastDigit<Attribute::kOgrn>},
     ApplicantKind::kLegalEntityHead},
    {"ogrnip-check-digit",
     "the check digit of OGRNIP is wrong",
     "subject OGRNIP",
     "ogrnip-check-digit",
     "VALID",
     "VALID",
     {WrongLastDigit<Attribute::kOgrnip>},
     ApplicantKind::kSoleProprietor},
};

}  // namespace

std::span<const Defect> NumberDefects() {
  return kDefects;
}

}  // namespace kepsim
