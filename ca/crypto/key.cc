#include "ca/crypto/key.h"

#include <openssl/err.h>
#include <openssl/objects.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "ca/crypto/der_reader.h"
#include "ca/crypto/der_writer.h"
#include "ca/crypto/gost_runtime.h"
#include "ca/crypto/openssl.h"
#include "ca/crypto/point.h"

namespace kepsim {
namespace {

struct AlgorithmRow {
  KeyAlgorithm algorithm;
  std::string_view name;
  std::string_view parameter_set;
  int bits;
  const char* engine_name;  // of the parameter set; by its OID the engine knows some, and lacks others
  // Does the key name its digest (digestParamSet)? RFC 9215 §4.2: it MUST with the sets of CryptoPro, and
  // MUST NOT with tc26-256-B, C and D. Where it leaves the choice, as the engine and GnuTLS write it: with
  // 512-A and B, for the old readers that RFC 9215 §6 tells of.
  bool names_digest;
};

constexpr std::array<AlgorithmRow, 14> kAlgorithms = {{
    {KeyAlgorithm::k256CryptoProA, "gost2012-256-cryptopro-a", "1.2.643.2.2.35.1", 256, "A", true},
    {KeyAlgorithm::k256CryptoProB, "gost2012-256-cryptopro-b", "1.2.643.2.2.35.2", 256, "B", true},
    {KeyAlgorithm::k256CryptoProC, "gost2012-256-cryptopro-c", "1.2.643.2.2.35.3", 256, "C", true},
    {KeyAlgorithm::k256CryptoProXchA, "gost2012-256-cryptopro-xcha", "1.2.643.2.2.36.0", 256, "XA", true},
    {KeyAlgorithm::k256CryptoProXchB, "gost2012-256-cryptopro-xchb", "1.2.643.2.2.36.1", 256, "XB", true},
    {KeyAlgorithm::k256Tc26A, "gost2012-256-tc26-a", "1.2.643.7.1.2.1.1.1", 256, "TCA", false},
    {KeyAlgorithm::k256Tc26B, "gost2012-256-tc26-b", "1.2.643.7.1.2.1.1.2", 256, "TCB", false},
    {KeyAlgorithm::k256Tc26C, "gost2012-256-tc26-c", "1.2.643.7.1.2.1.1.3", 256, "TCC", false},
    {KeyAlgorithm::k256Tc26D, "gost2012-256-tc26-d", "1.2.643.7.1.2.1.1.4", 256, "TCD", false},
    {KeyAlgorithm::k512Tc26A, "gost2012-512-tc26-a", "1.2.643.7.1.2.1.2.1", 512, "A", true},
    {KeyAlgorithm::k512Tc26B, "gost2012-512-tc26-b", "1.2.643.7.1.2.1.2.2", 512, "B", true},
    {KeyAlgorithm::k512Tc26C, "gost2012-512-tc26-c", "1.2.643.7.1.2.1.2.3", 512, "C", false},
    {KeyAlgorithm::k256Test, "gost2012-256-test", "1.2.643.2.2.35.0", 256, "0", true},
    {KeyAlgorithm::k512Test, "gost2012-512-test", "1.2.643.7.1.2.1.2.0", 512, "1.2.643.7.1.2.1.2.0", true},
}};

constexpr std::string_view kKeyOid256 = "1.2.643.7.1.1.1.1";
constexpr std::string_view kKeyOid512 = "1.2.643.7.1.1.1.2";
constexpr std::string_view kDigestOid256 = "1.2.643.7.1.1.2.2";
constexpr std::string_view kDigestOid512 = "1.2.643.7.1.1.2.3";

const AlgorithmRow& RowOf(KeyAlgorithm algorithm) {
  return kAlgorithms[static_cast<size_t>(algorithm)];
}

int NidOf(int bits) {
  return bits == 256 ? NID_id_GostR3410_2012_256 : NID_id_GostR3410_2012_512;
}
// Of the two numbers that a point is, or a signature.
size_t PairSize(KeyAlgorithm algorithm) {
  return static_cast<size_t>(RowOf(algorithm).bits) / 4;
}

std::shared_ptr<EVP_PKEY> Own(EVP_PKEY* key) {
  return {key, EVP_PKEY_free};
}

// What the parameters of a GOST R 34.10-2012 AlgorithmIdentifier name (RFC 9215 §4). The digest may be left
// out with any set; software that writes GostR3410-2001-PublicKeyParameters (RFC 9215 §6) may add a cipher's
// set.
const AlgorithmRow* FindRow(const DerReader::Algorithm& identifier) {
  int bits = 0;
  if (identifier.oid == kKeyOid256) bits = 256;
  if (identifier.oid == kKeyOid512) bits = 512;
  bool ok = true;
  DerReader parameters = DerReader(identifier.parameters, ok).Enter(der::kSequence);
  const std::string parameter_set = parameters.Oid();
  if (!parameters.AtEnd() && parameters.Oid() != (bits == 256 ? kDigestOid256 : kDigestOid512))
    return nullptr;
  if (!parameters.AtEnd()) parameters.Oid();
  parameters.End();
  if (!ok) return nullptr;
  for (const AlgorithmRow& row : kAlgorithms) {
    if (row.bits == bits && row.parameter_set == parameter_set) return &row;
  }
  return nullptr;
}

// SubjectPublicKeyInfo in the one form that we write, whatever form the key came in.
Bytes CanonicalSpki(const AlgorithmRow& row, ByteView point) {
  DerWriter wrapped;
  wrapped.OctetString(point);
  DerWriter out;
  out.Sequence([&] {
    out.Sequence([&] {
      out.Oid(row.bits == 256 ? kKeyOid256 : kKeyOid512);
      out.Sequence([&] {
        out.Oid(row.parameter_set);
        if (row.names_digest) out.Oid(row.bits == 256 ? kDigestOid256 : kDigestOid512);
      });
    });
    out.BitString(wrapped.bytes());
  });
  return out.Take();
}

Bytes SpkiOf(const AlgorithmRow& row, EVP_PKEY* key) {
  uint8_t* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  bool ok = true;
  DerReader spki = DerReader(ByteView(der, static_cast<size_t>(std::max(size, 0))), ok).Enter(der::kSequence);
  spki.AlgorithmIdentifier();
  Bytes canonical = CanonicalSpki(row, spki.Within(spki.BitString()).Content(der::kOctetString));
  OPENSSL_free(der);
  return canonical;
}

}  // namespace

std::string_view NameOf(KeyAlgorithm algorithm) {
  return RowOf(algorithm).name;
}
std::string_view ParameterSetOid(KeyAlgorithm algorithm) {
  return RowOf(algorithm).parameter_set;
}

std::optional<KeyAlgorithm> KeyAlgorithmOf(std::string_view name) {
  for (const AlgorithmRow& row : kAlgorithms) {
    if (row.name == name) return row.algorithm;
  }
  return std::nullopt;
}

DigestAlgorithm DigestOf(KeyAlgorithm algorithm) {
  return RowOf(algorithm).bits == 256 ? DigestAlgorithm::kStreebog256 : DigestAlgorithm::kStreebog512;
}

bool IsTestSet(KeyAlgorithm algorithm) {
  return algorithm == KeyAlgorithm::k256Test || algorithm == KeyAlgorithm::k512Test;
}

Result<PublicKey> PublicKey::FromSpki(ByteView spki_der) {
  KEPSIM_TRY(EnsureGost());
  bool ok = true;
  DerReader outer(spki_der, ok);
  DerReader spki = outer.Enter(der::kSequence);
  outer.End();
  const DerReader::Algorithm identifier = spki.AlgorithmIdentifier();
  const ByteView bits = spki.BitString();
  spki.End();
  if (!ok) return Reason::DER_MALFORMED;
  const AlgorithmRow* row = FindRow(identifier);
  if (row == nullptr) return {Reason::KEY_UNSUPPORTED, identifier.oid};
  DerReader content(bits, ok);
  const ByteView point = content.Content(der::kOctetString);
  content.End();
  if (!ok || point.size() != PairSize(row->algorithm)) return Reason::DER_MALFORMED;

  PublicKey key;
  key.algorithm_ = row->algorithm;
  key.spki_ = CanonicalSpki(*row, point);
  const uint8_t* at = key.spki_.data();
  key.handle_ = Own(d2i_PUBKEY(nullptr, &at, static_cast<long>(key.spki_.size())));
  if (key.handle_ == nullptr || !HasReducedCoordinates(key.handle_.get(), point)) {
    ERR_clear_error();
    return Reason::KEY_POINT_INVALID;
  }
  return key;
}

Status PublicKey::CheckOrder() const {
  return IsOfPrimeOrder(handle_.get()) ? OkStatus() : Status(Reason::KEY_POINT_INVALID);
}

Bytes PublicKey::Identifier() const {
  bool ok = true;
  DerReader spki = DerReader(spki_, ok).Enter(der::kSequence);
  spki.Any();
  return Digest(DigestAlgorithm::kSha1, spki.BitString());
}

Status PublicKey::VerifyDigest(ByteView digest, ByteView signature) const {
  if (signature.size() != PairSize(algorithm_)) return Reason::SIGNATURE_INVALID;
  const PkeyContext context(EVP_PKEY_CTX_new(handle_.get(), nullptr));
  if (context == nullptr || EVP_PKEY_verify_init(context.get()) != 1)
    return CryptoFailed("GOST verification");
  if (EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(), digest.size()) == 1) {
    return OkStatus();
  }
  ERR_clear_error();
  return Reason::SIGNATURE_INVALID;
}

Status PublicKey::Verify(ByteView message, ByteView signature) const {
  return VerifyDigest(Digest(DigestOf(algorithm_), message), signature);
}

Result<PrivateKey> PrivateKey::Generate(KeyAlgorithm algorithm, RandomStream& random) {
  KEPSIM_TRY(EnsureGost());
  const AlgorithmRow& row = RowOf(algorithm);
  const PkeyContext context(EVP_PKEY_CTX_new_id(NidOf(row.bits), nullptr));
  EVP_PKEY* handle = nullptr;
  const EngineRandomScope scope(random);
  if (context == nullptr || EVP_PKEY_keygen_init(context.get()) != 1 ||
      EVP_PKEY_CTX_ctrl_str(context.get(), "paramset", row.engine_name) != 1 ||
      EVP_PKEY_keygen(context.get(), &handle) != 1) {
    return CryptoFailed("GOST key generation");
  }
  PrivateKey key;
  key.handle_ = Own(handle);
  key.public_.algorithm_ = algorithm;
  key.public_.spki_ = SpkiOf(row, handle);
  key.public_.handle_ = key.handle_;
  return key;
}

Secret PrivateKey::ToPkcs8() const {
  const Pkcs8Info info(EVP_PKEY2PKCS8(handle_.get()));
  uint8_t* der = nullptr;
  const int size = info == nullptr ? 0 : i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der);
  if (size <= 0) std::abort();  // out of memory: a key that came to be can be written
  Secret secret(ToBytes(AsText({der, static_cast<size_t>(size)})));
  OPENSSL_clear_free(der, static_cast<size_t>(size));
  return secret;
}

Result<PrivateKey> PrivateKey::FromPkcs8(const Secret& der) {
  KEPSIM_TRY(EnsureGost());
  bool ok = true;
  DerReader outer(der.bytes(), ok);
  DerReader info = outer.Enter(der::kSequence);
  outer.End();
  info.Small();
  const DerReader::Algorithm identifier = info.AlgorithmIdentifier();
  if (!ok) return Reason::DER_MALFORMED;
  const AlgorithmRow* row = FindRow(identifier);
  if (row == nullptr) return {Reason::KEY_UNSUPPORTED, identifier.oid};

  PrivateKey key;
  const uint8_t* at = der.bytes().data();
  key.handle_ = Own(d2i_PrivateKey(NidOf(row->bits), nullptr, &at, static_cast<long>(der.size())));
  // Decoders that do not know GOST leave errors behind even when the engine succeeds.
  ERR_clear_error();
  if (key.handle_ == nullptr) return Reason::DER_MALFORMED;
  key.public_.algorithm_ = row->algorithm;
  key.public_.spki_ = SpkiOf(*row, key.handle_.get());
  key.public_.handle_ = key.handle_;
  return key;
}

Result<Bytes> PrivateKey::SignDigest(ByteView digest, const RandomStream& random) const {
  Bytes origin = public_.spki_der();
  origin.insert(origin.end(), digest.begin(), digest.end());
  const auto nonce = random.Fork("nonce", origin);

  const PkeyContext context(EVP_PKEY_CTX_new(handle_.get(), nullptr));
  Bytes signature(PairSize(algorithm()));
  size_t size = signature.size();
  if (context == nullptr || EVP_PKEY_sign_init(context.get()) != 1) return CryptoFailed("GOST signing");
  const EngineRandomScope scope(*nonce);
  if (EVP_PKEY_sign(context.get(), signature.data(), &size, digest.data(), digest.size()) != 1 ||
      size != signature.size()) {
    return CryptoFailed("GOST signing");
  }
  return signature;
}

Result<Bytes> PrivateKey::Sign(ByteView message, const RandomStream& random) const {
  return SignDigest(Digest(DigestOf(algorithm()), message), random);
}

}  // namespace kepsim
