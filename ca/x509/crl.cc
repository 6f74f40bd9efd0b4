#include "ca/x509/crl.h"

#include <algorithm>

#include "ca/crypto/der_reader.h"
#include "ca/crypto/der_writer.h"
#include "ca/x509/oids.h"
#include "ca/x509/signed.h"

namespace kepsim {
namespace {

// reasonCode, which "SHOULD be absent instead of using the unspecified value" (RFC 5280 §5.3.1).
void WriteReason(DerWriter& out, RevocationReason reason) {
  if (reason == RevocationReason::kUnspecified) return;
  out.Sequence([&] {
    out.Sequence([&] {
      out.Oid(oid::kReasonCode);
      out.Nested(der::kOctetString, [&] { out.Enumerated(static_cast<uint64_t>(reason)); });
    });
  });
}

// removeFromCRL has no place in a full list, and aACompromise none in ours: the entry still stands for a
// revocation.
RevocationReason ReasonOf(uint32_t code) {
  const bool known = code <= 6 || code == 9;
  return known ? static_cast<RevocationReason>(code) : RevocationReason::kUnspecified;
}

Bytes EncodeTbs(const CrlPlan& plan, KeyAlgorithm algorithm) {
  DerWriter out;
  out.Sequence([&] {
    out.Integer(1);  // v2
    out.Algorithm(SignatureOid(algorithm));
    out.Raw(plan.issuer_name_der);
    out.TimeChoice(plan.this_update);
    out.TimeChoice(plan.next_update);
    if (!plan.entries.empty()) {  // RFC 5280 §5.1.2.6: an empty list MUST be absent
      out.Sequence([&] {
        for (const CrlEntry& entry : plan.entries) {
          out.Sequence([&] {
            out.Integer(entry.serial);
            out.TimeChoice(entry.revoked);
            WriteReason(out, entry.reason);
          });
        }
      });
    }
    out.Nested(der::Constructed(0), [&] {
      out.Sequence([&] {
        out.Sequence([&] {
          out.Oid(oid::kAuthorityKeyId);
          out.Nested(der::kOctetString,
                     [&] { out.Sequence([&] { out.Primitive(der::Primitive(0), plan.authority_key_id); }); });
        });
        out.Sequence([&] {
          out.Oid(oid::kCrlNumber);
          out.Nested(der::kOctetString, [&] { out.Integer(plan.number); });
        });
      });
    });
  });
  return out.Take();
}

}  // namespace

Result<Bytes> SignCrl(const CrlPlan& plan, const PrivateKey& key, const RandomStream& random) {
  return SignAndWrap(EncodeTbs(plan, key.algorithm()), key, random);
}

void Crl::ReadEntries(DerReader entries) {
  while (!entries.AtEnd()) {
    DerReader fields = entries.Enter(der::kSequence);
    CrlEntry& entry = entries_.emplace_back();
    entry.serial = fields.Unsigned();
    entry.revoked = fields.TimeChoice();
    if (!fields.AtEnd()) {
      DerReader extensions = fields.Enter(der::kSequence);
      while (!extensions.AtEnd()) {
        DerReader extension = extensions.Enter(der::kSequence);
        const std::string id = extension.Oid();
        const bool critical = extension.OptionalBoolean();
        const ByteView value = extension.Content(der::kOctetString);
        if (id == oid::kReasonCode) {
          entry.reason = ReasonOf(extension.Within(value).Small(der::kEnumerated));
        } else if (critical && id != oid::kInvalidityDate) {
          has_unknown_critical_extension_ = true;  // certificateIssuer, which makes the list an indirect one
        }
      }
    }
    fields.End();
    by_serial_.emplace(entry.serial, entries_.size() - 1);
  }
}

void Crl::ReadExtensions(DerReader extensions) {
  while (!extensions.AtEnd()) {
    DerReader extension = extensions.Enter(der::kSequence);
    const std::string id = extension.Oid();
    const bool critical = extension.OptionalBoolean();
    DerReader value = extension.Within(extension.Content(der::kOctetString));
    if (id == oid::kAuthorityKeyId) {
      DerReader fields = value.Enter(der::kSequence);
      if (!fields.NextIs(der::Primitive(0))) continue;
      const ByteView key_id = fields.Content(der::Primitive(0));
      authority_key_id_.emplace(key_id.begin(), key_id.end());
    } else if (id == oid::kCrlNumber) {
      number_ = value.Unsigned();
      if (number_.empty()) number_ = {0};
    } else if (critical) {
      has_unknown_critical_extension_ = true;
    }
  }
}

Result<Crl> Crl::Parse(ByteView der) {
  bool ok = true;
  Crl crl;
  DerReader outer(der, ok);
  DerReader fields = outer.Enter(der::kSequence);
  outer.End();
  const ByteView tbs = fields.Whole(der::kSequence);
  const DerReader::Algorithm algorithm = fields.AlgorithmIdentifier();
  const ByteView signature = fields.BitString();
  fields.End();

  DerReader list = fields.Within(tbs).Enter(der::kSequence);
  if (list.NextIs(der::kInteger)) list.Small();
  const DerReader::Algorithm inner = list.AlgorithmIdentifier();
  const ByteView issuer = list.Whole(der::kSequence);
  crl.this_update_ = list.TimeChoice();
  if (list.NextIs(der::kUtcTime) || list.NextIs(der::kGeneralizedTime)) crl.next_update_ = list.TimeChoice();
  if (list.NextIs(der::kSequence)) crl.ReadEntries(list.Enter(der::kSequence));
  if (list.NextIs(der::Constructed(0))) {
    crl.ReadExtensions(list.Enter(der::Constructed(0)).Enter(der::kSequence));
  }
  list.End();
  if (!ok) return Reason::DER_MALFORMED;

  const bool same = algorithm.oid == inner.oid && std::ranges::equal(algorithm.parameters, inner.parameters);
  if (same && algorithm.HasNone()) crl.signature_oid_ = algorithm.oid;
  crl.der_.assign(der.begin(), der.end());
  crl.tbs_der_.assign(tbs.begin(), tbs.end());
  crl.signature_.assign(signature.begin(), signature.end());
  crl.issuer_der_.assign(issuer.begin(), issuer.end());
  return crl;
}

const CrlEntry* Crl::Find(ByteView serial) const {
  while (!serial.empty() && serial.front() == 0) serial = serial.subspan(1);
  const auto found = by_serial_.find(Bytes(serial.begin(), serial.end()));
  return found == by_serial_.end() ? nullptr : &entries_[found->second];
}

Status Crl::VerifySignature(const PublicKey& issuer) const {
  return VerifySigned(tbs_der_, signature_oid_, signature_, issuer);
}

}  // namespace kepsim
