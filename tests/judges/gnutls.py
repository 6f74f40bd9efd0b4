"""certtool of GnuTLS, whose GOST is nettle's. It judges by the machine's clock alone, so faketime shows it another."""

import time

from .bench import Answer, Bench, pem, unpem
from .objects import key_info, point


def certtool(at):
    """The command, run at a moment; 0: now."""
    if not at:
        return ("certtool",)
    return ("faketime", "-f", time.strftime("@%Y-%m-%d %H:%M:%S", time.gmtime(at)), "certtool")


class GnuTls:
    name = "gnutls"
    BLIND_TO = frozenset({"no CRL"})  # it has no way to demand one

    def __init__(self):
        self.bench = Bench()
        self.close = self.bench.close

    def path(self, path):
        """The chain; then the chain with revocation, where CRLs are looked up but not judged; then each CRL."""
        tool = certtool(path.at)
        answer = self.bench.run(
            *tool, "--verify-chain", "--infile",
            self.bench.certificates("full.pem", path.holder, *path.intermediates, path.root))
        if not answer.held:
            return answer
        lists = ("--load-crl", self.bench.crls("all.crl", *path.crls)) if path.crls else ()
        answer = self.bench.run(
            *tool, "--verify", "--load-ca-certificate", self.bench.certificates("root.pem", path.root), *lists,
            "--infile", self.bench.certificates("path.pem", path.holder, *path.intermediates))
        if not answer.held:
            return answer
        for crl in path.crls:
            answers = [self.crl(crl, issuer, path.at) for issuer in (*path.intermediates, path.root)]
            if not any(one.held for one in answers):
                return answers[-1]
        return answer

    def crl(self, crl, issuer, at=0):
        return self.bench.run(*certtool(at), "--verify-crl", "--load-ca-certificate",
                              self.bench.certificates("issuer.pem", issuer), "--infile",
                              self.bench.crls("one.crl", crl))

    def request(self, pkcs10):
        answer = self.bench.run("certtool", "--crq-info", "--infile",
                                self.bench.put("request.csr", pem("CERTIFICATE REQUEST", pkcs10)))
        return Answer(answer.held and "Self signature: verified" in answer.why, answer.why)

    def cms(self, cms, content, path):
        return self.bench.run(
            "certtool", "--p7-verify", "--inder", "--infile", self.bench.put("signature.p7s", cms), "--load-data",
            self.bench.put("content", content), "--load-ca-certificate",
            self.bench.certificates("anchors.pem", path.root, *path.intermediates))

    def pfx(self, pfx, password, certificates):
        """The MAC and the certificates, then the key: certtool shows it as it lies there, and opens it in a second step."""
        answer = self.bench.run("certtool", "--p12-info", "--inder", "--password", password, "--infile",
                                self.bench.put("holder.p12", pfx))
        if not answer.held or unpem("CERTIFICATE", answer.why) != list(certificates):
            return Answer(False, answer.why)
        key = self.bench.put("key.pem", pem("ENCRYPTED PRIVATE KEY", *unpem("ENCRYPTED PRIVATE KEY", answer.why)))
        answer = self.bench.run("certtool", "--pubkey-info", "--load-privkey", key, "--password", password)
        keys = [point(info) for info in unpem("PUBLIC KEY", answer.why)]
        return Answer(answer.held and keys == [point(key_info(certificates[0]))], answer.why)
