// Certificates as files hold them (RFC 7468 §5).
#pragma once

#include <vector>

#include "ca/base/bytes.h"

namespace kepsim {

// The octets of every certificate of a PEM text, in order; the octets themselves where it is none. What is no
// base64 between the lines gives empty octets, which are no certificate either. Takes time in proportion to
// the text.
std::vector<Bytes> CertificatesOf(ByteView pem_or_der);
// The first of them.
Bytes FirstCertificateOf(ByteView pem_or_der);

}  // namespace kepsim
