"""Programs that are not ours, asked about objects that are: openssl with its GOST engine, and certtool of GnuTLS."""

import base64
import re
import subprocess
import tempfile
import textwrap
import urllib.request
from pathlib import Path

GOST_CNF = """\
openssl_conf = conf
[conf]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
"""
KC1 = "1.2.643.100.113.1"  # the policy that every qualified certificate has


def pem(kind, *ders):
    return "".join(f"-----BEGIN {kind}-----\n" + textwrap.fill(base64.b64encode(der).decode(), 64) +
                   f"\n-----END {kind}-----\n" for der in ders)


def flipped(der, at=-1):
    """With one bit of the signature turned, where it stands at the end."""
    broken = bytearray(der)
    broken[at] ^= 1
    return bytes(broken)


class Bench:
    """A folder of files for the tools; each of them answers (held, what it printed)."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="kepsim-judges-")
        self.path = Path(self._folder.name)
        (self.path / "gost.cnf").write_text(GOST_CNF)
        self.close = self._folder.cleanup

    def put(self, name, content):
        file = self.path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(file)

    def run(self, *command):
        result = subprocess.run(command, cwd=self.path, capture_output=True, timeout=60,
                                env={"OPENSSL_CONF": str(self.path / "gost.cnf"), "PATH": "/usr/bin:/bin", "LC_ALL": "C"})
        printed = (result.stdout + result.stderr).decode(errors="replace")
        return result.returncode == 0, f"$ {' '.join(command)}\n{printed}"

    def text(self, tool, der):
        """What `openssl x509` or `openssl crl` shows of it."""
        held, printed = self.run("openssl", tool, "-inform", "DER", "-noout", "-text", "-nameopt", "utf8", "-in",
                                 self.put("shown.der", der))
        assert held, printed
        return printed

    def urls(self, der):
        return re.findall(r"URI:(\S+)", self.text("x509", der))

    def openssl_chain(self, holder, chain, root, crls):
        return self.run(
            "openssl", "verify", "-x509_strict", "-crl_check_all", "-CRLfile", self.put("all.crl", pem("X509 CRL", *crls)),
            "-policy", KC1, "-explicit_policy", "-CAfile", self.put("root.pem", pem("CERTIFICATE", root)),
            "-untrusted", self.put("chain.pem", pem("CERTIFICATE", *chain)),
            self.put("holder.pem", pem("CERTIFICATE", holder)))

    def openssl_cms(self, cms, content, chain, root):
        return self.run(
            "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", self.put("signature.p7s", cms),
            "-content", self.put("content", content), "-CAfile", self.put("anchors.pem", pem("CERTIFICATE", root, *chain)),
            "-purpose", "any", "-out", "/dev/null")

    def certtool_chain(self, holder, chain, root):
        return self.run("certtool", "--verify-chain", "--infile",
                        self.put("full.pem", pem("CERTIFICATE", holder, *chain, root)))

    def certtool_revocation(self, holder, chain, root, crls):
        return self.run(
            "certtool", "--verify", "--load-ca-certificate", self.put("root.pem", pem("CERTIFICATE", root)),
            "--load-crl", self.put("all.crl", pem("X509 CRL", *crls)), "--infile",
            self.put("path.pem", pem("CERTIFICATE", holder, *chain)))

    def certtool_crl(self, crl, issuer):
        return self.run("certtool", "--verify-crl", "--load-ca-certificate",
                        self.put("issuer.pem", pem("CERTIFICATE", issuer)), "--infile",
                        self.put("one.crl", pem("X509 CRL", crl)))

    def certtool_request(self, pkcs10):
        return self.run("certtool", "--crq-info", "--infile",
                        self.put("request.csr", pem("CERTIFICATE REQUEST", pkcs10)))

    def certtool_cms(self, cms, content, chain, root):
        return self.run(
            "certtool", "--p7-verify", "--inder", "--infile", self.put("signature.p7s", cms), "--load-data",
            self.put("content", content), "--load-ca-certificate",
            self.put("anchors.pem", pem("CERTIFICATE", root, *chain)))


def fetch(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()


def crl_revokes(crl, serial):
    bench = Bench()
    try:
        return f"Serial Number: {serial.hex().upper()}\n" in bench.text("crl", crl)
    finally:
        bench.close()
