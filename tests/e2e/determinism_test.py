"""A seeded world replays to the byte, whatever the number of threads."""

import unittest

from support import E2eTest, Journey, Person, Server, World, at_once

CITIZENS = 16
OPTIONS = {"seed": b"determinism", "public_url": "http://ca.test"}
# The answers that are bytes or ids; sessions and tokens included, since they are drawn as well.
RECORDED = ("account", "portal_token", "proof", "application", "token", "carrier", "session", "key", "pkcs10", "draft",
            "certificate", "chain", "linking", "challenge", "challenge_cms", "link", "order_cms", "order")


def replay(server, threads):
    """All that a world gives to 16 citizens."""
    world = World(server, "replay")
    try:
        world.create(**OPTIONS)
        journeys = [Journey(world, Person(i)) for i in range(CITIZENS)]

        def walk(thread):
            for journey in journeys[thread::threads]:
                journey.run()

        at_once(threads, walk)
        record = {(journey.person.key, name): getattr(journey, name) for journey in journeys for name in RECORDED}
        anchors = world.registry.GetTrustAnchors()
        record["anchors"] = anchors
        record["pfx"] = world.provision.Provision(generated=True, until="PROVISION_UNTIL_ISSUED", request_id="pfx",
                                                  overrides={"pfx_password": "password of a PFX"}).pfx
        issuer = journeys[0].certificate_id()["issuer_key_id"]
        record["crl"] = world.registry.GetCrl(issuer_key_id=issuer).crl_der
        record["list"] = world.registry.GetTrustedList().xml
        # But for the lists of revoked certificates that were made on the way, which depend on who came first.
        record["events"] = sorted((event.type, event.resource, sorted(event.attributes.items()))
                                  for event in world.events() if event.type != "crl.issued")
        return record
    finally:
        world.close()


class DeterminismTest(E2eTest):

    def test_one_and_sixteen_threads(self):
        first = replay(self.server, threads=1)
        other_server = Server()
        self.addCleanup(other_server.close)
        second = replay(other_server, threads=16)
        self.assertEqual(first.keys(), second.keys())
        for what, given in first.items():
            with self.subTest(what=what):
                self.assertEqual(second[what], given)
        certificates = {first[f"citizen-{i}", "certificate"] for i in range(CITIZENS)}
        self.assertEqual(len(certificates), CITIZENS)

    def test_another_seed(self):
        """Else the above would hold for worlds without any randomness."""
        worlds = [self.world(suffix, seed=seed) for suffix, seed in (("a", b"a"), ("b", b"b"), ("none", b""))]
        keys = {Journey(world, Person(1)).run(until="generate_key").generate_key().public_key_spki_der for world in worlds}
        self.assertEqual(len(keys), len(worlds))

    def test_without_request_ids(self):
        """An operation without one is told apart by its ordinal in its parent."""
        given = []
        for suffix in ("a", "b"):
            world = World(self.server, "ordinals")
            self.addCleanup(world.close)
            world.create(**OPTIONS)
            given.append([world.provision.Provision(generated=True).certificate_der for _ in range(3)])
            world.workspaces.DeleteWorkspace(workspace=world.name)
        self.assertEqual(given[0], given[1])
        self.assertEqual(len(set(given[0])), 3)


if __name__ == "__main__":
    unittest.main()
