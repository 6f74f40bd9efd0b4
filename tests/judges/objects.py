"""What is judged, taken apart by asn1crypto, and the same objects spoiled in one place each."""

from dataclasses import dataclass, replace

from asn1crypto import core, x509

from .algorithms import SETS

KC1 = "1.2.643.100.113.1"  # the policy that every qualified certificate has


class GostKeyParameters(core.Sequence):
    """RFC 9215 §4.2."""
    _fields = [
        ("public_key_param_set", core.ObjectIdentifier),
        ("digest_param_set", core.ObjectIdentifier, {"optional": True}),
        ("encryption_param_set", core.ObjectIdentifier, {"optional": True}),
    ]


class GostKeyAlgorithm(core.Sequence):
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", GostKeyParameters)]


class GostKeyInfo(core.Sequence):
    """asn1crypto's own PublicKeyInfo knows no GOST."""
    _fields = [("algorithm", GostKeyAlgorithm), ("public_key", core.ParsableOctetBitString)]


def with_gost_key(fields, name):
    """Of a sequence that holds a key: the fields, with a key that can be read."""
    return [(field, GostKeyInfo if field == name else spec, *options) for field, spec, *options in fields]


class TbsCertificate(x509.TbsCertificate):
    _fields = with_gost_key(x509.TbsCertificate._fields, "subject_public_key_info")


class Certificate(x509.Certificate):
    _fields = [("tbs_certificate", TbsCertificate), *x509.Certificate._fields[1:]]


class SignatureAlgorithm(core.Sequence):
    _fields = [("algorithm", core.ObjectIdentifier), ("parameters", core.Any, {"optional": True})]


class Signed(core.Sequence):
    """What certificates, CRLs and requests have in common."""
    _fields = [("message", core.Any), ("algorithm", SignatureAlgorithm), ("signature", core.OctetBitString)]


def tbs(der):
    return Certificate.load(der, strict=True)["tbs_certificate"]


def key_info(der):
    """SubjectPublicKeyInfo of a certificate."""
    return tbs(der)["subject_public_key_info"].dump()


def point(info):
    """Of a SubjectPublicKeyInfo: the key itself. Its parameters are written in more than one way."""
    return GostKeyInfo.load(info, strict=True)["public_key"].contents


def algorithm(der):
    """The name of a certificate's parameter set, as in algorithms.py."""
    return SETS[tbs(der)["subject_public_key_info"]["algorithm"]["parameters"]["public_key_param_set"].dotted]


def message_and_signature(der):
    signed = Signed.load(der, strict=True)
    return signed["message"].dump(), signed["signature"].native


def flipped(der, at=-1):
    """With one bit turned; of the signature, where that stands at the end."""
    broken = bytearray(der)
    broken[at] ^= 1
    return bytes(broken)


def renamed(der):
    """The last character of the subject is another one; the signature is as it was."""
    return flipped(der, der.index(key_info(der)) - 1)




@dataclass(frozen=True)
class Path:
    """A holder's certificate and all that it takes to trust it."""

    holder: bytes
    intermediates: tuple  # the holder's issuer first
    root: bytes
    crls: tuple
    policy: str = KC1  # that the holder must have; empty: none
    at: int = 0  # seconds of Unix time when it is to hold; 0: now

    def algorithms(self):
        """Of the keys, from the holder's up."""
        return [algorithm(der) for der in (self.holder, *self.intermediates, self.root)]

    def issuers(self):
        """(certificate, its issuer's), from the holder up; without the root, which is trusted as it is."""
        chain = (self.holder, *self.intermediates, self.root)
        return list(zip(chain, chain[1:]))

    def spoiled(self, another):
        """By name: paths that nobody may take, each for one reason. `another` is a path through another CA and root."""
        ca, *others = self.intermediates
        return {
            "holder's signature": replace(self, holder=flipped(self.holder)),
            "holder's name": replace(self, holder=renamed(self.holder)),
            "CA's signature": replace(self, intermediates=(flipped(ca), *others)),
            "CA's name": replace(self, intermediates=(renamed(ca), *others)),
            "another CA": replace(self, intermediates=another.intermediates),
            "another root": replace(self, root=another.root),
            "CRL's signature": replace(self, crls=tuple(map(flipped, self.crls))),
            "no CRL": replace(self, crls=()),
        }
