#include "ca/x509/plan.h"

#include <algorithm>

#include "ca/crypto/der_writer.h"
#include "ca/x509/oids.h"
#include "ca/x509/signed.h"

namespace kepsim {
namespace {

struct ExtensionRow {
  CertificateExtension extension;
  std::string_view oid;
};

constexpr ExtensionRow kExtensions[] = {
    {CertificateExtension::kBasicConstraints, oid::kBasicConstraints},
    {CertificateExtension::kKeyUsage, oid::kKeyUsage},
    {CertificateExtension::kExtendedKeyUsage, oid::kExtendedKeyUsage},
    {CertificateExtension::kIdentificationKind, oid::kIdentificationKind},
    {CertificateExtension::kSubjectKeyId, oid::kSubjectKeyId},
    {CertificateExtension::kCertificatePolicies, oid::kCertificatePolicies},
    {CertificateExtension::kSubjectSignTool, oid::kSubjectSignTool},
    {CertificateExtension::kIssuerSignTool, oid::kIssuerSignTool},
    {CertificateExtension::kPrivateKeyUsagePeriod, oid::kPrivateKeyUsagePeriod},
    {CertificateExtension::kAuthorityInfoAccess, oid::kAuthorityInfoAccess},
    {CertificateExtension::kCrlDistributionPoints, oid::kCrlDistributionPoints},
    {CertificateExtension::kAuthorityKeyId, oid::kAuthorityKeyId},
};

void WriteUri(DerWriter& out, std::string_view url) {
  out.Primitive(der::Primitive(6), url);
}

void WriteBasicConstraints(DerWriter& out, const CertificatePlan& plan) {
  out.Sequence([&] {
    out.True();
    if (plan.path_length) out.Integer(static_cast<uint64_t>(*plan.path_length));
  });
}

void WritePolicies(DerWriter& out, const std::vector<std::string>& policies) {
  out.Sequence([&] {
    for (const std::string& policy : policies) out.Sequence([&] { out.Oid(policy); });
  });
}

void WriteExtendedKeyUsage(DerWriter& out, const std::vector<std::string>& purposes) {
  out.Sequence([&] {
    for (const std::string& purpose : purposes) out.Oid(purpose);
  });
}

void WriteIssuerSignTool(DerWriter& out, const IssuerSignTool& tool) {
  out.Sequence([&] {
    for (const std::string* text :
         {&tool.sign_tool, &tool.ca_tool, &tool.sign_tool_cert, &tool.ca_tool_cert}) {
      out.Primitive(der::kUtf8String, *text);
    }
  });
}

void WritePrivateKeyUsage(DerWriter& out, const std::pair<Time, Time>& period) {
  out.Sequence([&] {
    out.GeneralizedTime(der::Primitive(0), period.first);
    out.GeneralizedTime(der::Primitive(1), period.second);
  });
}

void WriteAuthorityInfoAccess(DerWriter& out, const CertificatePlan& plan) {
  const auto write = [&](std::string_view method, const std::vector<std::string>& urls) {
    for (const std::string& url : urls) {
      out.Sequence([&] {
        out.Oid(method);
        WriteUri(out, url);
      });
    }
  };
  out.Sequence([&] {
    write(oid::kOcsp, plan.ocsp_urls);
    write(oid::kCaIssuers, plan.ca_issuer_urls);
  });
}

// Each URL a DistributionPoint of its own, as accredited authorities have them.
void WriteCrlDistributionPoints(DerWriter& out, const std::vector<std::string>& urls) {
  out.Sequence([&] {
    for (const std::string& url : urls) {
      out.Sequence([&] {
        out.Nested(der::Constructed(0),
                   [&] { out.Nested(der::Constructed(0), [&] { WriteUri(out, url); }); });
      });
    }
  });
}

// keyid, issuer, serial: the serial is where the number of the authority's own certificate stands (63-ФЗ ст.
// 17 ч. 2). RFC 5280 §4.2.1.1: issuer and serial stand together or not at all.
void WriteAuthorityKeyId(DerWriter& out, const AuthorityKeyIdentifier& authority) {
  constexpr uint8_t kDirectoryName = der::Constructed(4);
  out.Sequence([&] {
    out.Primitive(der::Primitive(0), authority.key_id);
    if (authority.issuer_name_der.empty()) return;
    out.Nested(der::Constructed(1),
               [&] { out.Nested(kDirectoryName, [&] { out.Raw(authority.issuer_name_der); }); });
    out.Magnitude(der::Primitive(2), authority.serial);
  });
}

bool HasValue(const CertificatePlan& plan, CertificateExtension extension) {
  switch (extension) {
    case CertificateExtension::kBasicConstraints:
      return plan.is_ca;
    case CertificateExtension::kKeyUsage:
      return plan.key_usage != 0;
    case CertificateExtension::kExtendedKeyUsage:
      return !plan.extended_key_usage.empty();
    case CertificateExtension::kIdentificationKind:
      return plan.identification_kind.has_value();
    case CertificateExtension::kSubjectKeyId:
      return true;
    case CertificateExtension::kCertificatePolicies:
      return !plan.policies.empty();
    case CertificateExtension::kSubjectSignTool:
      return plan.subject_sign_tool.has_value();
    case CertificateExtension::kIssuerSignTool:
      return plan.issuer_sign_tool.has_value();
    case CertificateExtension::kPrivateKeyUsagePeriod:
      return plan.private_key_usage.has_value();
    case CertificateExtension::kAuthorityInfoAccess:
      return !plan.ocsp_urls.empty() || !plan.ca_issuer_urls.empty();
    case CertificateExtension::kCrlDistributionPoints:
      return !plan.crl_urls.empty();
    case CertificateExtension::kAuthorityKeyId:
      return plan.authority_key_id.has_value();
  }
  return false;
}

void WriteValue(DerWriter& out, const CertificatePlan& plan, CertificateExtension extension) {
  switch (extension) {
    case CertificateExtension::kBasicConstraints:
      return WriteBasicConstraints(out, plan);
    case CertificateExtension::kKeyUsage:
      return out.NamedBits(plan.key_usage);
    case CertificateExtension::kExtendedKeyUsage:
      return WriteExtendedKeyUsage(out, plan.extended_key_usage);
    case CertificateExtension::kIdentificationKind:
      return out.Integer(static_cast<uint64_t>(*plan.identification_kind));
    case CertificateExtension::kSubjectKeyId:
      return out.OctetString(plan.subject_key_id ? *plan.subject_key_id : plan.key.Identifier());
    case CertificateExtension::kCertificatePolicies:
      return WritePolicies(out, plan.policies);
    case CertificateExtension::kSubjectSignTool:
      return out.Primitive(der::kUtf8String, *plan.subject_sign_tool);
    case CertificateExtension::kIssuerSignTool:
      return WriteIssuerSignTool(out, *plan.issuer_sign_tool);
    case CertificateExtension::kPrivateKeyUsagePeriod:
      return WritePrivateKeyUsage(out, *plan.private_key_usage);
    case CertificateExtension::kAuthorityInfoAccess:
      return WriteAuthorityInfoAccess(out, plan);
    case CertificateExtension::kCrlDistributionPoints:
      return WriteCrlDistributionPoints(out, plan.crl_urls);
    case CertificateExtension::kAuthorityKeyId:
      return WriteAuthorityKeyId(out, *plan.authority_key_id);
  }
}

template <class Body>
void WriteExtension(DerWriter& out, std::string_view id, bool critical, Body&& value) {
  out.Sequence([&] {
    out.Oid(id);
    if (critical) out.True();
    out.Nested(der::kOctetString, std::forward<Body>(value));
  });
}

void WriteExtensions(DerWriter& out, const CertificatePlan& plan) {
  for (const ExtensionPlace& place : plan.extensions) {
    if (!HasValue(plan, place.extension)) continue;
    WriteExtension(out, OidOf(place.extension), place.critical,
                   [&] { WriteValue(out, plan, place.extension); });
  }
  WriteExtension(out, kTestMarkOid, false,
                 [&] { out.Primitive(der::kUtf8String, std::string_view(kTestMarkText)); });
}

// Nothing that the plan holds may get lost. A plan without a place for the subject's key has none of it.
Status CheckPlaces(const CertificatePlan& plan) {
  for (const ExtensionRow& row : kExtensions) {
    if (row.extension == CertificateExtension::kSubjectKeyId || !HasValue(plan, row.extension)) continue;
    if (std::ranges::find(plan.extensions, row.extension, &ExtensionPlace::extension) ==
        plan.extensions.end()) {
      return {Reason::FIELD_MALFORMED, "no place for extension " + std::string(row.oid)};
    }
  }
  return OkStatus();
}

constexpr size_t kUsualSize = 2048;  // octets that hold most certificates

Status CheckOids(const std::vector<std::string>& oids, std::string_view field) {
  if (std::ranges::all_of(oids, IsDottedOid)) return OkStatus();
  return {Reason::FIELD_MALFORMED, std::string(field)};
}

std::string Summarize(const std::vector<LintFinding>& findings) {
  std::string text;
  for (const LintFinding& finding : findings) {
    if (finding.severity != Severity::kError) continue;
    if (!text.empty()) text += ", ";
    text += finding.id;
  }
  return text;
}

}  // namespace

std::string_view OidOf(CertificateExtension extension) {
  return kExtensions[static_cast<size_t>(extension)].oid;
}

std::vector<ExtensionPlace> UsualExtensions() {
  using enum CertificateExtension;
  return {{kBasicConstraints, true}, {kKeyUsage, true},      {kExtendedKeyUsage},      {kIdentificationKind},
          {kSubjectKeyId},           {kCertificatePolicies}, {kSubjectSignTool},       {kIssuerSignTool},
          {kPrivateKeyUsagePeriod},  {kAuthorityInfoAccess}, {kCrlDistributionPoints}, {kAuthorityKeyId}};
}

Result<Bytes> BuildTbsCertificate(const CertificatePlan& plan) {
  KEPSIM_TRY(CheckOids(plan.extended_key_usage, "extended_key_usage"));
  KEPSIM_TRY(CheckOids(plan.policies, "policies"));
  KEPSIM_TRY(CheckPlaces(plan));
  KEPSIM_ASSIGN(const Bytes issuer, EncodeName(plan.issuer));
  KEPSIM_ASSIGN(const Bytes subject, EncodeName(plan.subject));
  DerWriter out(kUsualSize);
  out.Sequence([&] {
    out.Nested(der::Constructed(0), [&] { out.Integer(2); });  // v3
    out.Integer(plan.serial);
    out.Algorithm(SignatureOid(plan.issuer_algorithm));
    out.Raw(issuer);
    out.Sequence([&] {
      out.TimeChoice(plan.not_before);
      out.TimeChoice(plan.not_after);
    });
    out.Raw(subject);
    out.Raw(plan.key.spki_der());
    out.Nested(der::Constructed(3), [&] { out.Sequence([&] { WriteExtensions(out, plan); }); });
  });
  return out.Take();
}

Result<CheckedPlan> CheckedPlan::Check(const CertificatePlan& plan) {
  CheckedPlan checked;
  KEPSIM_ASSIGN(checked.tbs_, BuildTbsCertificate(plan));
  checked.findings_ = LintTbsCertificate(checked.tbs_);
  if (HasError(checked.findings_)) return {Reason::CERTIFICATE_LINT, Summarize(checked.findings_)};
  // As parsers give it back: an INTEGER has no leading zeros.
  checked.serial_.assign(std::ranges::find_if(plan.serial, [](uint8_t octet) { return octet != 0; }),
                         plan.serial.end());
  checked.issuer_algorithm_ = plan.issuer_algorithm;
  checked.key_ = plan.key;
  return checked;
}

Result<Certificate> SignCertificate(const CheckedPlan& plan, const PrivateKey& key,
                                    const RandomStream& random) {
  if (key.algorithm() != plan.issuer_algorithm()) {
    return {Reason::CRYPTO_FAILED, "the key is not of the algorithm that the plan names"};
  }
  KEPSIM_ASSIGN(const Bytes der, SignAndWrap(plan.tbs_der(), key, random));
  return Certificate::Parse(der, &plan.key());
}

}  // namespace kepsim
