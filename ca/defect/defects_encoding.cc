// DER that is none, and structures of the wrong shape. A certificate is DER (RFC 5280 §4.1), so that what is
// not has one reading too many: MALFORMED; where the mistake is of a kind that real software makes and
// nothing hangs on it, readers let it pass.

#include "ca/crypto/der.h"
#include "ca/defect/defect_tables.h"
#include "ca/x509/oids.h"

namespace kepsim {
namespace {

bool PaddedLength(TbsTree& tbs, const DefectContext&) {
  tbs.subject().length = LengthForm::kPadded;
  return true;
}
bool IndefiniteLength(TbsTree& tbs, const DefectContext&) {
  tbs.subject().length = LengthForm::kIndefinite;
  return true;
}
bool LengthTooLong(TbsTree& tbs, const DefectContext&) {
  tbs.subject().length = LengthForm::kTooLong;
  return true;
}

void OctetsBehind(DerTree& certificate) {
  certificate.trailer = Bytes(2, 0);
}

bool VersionOne(TbsTree& tbs, const DefectContext&) {
  tbs.whole().children.erase(tbs.whole().children.begin());
  return true;
}

bool NegativeSerial(TbsTree& tbs, const DefectContext&) {
  Bytes& serial = tbs.serial().content;
  if (serial.front() == 0) serial.erase(serial.begin());
  serial.front() = static_cast<uint8_t>(serial.front() | 0xC0);
  return true;
}
bool PaddedSerial(TbsTree& tbs, const DefectContext&) {
  Bytes& serial = tbs.serial().content;
  serial.front() &= 0x7F;  // or one zero octet would be needed
  serial.insert(serial.begin(), 0);
  return true;
}
bool LongSerial(TbsTree& tbs, const DefectContext&) {
  Bytes& serial = tbs.serial().content;
  serial.insert(serial.end(), serial.begin(), serial.end());
  serial.resize(21);
  return true;
}

bool IssuerUniqueId(TbsTree& tbs, const DefectContext&) {
  auto& fields = tbs.whole().children;
  fields.insert(fields.end() - 1, Leaf(der::Primitive(1), Bytes{0, 0x5A}));
  return true;
}

bool TrueAsOne(TbsTree& tbs, const DefectContext&) {
  return tbs.SetCritical(oid::kKeyUsage, 0x01);
}
bool FalseWritten(TbsTree& tbs, const DefectContext&) {
  return tbs.SetCritical(oid::kSubjectKeyId, 0x00);
}

bool ZeroBitsBehind(TbsTree& tbs, const DefectContext&) {
  auto bits = tbs.ExtensionValue(oid::kKeyUsage);
  if (!bits || bits->content.size() != 2) return false;
  bits->content.front() = 0;
  tbs.SetExtension(oid::kKeyUsage, *bits);
  return true;
}

bool PaddedInside(TbsTree& tbs, const DefectContext&) {
  auto purposes = tbs.ExtensionValue(oid::kExtendedKeyUsage);
  if (!purposes) return false;
  purposes->length = LengthForm::kPadded;
  tbs.SetExtension(oid::kExtendedKeyUsage, *purposes);
  return true;
}

bool KeyUsageNoBitString(TbsTree& tbs, const DefectContext&) {
  auto bits = tbs.ExtensionValue(oid::kKeyUsage);
  if (!bits) return false;
  bits->tag = der::kOctetString;
  tbs.SetExtension(oid::kKeyUsage, *bits);
  return true;
}

constexpr Defect kDefects[] = {
    {"length-padded",
     "the length of the subject has an octet too many",
     "certificate",
     "der-encoding",
     "MALFORMED",
     "MALFORMED",
     {PaddedLength}},
    {"length-indefinite",
     "the subject has an indefinite length",
     "certificate",
     "not-a-certificate",
     "MALFORMED",
     "MALFORMED",
     {IndefiniteLength}},
    {"length-too-long",
     "the subject says one octet more than it has",
     "certificate",
     "not-a-certificate",
     "MALFORMED",
     "MALFORMED",
     {LengthTooLong}},
    {"octets-behind",
     "two octets follow the certificate",
     "certificate",
     "trailing-octets",
     "MALFORMED",
     "MALFORMED",
     {nullptr, nullptr, OctetsBehind}},
    // RFC 5280 §4.1: "extensions […] If present, version MUST be v3".
    {"version-one",
     "a certificate with extensions is of version 1",
     "version",
     "version-3",
     "MALFORMED",
     "MALFORMED",
     {VersionOne}},
    // RFC 5280 §4.1.2.2 asks users to handle it gracefully; a registry of numbers cannot hold it.
    {"serial-negative",
     "the serial number is negative",
     "serialNumber",
     "serial-positive",
     "MALFORMED",
     "MALFORMED",
     {NegativeSerial}},
    {"serial-padded",
     "the serial number begins with a needless zero octet",
     "serialNumber",
     "serial-minimal",
     "MALFORMED",
     "MALFORMED",
     {PaddedSerial}},
    // RFC 5280 §4.1.2.2: users MUST handle up to 20 octets, and may handle more.
    {"serial-too-long",
     "the serial number has 21 octets",
     "serialNumber",
     "serial-length",
     "VALID",
     "VALID",
     {LongSerial}},
    // RFC 5280 §4.1.2.8: applications SHOULD be capable of parsing them.
    {"issuer-unique-id",
     "there is an issuerUniqueID",
     "issuerUniqueID",
     "unique-identifiers",
     "VALID",
     "VALID",
     {IssuerUniqueId}},
    // As BER has it, and old software writes it.
    {"true-as-one",
     "TRUE is written as 01",
     "extension keyUsage",
     "extension-critical-encoding",
     "VALID",
     "VALID",
     {TrueAsOne}},
    {"false-written",
     "a default of FALSE is written",
     "extension subjectKeyIdentifier",
     "extension-critical-encoding",
     "VALID",
     "VALID",
     {FalseWritten}},
    {"key-usage-zero-bits",
     "zero bits stand behind the last one set in keyUsage",
     "extension keyUsage",
     "key-usage-encoding",
     "VALID",
     "VALID",
     {ZeroBitsBehind}},
    // Only an extension that nobody needs cannot be read.
    {"extension-length-padded",
     "a length in extKeyUsage has an octet too many",
     "extension extKeyUsage",
     "extension-encoding",
     "VALID",
     "VALID",
     {PaddedInside}},
    {"key-usage-octet-string",
     "keyUsage is an OCTET STRING",
     "extension keyUsage",
     "extension-malformed",
     "MALFORMED",
     "MALFORMED",
     {KeyUsageNoBitString}},
};

}  // namespace

std::span<const Defect> EncodingDefects() {
  return kDefects;
}

}  // namespace kepsim
