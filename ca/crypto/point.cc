// EC_KEY is deprecated in OpenSSL 3.0, but it is what the GOST engine keeps its keys in.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "ca/crypto/point.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>

#include "ca/crypto/openssl.h"

namespace kepsim {
namespace {

using BigNumber = std::unique_ptr<BIGNUM, OpenSslDeleter<BN_free>>;
using Point = std::unique_ptr<EC_POINT, OpenSslDeleter<EC_POINT_free>>;

const EC_KEY* EllipticOf(EVP_PKEY* key) {
  return static_cast<const EC_KEY*>(EVP_PKEY_get0(key));
}

bool IsBelow(ByteView little_endian, const BIGNUM* limit) {
  const BigNumber number(BN_lebin2bn(little_endian.data(), static_cast<int>(little_endian.size()), nullptr));
  return number != nullptr && BN_cmp(number.get(), limit) < 0;
}

}  // namespace

bool HasReducedCoordinates(EVP_PKEY* key, ByteView point) {
  const BIGNUM* characteristic = EC_GROUP_get0_field(EC_KEY_get0_group(EllipticOf(key)));
  const size_t half = point.size() / 2;
  return IsBelow(point.first(half), characteristic) && IsBelow(point.subspan(half), characteristic);
}

bool IsOfPrimeOrder(EVP_PKEY* key) {
  const EC_GROUP* group = EC_KEY_get0_group(EllipticOf(key));
  if (BN_is_one(EC_GROUP_get0_cofactor(group))) return true;
  const Point product(EC_POINT_new(group));
  const bool multiplied = product != nullptr &&
                          EC_POINT_mul(group, product.get(), nullptr, EC_KEY_get0_public_key(EllipticOf(key)),
                                       EC_GROUP_get0_order(group), nullptr) == 1;
  ERR_clear_error();
  return multiplied && EC_POINT_is_at_infinity(group, product.get()) == 1;
}

}  // namespace kepsim
