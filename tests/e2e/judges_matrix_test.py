"""Every kind of applicant in every style, under several parameter sets, before every outside judge that knows them; and the
paths that are out of the ordinary: cross-certified roots, generations of a key, CAs of unqualified signatures."""

import dataclasses
import unittest

from judged import JudgedTest, path_of
from judges.algorithms import ALL, EVERYWHERE, enum
from judges.objects import KC1, flipped, renamed, tbs

NATURAL_PERSON = "APPLICANT_KIND_NATURAL_PERSON"
EMPLOYEE = "APPLICANT_KIND_LEGAL_ENTITY_EMPLOYEE"
KINDS = (NATURAL_PERSON, "APPLICANT_KIND_SOLE_PROPRIETOR", "APPLICANT_KIND_LEGAL_ENTITY_HEAD", EMPLOYEE,
         "APPLICANT_KIND_INFORMATION_SYSTEM")
IN_2024 = 1_719_800_000  # 2024-07-01: employees had certificates of their own
IN_2020 = 1_590_000_000  # 2020-05-20: before there was an identificationKind


USB_TOKEN = 1  # CarrierKind


def extension(der, name):
    """What stands in a certificate's extension, by asn1crypto's name of it."""
    return next((one["extn_value"].parsed for one in tbs(der)["extensions"] if one["extn_id"].native == name), None)


class MatrixTest(JudgedTest):

    def roots(self, world):
        """A root for each parameter set that all judges know, and one of unqualified signatures; by set and "unqualified"."""
        roots = {name: world.authorities.CreateRoot(id=f"judged-{name.lower().replace('_', '-')}", algorithm=enum(name)).root
                 for name in EVERYWHERE}
        roots["unqualified"] = world.authorities.CreateRoot(id="judged-unqualified", unqualified=True).root
        return roots

    def authority(self, world, style, name, roots):
        """A CA of the style with a key of the set; its name, and its root's certificate."""
        root = roots[name if name in roots else EVERYWHERE[0]] if style.qualified else roots["unqualified"]
        authority = world.authorities.CreateAuthority(
            id=f"{style.id}-{name.lower().replace('_', '-')}", style=style.id, algorithm=enum(name), accredited=style.qualified,
            root=root.authority.name).authority.authority
        return authority.name, root.certificates[-1].certificate_der

    def issued(self, world, authority, kind, name):
        answer = world.provision.Provision(
            generated=True, until="PROVISION_UNTIL_PUBLISHED", applicant_kind=kind,
            overrides={"authority": authority, "algorithm": enum(name)})
        return answer.certificate_der, answer.chain_der

    def judge(self, world, style, kind, name, authority, root, at=0):
        """One cell: it holds before all who know its algorithms, and does not when it is spoiled."""
        with self.subTest(style=style.id, kind=kind, algorithm=name):
            holder, chain = self.issued(world, authority, kind, name)
            path = dataclasses.replace(path_of(holder, chain, root), policy=KC1 if style.qualified else "", at=at)
            asked = self.assertPathHolds(path)
            self.assertIn("libgcrypt", asked)
            self.assertWellFormed(path.holder, *path.intermediates, path.root, *path.crls)
            for judge in self.panel.asked_about("path"):
                if judge.name in asked:
                    for spoiled in (flipped(holder), renamed(holder)):
                        self.assertRefused(judge.path(dataclasses.replace(path, holder=spoiled)), judge.name)
            return path

    def kinds_of(self, style):
        return [composition.applicant_kind for composition in style.compositions]

    def test_every_kind_in_every_style(self):
        world = self.world()
        number = world.provision.request("Provision").DESCRIPTOR.fields_by_name["applicant_kind"].enum_type.values_by_name
        employee = number[EMPLOYEE].number
        styles = world.authorities.ListIssuerStyles().styles
        self.assertLessEqual({"tax-service", "goskey", "commercial", "pre-2021", "unqualified"},
                             {style.id for style in styles})
        for style in styles:
            world = self.world(style.id)  # one does not hold so many CAs
            roots = self.roots(world)
            kinds = self.kinds_of(style)
            self.assertEqual(len(kinds), len(KINDS) if style.qualified else 1)
            for name in sorted(ALL):
                authority, root = self.authority(world, style, name, roots)
                served = [kind for kind in kinds if kind != employee] if name in EVERYWHERE else kinds[:1]
                for kind in served:
                    self.judge(world, style, kind, name, authority, root)

    def test_employees_while_there_were_any(self):
        world = self.world(clock="CLOCK_MODE_OFFSET", start_time={"seconds": IN_2024})
        roots = self.roots(world)
        for style in world.authorities.ListIssuerStyles().styles:
            if not style.qualified:
                continue
            for name in EVERYWHERE:
                authority, root = self.authority(world, style, name, roots)
                self.judge(world, style, EMPLOYEE, name, authority, root, at=IN_2024 + 600)

    def test_before_2021(self):
        world = self.world(clock="CLOCK_MODE_OFFSET", start_time={"seconds": IN_2020})
        roots = self.roots(world)
        style = next(style for style in world.authorities.ListIssuerStyles().styles if style.id == "pre-2021")
        authority, root = self.authority(world, style, EVERYWHERE[0], roots)
        for kind in KINDS:
            path = self.judge(world, style, kind, EVERYWHERE[0], authority, root, at=IN_2020 + 600)
            self.assertIsNone(extension(path.holder, "identification_kind"))


class DefaultWorldTest(JudgedTest):
    """The CAs that every world is born with."""

    def root_of(self, world, ca):
        """By the key identifier, since names tell less."""
        anchors = world.registry.GetTrustAnchors()
        wanted = extension(ca, "authority_key_identifier")["key_identifier"].native
        return next(root for root in (*anchors.roots_der, *anchors.unqualified_der)
                    if extension(root, "key_identifier").native == wanted)

    def test_each_ca_and_kind(self):
        world = self.world()
        kinds = world.provision.request("Provision").DESCRIPTOR.fields_by_name["applicant_kind"].enum_type.values_by_name
        judged = set()
        for authority in world.enrollment.ListAuthorities().authorities:
            if kinds["APPLICANT_KIND_UNSPECIFIED"].number in authority.applicant_kinds or not authority.applicant_kinds:
                self.fail(f"kinds of {authority.name}: {authority.applicant_kinds}")
            for kind in authority.applicant_kinds:
                if kind == kinds[EMPLOYEE].number or USB_TOKEN not in authority.carriers:
                    continue
                with self.subTest(authority=authority.name, kind=kind):
                    answer = world.provision.Provision(
                        generated=True, until="PROVISION_UNTIL_PUBLISHED", applicant_kind=kind,
                        overrides={"authority": authority.name, "algorithm": authority.algorithm})
                    path = path_of(answer.certificate_der, answer.chain_der,
                                   self.root_of(world, answer.chain_der[-1]))
                    self.assertPathHolds(dataclasses.replace(path, policy=KC1 if authority.qualified else ""))
                    self.assertWellFormed(path.holder, *path.intermediates, path.root, *path.crls)
                    judged.add(kind)
        self.assertEqual(judged, {kinds[kind].number for kind in KINDS} - {kinds[EMPLOYEE].number})


class PathsTest(JudgedTest):

    def setUp(self):
        self.w = self.world()

    def authority(self, name, root):
        made = self.w.authorities.CreateAuthority(id=name, root=root.authority.name, accredited=True)
        return made.authority.authority.name

    def holder(self, authority):
        answer = self.w.provision.Provision(generated=True, until="PROVISION_UNTIL_PUBLISHED",
                                            overrides={"authority": authority})
        return answer.certificate_der, answer.chain_der[0]

    def path(self, holder, *chain):
        """A chain from the holder's issuer to the root."""
        return path_of(holder, chain[:-1], chain[-1])

    def assertJudged(self, path):
        """By all, and not with a signature spoiled within."""
        self.assertEqual(len(self.assertPathHolds(path)), len(self.panel.asked_about("path")))
        for judge in self.panel.asked_about("path"):
            for i, der in enumerate(path.intermediates):
                spoiled = path.intermediates[:i] + (flipped(der),) + path.intermediates[i + 1:]
                with self.subTest(judge=judge.name, spoiled=i):
                    self.assertRefused(judge.path(dataclasses.replace(path, intermediates=spoiled)), judge.name)

    def assertNobodyTakes(self, path):
        for judge in self.panel.asked_about("path"):
            with self.subTest(judge=judge.name):
                self.assertRefused(judge.path(path), judge.name)

    def test_a_cross_certified_root(self):
        first, second = (self.w.authorities.CreateRoot(id=name).root for name in ("judged-first", "judged-second"))
        roots = [root.certificates[-1].certificate_der for root in (first, second)]
        earlier = self.authority("judged-earlier", second)
        cross = self.w.authorities.CrossCertifyRoot(
            subject=second.authority.name, issuer=first.authority.name).certificate.certificate_der
        holder, ca = self.holder(self.authority("judged-later", second))
        self.assertJudged(self.path(holder, ca, roots[1]))
        self.assertJudged(self.path(holder, ca, cross, roots[0]))
        self.assertNobodyTakes(self.path(holder, ca, roots[0]))
        # A CA from before names the root's own certificate by its serial, which openssl holds against the other one, as it
        # does with the real authorities under the Ministry's cross-certified root of 2022.
        holder, ca = self.holder(earlier)
        self.assertJudged(self.path(holder, ca, roots[1]))
        for judge in self.panel.asked_about("path"):
            with self.subTest(judge=judge.name):
                answer = judge.path(self.path(holder, ca, cross, roots[0]))
                self.assertEqual(answer.held, judge.name != "openssl", answer.why)

    def test_generations_of_a_ca(self):
        root = self.w.authorities.CreateRoot(id="judged-root").root
        authority = self.authority("judged-ca", root)
        root_der = root.certificates[-1].certificate_der
        generations = [self.holder(authority)]
        self.w.authorities.RollOverKey(authority=authority)
        generations.append(self.holder(authority))
        (older, older_ca), (newer, newer_ca) = generations
        self.assertEqual(tbs(older_ca)["subject"].dump(), tbs(newer_ca)["subject"].dump())
        self.assertNotEqual(older_ca, newer_ca)
        self.assertJudged(self.path(older, older_ca, root_der))
        self.assertJudged(self.path(newer, newer_ca, root_der))
        self.assertNobodyTakes(self.path(older, newer_ca, root_der))
        self.assertNobodyTakes(self.path(newer, older_ca, root_der))

    def test_generations_of_a_root(self):
        root = self.w.authorities.CreateRoot(id="judged-root").root
        rolled = self.w.authorities.RollOverKey(authority=root.authority.name).authority
        holder, ca = self.holder(self.authority("judged-ca", root))
        older = root.certificates[-1].certificate_der
        newer = [one.certificate_der for one in rolled.certificates if one.certificate_der != older]
        # Real roots have no authorityKeyIdentifier.
        own = next(der for der in newer if extension(der, "authority_key_identifier") is None)
        link = next(der for der in newer if der != own)
        self.assertJudged(self.path(holder, ca, own))
        self.assertJudged(self.path(holder, ca, link, older))
        self.assertNobodyTakes(self.path(holder, ca, older))


if __name__ == "__main__":
    unittest.main()
