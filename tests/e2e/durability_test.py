"""With --data nothing that was answered is lost, at whatever moment the process is killed."""

import itertools
import os
import tempfile
import threading
import unittest

import grpc

from support import E2eTest, Journey, Person, Server, World
from idempotence_test import STEPS as REPEATABLE, answers


class DurabilityTest(E2eTest):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="kepsim-data-")
        self.addCleanup(folder.cleanup)
        self.server = Server(data=folder.name)
        self.addCleanup(self.server.close)

    def test_killed_at_each_step(self):
        for number, step in enumerate(Journey.STEPS):
            with self.subTest(killed_after=step):
                world = self.world(f"step-{number}")
                journey = Journey(world, Person(1))
                journey.run(until=Journey.STEPS[number - 1] if number else None) if number else None
                first = answers(journey, step) if step in REPEATABLE else getattr(journey, step)()
                self.server.restart()
                world.connect()
                self.carrier_lost_its_power(journey, step)
                self.is_all_there(journey)
                if step in REPEATABLE:
                    self.assertEqual(answers(journey, step), first, "repeated after the restart, it had another answer")
                journey.run(after=step)
                self.assertVerdict(journey.order.verdict, "REVOKED")

    def carrier_lost_its_power(self, journey, step):
        if journey.session is None:
            return
        if step != "open_session":
            self.refused("SESSION_CLOSED", journey.world.carriers.CloseSession, carrier=journey.carrier.name,
                         session=journey.session)
        journey.open_session()

    def is_all_there(self, journey):
        """What was answered last of everything is what is given now."""
        world, known = journey.world, vars(journey)
        if "portal_token" in known:
            account = journey.get_account()
            self.assertEqual((account.name, account.level), (journey.account.name, journey.account.level))
        if "link" in known:
            self.assertEqual(list(journey.links()), [journey.link])
        if "order" in known:
            self.assertEqual(world.portal.GetOrder(order=journey.order.name, token=journey.portal_token).order,
                             journey.order)
        if "application" in known:
            self.assertEqual(journey.get_application(), journey.application)
        if "carrier" in known:
            self.assertEqual(journey.get_carrier(), journey.carrier)
        if "certificate" in known:
            entry = world.registry.GetCertificate(id=journey.certificate_id())
            self.assertEqual(entry.certificate_der, journey.certificate)
            revoked = "link" in known and journey.link.state == 2
            self.assertEnum(journey.status(), "state", "CERTIFICATE_STATE_" + ("REVOKED" if revoked else "VALID"))

    def test_killed_under_load(self):
        world = self.world()
        asked, answered = [], {}
        enough = threading.Event()

        def provision(request_id):
            return world.provision.Provision(
                generated=True, until="PROVISION_UNTIL_PUBLISHED", request_id=request_id)

        def load(thread):
            for number in itertools.count():
                request_id = f"{thread}-{number}"
                asked.append(request_id)
                try:
                    answered[request_id] = provision(request_id)
                except grpc.RpcError:
                    return  # the server is gone
                if len(answered) >= 200:
                    enough.set()

        threads = [threading.Thread(target=load, args=(i,)) for i in range(16)]
        for thread in threads:
            thread.start()
        self.assertTrue(enough.wait(timeout=120), f"only {len(answered)} certificates were provisioned")
        self.server.kill()
        for thread in threads:
            thread.join()
        self.server.start()
        world.connect()
        journey = Journey(world, Person(1))
        for answer in answered.values():
            journey.application = answer.application
            entry = world.registry.GetCertificate(id=journey.certificate_id())
            self.assertEqual(entry.certificate_der, answer.certificate_der)
        # Whether a call took effect that was not answered, its client cannot know: it asks again, and has it once.
        for request_id in asked:
            answer = provision(request_id)
            self.assertEqual(answered.setdefault(request_id, answer), answer)
        self.assertEqual(len(answered), len(asked))
        issued = [event.resource for event in world.events("certificate.issued")]
        self.assertEqual(sorted(issued), sorted(answer.application.certificate for answer in answered.values()))

    def test_pin_tries(self):
        journey = Journey(self.world(), Person(1))
        journey.create_carrier()
        for left in (9, 8):
            refusal = self.refused("PIN_INCORRECT", journey.world.carriers.OpenSession, carrier=journey.carrier.name,
                                   user_pin="000000")
            self.assertEqual(refusal.metadata["tries_left"], str(left))
            self.server.restart()
            journey.world.connect()
            self.assertEqual(journey.get_carrier().user_pin_tries_left, left)

    def test_worlds_and_clocks(self):
        world = self.world(seed=b"seed")
        world.clock.AdvanceClock(by={"seconds": 5})
        workspace = world.workspaces.GetWorkspace(workspace=world.name).workspace
        now, events = world.clock.GetClock(), world.events()
        journey = Journey(world, Person(1)).run(until="submit_order")
        gone = self.world("gone")
        gone.workspaces.DeleteWorkspace(workspace=gone.name)
        self.server.restart()
        for each in (world, gone):
            each.connect()
        self.assertEqual(world.workspaces.GetWorkspace(workspace=world.name).workspace, workspace)
        self.assertEqual(world.clock.GetClock(), now)
        self.assertEqual(world.events()[:len(events)], events)
        self.refused("WORKSPACE_NOT_FOUND", gone.enrollment.ListAuthorities)
        # Chance goes on where it was: the same journey on a server that was never restarted gives the same.
        journey.open_session()
        journey.run(after="submit_order")

    def test_restart_does_not_show_in_a_seeded_world(self):
        given = []
        for restart in (False, True):
            world = World(self.server, "seeded")
            self.addCleanup(world.close)
            world.create(seed=b"seed", public_url="http://ca.test")
            certificates = []
            for _ in range(3):
                certificates.append(world.provision.Provision(generated=True).certificate_der)
                if restart:
                    self.server.restart()
                    world.connect()
            given.append(certificates)
            world.workspaces.DeleteWorkspace(workspace=world.name)
        self.assertEqual(given[0], given[1])

    def test_sigterm(self):
        journey = Journey(self.world(), Person(1)).run(until="confirm_draft")
        events = journey.world.journal.WatchEvents()
        next(events)
        self.assertEqual(self.server.stop(), 0)
        self.refused("SHUTTING_DOWN", lambda: list(events))  # and so does not keep the server up
        self.server.start()
        journey.world.connect()
        self.is_all_there(journey)


class MemoryTest(unittest.TestCase):

    def test_nothing_on_disk(self):
        with tempfile.TemporaryDirectory() as folder:
            server = Server(folder=folder)
            self.addCleanup(server.close)
            world = World(server, "memory")
            self.addCleanup(world.close)
            world.create()
            Journey(world, Person(1)).run()
            self.assertEqual(server.open_files(), [])
            self.assertEqual(os.listdir(folder), [])
            self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
