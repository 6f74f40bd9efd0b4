// When the certificate is valid, and its key may sign.

#include "ca/crypto/der.h"
#include "ca/crypto/der_writer.h"
#include "ca/defect/defect_tables.h"
#include "ca/x509/oids.h"

namespace kepsim {
namespace {

DerTree AsTime(Time time) {
  DerWriter out;
  out.TimeChoice(time);
  return DerTree::Parse(out.bytes());
}

DerTree AsGeneralizedTime(uint8_t tag, Time time) {
  DerWriter out;
  out.GeneralizedTime(tag, time);
  return DerTree::Parse(out.bytes());
}

void SetPrivateKeyUsage(TbsTree& tbs, Time from, Time until) {
  tbs.SetExtension(oid::kPrivateKeyUsagePeriod,
                   Node(der::kSequence, {AsGeneralizedTime(der::Primitive(0), from),
                                         AsGeneralizedTime(der::Primitive(1), until)}));
}

// The key's period goes with the certificate's, where there is one.
void SetValidity(TbsTree& tbs, Time from, Time until) {
  tbs.not_before() = AsTime(from);
  tbs.not_after() = AsTime(until);
  if (tbs.FindExtension(oid::kPrivateKeyUsagePeriod) != nullptr) SetPrivateKeyUsage(tbs, from, until);
}

bool EndsBeforeItBegins(TbsTree& tbs, const DefectContext& context) {
  tbs.not_after() = AsTime(context.issuer.not_before() - kDay);
  return true;
}

bool Swapped(TbsTree& tbs, const DefectContext&) {
  std::swap(tbs.not_before(), tbs.not_after());
  return true;
}

bool OutlivesIssuer(TbsTree& tbs, const DefectContext& context) {
  tbs.not_after() = AsTime(context.issuer.not_after() + kDay);
  return true;
}

bool BeforeIssuer(TbsTree& tbs, const DefectContext& context) {
  SetValidity(tbs, context.issuer.not_before() - 400 * kDay, context.issuer.not_before() - kDay);
  return true;
}

// From 1950 through 2049 it must be UTCTime (RFC 5280 §4.1.2.5).
bool GeneralizedTooEarly(TbsTree& tbs, const DefectContext&) {
  DerTree& time = tbs.not_after();
  if (time.tag != der::kUtcTime) return false;
  time.tag = der::kGeneralizedTime;
  time.content.insert(time.content.begin(), {'2', '0'});
  return true;
}

bool WithoutSeconds(TbsTree& tbs, const DefectContext&) {
  Bytes& text = tbs.not_after().content;
  text.erase(text.end() - 3, text.end() - 1);
  return true;
}

bool WithOffset(TbsTree& tbs, const DefectContext&) {
  Bytes& text = tbs.not_after().content;
  text.pop_back();
  const std::string_view offset = "+0300";
  text.insert(text.end(), offset.begin(), offset.end());
  return true;
}

bool ThirtiethOfFebruary(TbsTree& tbs, const DefectContext&) {
  DerTree& time = tbs.not_after();
  const size_t at = time.tag == der::kUtcTime ? 2 : 4;
  const std::string_view date = "0230";
  std::copy(date.begin(), date.end(), time.content.begin() + static_cast<std::ptrdiff_t>(at));
  return true;
}

bool KeyEndsBeforeItBegins(TbsTree& tbs, const DefectContext&) {
  auto period = tbs.ExtensionValue(oid::kPrivateKeyUsagePeriod);
  if (!period || period->children.size() != 2) return false;
  std::swap((*period)[0].content, (*period)[1].content);
  tbs.SetExtension(oid::kPrivateKeyUsagePeriod, *period);
  return true;
}

bool KeyPeriodElsewhere(TbsTree& tbs, const DefectContext& context) {
  if (tbs.FindExtension(oid::kPrivateKeyUsagePeriod) == nullptr) return false;
  SetPrivateKeyUsage(tbs, context.issuer.not_before() - 100 * kDay, context.issuer.not_before() - kDay);
  return true;
}

bool KeyPeriodWithFraction(TbsTree& tbs, const DefectContext&) {
  auto period = tbs.ExtensionValue(oid::kPrivateKeyUsagePeriod);
  if (!period) return false;
  Bytes& text = (*period)[0].content;
  const std::string_view fraction = ".5Z";
  text.pop_back();
  text.insert(text.end(), fraction.begin(), fraction.end());
  tbs.SetExtension(oid::kPrivateKeyUsagePeriod, *period);
  return true;
}

constexpr Defect kDefects[] = {
    {"validity-ends-before-it-begins",
     "notAfter lies before notBefore",
     "notAfter",
     "validity-order",
     "EXPIRED",
     "EXPIRED",
     {EndsBeforeItBegins}},
    {"validity-swapped",
     "notBefore and notAfter have changed places",
     "notBefore, notAfter",
     "validity-order",
     "NOT_YET_VALID",
     "NOT_YET_VALID",
     {Swapped}},
    // RFC 5280 §6.1.3 (a)(2) asks of each certificate only that the moment lies in its own period.
    {"validity-outlives-issuer",
     "the certificate is valid for longer than the CA's own",
     "notAfter",
     "chain-validity",
     "VALID",
     "VALID",
     {OutlivesIssuer}},
    // What counts as issued before the accreditation has none (domain.md §6.5), whether it has expired or
    // not.
    {"validity-before-issuer",
     "the certificate was valid before the CA had its own and was accredited",
     "notBefore, notAfter, extension privateKeyUsagePeriod",
     "chain-validity",
     "ISSUER_NOT_ACCREDITED",
     "ISSUER_NOT_ACCREDITED",
     {BeforeIssuer}},
    // RFC 5280 §4.1.2.5: applications MUST be able to process either.
    {"validity-generalized-time",
     "a date before 2050 is GeneralizedTime, not UTCTime",
     "notAfter",
     "validity-time-type",
     "VALID",
     "VALID",
     {GeneralizedTooEarly}},
    // RFC 5280 §4.1.2.5.1: MUST have seconds and be in GMT. What one does not know when it ends is not valid.
    {"validity-without-seconds",
     "the seconds of notAfter are missing",
     "notAfter",
     "validity-form",
     "MALFORMED",
     "MALFORMED",
     {WithoutSeconds}},
    {"validity-with-offset",
     "notAfter is in Moscow's time, +0300",
     "notAfter",
     "validity-form",
     "MALFORMED",
     "MALFORMED",
     {WithOffset}},
    {"validity-february-30",
     "notAfter is a 30 February",
     "notAfter",
     "validity-form",
     "MALFORMED",
     "MALFORMED",
     {ThirtiethOfFebruary}},
    // RFC 5280 no longer has the extension; what it binds is the signer, not who verifies.
    {"key-period-ends-before-it-begins",
     "privateKeyUsagePeriod ends before it begins",
     "extension privateKeyUsagePeriod",
     "private-key-usage-order",
     "VALID",
     "VALID",
     {KeyEndsBeforeItBegins}},
    {"key-period-elsewhere",
     "privateKeyUsagePeriod has no time in common with the validity",
     "extension privateKeyUsagePeriod",
     "private-key-usage-outside",
     "VALID",
     "VALID",
     {KeyPeriodElsewhere}},
    {"key-period-with-fraction",
     "privateKeyUsagePeriod has fractions of a second",
     "extension privateKeyUsagePeriod",
     "private-key-usage-form",
     "VALID",
     "VALID",
     {KeyPeriodWithFraction}},
};

}  // namespace

std::span<const Defect> PeriodDefects() {
  return kDefects;
}

}  // namespace kepsim
