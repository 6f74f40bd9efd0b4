// Extensions that are missing, too many, or say what they must not.

#include <algorithm>

#include "ca/crypto/der.h"
#include "ca/crypto/der_writer.h"
#include "ca/defect/defect_tables.h"
#include "ca/x509/oids.h"

namespace kepsim {
namespace {

template <const std::string_view& kOid>
bool Without(TbsTree& tbs, const DefectContext&) {
  return tbs.RemoveExtension(kOid);
}

template <const std::string_view& kOid>
bool Critical(TbsTree& tbs, const DefectContext&) {
  return tbs.SetCritical(kOid, 0xFF);
}

bool KeyUsageNotCritical(TbsTree& tbs, const DefectContext&) {
  return tbs.SetCritical(oid::kKeyUsage, std::nullopt);
}

bool SetKeyUsage(TbsTree& tbs, uint16_t bits) {
  if (tbs.FindExtension(oid::kKeyUsage) == nullptr) return false;
  DerWriter out;
  out.NamedBits(bits);
  tbs.SetExtension(oid::kKeyUsage, DerTree::Parse(out.bytes()));
  return true;
}

bool AgreementAlone(TbsTree& tbs, const DefectContext&) {
  return SetKeyUsage(tbs, kKeyAgreement);
}

bool CertSign(TbsTree& tbs, const DefectContext&) {
  return SetKeyUsage(tbs, kDigitalSignature | kNonRepudiation | kKeyCertSign);
}

constexpr uint16_t kEncipherOnly = 1 << 7;
constexpr uint16_t kDecipherOnly = 1 << 8;

bool EncipherAndDecipher(TbsTree& tbs, const DefectContext&) {
  return SetKeyUsage(tbs,
                     kDigitalSignature | kNonRepudiation | kKeyAgreement | kEncipherOnly | kDecipherOnly);
}

bool PurposeTwice(TbsTree& tbs, const DefectContext&) {
  auto purposes = tbs.ExtensionValue(oid::kExtendedKeyUsage);
  if (!purposes) return false;
  purposes->children.push_back(DerTree((*purposes)[0]));
  tbs.SetExtension(oid::kExtendedKeyUsage, *purposes);
  return true;
}

bool TimeStampingToo(TbsTree& tbs, const DefectContext&) {
  auto purposes = tbs.ExtensionValue(oid::kExtendedKeyUsage);
  if (!purposes) return false;
  purposes->children.push_back(Leaf(der::kOid, OidContent("1.3.6.1.5.5.7.3.8")));
  tbs.SetExtension(oid::kExtendedKeyUsage, *purposes);
  return true;
}

bool SetPolicies(TbsTree& tbs, std::initializer_list<std::string_view> oids) {
  if (tbs.FindExtension(oid::kCertificatePolicies) == nullptr) return false;
  DerTree policies = Node(der::kSequence, {});
  for (std::string_view policy : oids) {
    policies.children.push_back(Node(der::kSequence, {Leaf(der::kOid, OidContent(policy))}));
  }
  tbs.SetExtension(oid::kCertificatePolicies, policies);
  return true;
}

constexpr std::string_view kKc1 = "1.2.643.100.113.1";
constexpr std::string_view kKc2 = "1.2.643.100.113.2";

bool AnyPolicyAlone(TbsTree& tbs, const DefectContext&) {
  return SetPolicies(tbs, {"2.5.29.32.0"});
}
bool ClassGap(TbsTree& tbs, const DefectContext&) {
  return SetPolicies(tbs, {kKc2});
}
bool ClassBeyond(TbsTree& tbs, const DefectContext&) {
  return SetPolicies(tbs, {kKc1, "1.2.643.100.113.7"});
}
bool PolicyTwice(TbsTree& tbs, const DefectContext&) {
  return SetPolicies(tbs, {kKc1, kKc1});
}

bool SetSubjectTool(TbsTree& tbs, std::string_view text) {
  tbs.SetExtension(oid::kSubjectSignTool, Leaf(der::kUtf8String, text));
  return true;
}
bool SubjectToolEmpty(TbsTree& tbs, const DefectContext&) {
  return SetSubjectTool(tbs, "");
}
bool SubjectToolLong(TbsTree& tbs, const DefectContext&) {
  return SetSubjectTool(tbs, std::string(201, 'k'));
}

bool ThreeFields(TbsTree& tbs, const DefectContext&) {
  auto tool = tbs.ExtensionValue(oid::kIssuerSignTool);
  if (!tool) return false;
  tool->children.pop_back();
  tbs.SetExtension(oid::kIssuerSignTool, *tool);
  return true;
}

bool SeventhWay(TbsTree& tbs, const DefectContext&) {
  if (tbs.FindExtension(oid::kIdentificationKind) == nullptr) return false;
  tbs.SetExtension(oid::kIdentificationKind, Leaf(der::kInteger, Bytes{7}));
  return true;
}

bool EmptyKeyId(TbsTree& tbs, const DefectContext&) {
  tbs.SetExtension(oid::kSubjectKeyId, Leaf(der::kOctetString, Bytes()));
  return true;
}

// A change in authorityKeyIdentifier's fields, keyid [0], issuer [1], serial [2].
template <class Change>
bool ChangeAuthorityKeyId(TbsTree& tbs, Change change) {
  auto identifier = tbs.ExtensionValue(oid::kAuthorityKeyId);
  if (!identifier || !change(identifier->children)) return false;
  tbs.SetExtension(oid::kAuthorityKeyId, *identifier);
  return true;
}

bool KeyIdOfAnother(TbsTree& tbs, const DefectContext&) {
  return ChangeAuthorityKeyId(tbs, [](std::vector<DerTree>& fields) {
    if (fields.empty() || fields[0].tag != der::Primitive(0)) return false;
    fields[0].content.front() ^= 1;
    return true;
  });
}

template <uint8_t kTag>
bool WithoutField(TbsTree& tbs, const DefectContext&) {
  return ChangeAuthorityKeyId(tbs, [](std::vector<DerTree>& fields) {
    return std::erase_if(fields, [](const DerTree& field) { return field.tag == kTag; }) != 0;
  });
}

bool SerialOfAnother(TbsTree& tbs, const DefectContext&) {
  return ChangeAuthorityKeyId(tbs, [](std::vector<DerTree>& fields) {
    if (fields.back().tag != der::Primitive(2)) return false;
    fields.back().content.back() ^= 1;
    return true;
  });
}

// BasicConstraints (RFC 5280 §4.2.1.9) of no CA.
bool PathLengthOfHolder(TbsTree& tbs, const DefectContext&) {
  tbs.SetExtension(oid::kBasicConstraints, Node(der::kSequence, {Leaf(der::kInteger, Bytes{0})}));
  return true;
}

bool UnknownCritical(TbsTree& tbs, const DefectContext&) {
  constexpr std::string_view kUnknown = "1.3.6.1.4.1.32473.795.2";  // of RFC 5612's number for examples
  tbs.SetExtension(kUnknown, Leaf(der::kNull, Bytes()));
  return tbs.SetCritical(kUnknown, 0xFF);
}

bool KeyUsageTwice(TbsTree& tbs, const DefectContext&) {
  const DerTree* const extension = tbs.FindExtension(oid::kKeyUsage);
  if (extension == nullptr) return false;
  DerTree again = *extension;
  tbs.extensions().children.push_back(std::move(again));
  return true;
}

// Replaces every address of an extension.
void ReplaceUris(DerTree& tree, std::string_view uri) {
  if (tree.tag == der::Primitive(6)) tree.content = ToBytes(uri);
  for (DerTree& child : tree.children) ReplaceUris(child, uri);
}

bool SetUris(TbsTree& tbs, std::string_view oid, std::string_view uri) {
  auto value = tbs.ExtensionValue(oid);
  if (!value) return false;
  ReplaceUris(*value, uri);
  tbs.SetExtension(oid, *value);
  return true;
}

bool CrlInDirectory(TbsTree& tbs, const DefectContext&) {
  return SetUris(tbs, oid::kCrlDistributionPoints, "ldap://directory.example.test/cn=crl");
}
bool CrlWithSpace(TbsTree& tbs, const DefectContext&) {
  return SetUris(tbs, oid::kCrlDistributionPoints, "http://ca.example.test/the list.crl");
}
bool IssuerInDirectory(TbsTree& tbs, const DefectContext&) {
  return SetUris(tbs, oid::kAuthorityInfoAccess, "ldap://directory.example.test/cn=ca");
}

constexpr Defect kDefects[] = {
    // domain.md §6.5: keyUsage is among the marks of a qualified certificate.
    {"key-usage-missing",
     "there is no keyUsage",
     "extension keyUsage",
     "key-usage-of-leaf",
     "NOT_QUALIFIED",
     "NOT_QUALIFIED",
     {Without<oid::kKeyUsage>}},
    // RFC 5280 §4.2.1.3: SHOULD.
    {"key-usage-not-critical",
     "keyUsage is not critical",
     "extension keyUsage",
     "key-usage-critical",
     "VALID",
     "VALID",
     {KeyUsageNotCritical}},
    {"key-usage-agreement-alone",
     "keyUsage allows no signatures",
     "extension keyUsage",
     "key-usage-signing",
     "NOT_QUALIFIED",
     "NOT_QUALIFIED",
     {AgreementAlone}},
    // Without basicConstraints nothing that it signs is accepted (RFC 5280 §6.1.4 (k)); itself it is a
    // holder's.
    {"key-usage-cert-sign",
     "a holder's keyUsage has keyCertSign",
     "extension keyUsage",
     "key-usage-cert-sign-of-leaf",
     "VALID",
     "VALID",
     {CertSign}},
    {"key-usage-encipher-and-decipher",
     "keyUsage has encipherOnly and decipherOnly at once",
     "extension keyUsage",
     "key-usage-encipher-and-decipher",
     "VALID",
     "VALID",
     {EncipherAndDecipher}},
    {"extended-key-usage-twice",
     "a purpose stands twice in extKeyUsage",
     "extension extKeyUsage",
     "extended-key-usage-repeated",
     "VALID",
     "VALID",
     {PurposeTwice}},
    {"time-stamping-among-others",
     "timeStamping stands beside other purposes in extKeyUsage",
     "extension extKeyUsage",
     "extended-key-usage-time-stamping",
     "VALID",
     "VALID",
     {TimeStampingToo}},
    {"policies-missing",
     "there is no certificatePolicies",
     "extension certificatePolicies",
     "policies-present",
     "NOT_QUALIFIED",
     "NOT_QUALIFIED",
     {Without<oid::kCertificatePolicies>}},
    {"policies-without-class",
     "the policies name no class of tools",
     "extension certificatePolicies",
     "policies-class",
     "NOT_QUALIFIED",
     "NOT_QUALIFIED",
     {AnyPolicyAlone}},
    // The class that is asked for stands there; that those below it do not is the CA's fault.
    {"policies-class-gap",
     "the policies name KC2 without KC1",
     "extension certificatePolicies",
     "policies-class-gap",
     "VALID",
     "VALID",
     {ClassGap}},
    {"policies-class-unknown",
     "the policies name a class beyond KA1",
     "extension certificatePolicies",
     "policies-class-unknown",
     "VALID",
     "VALID",
     {ClassBeyond}},
    // RFC 5280 §6.1.3 (d) processes a policy as often as it stands there.
    {"policies-twice",
     "one policy stands twice",
     "extension certificatePolicies",
     "policies-repeated",
     "VALID",
     "VALID",
     {PolicyTwice}},
    {"subject-sign-tool-missing",
     "there is no subjectSignTool",
     "extension subjectSignTool",
     "subject-sign-tool",
     "NOT_QUALIFIED",
     "NOT_QUALIFIED",
     {Without<oid::kSubjectSignTool>}},
    {"subject-sign-tool-empty",
     "subjectSignTool is an empty string",
     "extension subjectSignTool",
     "subject-sign-tool-length",
     "VALID",
     "VALID",
     {SubjectToolEmpty}},
    {"subject-sign-tool-too-long",
     "subjectSignTool has 201 characters",
     "extension subjectSignTool",
     "subject-sign-tool-length",
     "VALID",
     "VALID",
     {SubjectToolLong}},
    {"issuer-sign-tool-missing",
     "there is no issuerSignTool",
     "extension issuerSignTool",
     "issuer-sign-tool",
     "NOT_QUALIFIED",
     "NOT_QUALIFIED",
     {Without<oid::kIssuerSignTool>}},
    // What cannot be read says nothing, and so is not there.
    {"issuer-sign-tool-three-fields",
     "issuerSignTool has three of its four fields",
     "extension issuerSignTool",
     "qualified-extension-malformed",
     "NOT_QUALIFIED",
     "NOT_QUALIFIED",
     {ThreeFields}},
    // Who knows an extension may accept it critical (RFC 5280 §4.2).
    {"subject-sign-tool-critical",
     "subjectSignTool is critical",
     "extension subjectSignTool",
     "qualified-extension-critical",
     "VALID",
     "VALID",
     {Critical<oid::kSubjectSignTool>}},
    {"identification-kind-missing",
     "there is no identificationKind",
     "extension identificationKind",
     "identification-kind",
     "NOT_QUALIFIED",
     "NOT_QUALIFIED",
     {Without<oid::kIdentificationKind>}},
    // An INTEGER of named values (RFC 9215 §5.1) may grow others.
    {"identification-kind-unknown",
     "identificationKind is 7",
     "extension identificationKind",
     "identification-kind-range",
     "VALID",
     "VALID",
     {SeventhWay}},
    {"subject-key-id-missing",
     "there is no subjectKeyIdentifier",
     "extension subjectKeyIdentifier",
     "subject-key-id-of-leaf",
     "VALID",
     "VALID",
     {Without<oid::kSubjectKeyId>}},
    {"subject-key-id-empty",
     "subjectKeyIdentifier is empty",
     "extension subjectKeyIdentifier",
     "subject-key-id-empty",
     "VALID",
     "VALID",
     {EmptyKeyId}},
    {"subject-key-id-critical",
     "subjectKeyIdentifier is critical",
     "extension subjectKeyIdentifier",
     "extension-never-critical",
     "VALID",
     "VALID",
     {Critical<oid::kSubjectKeyId>}},
    // Generations of a CA and cross-certificates share one name, so that paths are built by key identifier
    // (domain.md
    // §1.5); and the number of the CA's certificate, which 63-ФЗ ст. 17 asks for, stands nowhere else.
    {"authority-key-id-missing",
     "there is no authorityKeyIdentifier",
     "extension authorityKeyIdentifier",
     "authority-key-id",
     "UNKNOWN_ISSUER",
     "UNKNOWN_ISSUER",
     {Without<oid::kAuthorityKeyId>}},
    {"authority-key-id-of-another",
     "authorityKeyIdentifier names a key that no CA has",
     "extension authorityKeyIdentifier",
     "chain-key-id",
     "UNKNOWN_ISSUER",
     "UNKNOWN_ISSUER",
     {KeyIdOfAnother}},
    {"authority-key-id-without-key",
     "authorityKeyIdentifier has issuer and serial but no key identifier",
     "extension authorityKeyIdentifier",
     "authority-key-id-key",
     "UNKNOWN_ISSUER",
     "UNKNOWN_ISSUER",
     {WithoutField<der::Primitive(0)>}},
    {"authority-key-id-without-issuer",
     "authorityKeyIdentifier has a serial but no issuer",
     "extension authorityKeyIdentifier",
     "authority-key-id-pair",
     "VALID",
     "VALID",
     {WithoutField<der::Constructed(1)>}},
    // One key may stand in several certificates (cross-certificates): the key identifier and the signature
    // decide.
    {"authority-key-id-serial-of-another",
     "authorityKeyIdentifier has another serial than the CA's certificate",
     "extension authorityKeyIdentifier",
     "chain-serial",
     "VALID",
     "VALID",
     {SerialOfAnother}},
    {"path-length-of-holder",
     "a holder's basicConstraints has a path length",
     "extension basicConstraints",
     "path-length",
     "VALID",
     "VALID",
     {PathLengthOfHolder}},
    // RFC 5280 §4.2: who does not know a critical extension must refuse.
    {"critical-unknown",
     "a critical extension is known to nobody",
     "extension 1.3.6.1.4.1.32473.795.2",
     "extension-unknown-critical",
     "MALFORMED",
     "MALFORMED",
     {UnknownCritical}},
    // RFC 5280 §4.2: a certificate MUST NOT have two of a kind; which of them would count?
    {"key-usage-twice",
     "keyUsage stands twice",
     "extension keyUsage",
     "extension-repeated",
     "MALFORMED",
     "MALFORMED",
     {KeyUsageTwice}},
    // The registry publishes the list by the CA's key, too.
    {"crl-distribution-points-missing",
     "there is no cRLDistributionPoints",
     "extension cRLDistributionPoints",
     "crl-distribution-points",
     "VALID",
     "VALID",
     {Without<oid::kCrlDistributionPoints>}},
    {"crl-in-ldap-only",
     "the CRL is to be had over LDAP alone",
     "extension cRLDistributionPoints",
     "crl-distribution-points-http",
     "VALID",
     "VALID",
     {CrlInDirectory}},
    {"crl-address-with-space",
     "a space stands in the CRL's address",
     "extension cRLDistributionPoints",
     "uri-form",
     "VALID",
     "VALID",
     {CrlWithSpace}},
    {"authority-info-access-missing",
     "there is no authorityInfoAccess",
     "extension authorityInfoAccess",
     "authority-info-access",
     "VALID",
     "VALID",
     {Without<oid::kAuthorityInfoAccess>}},
    {"issuer-in-ldap-only",
     "the CA's certificate is to be had over LDAP alone",
     "extension authorityInfoAccess",
     "authority-info-access-http",
     "VALID",
     "VALID",
     {IssuerInDirectory}},
};

}  // namespace

std::span<const Defect> ExtensionDefects() {
  return kDefects;
}

}  // namespace kepsim
