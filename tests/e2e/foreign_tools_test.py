"""What the server emits, judged by programs that share no code with it; each judge must also refuse what is broken."""

import dataclasses
import re
import time
import unittest

from judged import JudgedTest, fetch, path_of, shown_urls
from journey import ORDER
from judges.algorithms import ALL, enum, knows_path, verifies
from judges.objects import algorithm, flipped
from judges.structure import malformed
from support import Journey, Person


class ForeignToolsTest(JudgedTest):

    def setUp(self):
        # On the real clock, since certtool judges by no other.
        self.journey = Journey(self.world(), Person(1)).run(until="sign_order")
        self.world_of_it = self.journey.world
        self.root = self.world_of_it.registry.GetTrustAnchors().roots_der[0]

    def path(self):
        return path_of(self.journey.certificate, self.journey.chain, self.root)

    def another_path(self):
        """Through a CA of another workspace, whose roots have the same names and other keys."""
        journey = Journey(self.world("other"), Person(1)).run(until="confirm_draft")
        return path_of(journey.certificate, journey.chain, journey.world.registry.GetTrustAnchors().roots_der[0])

    def test_urls_in_certificates_resolve(self):
        certificates = (self.journey.certificate, *self.journey.chain)
        for der in certificates:
            urls = shown_urls(der)
            self.assertTrue(urls)
            for url in urls:
                with self.subTest(url=url):
                    self.assertTrue(url.startswith(f"{self.server.http}/w/{self.world_of_it.name}/"))
                    self.assertTrue(fetch(url))
        issuers = [fetch(url) for url in shown_urls(self.journey.certificate) if url.endswith(".cer")]
        self.assertEqual(issuers, list(self.journey.chain[:1]))
        crl = self.world_of_it.registry.GetCrl(issuer_key_id=self.journey.certificate_id()["issuer_key_id"]).crl_der
        self.assertIn(crl, self.path().crls)

    def test_path(self):
        path = self.path()
        self.assertPathHolds(path)
        for name, spoiled in path.spoiled(self.another_path()).items():
            for judge in self.panel.asked_about("path"):
                with self.subTest(judge=judge.name, spoiled=name):
                    self.assertSeen(judge, name, judge.path(spoiled))

    def test_revoked(self):
        self.journey.revoke()
        path = self.path()
        for judge in self.panel.asked_about("path"):
            with self.subTest(judge=judge.name):
                answer = judge.path(path)
                self.assertSeen(judge, "revoked", answer)
                self.assertTrue(answer.held or re.search("revo[ck]", answer.why), answer.why)

    def test_expired(self):
        now = int(time.time())
        answer = self.world_of_it.provision.Provision(
            generated=True, until="PROVISION_UNTIL_ISSUED",
            overrides={"not_before_time": {"seconds": now - 7200}, "not_after_time": {"seconds": now - 3600}})
        path = path_of(answer.certificate_der, answer.chain_der, self.root)
        for judge in self.panel.asked_about("path"):
            with self.subTest(judge=judge.name):
                answer = judge.path(path)
                self.assertSeen(judge, "expired", answer)
                self.assertTrue(answer.held or "expired" in answer.why.lower(), answer.why)

    def test_a_policy_that_the_holder_has_not(self):
        path = dataclasses.replace(self.path(), policy="1.2.643.100.113.5")
        for judge in self.panel.judges:
            if judge.name in ("openssl", "bouncycastle"):  # who can be asked for one
                self.assertRefused(judge.path(path), judge.name)

    def test_crl(self):
        self.journey.revoke()
        path = self.path()
        self.assertEqual(len(path.crls), 2)
        # The holder's CA issued the first, the root the second.
        issuers = (path.intermediates[0], path.root)
        for crl, issuer, foreign in zip(path.crls, issuers, issuers[::-1]):
            for judge in self.panel.asked_about("crl"):
                with self.subTest(judge=judge.name):
                    self.assertHolds(judge.crl(crl, issuer))
                    self.assertRefused(judge.crl(flipped(crl), issuer))
                    self.assertRefused(judge.crl(flipped(crl, len(crl) // 4), issuer))
                    self.assertRefused(judge.crl(crl, foreign))

    def test_cms(self):
        path, signature = self.path(), self.journey.order_cms
        self.assertWellFormed(signature)
        for judge in self.panel.asked_about("cms"):
            with self.subTest(judge=judge.name):
                self.assertHolds(judge.cms(signature, ORDER, path))
                self.assertRefused(judge.cms(signature, ORDER + b"!", path))
                self.assertRefused(judge.cms(flipped(signature), ORDER, path))

    def test_key_request(self):
        for judge in self.panel.asked_about("request"):
            with self.subTest(judge=judge.name):
                self.assertHolds(judge.request(self.journey.pkcs10))
                self.assertRefused(judge.request(flipped(self.journey.pkcs10)))
                self.assertRefused(judge.request(flipped(self.journey.pkcs10, 60)))

    def test_structure(self):
        path = self.path()
        objects = {"holder": path.holder, "CA": path.intermediates[0], "root": path.root, "request": self.journey.pkcs10,
                   "CRL": path.crls[0]}
        self.journey.revoke()
        objects["CRL with an entry"] = self.path().crls[0]
        self.assertWellFormed(*objects.values())
        for kind, der in objects.items():
            for name, spoiled in malformed(der).items():
                for judge in self.panel.asked_about("structure"):
                    with self.subTest(judge=judge.name, object=kind, spoiled=name):
                        self.assertSeen(judge, name, judge.structure(spoiled))

    def test_no_null_parameters(self):
        # RFC 9215 §2: id-tc26-signwithdigest-gost3410-12-256 without parameters; openssl's engine writes NULL by itself.
        path = self.path()
        for der in (path.holder, *path.intermediates, path.root, *path.crls, self.journey.order_cms):
            self.assertNotIn(bytes.fromhex("06082a850307010103020500"), der)


class ParameterSetsTest(JudgedTest):
    """Every parameter set goes the whole way; and the table of who knows which is right, both ways."""

    def test_every_set(self):
        world = self.world()
        root = world.registry.GetTrustAnchors().roots_der[0]
        for number, name in enumerate(sorted(ALL)):
            with self.subTest(algorithm=name):
                journey = Journey(world, Person(100 + number)).run(until="open_session")
                journey.generate_key(enum(name))
                journey.run(after="generate_key", until="submit_order")
                self.assertVerdict(journey.order.verdict, "VALID")
                path = path_of(journey.certificate, journey.chain, root)
                self.assertEqual(algorithm(path.holder), name)
                self.assertWellFormed(path.holder, journey.pkcs10)
                for judge in self.panel.asked_about("path"):
                    answer = judge.path(path)
                    self.assertEqual(answer.held, knows_path(judge, path), answer.why)
                for judge in self.panel.asked_about("request"):
                    answer = judge.request(journey.pkcs10)
                    self.assertEqual(answer.held, verifies(judge, name), answer.why)
                    self.assertRefused(judge.request(flipped(journey.pkcs10)))
                self.assertWellFormed(journey.order_cms)
                for judge in self.panel.asked_about("cms"):
                    answer = judge.cms(journey.order_cms, ORDER, path)
                    self.assertEqual(answer.held, verifies(judge, name), answer.why)
                    self.assertRefused(judge.cms(flipped(journey.order_cms), ORDER, path))


if __name__ == "__main__":
    unittest.main()
