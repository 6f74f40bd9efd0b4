"""Judges of structure: is it DER, and are the identifiers and types those of the standards? They look at no signature."""

import re

from asn1crypto import cms, core, crl, csr, x509

from .algorithms import SETS
from .bench import Answer, Bench
from .objects import Certificate, Signed, with_gost_key

# Key and signature algorithm by the length of the coordinates (RFC 9215 §2, §4.1).
LENGTHS = {
    "1.2.643.7.1.1.1.1": (64, "1.2.643.7.1.1.3.2", "1.2.643.7.1.1.2.2"),
    "1.2.643.7.1.1.1.2": (128, "1.2.643.7.1.1.3.3", "1.2.643.7.1.1.2.3"),
}


SIGNED_DATA = core.ObjectIdentifier("1.2.840.113549.1.7.2").dump()


class IssuerSignTool(core.Sequence):
    _fields = [(name, core.UTF8String) for name in ("sign_tool", "ca_tool", "sign_tool_cert", "ca_tool_cert")]


# What ФСБ Order 795 adds to RFC 5280; asn1crypto then reads it as strictly as its own.
x509.ExtensionId._map.update({
    "1.2.643.100.111": "subject_sign_tool",
    "1.2.643.100.112": "issuer_sign_tool",
    "1.2.643.100.114": "identification_kind",
    "1.3.6.1.4.1.32473.795.1": "simulator_mark",
})
x509.Extension._oid_specs.update({
    "subject_sign_tool": core.UTF8String,
    "issuer_sign_tool": IssuerSignTool,
    "identification_kind": core.Integer,
    "simulator_mark": core.UTF8String,
})
NUMERIC = {
    "1.2.643.100.1": 13,  # OGRN
    "1.2.643.100.3": 11,  # SNILS
    "1.2.643.100.4": 10,  # INNLE
    "1.2.643.100.5": 15,  # OGRNIP
    "1.2.643.3.131.1.1": 12,  # INN
}


class RequestInfo(csr.CertificationRequestInfo):
    _fields = with_gost_key(csr.CertificationRequestInfo._fields, "subject_pk_info")


class Request(csr.CertificationRequest):
    _fields = [("certification_request_info", RequestInfo), *csr.CertificationRequest._fields[1:]]


class DumpAsn1:
    """Peter Gutmann's dumpasn1, which complains of what is BER and no DER."""

    name = "dumpasn1"
    # It reads BER, and does not know what a signature is.
    BLIND_TO = frozenset({"an octet behind it", "indefinite length", "NULL as signature parameters",
                          "the key's OID in place of the signature's", "unused bits in the signature"})

    def __init__(self):
        self.bench = Bench()
        self.close = self.bench.close

    def structure(self, der):
        # -z: an empty SET OF is right where a request has no attributes. -e: not into strings of octets, since what is random
        # there is taken for DER now and then.
        answer = self.bench.run("dumpasn1", "-ze", self.bench.put("object.der", der))
        troubles = [line for line in answer.why.splitlines() if "Error:" in line or "Warning:" in line]
        # What is after 2038 is no error of the object's.
        troubles = [line for line in troubles if "cannot be represented in a 32-bit time_t" not in line]
        return Answer(not troubles and re.search(r"^0 warnings, \d+ errors?\.$", answer.why, re.M) is not None,
                      f"{troubles}\n{answer.why}")


class Asn1Crypto:
    """python3-asn1crypto: all of it can be read; identifiers, types, and DER's own rules are looked at."""

    name = "asn1crypto"
    BLIND_TO = frozenset()

    def close(self):
        pass

    def structure(self, der):
        try:
            self._look(der)
        except (ValueError, TypeError, KeyError, IndexError, AssertionError) as refusal:
            return Answer(False, f"asn1crypto: {refusal!r}")
        return Answer(True, "asn1crypto: yes")

    def _look(self, der):
        if der[:20].find(SIGNED_DATA) > 0:
            self._cms(der)
            return
        signed = Signed.load(der, strict=True)
        algorithm = signed["algorithm"]["algorithm"].dotted
        # RFC 9215 §2: MUST be omitted.
        assert isinstance(signed["algorithm"]["parameters"], core.Void), "parameters of the signature algorithm"
        assert len(signed["signature"].contents) in (65, 129) and not signed["signature"].contents[0], "the signature's bits"
        kinds = (Certificate, crl.CertificateList, Request)
        parsed = next(filter(None, (self._read(kind, der) for kind in kinds)), None)
        assert parsed is not None, "neither certificate, CRL nor request"
        {Certificate: self._certificate, crl.CertificateList: self._crl, Request: self._request}[type(parsed)](
            parsed, algorithm)
        self._canonical(der)

    @staticmethod
    def _read(kind, der):
        try:
            parsed = kind.load(der, strict=True)
            parsed.native
            return parsed
        except (ValueError, TypeError, KeyError):
            return None

    def _certificate(self, certificate, algorithm):
        tbs = certificate["tbs_certificate"]
        assert tbs["version"].native == "v3"
        self._inner(tbs["signature"], algorithm)
        self._key(tbs["subject_public_key_info"])
        for name in (tbs["issuer"], tbs["subject"]):
            self._name(name)
        for time in ("not_before", "not_after"):
            chosen = tbs["validity"][time]
            assert (chosen.name == "utc_time") == (chosen.native.year < 2050), f"{time} as {chosen.name}"
        self._extensions(tbs["extensions"])

    def _crl(self, parsed, algorithm):
        tbs = parsed["tbs_cert_list"]
        assert tbs["version"].native == "v2"
        self._inner(tbs["signature"], algorithm)
        self._name(tbs["issuer"])
        revoked = tbs["revoked_certificates"]
        assert not revoked or len(revoked), "an empty list is absent (RFC 5280 §5.1.2.6)"
        self._extensions(tbs["crl_extensions"])

    def _request(self, request, algorithm):
        info = request["certification_request_info"]
        assert info["version"].native == "v1"
        self._key(info["subject_pk_info"])
        assert LENGTHS[info["subject_pk_info"]["algorithm"]["algorithm"].dotted][1] == algorithm
        self._name(info["subject"])

    @staticmethod
    def _absent(parameters):
        assert isinstance(parameters, core.Void), "parameters where real signatures have none"

    def _cms(self, der):
        """SignedData as real tools make it (RFC 5652): algorithms without parameters, signed attributes in DER's order."""
        data = cms.ContentInfo.load(der, strict=True)["content"]
        assert isinstance(data, cms.SignedData), "no SignedData"
        for algorithm in data["digest_algorithms"]:
            self._absent(algorithm["parameters"])
        for info in data["signer_infos"]:
            self._absent(info["digest_algorithm"]["parameters"])
            self._absent(info["signature_algorithm"]["parameters"])
            attributes = [attribute.dump() for attribute in info["signed_attrs"]]
            assert attributes == sorted(attributes), "a SET OF that is not in order (X.690 §11.6)"
            kinds = {attribute["type"].native for attribute in info["signed_attrs"]}
            assert {"content_type", "message_digest"} <= kinds, f"signed attributes {kinds}"
        self._canonical(der)

    @staticmethod
    def _inner(inner, algorithm):
        """The algorithm that is signed, which must be the one beside the signature."""
        assert inner["algorithm"].dotted == algorithm, "two signature algorithms"
        Asn1Crypto._absent(inner["parameters"])

    @staticmethod
    def _key(info):
        size, _, digest = LENGTHS[info["algorithm"]["algorithm"].dotted]
        parameters = info["algorithm"]["parameters"]
        name = SETS[parameters["public_key_param_set"].dotted]
        given = parameters["digest_param_set"].native
        assert name.startswith(str(size * 4)), f"{name} in a key of {size} octets"
        # RFC 9215 §4.2: MUST for CryptoPro's, MUST NOT for tc26-256-B, C, D; for the others as one likes.
        must, must_not = "CRYPTOPRO" in name, name in ("256_TC26_B", "256_TC26_C", "256_TC26_D")
        assert given == digest if must else given is None if must_not else given in (None, digest), \
            f"digestParamSet {given} in a key of {name}"
        assert isinstance(parameters["encryption_param_set"], core.Void), "a third parameter (RFC 9215 §4.2)"
        assert isinstance(info["public_key"].parsed, core.OctetString), info["public_key"].parsed
        assert len(info["public_key"].parsed.native) == size

    @staticmethod
    def _name(name):
        for rdn in name.chosen:
            assert len(rdn) == 1, "more than one attribute in an RDN"
            kind, value = rdn[0]["type"].dotted, rdn[0]["value"]
            if kind in NUMERIC:
                parsed = core.NumericString.load(value.dump(), strict=True)
                assert parsed.native.isdigit() and len(parsed.native) == NUMERIC[kind], f"{kind} {parsed.native!r}"

    @staticmethod
    def _extensions(extensions):
        dotted = [extension["extn_id"].dotted for extension in extensions]
        assert len(set(dotted)) == len(dotted), f"an extension twice: {dotted}"
        for extension in extensions:
            identifier = extension["extn_id"].native
            assert identifier in x509.Extension._oid_specs or identifier in crl.TBSCertListExtension._oid_specs, \
                f"an extension that nobody knows: {identifier}"
            extension["extn_value"].parsed.native
            Asn1Crypto._canonical(extension["extn_value"].contents)

    @staticmethod
    def _canonical(der):
        """X.690 §10, §11 by hand, since asn1crypto forgives these."""
        at = 0
        while at < len(der):
            at = Asn1Crypto._element(der, at)

    @staticmethod
    def _element(der, at):
        tag, first = der[at], der[at + 1]
        assert tag & 0x1F != 0x1F, "a tag of several octets"
        begin, length = at + 2, first
        if first >= 0x80:
            count = first & 0x7F
            assert count, "indefinite length"
            begin, length = begin + count, int.from_bytes(der[begin:begin + count], "big")
            assert length >= 0x80 and der[at + 2], "a length that is longer than needed"
        end = begin + length
        assert end <= len(der), "a length beyond the end"
        content = der[begin:end]
        if tag == 0x01:
            assert content in (b"\0", b"\xff"), "a BOOLEAN that is neither"
        if tag == 0x02:
            assert content and not (len(content) > 1 and (content[0], content[1] >> 7) in ((0, 0), (255, 1))), "INTEGER"
        if tag & 0x20:
            inner = begin
            while inner < end:
                inner = Asn1Crypto._element(der[:end], inner)
        return end


def _length(size):
    if size < 0x80:
        return bytes([size])
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def _sequence(*parts):
    content = b"".join(parts)
    return b"\x30" + _length(len(content)) + content


def malformed(der):
    """By name: what is no DER, or not what RFC 9215 has, though it could be read."""
    signed = Signed.load(der, strict=True)
    message, algorithm, signature = (signed[part].dump() for part in ("message", "algorithm", "signature"))
    oid = signed["algorithm"]["algorithm"].dump()
    body = message + algorithm + signature
    return {
        "cut": der[:-1],
        "an octet behind it": der + b"\0",
        "a length in more octets than needed": b"\x30\x83\0" + len(body).to_bytes(2, "big") + body,
        "indefinite length": b"\x30\x80" + body + b"\0\0",
        "NULL as signature parameters": _sequence(message, _sequence(oid, b"\x05\0"), signature),
        "the key's OID in place of the signature's": _sequence(
            message, _sequence(core.ObjectIdentifier("1.2.643.7.1.1.1.1").dump()), signature),
        "unused bits in the signature": _sequence(message, algorithm, signature.replace(b"\0", b"\1", 1)),
    }
