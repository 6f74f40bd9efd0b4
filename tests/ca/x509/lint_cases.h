// Certificates with one defect each, and the rule that must tell it: what the tests of the linter share.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "ca/crypto/der_writer.h"
#include "ca/defect/der_tree.h"
#include "ca/x509/lint.h"
#include "ca/x509/pem.h"
#include "tests/ca/x509/samples.h"

namespace kepsim {

inline std::set<std::string> Ids(const std::vector<LintFinding>& findings) {
  std::set<std::string> ids;
  for (const LintFinding& finding : findings) ids.emplace(finding.id);
  return ids;
}

// Without notices.
inline std::set<std::string> Faults(const std::vector<LintFinding>& findings) {
  std::set<std::string> ids;
  for (const LintFinding& finding : findings) {
    if (finding.severity != Severity::kNotice) ids.emplace(finding.id);
  }
  return ids;
}

inline Bytes OidContent(std::string_view dotted) {
  DerWriter out;
  out.Oid(dotted);
  return Bytes(out.bytes().begin() + 2, out.bytes().end());
}

// Fields of TBSCertificate.
inline constexpr size_t kSerial = 1, kSignature = 2, kIssuer = 3, kValidity = 4, kSubject = 5, kKey = 6,
                        kExtensions = 7;

inline DerTree& Value(DerTree& tbs, size_t name, Attribute attribute) {
  for (DerTree& rdn : tbs[name].children) {
    if (rdn[0][0].content == OidContent(OidOf(attribute))) return rdn[0][1];
  }
  ADD_FAILURE() << "no " << ShortNameOf(attribute);
  return tbs[name];
}

inline auto FindExtension(DerTree& tbs, std::string_view oid) {
  auto& all = tbs[kExtensions][0].children;
  const auto found = std::ranges::find_if(all, [&](DerTree& e) { return e[0].content == OidContent(oid); });
  EXPECT_NE(found, all.end()) << oid;
  return found;
}

inline DerTree& Extension(DerTree& tbs, std::string_view oid) {
  return *FindExtension(tbs, oid);
}

inline void RemoveExtension(DerTree& tbs, std::string_view oid) {
  tbs[kExtensions][0].children.erase(FindExtension(tbs, oid));
}

inline void SetValue(DerTree& tbs, std::string_view oid, std::string_view hex) {
  Extension(tbs, oid).children.back().content = FromHex(hex).value();
}

inline void AddExtension(DerTree& tbs, std::string_view oid, std::string_view hex) {
  tbs[kExtensions][0].children.push_back(
      {0x30, {}, {{0x06, OidContent(oid), {}}, {0x04, FromHex(hex).value(), {}}}});
}

inline void MakeCritical(DerTree& tbs, std::string_view oid) {
  auto& fields = Extension(tbs, oid).children;
  fields.insert(fields.begin() + 1, {0x01, {0xFF}, {}});
}

inline void Remove(Name& name, Attribute attribute) {
  std::erase_if(name, [&](const NameAttribute& a) { return a.type == attribute; });
}

inline void Set(Name& name, Attribute attribute, std::string value) {
  Remove(name, attribute);
  name.push_back({attribute, std::move(value)});
}

using Plan = CertificatePlan;

// The head of an organization, a sole proprietor and an information system, as Table 1.2 of domain.md has
// them.
inline Plan HeadPlan(const Samples& samples) {
  Plan plan = samples.HolderPlan();
  for (const NameAttribute& attribute : Name{{Attribute::kOrganization, "ООО «Ромашка»"},
                                             {Attribute::kCommonName, "ООО «Ромашка»"},
                                             {Attribute::kTitle, "Директор"},
                                             {Attribute::kState, "77 г. Москва"},
                                             {Attribute::kLocality, "г. Москва"},
                                             {Attribute::kStreet, "ул. Садовая, д. 1"},
                                             {Attribute::kOgrn, "1027700132195"},
                                             {Attribute::kInnle, "7707083893"}}) {
    Set(plan.subject, attribute.type, attribute.value);
  }
  return plan;
}

inline Plan ProprietorPlan(const Samples& samples) {
  Plan plan = samples.HolderPlan();
  Set(plan.subject, Attribute::kOrganization, "ИП Петров Иван Иванович");
  Set(plan.subject, Attribute::kOgrnip, "304500116000157");
  return plan;
}

inline Plan SystemPlan(const Samples& samples) {
  Plan plan = HeadPlan(samples);
  for (Attribute attribute :
       {Attribute::kSurname, Attribute::kGivenName, Attribute::kSnils, Attribute::kInn, Attribute::kTitle}) {
    Remove(plan.subject, attribute);
  }
  return plan;
}

}  // namespace kepsim
