"""The direction of dependencies: proto <- ca <- registry <- client, read from the #include lines.

Also what may be read in one file only: the wall clock, the system's randomness, OpenSSL's engines.
"""
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent

CA_CORE = {"ca/base", "ca/crypto", "ca/person", "ca/operation", "ca/x509"}
CA_DOMAIN = CA_CORE | {"ca/identity", "ca/carrier", "ca/issuance"}
PORTS = "ca/issuance/ports.h"
BEYOND_CA = CA_CORE | {PORTS}
SERVING = {"ca/rpc", "proto"}
PORTAL = BEYOND_CA | {"client/portal", "registry/verifier"}
ALL = CA_DOMAIN | SERVING | {"ca/defect", "ca/service", "registry", "client"}

# Folder -> what its files may include: folders with all that is below them, or single files. The longest folder that
# a file is in counts. A folder that is not here may not have code.
ALLOWED = {
    "ca/base": {"ca/base"},
    "ca/crypto": {"ca/base", "ca/crypto"},
    "ca/person": {"ca/base", "ca/person"},
    "ca/operation": {"ca/base", "ca/crypto", "ca/operation"},
    "ca/x509": {"ca/base", "ca/crypto", "ca/person", "ca/x509"},
    "ca/identity": {"ca/base", "ca/crypto", "ca/person", "ca/identity"},
    # The kind of carrier is a word that authorities and applications need before there is a carrier.
    "ca/carrier": CA_CORE | {"ca/carrier", "ca/issuance/carrier_kind.h"},
    # Certificates broken on purpose, below all that issues them.
    "ca/defect": CA_CORE | {"ca/defect", "ca/identity/applicant.h"},
    "ca/issuance": CA_DOMAIN - {"ca/carrier"} | {"ca/defect"},
    "ca/rpc": {"ca/base", "ca/crypto", "ca/operation", "ca/rpc", "proto"},
    "ca/service": CA_DOMAIN | SERVING | {"ca/service"},
    "registry/verifier": BEYOND_CA | {"registry/verifier"},
    "registry/store": BEYOND_CA | {"registry/verifier", "registry/store"},
    "registry/publication": BEYOND_CA | {"registry/store", "registry/verifier", "registry/publication"},
    "registry/http": {"ca/base", "ca/person", "registry/http"},
    "registry/service": BEYOND_CA | SERVING | {"registry"},
    "client/portal": PORTAL,
    "client/portal/service": PORTAL | SERVING | {"registry/service"},
    "client/world": ALL - {"client"} | {"client/portal", "client/world"},
    "client/testing": ALL,
    "client/kepsim": ALL,
}

# Folders that are not built without gRPC, and so may include its headers and those made from the protos.
WITH_GRPC = re.compile(r"(.*/service|ca/rpc|client/kepsim|client/testing)/")
GRPC_HEADER = re.compile(r"(grpc|grpcpp|google/protobuf|google/rpc|kepsim/v1)/")
PROTO_HEADER = re.compile(r"(grpc/health|google/rpc|kepsim)/.*\.pb\.h$")

# What only the files named may do.
RESERVED = [
    ("the wall clock",
     r"system_clock\s*::\s*now|(?<![\w.>])(?:std::)?time\s*\(\s*(?:nullptr|NULL|0)\s*\)|gettimeofday|CLOCK_REALTIME",
     {"ca/base/clock.cc"}),
    ("the system's randomness", r"\bRAND_\w+|\brandom_device\b|\bgetrandom\b|\bgetentropy\b",
     {"ca/crypto/random.cc", "ca/crypto/gost_runtime.cc"}),
]
RESERVED_HEADERS = [
    (re.compile(r"openssl/engine\.h$"), re.compile(r"ca/crypto/gost_runtime\.cc$")),
    (re.compile(r"openssl/"), re.compile(r"ca/crypto/")),
    (re.compile(r"sqlite3\.h$"), re.compile(r"(ca/base|client/kepsim/bench)/")),
    (re.compile(r"microhttpd\.h$"), re.compile(r"registry/http/")),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)
# A string keeps what looks like a comment in it from being one; neither is code.
NOT_CODE = re.compile(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)


def within(path, folders):
    return any(path == folder or path.startswith(folder + "/") for folder in folders)


def violations(path, text):
    """What is wrong with one file, as sentences."""
    found = []
    folders = [folder for folder in ALLOWED if within(path, {folder})]
    if not folders:
        return [f"{path} is in a folder that has no place in the order"]
    allowed = ALLOWED[max(folders, key=len)]
    for quote, header in INCLUDE.findall(text):
        is_proto = PROTO_HEADER.match(header)
        if GRPC_HEADER.match(header) and not WITH_GRPC.match(path):
            found.append(f"{path} includes {header}, which needs gRPC")
        elif is_proto and "proto" not in allowed:
            found.append(f"{path} may not include {header}")
        elif quote == '"' and not is_proto and not within(header, allowed):
            found.append(f"{path} may not include {header}")
        elif quote == "<" and re.match(r"(ca|registry|client|tests)/", header):
            found.append(f"{path} includes {header} as if it were a library's")
        for pattern, home in RESERVED_HEADERS:
            if pattern.match(header) and not home.match(path):
                found.append(f"{path} may not include {header}")
                break
    code = NOT_CODE.sub(lambda match: '""' if match[0].startswith('"') else " ", text)
    for what, pattern, homes in RESERVED:
        match = re.search(pattern, code)
        if match and path not in homes:
            found.append(f"{path} uses {what}: {match[0]}")
    return found


class LayeringTest(unittest.TestCase):

    def test_the_tree_keeps_the_order(self):
        files = [file for top in ("ca", "registry", "client") for suffix in ("h", "cc", "def")
                 for file in (ROOT / top).rglob(f"*.{suffix}")]
        self.assertGreater(len(files), 50)
        found = [line for file in sorted(files)
                 for line in violations(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))]
        self.assertEqual([], found, "\n" + "\n".join(found))

    def test_what_is_allowed(self):
        for path, text in [
            ("ca/base/clock.cc", "auto now = std::chrono::system_clock::now();"),
            ("ca/crypto/random.cc", "RAND_bytes(p, 1);"),
            ("ca/crypto/gost_runtime.cc", "#include <openssl/engine.h>"),
            ("ca/crypto/key.cc", '#include "ca/base/time.h"\n#include <openssl/evp.h>'),
            ("ca/rpc/call.cc", "#include <grpcpp/server_context.h>"),
            ("ca/service/carrier_service.cc", '#include "kepsim/v1/carrier.grpc.pb.h"\n#include "ca/carrier/carrier.h"'),
            ("registry/publication/crl.cc", '#include "ca/issuance/ports.h"'),
            ("client/portal/linking.cc", '#include "registry/verifier/verdict.h"'),
            ("client/world/world.cc", '#include "ca/carrier/carrier.h"'),
            ("client/kepsim/health.cc", '#include "grpc/health/v1/health.grpc.pb.h"'),
            ("ca/x509/name.cc", "// system_clock::now() is not read here\n/* time(nullptr)\n RAND_bytes */"),
            ("ca/x509/name.cc", 'auto text = "time(nullptr)"; x.time(0); validity_time(0);'),
        ]:
            self.assertEqual([], violations(path, text), text)

    def test_what_is_not(self):
        for path, text in [
            ("ca/base/bytes.cc", '#include "ca/crypto/digest.h"'),
            ("ca/x509/name.cc", '#include "ca/operation/operation.h"'),
            ("ca/carrier/carrier.cc", '#include "ca/identity/persona.h"'),
            ("ca/carrier/carrier.cc", '#include "ca/issuance/application.h"'),
            ("ca/issuance/ca.cc", '#include "ca/carrier/carrier.h"'),
            ("ca/issuance/ca.cc", '  #  include "ca/rpc/call.h"'),
            ("ca/issuance/ca.cc", '#include "registry/store/entry.h"'),
            ("ca/issuance/ca.cc", '#include "kepsim/v1/carrier.pb.h"'),
            ("ca/issuance/ca.cc", "#include <grpcpp/grpcpp.h>"),
            ("ca/issuance/ca.cc", "#include <google/protobuf/message.h>"),
            ("ca/issuance/ca.cc", '#include "ports.h"'),
            ("ca/issuance/ca.cc", "#include <ca/rpc/call.h>"),
            ("ca/service/carrier_service.cc", '#include "client/world/world.h"'),
            ("registry/store/entry.cc", '#include "ca/issuance/application.h"'),
            ("registry/store/entry.cc", '#include "ca/issuance/ports.hh"'),
            ("registry/store/entry.cc", '#include "ca/rpc/call.h"'),
            ("registry/http/server.cc", '#include "registry/store/entry.h"'),
            ("registry/verifier/path.cc", '#include "registry/store/entry.h"'),
            ("client/portal/link.cc", '#include "registry/store/entry.h"'),
            ("client/portal/link.cc", '#include "client/portal/service/portal_service.h"\n#include "ca/rpc/call.h"'),
            ("client/portal/link.cc", '#include "client/world/world.h"'),
            ("client/world/world.cc", '#include "client/kepsim/defaults.h"'),
            ("client/world/world.cc", "#include <grpcpp/grpcpp.h>"),
            ("client/world/world.cc", '#include "tests/support/fake.h"'),
            ("client/world/world.cc", "#include <sqlite3.h>"),
            ("ca/elsewhere/x.cc", ""),
            ("ca/x509/name.cc", "#include <openssl/evp.h>"),
            ("ca/crypto/key.cc", "#include <openssl/engine.h>"),
            ("ca/crypto/key.cc", "RAND_bytes(p, 1);"),
            ("client/world/world.cc", "std::random_device device;"),
            ("client/world/world.cc", "auto t = std::chrono::system_clock::now();"),
            ("client/world/world.cc", 'Log("http://x"); auto t = time(nullptr);'),
            ("client/world/world.cc", "auto t = std::time( NULL );"),
        ]:
            self.assertNotEqual([], violations(path, text), f"{path}: {text}")


if __name__ == "__main__":
    sys.exit(unittest.main())
