"""All judges at once. A tool that is not there is an error when it is asked, but for Java, which may be left out."""

from . import asked
from .gnutls import GnuTls
from .libraries import Botan, BouncyCastle, LibGcrypt
from .openssl import OpenSsl
from .structure import Asn1Crypto, DumpAsn1


class Panel:
    """Judges that live until close()."""

    def __init__(self):
        kinds = [OpenSsl, GnuTls, Botan, LibGcrypt, DumpAsn1, Asn1Crypto]
        if asked.java_is_there():
            kinds.append(BouncyCastle)
        self.judges = [kind() for kind in kinds]

    def close(self):
        for judge in self.judges:
            judge.close()

    def asked_about(self, question):
        """Those that have an answer to "path", "crl", "request", "cms", "pfx" or "structure"."""
        return [judge for judge in self.judges if hasattr(judge, question)]
