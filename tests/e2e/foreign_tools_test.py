"""What the server emits, judged by programs that share no code with it; each judge must also refuse what is broken."""

import unittest

from judges import Bench, fetch, flipped
from journey import ORDER
from support import E2eTest, Journey, Person


class ForeignToolsTest(E2eTest):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bench = Bench()
        cls.addClassCleanup(cls.bench.close)

    def setUp(self):
        # On the real clock, since certtool judges by no other.
        self.journey = Journey(self.world(), Person(1)).run(until="sign_order")
        self.holder, self.chain = self.journey.certificate, list(self.journey.chain)
        self.root = self.journey.world.registry.GetTrustAnchors().roots_der[0]

    def crls(self):
        """By the URLs in the certificates: of the root for the CA, of the CA for the holder."""
        return [fetch(url) for der in (*self.chain, self.holder) for url in self.bench.urls(der) if url.endswith(".crl")]

    def assertHolds(self, judgement):
        self.assertTrue(judgement[0], judgement[1])

    def assertRefused(self, judgement):
        self.assertFalse(judgement[0], "a broken object passed: " + judgement[1])

    def test_urls_in_certificates_resolve(self):
        for der in (self.holder, *self.chain):
            urls = self.bench.urls(der)
            self.assertTrue(urls, self.bench.text("x509", der))
            for url in urls:
                with self.subTest(url=url):
                    self.assertTrue(url.startswith(f"{self.server.http}/w/{self.journey.world.name}/"))
                    self.assertTrue(fetch(url))
        issuers = [fetch(url) for url in self.bench.urls(self.holder) if url.endswith(".cer")]
        self.assertEqual(issuers, self.chain[:1])
        crl = self.journey.world.registry.GetCrl(issuer_key_id=self.journey.certificate_id()["issuer_key_id"]).crl_der
        self.assertIn(crl, self.crls())

    def test_chain(self):
        crls = self.crls()
        bench, broken = self.bench, flipped(self.holder)
        self.assertHolds(bench.openssl_chain(self.holder, self.chain, self.root, crls))
        self.assertRefused(bench.openssl_chain(broken, self.chain, self.root, crls))
        self.assertRefused(bench.openssl_chain(self.holder, self.chain, self.root, [flipped(crl) for crl in crls]))
        self.assertHolds(bench.certtool_chain(self.holder, self.chain, self.root))
        self.assertRefused(bench.certtool_chain(broken, self.chain, self.root))
        self.assertHolds(bench.certtool_revocation(self.holder, self.chain, self.root, crls))

    def test_revoked(self):
        self.journey.revoke()
        crls = self.crls()
        for judgement in (self.bench.openssl_chain(self.holder, self.chain, self.root, crls),
                          self.bench.certtool_revocation(self.holder, self.chain, self.root, crls)):
            self.assertRefused(judgement)
            self.assertIn("revoked", judgement[1])

    def test_crl(self):
        self.journey.revoke()
        issuers = (self.root, *self.chain[::-1])
        for crl, issuer in zip(self.crls(), issuers, strict=True):
            self.assertHolds(self.bench.certtool_crl(crl, issuer))
            self.assertRefused(self.bench.certtool_crl(flipped(crl), issuer))

    def test_cms(self):
        signature = self.journey.order_cms
        for verify in (self.bench.openssl_cms, self.bench.certtool_cms):
            with self.subTest(verify=verify.__name__):
                self.assertHolds(verify(signature, ORDER, self.chain, self.root))
                self.assertRefused(verify(signature, ORDER + b"!", self.chain, self.root))
                self.assertRefused(verify(flipped(signature), ORDER, self.chain, self.root))

    def test_key_request(self):
        held, printed = self.bench.certtool_request(self.journey.pkcs10)
        self.assertIn("Self signature: verified", printed)
        self.assertNotIn("Self signature: verified", self.bench.certtool_request(flipped(self.journey.pkcs10))[1])

    def test_no_null_parameters(self):
        # RFC 9215 §2: id-tc26-signwithdigest-gost3410-12-256 without parameters; openssl's engine writes NULL by itself.
        for der in (self.holder, *self.chain, self.root, *self.crls(), self.journey.order_cms):
            self.assertNotIn(bytes.fromhex("06082a850307010103020500"), der)


class ParameterSetsTest(E2eTest):

    def test_every_set_signs(self):
        world = self.world()
        root = world.registry.GetTrustAnchors().roots_der[0]
        bench = Bench()
        self.addCleanup(bench.close)
        sets = world.carriers.request("GenerateKeyPair").DESCRIPTOR.fields_by_name["algorithm"].enum_type.values
        for algorithm in sets:
            with self.subTest(algorithm=algorithm.name):
                journey = Journey(world, Person(100 + algorithm.number)).run(until="open_session")
                journey.generate_key(algorithm.name)
                journey.run(after="generate_key", until="submit_order")
                self.assertVerdict(journey.order.verdict, "VALID")
                held, printed = bench.openssl_cms(journey.order_cms, ORDER, list(journey.chain), root)
                self.assertTrue(held, printed)


if __name__ == "__main__":
    unittest.main()
