// libgcrypt 1.10 as a judge of single signatures. See asked.h for how it is asked:
//   signature  SubjectPublicKeyInfo  message  s||r
// It takes the key apart by itself, and asks libgcrypt for the curve by the parameter set's OID.
#include <gcrypt.h>

#include <algorithm>
#include <map>

#include "tests/judges/asked.h"

namespace {

using judge::Fields;
using judge::FromHex;
using judge::Octets;

// RFC 7836 appendix A.2, in Weierstrass form, since libgcrypt knows the twisted Edwards curve by another
// generator.
constexpr char kTc26A[] =
    "(p #00FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD97#)"
    "(a #00C2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335#)"
    "(b #295F9BAE7428ED9CCC20E7C359A9D41A22FCCD9108E17BF7BA9337A6F8AE9513#)"
    "(g #0491E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28"
    "32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C#)"
    "(n #400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67#)(h #04#)";

struct Element {
  uint8_t tag;
  Octets content;
};

// The next DER element of `octets` at `at`, which moves behind it.
Element Next(const Octets& octets, size_t& at) {
  const uint8_t tag = octets.at(at++);
  size_t length = octets.at(at++);
  if (length >= 0x80) {
    size_t count = length & 0x7F;
    for (length = 0; count > 0; --count) length = length << 8 | octets.at(at++);
  }
  if (length > octets.size() - at) throw std::out_of_range("DER length");
  const auto begin = octets.begin() + static_cast<ptrdiff_t>(at);
  at += length;
  return {tag, Octets(begin, begin + static_cast<ptrdiff_t>(length))};
}

Octets Enter(const Octets& octets, size_t& at, uint8_t tag) {
  const Element element = Next(octets, at);
  if (element.tag != tag) throw std::invalid_argument("DER tag " + std::to_string(element.tag));
  return element.content;
}

std::string Hex(const Octets& octets) {
  std::string hex;
  for (const uint8_t octet : octets) {
    hex += "0123456789ABCDEF"[octet >> 4];
    hex += "0123456789ABCDEF"[octet & 15];
  }
  return hex;
}

std::string Dotted(const Octets& oid) {
  std::string text = std::to_string(oid.at(0) / 40) + "." + std::to_string(oid.at(0) % 40);
  uint64_t arc = 0;
  for (size_t i = 1; i < oid.size(); ++i) {
    arc = arc << 7 | (oid[i] & 0x7F);
    if (oid[i] < 0x80) {
      text += "." + std::to_string(arc);
      arc = 0;
    }
  }
  return text;
}

Octets Reversed(Octets octets) {
  std::reverse(octets.begin(), octets.end());
  return octets;
}

// A libgcrypt S-expression that frees itself.
class Sexp {
 public:
  explicit Sexp(const std::string& text) {
    if (const gcry_error_t error = gcry_sexp_new(&sexp_, text.data(), text.size(), 1)) {
      throw std::invalid_argument(gcry_strerror(error));
    }
  }
  ~Sexp() { gcry_sexp_release(sexp_); }
  Sexp(const Sexp&) = delete;
  Sexp& operator=(const Sexp&) = delete;
  gcry_sexp_t get() const { return sexp_; }

 private:
  gcry_sexp_t sexp_ = nullptr;
};

std::string Signature(const Fields& fields) {
  size_t at = 0;
  const Octets spki = Enter(FromHex(fields.at(1)), at, 0x30);
  at = 0;
  const Octets algorithm = Enter(spki, at, 0x30);
  const Octets bits = Enter(spki, at, 0x03);
  size_t in_bits = 1;  // behind the count of unused bits
  const Octets point = Enter(bits, in_bits, 0x04);
  at = 0;
  const std::string key_oid = Dotted(Enter(algorithm, at, 0x06));
  const Octets parameters = Enter(algorithm, at, 0x30);
  at = 0;
  const std::string set = Dotted(Enter(parameters, at, 0x06));

  const std::map<std::string, std::pair<int, size_t>> lengths = {
      {"1.2.643.7.1.1.1.1", {GCRY_MD_STRIBOG256, 32}}, {"1.2.643.7.1.1.1.2", {GCRY_MD_STRIBOG512, 64}}};
  const auto [digest, size] = lengths.at(key_oid);
  const Octets signature = FromHex(fields.at(3));
  if (point.size() != 2 * size || signature.size() != 2 * size) return "a length is wrong";

  const auto half = [size = size](const Octets& whole, int which) {
    const auto begin = whole.begin() + static_cast<ptrdiff_t>(size) * which;
    return Octets(begin, begin + static_cast<ptrdiff_t>(size));
  };
  // RFC 9215 §4.3: x and y little-endian. RFC 7091 §6.1: the digest is a little-endian number.
  const std::string q = "#04" + Hex(Reversed(half(point, 0))) + Hex(Reversed(half(point, 1))) + "#";
  const std::string curve = set == "1.2.643.7.1.2.1.1.1" ? std::string(kTc26A) : "(curve \"" + set + "\")";
  const Octets message = FromHex(fields.at(2));
  Octets hash(size);
  gcry_md_hash_buffer(digest, hash.data(), message.data(), message.size());

  const Sexp key("(public-key(ecc(flags gost)" + curve + "(q " + q + ")))");
  const Sexp data("(data(flags gost)(value #" + Hex(Reversed(hash)) + "#))");
  // RFC 9215 §2: s, then r, each big-endian.
  const Sexp value("(sig-val(gost(r #" + Hex(half(signature, 1)) + "#)(s #" + Hex(half(signature, 0)) +
                   "#)))");
  const gcry_error_t error = gcry_pk_verify(value.get(), data.get(), key.get());
  return error == 0 ? "" : gcry_strerror(error);
}

}  // namespace

int main() {
  if (gcry_check_version(GCRYPT_VERSION) == nullptr) return 1;
  gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
  gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
  return judge::AnswerAll([](const Fields& fields) {
    if (fields.at(0) == "signature") return Signature(fields);
    throw std::invalid_argument("no such question: " + fields.at(0));
  });
}
