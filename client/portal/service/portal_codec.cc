#include "client/portal/service/portal_codec.h"

#include "ca/person/check_digits.h"
#include "ca/rpc/time_proto.h"
#include "client/portal/texts.h"
#include "registry/service/verdict_codec.h"

namespace kepsim {

static_assert(static_cast<int>(AccountLevel::kConfirmed) == v1::ACCOUNT_LEVEL_CONFIRMED);
static_assert(static_cast<int>(LinkState::kUnlinked) == v1::LINK_STATE_UNLINKED);
static_assert(static_cast<int>(LinkedCarrier::kMobile) == v1::CARRIER_KIND_MOBILE);
static_assert(static_cast<int>(OrderStatus::kFilesVerificationFailed) ==
              v1::ORDER_STATUS_FILES_VERIFICATION_FAILED);

void Encode(const Account& account, bool signature_active, v1::Account* out) {
  out->set_name(account.Name());
  out->set_login(account.login);
  v1::PersonName* person = out->mutable_person();
  person->set_surname(account.person.surname);
  person->set_given_name(account.person.given_name);
  person->set_patronymic(account.person.patronymic);
  out->set_snils(FormatSnils(account.snils));
  out->set_level(static_cast<v1::AccountLevel>(account.level));
  out->set_signature_status(signature_active ? kSignatureActiveText : kSignatureAbsentText);
  out->set_signature_active(signature_active);
  Encode(account.created, out->mutable_create_time());
}

void Encode(const Link& link, v1::Link* out) {
  out->set_name(link.Name());
  out->set_state(static_cast<v1::LinkState>(link.state));
  out->set_certificate_der(ToString(link.certificate));
  out->set_carrier(static_cast<v1::CarrierKind>(link.carrier));
  Encode(link.created, out->mutable_create_time());
  out->set_state_reason(link.state_reason);
}

void Encode(const Order& order, v1::Order* out) {
  out->set_name(order.Name());
  out->set_status(static_cast<v1::OrderStatus>(order.status));
  out->set_content_digest(ToString(order.content_digest));
  Encode(order.verdict, out->mutable_verdict());
  Encode(order.created, out->mutable_create_time());
}

}  // namespace kepsim
