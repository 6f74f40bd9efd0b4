#include "ca/x509/plan.h"

#include <algorithm>

#include "ca/crypto/der_writer.h"
#include "ca/x509/oids.h"
#include "ca/x509/signed.h"

namespace kepsim {
namespace {

template <class Body>
void WriteExtension(DerWriter& out, std::string_view id, bool critical, Body&& value) {
  out.Sequence([&] {
    out.Oid(id);
    if (critical) out.True();
    out.Nested(der::kOctetString, std::forward<Body>(value));
  });
}

void WriteUri(DerWriter& out, std::string_view url) {
  out.Primitive(der::Primitive(6), url);
}

void WriteBasicConstraints(DerWriter& out, const CertificatePlan& plan) {
  WriteExtension(out, oid::kBasicConstraints, true, [&] {
    out.Sequence([&] {
      out.True();
      if (plan.path_length) out.Integer(static_cast<uint64_t>(*plan.path_length));
    });
  });
}

void WritePolicies(DerWriter& out, const std::vector<std::string>& policies) {
  WriteExtension(out, oid::kCertificatePolicies, false, [&] {
    out.Sequence([&] {
      for (const std::string& policy : policies) out.Sequence([&] { out.Oid(policy); });
    });
  });
}

void WriteExtendedKeyUsage(DerWriter& out, const std::vector<std::string>& purposes) {
  WriteExtension(out, oid::kExtendedKeyUsage, false, [&] {
    out.Sequence([&] {
      for (const std::string& purpose : purposes) out.Oid(purpose);
    });
  });
}

void WriteIssuerSignTool(DerWriter& out, const IssuerSignTool& tool) {
  WriteExtension(out, oid::kIssuerSignTool, false, [&] {
    out.Sequence([&] {
      for (const std::string* text :
           {&tool.sign_tool, &tool.ca_tool, &tool.sign_tool_cert, &tool.ca_tool_cert}) {
        out.Primitive(der::kUtf8String, *text);
      }
    });
  });
}

void WritePrivateKeyUsage(DerWriter& out, const std::pair<Time, Time>& period) {
  WriteExtension(out, oid::kPrivateKeyUsagePeriod, false, [&] {
    out.Sequence([&] {
      out.GeneralizedTime(der::Primitive(0), period.first);
      out.GeneralizedTime(der::Primitive(1), period.second);
    });
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
  WriteExtension(out, oid::kAuthorityInfoAccess, false, [&] {
    out.Sequence([&] {
      write(oid::kOcsp, plan.ocsp_urls);
      write(oid::kCaIssuers, plan.ca_issuer_urls);
    });
  });
}

// Each URL a DistributionPoint of its own, as accredited authorities have them.
void WriteCrlDistributionPoints(DerWriter& out, const std::vector<std::string>& urls) {
  WriteExtension(out, oid::kCrlDistributionPoints, false, [&] {
    out.Sequence([&] {
      for (const std::string& url : urls) {
        out.Sequence([&] {
          out.Nested(der::Constructed(0),
                     [&] { out.Nested(der::Constructed(0), [&] { WriteUri(out, url); }); });
        });
      }
    });
  });
}

// keyid, issuer, serial: the serial is where the number of the authority's own certificate stands (63-ФЗ ст.
// 17 ч. 2).
void WriteAuthorityKeyId(DerWriter& out, const AuthorityKeyIdentifier& authority) {
  constexpr uint8_t kDirectoryName = der::Constructed(4);
  WriteExtension(out, oid::kAuthorityKeyId, false, [&] {
    out.Sequence([&] {
      out.Primitive(der::Primitive(0), authority.key_id);
      out.Nested(der::Constructed(1),
                 [&] { out.Nested(kDirectoryName, [&] { out.Raw(authority.issuer_name_der); }); });
      out.Magnitude(der::Primitive(2), authority.serial);
    });
  });
}

// In the order of a certificate of «Госключ» (interop.md); what it has not stands where it disturbs least.
void WriteExtensions(DerWriter& out, const CertificatePlan& plan) {
  if (plan.is_ca) WriteBasicConstraints(out, plan);
  if (plan.key_usage != 0) {
    WriteExtension(out, oid::kKeyUsage, plan.key_usage_critical, [&] { out.NamedBits(plan.key_usage); });
  }
  if (!plan.extended_key_usage.empty()) WriteExtendedKeyUsage(out, plan.extended_key_usage);
  if (plan.identification_kind) {
    WriteExtension(out, oid::kIdentificationKind, false,
                   [&] { out.Integer(static_cast<uint64_t>(*plan.identification_kind)); });
  }
  WriteExtension(out, oid::kSubjectKeyId, false, [&] { out.OctetString(plan.key.Identifier()); });
  if (!plan.policies.empty()) WritePolicies(out, plan.policies);
  if (plan.subject_sign_tool) {
    WriteExtension(out, oid::kSubjectSignTool, false,
                   [&] { out.Primitive(der::kUtf8String, *plan.subject_sign_tool); });
  }
  if (plan.issuer_sign_tool) WriteIssuerSignTool(out, *plan.issuer_sign_tool);
  if (plan.private_key_usage) WritePrivateKeyUsage(out, *plan.private_key_usage);
  if (!plan.ocsp_urls.empty() || !plan.ca_issuer_urls.empty()) WriteAuthorityInfoAccess(out, plan);
  if (!plan.crl_urls.empty()) WriteCrlDistributionPoints(out, plan.crl_urls);
  if (plan.authority_key_id) WriteAuthorityKeyId(out, *plan.authority_key_id);
  WriteExtension(out, kTestMarkOid, false,
                 [&] { out.Primitive(der::kUtf8String, std::string_view(kTestMarkText)); });
}

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

Result<Bytes> BuildTbsCertificate(const CertificatePlan& plan) {
  KEPSIM_TRY(CheckOids(plan.extended_key_usage, "extended_key_usage"));
  KEPSIM_TRY(CheckOids(plan.policies, "policies"));
  KEPSIM_ASSIGN(const Bytes issuer, EncodeName(plan.issuer));
  KEPSIM_ASSIGN(const Bytes subject, EncodeName(plan.subject));
  DerWriter out;
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
  return checked;
}

Result<Certificate> SignCertificate(const CheckedPlan& plan, const PrivateKey& key,
                                    const RandomStream& random) {
  if (key.algorithm() != plan.issuer_algorithm()) {
    return {Reason::CRYPTO_FAILED, "the key is not of the algorithm that the plan names"};
  }
  KEPSIM_ASSIGN(const Bytes der, SignAndWrap(plan.tbs_der(), key, random));
  return Certificate::Parse(der);
}

}  // namespace kepsim
