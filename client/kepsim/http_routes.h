// What stands behind the HTTP paths (product: the URLs in certificates, the trusted list, health).
#pragma once

#include "client/kepsim/health.h"
#include "client/world/workspaces.h"
#include "registry/http/router.h"

namespace kepsim {

// /healthz: 200 while serving, else 503. /livez: 200 while the process answers.
void AddHealthRoutes(Router& router, Health& health);

// /crl/ID.crl, /aia/ID.cer, /ca.pem, /tsl/TSLExt.1.0.xml of the workspace that the path names. ID is the key
// identifier in lower-case hexadecimal.
void AddRegistryRoutes(Router& router, Workspaces& workspaces);

}  // namespace kepsim
