// The signature itself. RFC 5280 §6.1.3 (a)(1): it must verify with the issuer's key.

#include <algorithm>

#include "ca/crypto/der.h"
#include "ca/crypto/der_writer.h"
#include "ca/crypto/digest.h"
#include "ca/defect/defect_tables.h"

namespace kepsim {
namespace {

// ---- Signed otherwise.

Result<Bytes> ByAnotherKey(ByteView tbs, const PrivateKey& key, const RandomStream& random) {
  const auto stream = random.Fork("another-key", key.public_key().spki_der());
  KEPSIM_ASSIGN(const PrivateKey another, PrivateKey::Generate(key.algorithm(), *stream));
  return another.Sign(tbs, random);
}

Result<Bytes> OverOtherContent(ByteView tbs, const PrivateKey& key, const RandomStream& random) {
  Bytes other(tbs.begin(), tbs.end());
  other.back() ^= 1;
  return key.Sign(other, random);
}

// GOST R 34.10 takes the digest's octets as a little-endian number (domain.md §3.2).
Result<Bytes> OverReversedDigest(ByteView tbs, const PrivateKey& key, const RandomStream& random) {
  Bytes digest = Digest(DigestOf(key.algorithm()), tbs);
  std::ranges::reverse(digest);
  return key.SignDigest(digest, random);
}

Result<Bytes> OverSha256(ByteView tbs, const PrivateKey& key, const RandomStream& random) {
  Bytes digest = Digest(DigestAlgorithm::kSha256, tbs);
  digest.resize(DigestOf(key.algorithm()) == DigestAlgorithm::kStreebog256 ? 32 : 64);
  return key.SignDigest(digest, random);
}

// ---- Signed, and then bent: s and r behind the octet of unused bits.

Bytes& Bits(DerTree& certificate) {
  return certificate[2].content;
}

void BitFlipped(DerTree& certificate) {
  Bits(certificate).back() ^= 1;
}

void HalvesSwapped(DerTree& certificate) {
  Bytes& bits = Bits(certificate);
  std::rotate(bits.begin() + 1, bits.begin() + static_cast<std::ptrdiff_t>(bits.size() / 2 + 1), bits.end());
}

void LittleEndian(DerTree& certificate) {
  Bytes& bits = Bits(certificate);
  const auto middle = bits.begin() + static_cast<std::ptrdiff_t>(bits.size() / 2 + 1);
  std::reverse(bits.begin() + 1, middle);
  std::reverse(middle, bits.end());
}

void AllZeros(DerTree& certificate) {
  std::ranges::fill(Bits(certificate), 0);
}

void OctetMissing(DerTree& certificate) {
  Bits(certificate).pop_back();
}

void Empty(DerTree& certificate) {
  Bits(certificate).resize(1);
}

void UnusedBit(DerTree& certificate) {
  Bits(certificate).front() = 1;
}

// SEQUENCE { r INTEGER, s INTEGER } (RFC 3279 §2.2.3), as other elliptic curves have it.
void AsEcdsa(DerTree& certificate) {
  Bytes& bits = Bits(certificate);
  const ByteView both = ByteView(bits).subspan(1);
  DerWriter out;
  out.Sequence([&] {
    out.Integer(both.subspan(both.size() / 2));
    out.Integer(both.first(both.size() / 2));
  });
  bits.assign(1, 0);
  bits.insert(bits.end(), out.bytes().begin(), out.bytes().end());
}

constexpr char kPlace[] = "signatureValue";
constexpr char kInvalid[] = "CHAIN_SIGNATURE_INVALID";

constexpr Defect kDefects[] = {
    {"signature-bit-flipped",
     "one bit of the signature is flipped",
     kPlace,
     "chain-signature",
     kInvalid,
     kInvalid,
     {nullptr, nullptr, BitFlipped}},
    {"signature-by-another-key",
     "another key than the CA's has signed",
     kPlace,
     "chain-signature",
     kInvalid,
     kInvalid,
     {nullptr, ByAnotherKey}},
    {"signature-over-other-content",
     "the certificate was changed after it was signed",
     kPlace,
     "chain-signature",
     kInvalid,
     kInvalid,
     {nullptr, OverOtherContent}},
    {"signature-digest-reversed",
     "the digest was signed in the other byte order",
     kPlace,
     "chain-signature",
     kInvalid,
     kInvalid,
     {nullptr, OverReversedDigest}},
    {"signature-over-sha256",
     "a SHA-256 digest was signed, not Streebog",
     kPlace,
     "chain-signature",
     kInvalid,
     kInvalid,
     {nullptr, OverSha256}},
    {"signature-halves-swapped",
     "the signature is r || s, not s || r",
     kPlace,
     "chain-signature",
     kInvalid,
     kInvalid,
     {nullptr, nullptr, HalvesSwapped}},
    {"signature-little-endian",
     "both halves of the signature are little-endian",
     kPlace,
     "chain-signature",
     kInvalid,
     kInvalid,
     {nullptr, nullptr, LittleEndian}},
    {"signature-zero",
     "the signature is all zeros",
     kPlace,
     "chain-signature",
     kInvalid,
     kInvalid,
     {nullptr, nullptr, AllZeros}},
    {"signature-too-short",
     "the signature has an octet too few",
     kPlace,
     "signature-length",
     kInvalid,
     kInvalid,
     {nullptr, nullptr, OctetMissing}},
    {"signature-empty",
     "the signature is empty",
     kPlace,
     "signature-length",
     kInvalid,
     kInvalid,
     {nullptr, nullptr, Empty}},
    {"signature-ecdsa-form",
     "the signature is a SEQUENCE of two INTEGERs, as in ECDSA",
     kPlace,
     "signature-length",
     kInvalid,
     kInvalid,
     {nullptr, nullptr, AsEcdsa}},
    // A signature is a string of octets; bits that are not used make it something else.
    {"signature-unused-bit",
     "the BIT STRING of the signature has an unused bit",
     kPlace,
     "signature-length",
     "MALFORMED",
     "MALFORMED",
     {nullptr, nullptr, UnusedBit}},
};

}  // namespace

std::span<const Defect> SignatureDefects() {
  return kDefects;
}

}  // namespace kepsim
