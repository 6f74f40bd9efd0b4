"""What the tests that put objects to outside judges (tests/judges) have in common."""

import re
import urllib.parse
import urllib.request

from judges.algorithms import knows_path
from judges.bench import Bench
from judges.objects import Path
from judges.panel import Panel
from support import E2eTest


def fetch(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read()


def shown_urls(der):
    """What a certificate points to, as openssl shows it."""
    bench = Bench()
    try:
        return re.findall(r"URI:(\S+)", bench.text("x509", der))
    finally:
        bench.close()


def crl_revokes(crl, serial):
    bench = Bench()
    try:
        return f"Serial Number: {serial.hex().upper()}\n" in bench.text("crl", crl)
    finally:
        bench.close()


def crls_of(*certificates):
    """What the certificates themselves point to, fresh. A style may name a host beside ours that nobody reaches, as the ФНС's
    certificates do."""
    urls = dict.fromkeys(url for der in certificates for url in shown_urls(der) if url.endswith(".crl"))
    return tuple(fetch(url) for url in urls if urllib.parse.urlsplit(url).hostname == "127.0.0.1")


def path_of(certificate, chain, root):
    """With its CRLs, the holder's first."""
    return Path(certificate, tuple(chain), root, crls_of(certificate, *chain))


class JudgedTest(E2eTest):
    """One panel of judges for all tests of the class."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.panel = Panel()
        cls.addClassCleanup(cls.panel.close)

    def assertHolds(self, answer, what=""):
        self.assertTrue(answer.held, f"{what}: {answer.why}")

    def assertRefused(self, answer, what=""):
        self.assertFalse(answer.held, f"{what}: a broken object passed: {answer.why}")

    def assertSeen(self, judge, name, answer):
        """A spoiled object is refused, unless the judge is known to be blind to what was done to it."""
        self.assertEqual(answer.held, name in judge.BLIND_TO, f"{judge.name}, {name}: {answer.why}")

    def assertPathHolds(self, path):
        """By all who know the algorithms; gives their names."""
        asked = [judge for judge in self.panel.asked_about("path") if knows_path(judge, path)]
        for judge in asked:
            with self.subTest(judge=judge.name):
                self.assertHolds(judge.path(path), judge.name)
        return [judge.name for judge in asked]

    def assertWellFormed(self, *ders):
        for judge in self.panel.asked_about("structure"):
            for der in ders:
                with self.subTest(judge=judge.name):
                    self.assertHolds(judge.structure(der), judge.name)
