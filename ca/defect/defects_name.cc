// Whom the certificate names, and who issued it. What a verifier of qualified certificates looks for by
// domain.md §6.5 is marks, not the composition of the subject; that is the CA's duty (63-ФЗ ст. 17). The
// holder is found by SNILS, SN and GN at the linking.

#include <algorithm>

#include "ca/crypto/der.h"
#include "ca/defect/defect_tables.h"

namespace kepsim {
namespace {

template <Attribute kAttribute>
bool Without(TbsTree& tbs, const DefectContext&) {
  return tbs.Remove(kAttribute);
}

// Replaces the first `from` in SN or GN, and in the common name, so that the one still is of the other. False
// if the attribute is not in UTF-8 or has none.
bool ReplaceInName(TbsTree& tbs, Attribute attribute, std::string_view from, std::string_view to) {
  DerTree* const part = tbs.FindValue(attribute);
  DerTree* const full = tbs.FindValue(Attribute::kCommonName);
  if (part == nullptr || full == nullptr || part->tag != der::kUtf8String) return false;
  const std::string before = ToString(part->content);
  std::string after = before;
  std::string name = ToString(full->content);
  const size_t at = after.find(from);
  const size_t place = name.find(before);
  if (at == std::string::npos || place == std::string::npos) return false;
  after.replace(at, from.size(), to);
  part->content = ToBytes(after);
  full->content = ToBytes(name.replace(place, before.size(), after));
  return true;
}

bool CommonNameOfAnother(TbsTree& tbs, const DefectContext&) {
  DerTree* const name = tbs.FindValue(Attribute::kCommonName);
  if (name == nullptr) return false;
  *name = Leaf(der::kUtf8String, "Подменов Пётр Петрович");
  return true;
}

bool LowerCaseCountry(TbsTree& tbs, const DefectContext&) {
  DerTree* const country = tbs.FindValue(Attribute::kCountry);
  if (country == nullptr) return false;
  country->content = ToBytes("ru");
  return true;
}

bool SurnameTwice(TbsTree& tbs, const DefectContext&) {
  const DerTree* const surname = tbs.FindValue(Attribute::kSurname);
  if (surname == nullptr) return false;
  DerTree again = Rdn(OidOf(Attribute::kSurname), *surname);
  tbs.subject().children.push_back(std::move(again));
  return true;
}

bool TwoInOneRdn(TbsTree& tbs, const DefectContext&) {
  DerTree* const surname = tbs.FindValue(Attribute::kSurname);
  DerTree* const given = tbs.FindValue(Attribute::kGivenName);
  if (surname == nullptr || given == nullptr) return false;
  std::vector<DerTree> pairs = {Rdn(OidOf(Attribute::kSurname), *surname)[0],
                                Rdn(OidOf(Attribute::kGivenName), *given)[0]};
  std::ranges::sort(pairs, {}, &DerTree::Encode);  // SET OF, X.690 §11.6
  tbs.Remove(Attribute::kGivenName);
  for (DerTree& rdn : tbs.subject().children) {
    if (rdn[0][0].content == OidContent(OidOf(Attribute::kSurname))) rdn.children = pairs;
  }
  return true;
}

bool ZeroWidthSpace(TbsTree& tbs, const DefectContext&) {
  const DerTree* const surname = tbs.FindValue(Attribute::kSurname);
  if (surname == nullptr || surname->content.size() < 4) return false;
  const std::string start = ToString(ByteView(surname->content).first(2));  // one Cyrillic letter
  return ReplaceInName(tbs, Attribute::kSurname, start, start + "\u200B");
}

bool LatinLetter(TbsTree& tbs, const DefectContext&) {
  constexpr std::pair<std::string_view, std::string_view> kTwins[] = {
      {"а", "a"}, {"е", "e"}, {"о", "o"}, {"р", "p"}, {"с", "c"}, {"у", "y"}, {"х", "x"}};
  return std::ranges::any_of(kTwins, [&](const auto& twins) {
    return ReplaceInName(tbs, Attribute::kGivenName, twins.first, twins.second);
  });
}

// U+0301, as dictionaries mark the stress.
bool CombiningMark(TbsTree& tbs, const DefectContext&) {
  constexpr std::string_view kVowels[] = {"а", "е", "и", "о", "у", "ы", "э", "ю", "я"};
  return std::ranges::any_of(kVowels, [&](std::string_view vowel) {
    return ReplaceInName(tbs, Attribute::kSurname, vowel, std::string(vowel) + "\u0301");
  });
}

bool EmptyUnit(TbsTree& tbs, const DefectContext&) {
  tbs.subject().children.push_back(Rdn(OidOf(Attribute::kOrganizationalUnit), Leaf(der::kUtf8String, "")));
  return true;
}

bool LongUnit(TbsTree& tbs, const DefectContext&) {
  std::string unit;
  for (int i = 0; i < 50; ++i) unit += i == 0 ? "Отдел" : " отдела";
  tbs.subject().children.push_back(Rdn(OidOf(Attribute::kOrganizationalUnit), Leaf(der::kUtf8String, unit)));
  return true;
}

bool TitleOfNobody(TbsTree& tbs, const DefectContext&) {
  tbs.subject().children.push_back(Rdn(OidOf(Attribute::kTitle), Leaf(der::kUtf8String, "Директор")));
  return true;
}

bool BothRegistrations(TbsTree& tbs, const DefectContext&) {
  tbs.subject().children.push_back(
      Rdn(OidOf(Attribute::kOgrnip), Leaf(der::kNumericString, "304500116000157")));
  return true;
}

bool MailWithoutAt(TbsTree& tbs, const DefectContext&) {
  tbs.subject().children.push_back(
      Rdn(OidOf(Attribute::kEmail), Leaf(der::kIa5String, "holder.example.test")));
  return true;
}

bool IssuerOfAnotherName(TbsTree& tbs, const DefectContext&) {
  const Bytes oid = OidContent(OidOf(Attribute::kCommonName));
  for (DerTree& rdn : tbs.issuer().children) {
    if (rdn[0][0].content != oid) continue;
    rdn[0][1] = Leaf(der::kUtf8String, "ТЕСТ Другой УЦ");
    return true;
  }
  return false;
}

constexpr Defect kDefects[] = {
    {"surname-missing",
     "the subject has no surname (SN)",
     "subject SN",
     "subject-person-name",
     "VALID",
     "NAME_MISMATCH",
     {Without<Attribute::kSurname>}},
    {"given-name-missing",
     "the subject has no given name (GN)",
     "subject GN",
     "subject-person-name",
     "VALID",
     "NAME_MISMATCH",
     {Without<Attribute::kGivenName>}},
    // Nobody is found by CN: the portal compares SN and GN.
    {"common-name-missing",
     "the subject has no common name (CN)",
     "subject CN",
     "subject-common-name",
     "VALID",
     "VALID",
     {Without<Attribute::kCommonName>}},
    {"common-name-of-another",
     "the common name (CN) is another person's than SN and GN",
     "subject CN",
     "subject-person-common-name",
     "VALID",
     "VALID",
     {CommonNameOfAnother}},
    {"country-missing",
     "the subject has no country (C)",
     "subject C",
     "subject-country",
     "VALID",
     "VALID",
     {Without<Attribute::kCountry>}},
    {"country-lower-case",
     "the country is \"ru\" in small letters",
     "subject C",
     "name-country",
     "VALID",
     "VALID",
     {LowerCaseCountry}},
    {"surname-twice",
     "the surname stands twice in the subject",
     "subject SN",
     "name-attribute-repeated",
     "VALID",
     "VALID",
     {SurnameTwice}},
    // RFC 5280 §4.1.2.4 allows it; only the profile does not.
    {"two-attributes-in-one-rdn",
     "surname and given name share one RDN",
     "subject SN, subject GN",
     "name-multi-valued-rdn",
     "VALID",
     "VALID",
     {TwoInOneRdn}},
    {"surname-zero-width-space",
     "an invisible U+200B stands in the surname",
     "subject CN, subject SN",
     "name-controls",
     "VALID",
     "NAME_MISMATCH",
     {ZeroWidthSpace}},
    {"given-name-latin-letter",
     "one letter of the Cyrillic given name is its Latin twin",
     "subject CN, subject GN",
     "name-mixed-scripts",
     "VALID",
     "NAME_MISMATCH",
     {LatinLetter}},
    {"surname-combining-mark",
     "a vowel of the surname has a combining accent",
     "subject CN, subject SN",
     "name-combining-marks",
     "VALID",
     "NAME_MISMATCH",
     {CombiningMark}},
    {"unit-empty",
     "a unit (OU) is an empty string",
     "subject OU",
     "name-value-empty",
     "VALID",
     "VALID",
     {EmptyUnit}},
    {"unit-too-long",
     "a unit (OU) has more than 256 characters",
     "subject OU",
     "name-too-long",
     "VALID",
     "VALID",
     {LongUnit}},
    {"title-without-organization",
     "a natural person has a title (T)",
     "subject T",
     "subject-title",
     "VALID",
     "VALID",
     {TitleOfNobody}},
    {"email-without-at",
     "the e-mail address (E) has no @",
     "subject E",
     "name-email-form",
     "VALID",
     "VALID",
     {MailWithoutAt}},
    {"organization-missing",
     "a legal entity has an OGRN but no name (O)",
     "subject O",
     "subject-organization-name",
     "VALID",
     "VALID",
     {Without<Attribute::kOrganization>},
     ApplicantKind::kLegalEntityHead},
    {"ogrn-beside-ogrnip",
     "a legal entity's subject has an OGRNIP beside its OGRN",
     "subject OGRNIP",
     "subject-two-registrations",
     "VALID",
     "VALID",
     {BothRegistrations},
     ApplicantKind::kLegalEntityHead},
    // RFC 5280 §6.1.3 (a)(4): the issuer must be the subject of the certificate above.
    {"issuer-of-another-name",
     "the issuer's name is not that of the CA whose key has signed",
     "issuer",
     "chain-name",
     "UNKNOWN_ISSUER",
     "UNKNOWN_ISSUER",
     {IssuerOfAnotherName}},
};

}  // namespace

std::span<const Defect> NameDefects() {
  return kDefects;
}

}  // namespace kepsim
