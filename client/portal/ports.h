// What the portal needs of the CA. client/world plugs it in.
#pragma once

#include <string>

#include "ca/base/status.h"
#include "ca/operation/operation.h"
#include "ca/x509/certificate.h"

namespace kepsim {

class CertificateBlocking {
 public:
  virtual ~CertificateBlocking() = default;
  // Has the CA that issued `certificate` terminate it, within the operation. OK also when it was terminated
  // before. `ground`: основание, in Russian.
  virtual Status Block(Operation& operation, const Certificate& certificate, const std::string& ground) = 0;
};

}  // namespace kepsim
