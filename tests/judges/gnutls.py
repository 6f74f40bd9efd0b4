"""certtool of GnuTLS, whose GOST is nettle's. It judges by the real clock and by no other."""

from .bench import Answer, Bench, pem


class GnuTls:
    name = "gnutls"
    BLIND_TO = frozenset({"no CRL"})  # it has no way to demand one

    def __init__(self):
        self.bench = Bench()
        self.close = self.bench.close

    def path(self, path):
        """The chain; then the chain with revocation, where CRLs are looked up but not judged; then each CRL."""
        answer = self.bench.run(
            "certtool", "--verify-chain", "--infile",
            self.bench.certificates("full.pem", path.holder, *path.intermediates, path.root))
        if not answer.held:
            return answer
        lists = ("--load-crl", self.bench.crls("all.crl", *path.crls)) if path.crls else ()
        answer = self.bench.run(
            "certtool", "--verify", "--load-ca-certificate", self.bench.certificates("root.pem", path.root), *lists,
            "--infile", self.bench.certificates("path.pem", path.holder, *path.intermediates))
        if not answer.held:
            return answer
        for crl in path.crls:
            answers = [self.crl(crl, issuer) for issuer in (*path.intermediates, path.root)]
            if not any(one.held for one in answers):
                return answers[-1]
        return answer

    def crl(self, crl, issuer):
        return self.bench.run("certtool", "--verify-crl", "--load-ca-certificate",
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
