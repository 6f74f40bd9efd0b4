"""openssl with its GOST engine. It shares the engine with kepsim, but none of its encoders and rules."""

from .bench import Answer, Bench, pem, unpem
from .objects import algorithm, key_info


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

    def pfx(self, pfx, password, certificates):
        """What is inside; then a signature by the key, which the certificate's key verifies."""
        answer = self.bench.run("openssl", "pkcs12", "-in", self.bench.put("holder.p12", pfx), "-passin",
                                "pass:" + password, "-nodes")
        if not answer.held or unpem("CERTIFICATE", answer.why) != list(certificates):
            return Answer(False, answer.why)
        key = self.bench.put("key.pem", pem("PRIVATE KEY", *unpem("PRIVATE KEY", answer.why)))
        public = self.bench.put("public.pem", pem("PUBLIC KEY", key_info(certificates[0])))
        digest = "-md_gost12_" + algorithm(certificates[0])[:3]
        message, signature = self.bench.put("message", b"signed by the key of a PFX"), self.bench.put("signature", b"")
        answer = self.bench.run("openssl", "dgst", digest, "-sign", key, "-out", signature, message)
        if not answer.held:
            return answer
        return self.bench.run("openssl", "dgst", digest, "-verify", public, "-signature", signature, message)
