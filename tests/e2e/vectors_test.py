"""Vectors that others made, given to the running server."""

import unittest
from pathlib import Path

from asn1crypto import pem

from judges.objects import algorithm, flipped, tbs
from judges.structure import Request
from support import E2eTest, Journey, Person

RFC9215 = Path(__file__).parents[2] / "fixtures/vectors/rfc9215"


def vector(name):
    return pem.unarmor((RFC9215 / name).read_bytes())[2]


class RequestsOfRfc9215Test(E2eTest):
    """Appendix D. The test sets are nobody's; the key on tc26-256-A, whose private half all know, is as good as another."""

    def setUp(self):
        self.journey = Journey(self.world(), Person(1)).run(until="identify")

    def refuses(self, reason, request):
        self.refused(reason, self.journey.world.enrollment.SubmitKeyRequest, application=self.journey.application.name,
                     pkcs10_der=request, token=self.journey.token)

    def test_the_test_sets(self):
        for name in ("d1.csr", "d3.csr"):
            self.refuses("KEY_TEST_PARAMETERS", vector(name))

    def test_spoiled(self):
        request = vector("d2.csr")
        self.refuses("SIGNATURE_INVALID", flipped(request))
        self.refuses("SIGNATURE_INVALID", request[:-64] + vector("d2.crt")[-64:])
        self.refuses("KEY_POINT_INVALID", flipped(request, request.index(bytes.fromhex("0343000440")) + 5))
        self.refuses("DER_MALFORMED", request[:-1])
        self.refuses("DER_MALFORMED", vector("d2.crt"))

    def test_taken(self):
        self.journey.pkcs10 = vector("d2.csr")
        certificate = self.journey.run(after="request_key", until="confirm_draft").certificate
        key = Request.load(self.journey.pkcs10)["certification_request_info"]["subject_pk_info"]
        self.assertEqual(algorithm(certificate), "256_TC26_A")
        self.assertEqual(tbs(certificate)["subject_public_key_info"].dump(), key.dump())
        self.assertNotIn(b"Example", certificate)


if __name__ == "__main__":
    unittest.main()
