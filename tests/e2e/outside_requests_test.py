"""Requests (PKCS#10) that others made, taken by the server: openssl's with its engine, and GnuTLS's."""

import unittest
from pathlib import Path

from asn1crypto import pem

from judges.algorithms import ALL
from judges.bench import Bench
from judges.objects import algorithm, flipped, tbs
from judges.structure import Request
from support import E2eTest, Journey, Person

# Of openssl's engine: algorithm and parameter set by the set's OID.
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
# Of certtool: type and curve.
GNUTLS = {
    "256_CRYPTOPRO_A": ("gost12-256", "CryptoPro-A"),
    "256_CRYPTOPRO_XCHA": ("gost12-256", "CryptoPro-XchA"),
    "256_TC26_B": ("gost12-256", "TC26-256-B"),
    "512_TC26_A": ("gost12-512", "TC26-512-A"),
}
VECTORS = Path(__file__).parents[2] / "fixtures/vectors/rfc9215"
ANOTHERS_NAME = "Чужаков Чужак"


class OutsideRequestsTest(E2eTest):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bench = Bench()
        cls.addClassCleanup(cls.bench.close)

    def openssl(self, name):
        kind, parameters = OPENSSL[name]
        answer = self.bench.run("openssl", "genpkey", "-algorithm", kind, "-pkeyopt", f"paramset:{parameters}", "-out",
                                str(self.bench.path / "key.pem"))
        self.assertTrue(answer.held, answer.why)
        answer = self.bench.run("openssl", "req", "-new", "-utf8", "-key", str(self.bench.path / "key.pem"), "-subj",
                                f"/CN={ANOTHERS_NAME}", "-outform", "DER", "-out", str(self.bench.path / "request.der"))
        self.assertTrue(answer.held, answer.why)
        return (self.bench.path / "request.der").read_bytes()

    def gnutls(self, name):
        kind, curve = GNUTLS[name]
        answer = self.bench.run("certtool", "--generate-privkey", "--key-type", kind, "--curve", curve, "--outfile",
                                str(self.bench.path / "key.pem"))
        self.assertTrue(answer.held, answer.why)
        template = self.bench.put("request.cfg", f'cn = "{ANOTHERS_NAME}"\nunit = "Чужой отдел"\nsigning_key\n')
        answer = self.bench.run("certtool", "--generate-request", "--load-privkey", str(self.bench.path / "key.pem"),
                                "--template", template, "--outder", "--outfile", str(self.bench.path / "request.der"))
        self.assertTrue(answer.held, answer.why)
        return (self.bench.path / "request.der").read_bytes()

    def applicant(self, world, number):
        return Journey(world, Person(number)).run(until="identify")

    def certificate(self, journey, request):
        journey.pkcs10 = request
        return journey.run(after="request_key", until="confirm_draft").certificate

    def assertCertified(self, name, certificate, request):
        """The key is the request's; nothing else of it is in the certificate."""
        self.assertEqual(algorithm(certificate), name)
        info = Request.load(request)["certification_request_info"]
        self.assertEqual(tbs(certificate)["subject_public_key_info"]["public_key"].dump(),
                         info["subject_pk_info"]["public_key"].dump())
        self.assertNotIn("Чуж", str(tbs(certificate)["subject"].native))

    def test_of_openssl(self):
        world = self.world()
        self.assertEqual(set(OPENSSL), ALL)
        for number, name in enumerate(sorted(OPENSSL)):
            with self.subTest(algorithm=name):
                request = self.openssl(name)
                journey = self.applicant(world, number)
                self.refused("SIGNATURE_INVALID", world.enrollment.SubmitKeyRequest, application=journey.application.name,
                             pkcs10_der=flipped(request), token=journey.token)
                self.assertCertified(name, self.certificate(journey, request), request)

    def test_of_gnutls(self):
        world = self.world()
        for number, name in enumerate(sorted(GNUTLS)):
            with self.subTest(algorithm=name):
                request = self.gnutls(name)
                journey = self.applicant(world, number)
                self.refused("SIGNATURE_INVALID", world.enrollment.SubmitKeyRequest, application=journey.application.name,
                             pkcs10_der=flipped(request), token=journey.token)
                self.assertCertified(name, self.certificate(journey, request), request)

    def test_one_key_is_certified_once(self):
        world = self.world()
        request = self.openssl("256_CRYPTOPRO_A")
        self.certificate(self.applicant(world, 1), request)
        second = self.applicant(world, 2)
        self.refused("KEY_ALREADY_CERTIFIED", world.enrollment.SubmitKeyRequest, application=second.application.name,
                     pkcs10_der=request, token=second.token)

    def test_of_another_algorithm(self):
        world = self.world()
        journey = self.applicant(world, 1)
        for kind, option in (("EC", "ec_paramgen_curve:P-256"), ("RSA", "rsa_keygen_bits:2048")):
            with self.subTest(kind=kind):
                key = str(self.bench.path / "key.pem")
                answer = self.bench.run("openssl", "genpkey", "-algorithm", kind, "-pkeyopt", option, "-out", key)
                self.assertTrue(answer.held, answer.why)
                request = str(self.bench.path / "request.der")
                answer = self.bench.run("openssl", "req", "-new", "-key", key, "-subj", "/CN=x", "-outform", "DER", "-out",
                                        request)
                self.assertTrue(answer.held, answer.why)
                self.refused("KEY_UNSUPPORTED", world.enrollment.SubmitKeyRequest, application=journey.application.name,
                             pkcs10_der=(self.bench.path / "request.der").read_bytes(), token=journey.token)

    def test_of_the_standards(self):
        """RFC 9215 appendix D: the test sets are nobody's; the key on tc26-256-A is as good as another."""
        world = self.world()
        journey = self.applicant(world, 1)
        vectors = self.vectors()
        for name in ("d1", "d3"):
            self.refused("KEY_TEST_PARAMETERS", world.enrollment.SubmitKeyRequest, application=journey.application.name,
                         pkcs10_der=vectors[name], token=journey.token)
        self.refused("SIGNATURE_INVALID", world.enrollment.SubmitKeyRequest, application=journey.application.name,
                     pkcs10_der=flipped(vectors["d2"]), token=journey.token)
        self.assertCertified("256_TC26_A", self.certificate(journey, vectors["d2"]), vectors["d2"])

    def test_a_point_beside_the_curve(self):
        world = self.world()
        journey = self.applicant(world, 1)
        request = self.vectors()["d2"]
        point = request.index(bytes.fromhex("0440")) + 2
        self.refused("KEY_POINT_INVALID", world.enrollment.SubmitKeyRequest, application=journey.application.name,
                     pkcs10_der=flipped(request, point), token=journey.token)

    @staticmethod
    def vectors():
        """The requests of fixtures/vectors/rfc9215."""
        return {name: pem.unarmor((VECTORS / f"{name}.csr").read_bytes())[2] for name in ("d1", "d2", "d3")}


if __name__ == "__main__":
    unittest.main()
