#include "ca/service/carrier_proto.h"

#include "ca/rpc/time_proto.h"

namespace kepsim {
namespace {

// The proto's numbers are the enumeration's and one more.
constexpr int Number(KeyAlgorithm algorithm) {
  return static_cast<int>(algorithm) + 1;
}
static_assert(Number(KeyAlgorithm::k256CryptoProA) == v1::KEY_ALGORITHM_GOST2012_256_CRYPTOPRO_A);
static_assert(Number(KeyAlgorithm::k256CryptoProXchB) == v1::KEY_ALGORITHM_GOST2012_256_CRYPTOPRO_XCHB);
static_assert(Number(KeyAlgorithm::k256Tc26A) == v1::KEY_ALGORITHM_GOST2012_256_TC26_A);
static_assert(Number(KeyAlgorithm::k512Tc26A) == v1::KEY_ALGORITHM_GOST2012_512_TC26_A);
static_assert(Number(KeyAlgorithm::k512Tc26C) == v1::KEY_ALGORITHM_GOST2012_512_TC26_C);
static_assert(Number(KeyAlgorithm::k512Test) == v1::KeyAlgorithm_MAX);

static_assert(static_cast<int>(CarrierKind::kUsbToken) == v1::CARRIER_KIND_USB_TOKEN);
static_assert(static_cast<int>(CarrierKind::kMobile) == v1::CARRIER_KIND_MOBILE);

}  // namespace

void Encode(const Carrier& carrier, v1::Carrier* out) {
  out->set_name(carrier.Name());
  out->set_kind(static_cast<v1::CarrierKind>(carrier.kind));
  out->set_serial_number(carrier.serial_number);
  out->set_label(carrier.label);
  out->set_user_pin_tries_left(carrier.user_pin.tries_left);
  out->set_admin_pin_tries_left(carrier.admin_pin.tries_left);
  out->set_user_pin_count_low(carrier.user_pin.count_low());
  out->set_user_pin_final_try(carrier.user_pin.final_try());
  out->set_user_pin_locked(carrier.user_pin.locked());
  for (const CarrierKey& key : carrier.keys) {
    if (!key.certificate_der) continue;
    v1::CarrierCertificate* certificate = out->add_certificates();
    certificate->set_key(carrier.KeyName(key));
    certificate->set_certificate_der(ToString(*key.certificate_der));
  }
  Encode(carrier.created, out->mutable_create_time());
}

v1::KeyAlgorithm Encode(KeyAlgorithm algorithm) {
  return static_cast<v1::KeyAlgorithm>(Number(algorithm));
}

Result<KeyAlgorithm> Decode(v1::KeyAlgorithm algorithm, std::string field) {
  if (algorithm == v1::KEY_ALGORITHM_UNSPECIFIED) return KeyAlgorithm::k256CryptoProA;
  if (!v1::KeyAlgorithm_IsValid(algorithm)) {
    return Status::Violations({{std::move(field), Reason::FIELD_OUT_OF_RANGE, {}}});
  }
  return static_cast<KeyAlgorithm>(algorithm - 1);
}

}  // namespace kepsim
