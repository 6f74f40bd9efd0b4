"""Judges around libraries: Botan, libgcrypt and BouncyCastle, each a process that lives as long as the object."""

from . import asked
from .bench import Answer
from .objects import key_info, message_and_signature


class Botan:
    name = "botan"
    BLIND_TO = frozenset()

    def __init__(self):
        self.process = asked.program("botan_judge")
        self.close = self.process.close

    def path(self, path):
        return self.process.ask("path", path.holder, path.intermediates, [path.root], path.crls, str(path.at))

    def crl(self, crl, issuer):
        return self.process.ask("crl", crl, issuer)

    def request(self, pkcs10):
        return self.process.ask("request", pkcs10)


class LibGcrypt:
    """Knows signatures and nothing else: of a path, each certificate's and each CRL's."""

    name = "libgcrypt"
    BLIND_TO = frozenset({"no CRL", "revoked", "expired"})

    def __init__(self):
        self.process = asked.program("gcrypt_judge")
        self.close = self.process.close

    def signature(self, key, message, signature):
        """key: SubjectPublicKeyInfo."""
        return self.process.ask("signature", key, message, signature)

    def crl(self, crl, issuer):
        return self.signature(key_info(issuer), *message_and_signature(crl))

    def path(self, path):
        for certificate, issuer in path.issuers():
            answer = self.signature(key_info(issuer), *message_and_signature(certificate))
            if not answer.held:
                return answer
        for crl in path.crls:
            if not any(self.crl(crl, issuer).held for issuer in (*path.intermediates, path.root)):
                return Answer(False, "gcrypt_judge: nobody here signed a CRL")
        return answer


class BouncyCastle:
    name = "bouncycastle"
    BLIND_TO = frozenset()

    def __init__(self):
        self.process = asked.java("BouncyCastleJudge")
        self.close = self.process.close

    def path(self, path):
        return self.process.ask("path", path.holder, path.intermediates, [path.root], path.crls, path.policy, str(path.at))

    def crl(self, crl, issuer):
        return self.process.ask("crl", crl, issuer)

    def request(self, pkcs10):
        return self.process.ask("request", pkcs10)

    def cms(self, cms, content, path):
        """By the certificate inside; the path to it is another question."""
        del path
        return self.process.ask("cms", cms, content)

    def pfx(self, pfx, password, certificates):
        return self.process.ask("pfx", pfx, password, certificates)
