"""Requests that others make, openssl and certtool: taken with every parameter set, and the certificate then verified by its
maker; names and extensions in them are worth nothing, and what is wrong with one is told."""

import unittest

from judged import path_of
from judges.algorithms import VERIFIES
from judges.bench import Bench
from judges.gnutls import GnuTls
from judges.objects import algorithm, flipped, key_info
from judges.openssl import OpenSsl
from support import E2eTest, Journey, Person

# By judges.algorithms' names: how each tool calls the set.
OPENSSL = {
    "256_CRYPTOPRO_A": ("gost2012_256", "A"),
    "256_CRYPTOPRO_B": ("gost2012_256", "B"),
    "256_CRYPTOPRO_C": ("gost2012_256", "C"),
    "256_CRYPTOPRO_XCHA": ("gost2012_256", "XA"),
    "256_CRYPTOPRO_XCHB": ("gost2012_256", "XB"),
    "256_TC26_A": ("gost2012_256", "TCA"),
    "256_TC26_B": ("gost2012_256", "TCB"),
    "256_TC26_C": ("gost2012_256", "TCC"),
    "256_TC26_D": ("gost2012_256", "TCD"),
    "512_TC26_A": ("gost2012_512", "A"),
    "512_TC26_B": ("gost2012_512", "B"),
    "512_TC26_C": ("gost2012_512", "C"),
}
OPENSSL_TEST = {"256": ("gost2012_256", "0"), "512": ("gost2012_512", "1.2.643.7.1.2.1.2.0")}
CERTTOOL = {
    "256_CRYPTOPRO_A": ("gost12-256", "CryptoPro-A"),
    "256_CRYPTOPRO_XCHA": ("gost12-256", "CryptoPro-XchA"),
    "256_TC26_B": ("gost12-256", "TC26-256-B"),
    "512_TC26_A": ("gost12-512", "TC26-512-A"),
}
SOMEBODY_ELSE = "Chuzhoy Chelovek"

SIGNATURE_256 = bytes.fromhex("06082a85030701010302")
SIGNATURE_512 = bytes.fromhex("06082a85030701010303")
V1 = bytes.fromhex("020100")


class KeyRequestTest(E2eTest):

    def setUp(self):
        self.bench = Bench()
        self.addCleanup(self.bench.close)
        self.openssl, self.gnutls = OpenSsl(), GnuTls()
        self.addCleanup(self.openssl.close)
        self.addCleanup(self.gnutls.close)
        self.one_world = self.world()
        self.root = None
        self.people = 0

    def tool(self, *command):
        answer = self.bench.run(*command)
        self.assertTrue(answer.held, answer.why)

    def by_openssl(self, algorithm, parameter_set, *options, subject=f"/CN={SOMEBODY_ELSE}/1.2.643.100.3=11223344595"):
        """With NULL in the signature's algorithm identifier, as its engine has it."""
        self.tool("openssl", "req", "-new", "-newkey", algorithm, "-pkeyopt", f"paramset:{parameter_set}", "-nodes",
                  "-keyout", "key.pem", "-subj", subject, "-outform", "DER", "-out", "request.der", *options)
        return (self.bench.path / "request.der").read_bytes()

    def by_certtool(self, algorithm, parameter_set):
        self.bench.put("template.cfg", f'cn = "{SOMEBODY_ELSE}"\n')
        self.tool("certtool", "--generate-privkey", "--key-type", algorithm, "--curve", parameter_set, "--outfile",
                  "key.pem")
        self.tool("certtool", "--generate-request", "--load-privkey", "key.pem", "--template", "template.cfg",
                  "--outder", "--outfile", "request.der")
        return (self.bench.path / "request.der").read_bytes()

    def usual(self):
        return self.by_openssl(*OPENSSL["256_CRYPTOPRO_A"])

    def identified(self):
        """An applicant at the step where the key is due."""
        self.people += 1
        return Journey(self.one_world, Person(self.people)).run(after="prove_account", until="identify")

    def issue(self, request):
        journey = self.identified()
        journey.pkcs10 = request
        return journey.run(after="request_key", until="confirm_draft")

    def path(self, journey):
        self.root = self.root or self.one_world.registry.GetTrustAnchors().roots_der[0]
        return path_of(journey.certificate, journey.chain, self.root)

    def assertHolds(self, answer):
        self.assertTrue(answer.held, answer.why)

    def assertIsThePersons(self, journey):
        """Nothing of the request but its key: whom the CA identified stands in the certificate, and nobody else."""
        person = journey.person
        self.assertNotIn(SOMEBODY_ELSE.encode(), journey.certificate)
        self.assertNotIn(b"11223344595", journey.certificate)
        self.assertIn(person.name["surname"].encode(), journey.certificate)
        self.assertIn(person.snils.replace("-", "").replace(" ", "").encode(), journey.certificate)
        point = 128 if algorithm(journey.certificate).startswith("512") else 64
        self.assertIn(key_info(journey.certificate)[-point:], journey.pkcs10)

    def test_of_openssl_with_every_parameter_set(self):
        self.assertEqual(set(OPENSSL), VERIFIES["openssl"])
        for name, how in OPENSSL.items():
            with self.subTest(parameter_set=name):
                journey = self.issue(self.by_openssl(*how))
                self.assertEqual(algorithm(journey.certificate), name)
                self.assertIsThePersons(journey)
                self.assertHolds(self.openssl.path(self.path(journey)))

    def test_of_certtool_with_every_parameter_set_that_it_has(self):
        self.assertEqual(set(CERTTOOL), VERIFIES["gnutls"])
        for name, how in CERTTOOL.items():
            with self.subTest(parameter_set=name):
                journey = self.issue(self.by_certtool(*how))
                self.assertEqual(algorithm(journey.certificate), name)
                self.assertIsThePersons(journey)
                self.assertHolds(self.gnutls.path(self.path(journey)))

    def test_wanted_extensions_are_not_granted(self):
        journey = self.issue(self.by_openssl(
            *OPENSSL["256_CRYPTOPRO_A"], "-addext", "basicConstraints=critical,CA:TRUE", "-addext",
            "keyUsage=critical,keyCertSign", "-addext", "subjectAltName=email:chuzhoy@example.com"))
        shown = self.bench.text("x509", journey.certificate)
        for wanted in ("CA:TRUE", "Certificate Sign", "Subject Alternative Name"):
            self.assertNotIn(wanted, shown)
        self.assertHolds(self.openssl.path(self.path(journey)))

    def test_one_key_is_certified_once(self):
        request = self.usual()
        self.issue(request)
        journey = self.identified()
        journey.pkcs10 = request
        journey.request_id = "{}-1".format
        self.refused("KEY_ALREADY_CERTIFIED", journey.submit_key_request)
        # The same key in another request, by its owner.
        self.tool("openssl", "req", "-new", "-key", "key.pem", "-subj", "/CN=x", "-outform", "DER", "-out", "again.der")
        journey.pkcs10 = (self.bench.path / "again.der").read_bytes()
        journey.request_id = "{}-2".format
        self.refused("KEY_ALREADY_CERTIFIED", journey.submit_key_request)

    def broken(self):
        """(what, request, reason)"""
        good, other = self.usual(), self.usual()
        point = slice(self.point_of(good), self.point_of(good) + 64)
        another_key = good[:point.start] + other[point] + good[point.stop:]
        self.assertEqual(good.count(SIGNATURE_256), 1)
        yield "signature", flipped(good), "SIGNATURE_INVALID"
        yield "name", flipped(good, good.index(SOMEBODY_ELSE.encode())), "SIGNATURE_INVALID"
        yield "another's key", another_key, "SIGNATURE_INVALID"
        yield "algorithm of the other length", good.replace(SIGNATURE_256, SIGNATURE_512), "SIGNATURE_INVALID"
        yield "point", flipped(good, point.stop - 1), "KEY_POINT_INVALID"
        yield "version", good.replace(V1, bytes.fromhex("020101"), 1), "DER_MALFORMED"
        yield "something behind", good + b"\0", "DER_MALFORMED"
        yield "cut", good[:-1], "DER_MALFORMED"
        yield "PEM", b"-----BEGIN CERTIFICATE REQUEST-----", "DER_MALFORMED"
        yield "nothing", b"", "DER_MALFORMED"
        large = self.by_openssl(*OPENSSL["256_CRYPTOPRO_A"], subject="/OU=" + "/OU=".join(["x" * 60] * 250))
        self.assertGreater(len(large), 16 << 10)
        yield "large", large, "DER_MALFORMED"
        for length, how in OPENSSL_TEST.items():
            yield f"test set of {length} bits", self.by_openssl(*how), "KEY_TEST_PARAMETERS"
        for kind in ("rsa:2048", "ed25519"):
            self.tool("openssl", "req", "-new", "-newkey", kind, "-nodes", "-keyout", "key.pem", "-subj", "/CN=x",
                      "-outform", "DER", "-out", "request.der")
            yield kind, (self.bench.path / "request.der").read_bytes(), "KEY_UNSUPPORTED"
        yield "GOST R 34.10-2001", self.by_openssl("gost2001", "A"), "KEY_UNSUPPORTED"
        self.tool("openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                  "key.pem", "-subj", "/CN=x", "-outform", "DER", "-out", "request.der")
        yield "ECDSA", (self.bench.path / "request.der").read_bytes(), "KEY_UNSUPPORTED"

    @staticmethod
    def point_of(request):
        """Where the 64 octets of a 256-bit key begin: BIT STRING, no unused bits, OCTET STRING."""
        return request.index(bytes.fromhex("0343000440")) + 5

    def test_broken_ones_are_refused_with_their_reason(self):
        journey = self.identified()
        for number, (what, request, reason) in enumerate(self.broken()):
            with self.subTest(what=what):
                journey.pkcs10 = request
                journey.request_id = lambda step, number=number: f"{step}-{number}"
                self.refused(reason, journey.submit_key_request)
        # None of them did any harm.
        del journey.request_id
        journey.pkcs10 = self.usual()
        journey.run(after="request_key", until="confirm_draft")
        self.assertHolds(self.openssl.path(self.path(journey)))


if __name__ == "__main__":
    unittest.main()
