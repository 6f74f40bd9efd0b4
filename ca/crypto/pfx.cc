#include "ca/crypto/pfx.h"

#include <openssl/evp.h>
#include <openssl/pkcs12.h>

#include <array>

#include "ca/crypto/box.h"
#include "ca/crypto/der_writer.h"
#include "ca/crypto/gost_runtime.h"
#include "ca/crypto/hmac.h"
#include "ca/crypto/openssl.h"

namespace kepsim {
namespace {

constexpr std::string_view kData = "1.2.840.113549.1.7.1";
constexpr std::string_view kPbes2 = "1.2.840.113549.1.5.13";
constexpr std::string_view kPbkdf2 = "1.2.840.113549.1.5.12";
constexpr std::string_view kHmacStreebog512 = "1.2.643.7.1.1.4.2";
constexpr std::string_view kStreebog512 = "1.2.643.7.1.1.2.3";
constexpr std::string_view kGost28147 = "1.2.643.2.2.21";
constexpr std::string_view kGost28147ParamZ = "1.2.643.7.1.2.5.1.1";
constexpr std::string_view kShroudedKeyBag = "1.2.840.113549.1.12.10.1.2";
constexpr std::string_view kCertBag = "1.2.840.113549.1.12.10.1.3";
constexpr std::string_view kX509Certificate = "1.2.840.113549.1.9.22.1";
constexpr std::string_view kFriendlyName = "1.2.840.113549.1.9.20";
constexpr std::string_view kLocalKeyId = "1.2.840.113549.1.9.21";

constexpr size_t kSaltSize = 32;    // RFC 9548 §8 recommends no less
constexpr size_t kKeySize = 32;     // RFC 9337 §5.1.1
constexpr size_t kMacKeySize = 32;  // the last of kMacDerived (RFC 9548 §7)
constexpr size_t kMacDerived = 96;
constexpr uint64_t kPfxVersion = 3;

struct CipherRow {
  PfxCipher cipher;
  std::string_view oid;
  const char* engine_name;
  size_t iv_size;
};
constexpr std::array<CipherRow, 3> kCiphers = {{
    {PfxCipher::kGost28147, kGost28147, "gost89", 8},
    {PfxCipher::kMagmaCtrAcpkm, "1.2.643.7.1.1.5.1.1", "magma-ctr-acpkm", 12},
    {PfxCipher::kKuznyechikCtrAcpkm, "1.2.643.7.1.1.5.2.1", "kuznyechik-ctr-acpkm", 16},
}};
const CipherRow& RowOf(PfxCipher cipher) {
  return kCiphers[static_cast<size_t>(cipher)];
}

Bytes CipherParameters(const PfxLock& lock) {
  DerWriter out;
  out.Sequence([&] {
    out.OctetString(lock.iv);
    // Gost28147-89-Parameters (RFC 4357 §8.2) names the substitution, too.
    if (lock.cipher == PfxCipher::kGost28147) out.Oid(kGost28147ParamZ);
  });
  return out.Take();
}

// The parameters are read by the engine from their DER, as a reader of the file does.
Result<Bytes> Encrypt(const PfxLock& lock, ByteView plain) {
  const EVP_CIPHER* const cipher = EVP_get_cipherbyname(RowOf(lock.cipher).engine_name);
  const Bytes parameters = CipherParameters(lock);
  const uint8_t* at = parameters.data();
  const Asn1Value value(d2i_ASN1_TYPE(nullptr, &at, static_cast<long>(parameters.size())));
  const CipherContext context(EVP_CIPHER_CTX_new());
  Bytes out(plain.size());
  int size = 0;
  if (cipher == nullptr || EVP_CipherInit_ex(context.get(), cipher, nullptr, nullptr, nullptr, 1) != 1 ||
      EVP_CIPHER_asn1_to_param(context.get(), value.get()) <= 0 ||
      EVP_CipherInit_ex(context.get(), nullptr, nullptr, lock.key.bytes().data(), nullptr, 1) != 1 ||
      EVP_CipherUpdate(context.get(), out.data(), &size, plain.data(), static_cast<int>(plain.size())) != 1 ||
      static_cast<size_t>(size) != out.size()) {
    return CryptoFailed("encrypting a PFX");
  }
  return out;
}

// BMPString, of which PKCS#12 makes its names.
Result<Bytes> ToBmp(const std::string& utf8) {
  uint8_t* text = nullptr;
  int size = 0;
  if (OPENSSL_utf82uni(utf8.data(), static_cast<int>(utf8.size()), &text, &size) == nullptr) {
    return CryptoFailed("the name of a PFX as BMPString");
  }
  Bytes bmp(text, text + size - 2);  // without the zero at its end
  OPENSSL_free(text);
  return bmp;
}

// ContentInfo of the type Data (RFC 5652 §4).
template <class Body>
void WriteData(DerWriter& out, Body&& body) {
  out.Sequence([&] {
    out.Oid(kData);
    out.Nested(der::Constructed(0), [&] { out.Nested(der::kOctetString, body); });
  });
}

// PBES2-params (RFC 9337 §7.2).
void WritePbes2(DerWriter& out, const PfxLock& lock) {
  out.Sequence([&] {
    out.Oid(kPbes2);
    out.Sequence([&] {
      out.Sequence([&] {
        out.Oid(kPbkdf2);
        out.Sequence([&] {
          out.OctetString(lock.key_salt);
          out.Integer(kPfxRounds);
          out.Sequence([&] {
            out.Oid(kHmacStreebog512);
            out.Primitive(der::kNull, ByteView());
          });
        });
      });
      out.Sequence([&] {
        out.Oid(RowOf(lock.cipher).oid);
        out.Raw(CipherParameters(lock));
      });
    });
  });
}

// The attributes by which a reader puts a key and its certificate together (RFC 7292 §4.2).
void WriteAttributes(DerWriter& out, ByteView key_id, ByteView bmp_name) {
  const auto attribute = [&](std::string_view type, uint8_t tag, ByteView value) {
    out.Sequence([&] {
      out.Oid(type);
      out.Nested(der::kSet, [&] { out.Primitive(tag, value); });
    });
  };
  out.Nested(der::kSet, [&] {
    attribute(kLocalKeyId, der::kOctetString, key_id);
    attribute(kFriendlyName, der::kBmpString, bmp_name);
  });
}

void WriteCertificate(DerWriter& out, ByteView certificate) {
  out.Oid(kCertBag);
  out.Nested(der::Constructed(0), [&] {
    out.Sequence([&] {
      out.Oid(kX509Certificate);
      out.Nested(der::Constructed(0), [&] { out.OctetString(certificate); });
    });
  });
}

}  // namespace

Result<PfxLock> DerivePfxLock(const Secret& password, PfxCipher cipher, RandomStream& random) {
  PfxLock lock{cipher, Bytes(kSaltSize), Bytes(RowOf(cipher).iv_size), {}, Bytes(kSaltSize), {}};
  random.Fill(lock.key_salt);
  random.Fill(lock.iv);
  random.Fill(lock.mac_salt);
  KEPSIM_ASSIGN(lock.key, Pbkdf2Gost(password, lock.key_salt, kPfxRounds, kKeySize));
  KEPSIM_ASSIGN(const Secret derived, Pbkdf2Gost(password, lock.mac_salt, kPfxRounds, kMacDerived));
  const ByteView last = derived.bytes().last(kMacKeySize);
  lock.mac_key = Secret(Bytes(last.begin(), last.end()));
  return lock;
}

Result<Bytes> MakePfx(const PfxContent& content, const PfxLock& lock) {
  KEPSIM_TRY(EnsureGost());
  // As RFC 9548 §5.3 has it, and without a mask (k = 0 in §5.1): some readers do not know masks.
  KEPSIM_ASSIGN(const Bytes encrypted, Encrypt(lock, content.key.ToPkcs8().bytes()));
  KEPSIM_ASSIGN(const Bytes name, ToBmp(content.name));
  const Bytes key_id = content.key.public_key().Identifier();

  DerWriter safe;  // AuthenticatedSafe: what the MAC is over
  safe.Sequence([&] {
    WriteData(safe, [&] {
      safe.Sequence([&] {
        for (size_t i = 0; i < content.certificates.size(); ++i) {
          safe.Sequence([&] {
            WriteCertificate(safe, content.certificates[i]);
            if (i == 0) WriteAttributes(safe, key_id, name);
          });
        }
      });
    });
    WriteData(safe, [&] {
      safe.Sequence([&] {
        safe.Sequence([&] {
          safe.Oid(kShroudedKeyBag);
          safe.Nested(der::Constructed(0), [&] {
            safe.Sequence([&] {
              WritePbes2(safe, lock);
              safe.OctetString(encrypted);
            });
          });
          WriteAttributes(safe, key_id, name);
        });
      });
    });
  });

  DerWriter out;
  out.Sequence([&] {
    out.Integer(kPfxVersion);
    WriteData(out, [&] { out.Raw(safe.bytes()); });
    out.Sequence([&] {
      out.Sequence([&] {
        out.Algorithm(kStreebog512);
        out.OctetString(Hmac(DigestAlgorithm::kStreebog512, lock.mac_key.bytes(), {safe.bytes()}));
      });
      out.OctetString(lock.mac_salt);
      out.Integer(kPfxRounds);
    });
  });
  return out.Take();
}

}  // namespace kepsim
