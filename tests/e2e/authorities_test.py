"""CAs and roots made by call, cross-certified and rolled over: what they issue is judged by the portal and by openssl."""

import tempfile
import unittest

from judged import fetch, shown_urls
from judges.bench import Bench, pem
from support import E2eTest, Journey, Person, Server, at_once, provisioned

AUTHORITIES = "authorities/"
ALGORITHMS = ("KEY_ALGORITHM_GOST2012_256_CRYPTOPRO_A", "KEY_ALGORITHM_GOST2012_256_TC26_A",
              "KEY_ALGORITHM_GOST2012_512_TC26_A")


def held(world):
    """All certificates of all CAs and roots, by id."""
    return {one.authority.name.removeprefix(AUTHORITIES): one
            for one in world.authorities.ListCertificationAuthorities().authorities}


class OpenSsl:
    """`openssl verify` with nothing trusted but one root."""

    def __init__(self, test):
        self.bench = Bench()
        test.addCleanup(self.bench.close)

    def holds(self, certificate, chain, root):
        bench = self.bench
        return bench.run("openssl", "verify", "-x509_strict", "-no-CApath", "-CAfile", bench.certificates("root.pem", root),
                         "-untrusted", bench.certificates("chain.pem", *chain), bench.certificates("holder.pem", certificate))


class AuthoritiesTest(E2eTest):

    def linked(self, world, person, authority, expected="VALID"):
        """A citizen of that CA, and what the portal says."""
        journey = provisioned(world, person, authority=authority)
        self.assertVerdict(journey.link_up().verdict, expected)
        return journey

    def test_every_style_and_key(self):
        world = self.world()
        number = 0
        for style in world.authorities.ListIssuerStyles().styles:
            for algorithm in ALGORITHMS:
                with self.subTest(style=style.id, algorithm=algorithm):
                    number += 1
                    made = world.authorities.CreateAuthority(
                        id=f"ca-{number}", style=style.id, algorithm=algorithm, accredited=style.qualified,
                        applicant_kinds=["APPLICANT_KIND_NATURAL_PERSON"]).authority
                    self.assertEqual(made.authority.style, style.id)
                    self.assertEnum(made.authority, "algorithm", algorithm)
                    self.assertIn("ТЕСТ ", made.authority.display_name)
                    self.assertEqual(made.authority.qualified, style.qualified)
                    journey = self.linked(world, Person(number), made.authority.name,
                                          "VALID" if style.qualified else "NOT_QUALIFIED")
                    self.assertEqual(list(journey.chain), [made.certificates[0].certificate_der])
        listed = {authority.name for authority in world.enrollment.ListAuthorities().authorities}
        self.assertLessEqual({f"authorities/ca-{i}" for i in range(1, number + 1)}, listed)
        self.assertEqual(len(world.events("authority.created")), number)

    def test_styles_say_how_they_differ(self):
        styles = {style.id: style for style in self.world().authorities.ListIssuerStyles().styles}
        self.assertLessEqual({"tax-service", "goskey", "commercial", "pre-2021", "unqualified"}, set(styles))
        self.assertFalse(styles["unqualified"].qualified)
        for style in styles.values():
            self.assertTrue(style.about and style.extensions and style.compositions, style)
            self.assertTrue(all("CN" in composition.attributes for composition in style.compositions), style)

    def test_unqualified_is_refused_and_says_so(self):
        world = self.world()
        journey = provisioned(world, Person(1), authority="authorities/dvina")
        verdict = journey.link_up().verdict
        self.assertVerdict(verdict, "NOT_QUALIFIED")
        failed = [check for check in verdict.checks if check.result == 2]
        self.assertEqual([check.name for check in failed], ["qualification"], verdict)
        self.assertIn("unqualified", failed[0].detail)
        anchors = world.registry.GetTrustAnchors()
        known = held(world)
        unqualified = {known[name].certificates[0].certificate_der for name in ("unqualified-root", "dvina")}
        self.assertEqual(set(anchors.unqualified_der), unqualified)
        self.assertFalse(unqualified & {*anchors.roots_der, *anchors.authorities_der})
        published = fetch(f"{self.server.http}/w/{world.name}/ca.pem").decode()
        self.assertIn(pem("CERTIFICATE", anchors.roots_der[0]), published)
        for der in unqualified:
            self.assertNotIn(pem("CERTIFICATE", der), published)

    def test_authority_is_rolled_over(self):
        world = self.world()
        first = self.linked(world, Person(1), "authorities/azimut")
        old = first.certificate_id()
        waiting = Journey(world, Person(2)).run(until="read_draft")
        rolled = world.authorities.RollOverKey(authority="authorities/azimut", request_id="roll").authority
        self.assertEqual([one.current for one in rolled.certificates], [False, True])
        again = world.authorities.RollOverKey(authority="authorities/azimut", request_id="roll").authority
        self.assertEqual(again, rolled, "the same request, answered anew")
        # A draft that was read before is another one now.
        self.refused("DRAFT_CHANGED", waiting.confirm_draft)
        waiting.read_draft()
        waiting.run(after="read_draft", until="submit_order")
        self.assertVerdict(waiting.order.verdict, "VALID")
        self.assertEqual(list(waiting.chain), [rolled.certificates[1].certificate_der])
        # The earlier generation goes on: its certificates, its list.
        first.sign_order()
        self.assertVerdict(first.submit_order().verdict, "VALID")
        first.block()
        self.assertEnum(world.registry.GetCertificateStatus(id=old), "state", "CERTIFICATE_STATE_REVOKED")
        self.assertVerdict(first.submit_late_order().verdict, "REVOKED")
        lists = {one.subject_key_id: world.registry.GetCrl(issuer_key_id=bytes.fromhex(one.subject_key_id)).crl_der
                 for one in rolled.certificates}
        serial = old["serial_number"]
        self.assertEqual([serial in crl for crl in lists.values()], [True, False])
        self.assertEqual(len(world.events("authority.key-rolled-over")), 1)
        # Both keys stand in the trusted list.
        xml = world.registry.GetTrustedList().xml.decode()
        for key_id in lists:
            self.assertIn(f"<ИдентификаторКлюча>{key_id}</ИдентификаторКлюча>", xml)

    def test_root_is_rolled_over(self):
        world = self.world()
        before = self.linked(world, Person(1), "authorities/azimut")
        rolled = world.authorities.RollOverKey(authority="authorities/root").authority
        old, new, link = [one.certificate_der for one in rolled.certificates]
        self.assertEqual([one.current for one in rolled.certificates], [False, True, True])
        self.assertEqual([one.issuer for one in rolled.certificates], ["authorities/root"] * 3)
        world.authorities.CreateAuthority(id="volga", accredited=True)
        after = self.linked(world, Person(2), "authorities/volga")
        openssl = OpenSsl(self)
        for journey, chain, root, expected in (
                (before, before.chain, old, True),
                (before, before.chain, new, False),
                (after, after.chain, new, True),
                (after, [*after.chain, link], old, True),
                (after, after.chain, old, False)):
            answer = openssl.holds(journey.certificate, chain, root)
            self.assertEqual(answer.held, expected, answer.why)
        self.assertEqual(set(world.registry.GetTrustAnchors().roots_der) & {old, new}, {old, new})

    def test_both_paths_of_the_cross_certified_root(self):
        world = self.world()
        journey = self.linked(world, Person(1), "authorities/lena")
        known = held(world)
        root = known["root"].certificates[0].certificate_der
        second, cross = [one.certificate_der for one in known["second-root"].certificates]
        self.assertEqual([one.issuer for one in known["second-root"].certificates],
                         ["authorities/second-root", "authorities/root"])
        openssl = OpenSsl(self)
        for chain, trusted, expected in (
                (journey.chain, second, True),
                ([*journey.chain, cross], root, True),
                (journey.chain, root, False)):
            answer = openssl.holds(journey.certificate, chain, trusted)
            self.assertEqual(answer.held, expected, answer.why)

    def test_roots_certify_each_other(self):
        world = self.world()
        world.authorities.CreateRoot(id="baikal", algorithm="KEY_ALGORITHM_GOST2012_512_TC26_C")
        for subject, issuer in (("baikal", "root"), ("root", "baikal"), ("second-root", "baikal")):
            world.authorities.CrossCertifyRoot(subject=AUTHORITIES + subject, issuer=AUTHORITIES + issuer)
        made = world.authorities.CreateAuthority(id="volga", root="authorities/baikal", accredited=True).authority
        journey = self.linked(world, Person(1), made.authority.name)
        self.linked(world, Person(2), "authorities/azimut")
        known = held(world)
        cross = known["baikal"].certificates[1].certificate_der
        answer = OpenSsl(self).holds(journey.certificate, [*journey.chain, cross],
                                     known["root"].certificates[0].certificate_der)
        self.assertTrue(answer.held, answer.why)
        self.assertEqual(len(world.events("authority.cross-certified")), 3)

    def test_urls_in_certificates_resolve(self):
        world = self.world()
        world.authorities.RollOverKey(authority="authorities/root")
        world.authorities.RollOverKey(authority="authorities/kama")
        for one in held(world).values():
            for certificate in one.certificates:
                urls = shown_urls(certificate.certificate_der)
                selfsigned = one.root and certificate.issuer == one.authority.name
                self.assertEqual(bool(urls) or selfsigned, True, one.authority.name)
                for url in urls:
                    with self.subTest(url=url):
                        self.assertTrue(fetch(url))
        # Where a key has several certificates, its URL gives its own.
        second = held(world)["second-root"].certificates[0]
        url = f"{self.server.http}/w/{world.name}/aia/{second.subject_key_id.lower()}.cer"
        self.assertEqual(fetch(url), second.certificate_der)

    def test_replays_to_the_byte(self):
        def record(server):
            world = self.world(server=server, seed=b"authorities", public_url="http://ca.test")
            world.authorities.CreateRoot(id="baikal")
            world.authorities.CreateAuthority(id="volga", root="authorities/baikal", accredited=True)
            world.authorities.CrossCertifyRoot(subject="authorities/baikal", issuer="authorities/root")
            for name in ("root", "volga"):
                world.authorities.RollOverKey(authority=AUTHORITIES + name)
            journey = provisioned(world, Person(1), authority="authorities/volga")
            return ([one.certificates for one in held(world).values()], journey.certificate,
                    world.registry.GetTrustedList().xml)

        other = Server()
        self.addCleanup(other.close)
        self.assertEqual(record(other), record(self.server))

    def test_refusals(self):
        world = self.world()
        create, cross = world.authorities.CreateAuthority, world.authorities.CrossCertifyRoot
        self.refused("AUTHORITY_EXISTS", create, id="azimut")
        self.refused("AUTHORITY_EXISTS", world.authorities.CreateRoot, id="root")
        self.refused("AUTHORITY_NOT_FOUND", create, id="volga", root="authorities/nobody")
        self.refused("AUTHORITY_NOT_ROOT", create, id="volga", root="authorities/azimut")
        self.refused("STYLE_NOT_FOUND", create, id="volga", style="baroque")
        self.refused("AUTHORITY_NOT_FOUND", world.authorities.RollOverKey, authority="authorities/nobody")
        self.refused("AUTHORITY_NOT_ROOT", cross, subject="authorities/azimut", issuer="authorities/root")
        for field, fields in (
                ("id", {"id": ""}), ("id", {"id": "В"}),
                ("ogrn", {"ogrn": "1"}), ("inn", {"inn": "7710474376"}), ("security_class", {"security_class": "KC1"}),
                ("algorithm", {"algorithm": "KEY_ALGORITHM_GOST2012_256_TEST"}), ("algorithm", {"algorithm": 99}),
                ("carriers", {"carriers": [7]}), ("applicant_kinds", {"applicant_kinds": [7]}),
                ("display_name", {"display_name": "а" * 65}), ("accredited", {"style": "unqualified", "accredited": True}),
                ("root", {"root": "authorities/unqualified-root"})):
            refusal = self.refused("INVALID_FIELDS", create, **{"id": "volga", **fields})
            self.assertIn(field, str(refusal), refusal)
        self.assertNotIn("volga", held(world))

    def test_made_at_once_there_is_one(self):
        world = self.world()

        def make(i):
            try:
                return world.authorities.CreateAuthority(id="volga" if i % 2 else f"don-{i}").authority
            except Exception as error:  # told apart below
                return error

        made = at_once(8, make)
        volgas = [one for i, one in enumerate(made) if i % 2]
        self.assertEqual(sum(not isinstance(one, Exception) for one in volgas), 1, volgas)
        known = held(world)
        for one in made:
            if not isinstance(one, Exception):
                self.assertEqual(known[one.authority.name.removeprefix(AUTHORITIES)], one)
        self.assertEqual(sum(name.startswith("don-") for name in known), 4)


class RestartTest(E2eTest):

    def test_everything_is_kept(self):
        folder = tempfile.TemporaryDirectory(prefix="kepsim-data-")
        self.addCleanup(folder.cleanup)
        server = Server(data=folder.name)
        self.addCleanup(server.close)
        world = self.world(server=server)
        world.authorities.CreateRoot(id="baikal")
        world.authorities.CreateAuthority(id="volga", root="authorities/baikal", style="tax-service", accredited=True,
                                          security_class="КС3", algorithm="KEY_ALGORITHM_GOST2012_512_TC26_A")
        early = provisioned(world, Person(1), authority="authorities/volga")
        world.authorities.RollOverKey(authority="authorities/volga")
        world.authorities.RollOverKey(authority="authorities/baikal")
        before, anchors = held(world), world.registry.GetTrustAnchors()
        server.restart()
        world.connect()
        self.assertEqual(held(world), before)
        self.assertEqual(world.registry.GetTrustAnchors(), anchors)
        early.open_session()
        self.assertVerdict(early.link_up().verdict, "VALID")
        late = provisioned(world, Person(2), authority="authorities/volga")
        self.assertVerdict(late.link_up().verdict, "VALID")
        early.revoke()
        early.sign_order()
        self.assertVerdict(early.submit_order().verdict, "REVOKED")


if __name__ == "__main__":
    unittest.main()
