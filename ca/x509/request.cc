#include "ca/x509/request.h"

#include "ca/crypto/der_reader.h"
#include "ca/crypto/der_writer.h"
#include "ca/x509/signed.h"

namespace kepsim {
namespace {

struct ParsedRequest {
  PublicKey key;
  ByteView tbs;
  std::string signature_oid;
  ByteView signature;
};

Result<ParsedRequest> ParseRequest(ByteView pkcs10_der) {
  bool ok = true;
  DerReader outer(pkcs10_der, ok);
  DerReader request = outer.Enter(der::kSequence);
  outer.End();
  const ByteView tbs = request.Whole(der::kSequence);
  const DerReader::Algorithm algorithm = request.AlgorithmIdentifier();
  const ByteView signature = request.BitString();
  request.End();
  DerReader info = request.Within(tbs).Enter(der::kSequence);
  if (info.Small() != 0) info.Fail();  // RFC 2986 §4.1: v1
  info.Whole(der::kSequence);          // subject
  const ByteView spki = info.Whole(der::kSequence);
  if (info.NextIs(der::Constructed(0))) info.Any();  // attributes; some software leaves the empty set out
  info.End();
  if (!ok) return Reason::DER_MALFORMED;

  KEPSIM_ASSIGN(PublicKey key, PublicKey::FromSpki(spki));
  if (!algorithm.HasNone()) return Reason::SIGNATURE_INVALID;
  return ParsedRequest{std::move(key), tbs, algorithm.oid, signature};
}

constexpr size_t kDigestSize = 32;
// A real one has half a kilobyte, with many attributes a few. Its octets are kept.
constexpr size_t kMaxRequestSize = size_t{16} << 10;

}  // namespace

Result<Bytes> MakeRequest(const PrivateKey& key, const Name& subject, const RandomStream& random) {
  KEPSIM_ASSIGN(const Bytes name, EncodeName(subject));
  DerWriter out;
  out.Sequence([&] {
    out.Integer(uint64_t{0});  // v1
    out.Raw(name);
    out.Raw(key.public_key().spki_der());
    out.Nested(der::Constructed(0), [] {});  // no attributes
  });
  return SignAndWrap(out.bytes(), key, random);
}

Result<ProvenKey> ProvenKey::FromRequest(ByteView pkcs10_der) {
  if (pkcs10_der.size() > kMaxRequestSize) return {Reason::DER_MALFORMED, "a request of more than 16 KiB"};
  KEPSIM_ASSIGN(ParsedRequest request, ParseRequest(pkcs10_der));
  KEPSIM_TRY(request.key.CheckOrder());
  KEPSIM_TRY(VerifySigned(request.tbs, request.signature_oid, request.signature, request.key));
  return ProvenKey(std::move(request.key), Bytes(pkcs10_der.begin(), pkcs10_der.end()));
}

Bytes ProvenKey::Stored() const {
  Bytes stored = Digest(DigestAlgorithm::kSha256, request_);
  stored.insert(stored.end(), request_.begin(), request_.end());
  return stored;
}

Result<ProvenKey> ProvenKey::FromStored(ByteView stored) {
  const Status corrupt(Reason::STORAGE_CORRUPT, "a proven key");
  if (stored.size() < kDigestSize) return corrupt;
  const ByteView der = stored.subspan(kDigestSize);
  if (!ConstantTimeEqual(Digest(DigestAlgorithm::kSha256, der), stored.first(kDigestSize))) return corrupt;
  auto request = ParseRequest(der);
  if (!request.ok()) return corrupt;
  return ProvenKey(std::move(request->key), Bytes(der.begin(), der.end()));
}

}  // namespace kepsim
