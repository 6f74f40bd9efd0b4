"""openssl with its GOST engine. It shares the engine with kepsim, but none of its encoders and rules."""

from .bench import Answer, Bench, pem


class OpenSsl:
    name = "openssl"
    BLIND_TO = frozenset()

    def __init__(self):
        self.bench = Bench()
        self.close = self.bench.close

    def path(self, path):
        demand = ("-policy", path.policy, "-explicit_policy") if path.policy else ()
        moment = ("-attime", str(path.at)) if path.at else ()
        return self.bench.run(
            "openssl", "verify", "-x509_strict", "-crl_check_all", "-CRLfile", self.bench.crls("all.crl", *path.crls),
            *demand, *moment, "-CAfile", self.bench.certificates("root.pem", path.root), "-untrusted",
            self.bench.certificates("chain.pem", *path.intermediates),
            self.bench.certificates("holder.pem", path.holder))

    def crl(self, crl, issuer):
        answer = self.bench.run("openssl", "crl", "-noout", "-CAfile", self.bench.certificates("issuer.pem", issuer),
                                "-in", self.bench.crls("one.crl", crl))
        # It exits with 0 whatever it finds.
        return Answer(answer.held and "verify OK" in answer.why, answer.why)

    def request(self, pkcs10):
        answer = self.bench.run("openssl", "req", "-verify", "-noout", "-in",
                                self.bench.put("request.csr", pem("CERTIFICATE REQUEST", pkcs10)))
        return Answer(answer.held and "verify OK" in answer.why, answer.why)

    def cms(self, cms, content, path):
        return self.bench.run(
            "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", self.bench.put("signature.p7s", cms),
            "-content", self.bench.put("content", content), "-CAfile",
            self.bench.certificates("anchors.pem", path.root, *path.intermediates), "-purpose", "any", "-out",
            "/dev/null")
