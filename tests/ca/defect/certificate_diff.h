// Where two certificates differ, by the names of RFC 5280 §4.1.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ca/crypto/der.h"
#include "ca/defect/der_tree.h"
#include "ca/defect/tbs_tree.h"
#include "ca/x509/name.h"
#include "ca/x509/oids.h"

namespace kepsim {

// Name of a place, and the encodings that stand there.
using CertificatePlaces = std::map<std::string, std::vector<Bytes>>;

inline std::string ShortNameOf(const Bytes& oid) {
  for (int i = 0; i <= static_cast<int>(Attribute::kEmail); ++i) {
    const auto attribute = static_cast<Attribute>(i);
    if (OidContent(OidOf(attribute)) == oid) return std::string(ShortNameOf(attribute));
  }
  return ToHex(oid);
}

inline std::string ExtensionNameOf(const Bytes& oid) {
  static const std::pair<std::string_view, const char*> kNames[] = {
      {oid::kSubjectKeyId, "subjectKeyIdentifier"},
      {oid::kKeyUsage, "keyUsage"},
      {oid::kPrivateKeyUsagePeriod, "privateKeyUsagePeriod"},
      {oid::kBasicConstraints, "basicConstraints"},
      {oid::kCrlDistributionPoints, "cRLDistributionPoints"},
      {oid::kCertificatePolicies, "certificatePolicies"},
      {oid::kAuthorityKeyId, "authorityKeyIdentifier"},
      {oid::kExtendedKeyUsage, "extKeyUsage"},
      {oid::kAuthorityInfoAccess, "authorityInfoAccess"},
      {oid::kSubjectSignTool, "subjectSignTool"},
      {oid::kIssuerSignTool, "issuerSignTool"},
      {oid::kIdentificationKind, "identificationKind"},
      {"1.3.6.1.4.1.32473.795.2", "1.3.6.1.4.1.32473.795.2"},
  };
  for (const auto& [dotted, name] : kNames) {
    if (OidContent(dotted) == oid) return name;
  }
  return ToHex(oid);
}

inline CertificatePlaces PlacesOf(const DerTree& certificate) {
  CertificatePlaces places;
  const auto add = [&](const std::string& name, const DerTree& tree) {
    places[name].push_back(tree.Encode());
  };
  const DerTree& tbs = certificate[0];
  size_t at = 0;
  if (tbs[0].tag == der::Constructed(0)) add("version", tbs[at++]);
  add("serialNumber", tbs[at++]);
  add("signature", tbs[at++]);
  add("issuer", tbs[at++]);
  add("notBefore", tbs[at][0]);
  add("notAfter", tbs[at++][1]);
  for (const DerTree& rdn : tbs[at++].children) {
    for (const DerTree& pair : rdn.children) add("subject " + ShortNameOf(pair[0].content), rdn);
  }
  add("subjectPublicKeyInfo", tbs[at++]);
  for (; at < tbs.children.size(); ++at) {
    if (tbs[at].tag == der::Primitive(1)) add("issuerUniqueID", tbs[at]);
    if (tbs[at].tag != der::Constructed(3)) continue;
    for (const DerTree& extension : tbs[at][0].children) {
      add("extension " + ExtensionNameOf(extension[0].content), extension);
    }
  }
  add("signatureAlgorithm", certificate[1]);
  return places;
}

// "certificate" where one of them is not DER as a whole. The signature counts only where it signs the same.
inline std::set<std::string> DifferentPlaces(ByteView one, ByteView other) {
  const auto a = DerTree::Read(one);
  const auto b = DerTree::Read(other);
  const auto is_der = [](const std::optional<DerTree>& tree, ByteView der) {
    return tree && std::ranges::equal(tree->Encode(), der);
  };
  if (!is_der(a, one) || !is_der(b, other)) return {"certificate"};
  const CertificatePlaces before = PlacesOf(*a), after = PlacesOf(*b);
  std::set<std::string> different;
  for (const auto& [places, others] : {std::pair(&before, &after), std::pair(&after, &before)}) {
    for (const auto& [name, encodings] : *places) {
      const auto found = others->find(name);
      if (found == others->end() || found->second != encodings) different.insert(name);
    }
  }
  // What no place is the name of, as the order of the extensions.
  if (different.empty() && (*a)[0].Encode() != (*b)[0].Encode()) different.insert("tbsCertificate");
  if (different.empty() && (*a)[2].Encode() != (*b)[2].Encode()) different.insert("signatureValue");
  return different;
}

}  // namespace kepsim
