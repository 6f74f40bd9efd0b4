// The portal's objects as they travel.
#pragma once

#include "client/portal/account.h"
#include "client/portal/link.h"
#include "client/portal/order.h"
#include "kepsim/v1/portal.pb.h"

namespace kepsim {

void Encode(const Account& account, bool signature_active, v1::Account* out);
// As shown.
void Encode(const Link& link, v1::Link* out);
void Encode(const Order& order, v1::Order* out);

}  // namespace kepsim
