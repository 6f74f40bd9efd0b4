// Values in another string type than their attribute's. Names of old and of test certificates vary so much
// that they are compared by decoded text (domain.md §1.2; RFC 5280 §7.1), so that a right verifier does not
// mind.

#include "ca/crypto/der.h"
#include "ca/defect/defect_tables.h"
#include "ca/person/utf8.h"
#include "ca/x509/oids.h"

namespace kepsim {
namespace {

template <Attribute kAttribute, uint8_t kTag>
bool OtherTag(TbsTree& tbs, const DefectContext&) {
  DerTree* const value = tbs.FindValue(kAttribute);
  if (value == nullptr || value->tag == kTag) return false;
  value->tag = kTag;
  return true;
}

// UCS-2, big-endian.
std::optional<DerTree> AsBmpString(const DerTree& value) {
  const auto text = DecodeUtf8(AsText(value.content));
  if (value.tag != der::kUtf8String || !text) return std::nullopt;
  DerTree bmp = Leaf(der::kBmpString, Bytes());
  for (char32_t c : *text) {
    bmp.content.push_back(static_cast<uint8_t>(c >> 8));
    bmp.content.push_back(static_cast<uint8_t>(c));
  }
  return bmp;
}

bool SurnameInUcs2(TbsTree& tbs, const DefectContext&) {
  DerTree* const surname = tbs.FindValue(Attribute::kSurname);
  const auto bmp = surname == nullptr ? std::nullopt : AsBmpString(*surname);
  if (bmp) *surname = *bmp;
  return bmp.has_value();
}

bool Add(TbsTree& tbs, Attribute attribute, DerTree value) {
  tbs.subject().children.push_back(Rdn(OidOf(attribute), std::move(value)));
  return true;
}

bool MailInUtf8(TbsTree& tbs, const DefectContext&) {
  return Add(tbs, Attribute::kEmail, Leaf(der::kUtf8String, "holder@example.test"));
}

bool MailNotAscii(TbsTree& tbs, const DefectContext&) {
  return Add(tbs, Attribute::kEmail, Leaf(der::kIa5String, "h\xF6lder@example.test"));
}

bool BrokenUtf8(TbsTree& tbs, const DefectContext&) {
  return Add(tbs, Attribute::kOrganizationalUnit, Leaf(der::kUtf8String, "\xD0\x9E\xD1"));
}

bool SubjectToolPrintable(TbsTree& tbs, const DefectContext&) {
  tbs.SetExtension(oid::kSubjectSignTool, Leaf(der::kPrintableString, "kepsim token"));
  return true;
}

bool IssuerToolInUcs2(TbsTree& tbs, const DefectContext&) {
  auto tool = tbs.ExtensionValue(oid::kIssuerSignTool);
  const auto bmp = tool ? AsBmpString((*tool)[0]) : std::nullopt;
  if (!bmp) return false;
  (*tool)[0] = *bmp;
  tbs.SetExtension(oid::kIssuerSignTool, *tool);
  return true;
}

constexpr Defect kDefects[] = {
    {"snils-utf8-string",
     "SNILS is a UTF8String, not a NumericString",
     "subject SNILS",
     "name-number-type",
     "VALID",
     "VALID",
     {OtherTag<Attribute::kSnils, der::kUtf8String>}},
    {"inn-printable-string",
     "INN is a PrintableString, not a NumericString",
     "subject INN",
     "name-number-type",
     "VALID",
     "VALID",
     {OtherTag<Attribute::kInn, der::kPrintableString>}},
    {"country-utf8-string",
     "the country is a UTF8String, not a PrintableString",
     "subject C",
     "name-country",
     "VALID",
     "VALID",
     {OtherTag<Attribute::kCountry, der::kUtf8String>}},
    {"surname-bmp-string",
     "the surname is a BMPString, as in some certificates of before 2021",
     "subject SN",
     "name-text-type",
     "VALID",
     "VALID",
     {SurnameInUcs2}},
    {"email-utf8-string",
     "the e-mail address is a UTF8String, not an IA5String",
     "subject E",
     "name-email-type",
     "VALID",
     "VALID",
     {MailInUtf8}},
    {"email-not-ascii",
     "the IA5String of the e-mail address has an octet beyond ASCII",
     "subject E",
     "name-characters",
     "VALID",
     "VALID",
     {MailNotAscii}},
    // The value names nobody that is looked for; a reader shows U+FFFD and goes on.
    {"unit-broken-utf8",
     "the UTF8String of a unit (OU) ends in the middle of a character",
     "subject OU",
     "name-utf8",
     "VALID",
     "VALID",
     {BrokenUtf8}},
    {"subject-sign-tool-printable-string",
     "subjectSignTool is a PrintableString, not a UTF8String",
     "extension subjectSignTool",
     "subject-sign-tool-type",
     "VALID",
     "VALID",
     {SubjectToolPrintable}},
    {"issuer-sign-tool-bmp-string",
     "the first field of issuerSignTool is a BMPString, not a UTF8String",
     "extension issuerSignTool",
     "issuer-sign-tool-type",
     "VALID",
     "VALID",
     {IssuerToolInUcs2}},
};

}  // namespace

std::span<const Defect> StringTypeDefects() {
  return kDefects;
}

}  // namespace kepsim
