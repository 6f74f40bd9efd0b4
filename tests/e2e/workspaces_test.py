"""Closed worlds: how they come and go, that they are apart, their clocks and their journals."""

import threading
import unittest
from datetime import datetime, timezone

import grpc

from journey import USB_TOKEN
from support import E2eTest, Journey, Person, World, Server, at_once, provisioned

OPEN = {"authority": "authorities/azimut", "carrier": USB_TOKEN}
START = int(datetime(2026, 1, 15, 9, tzinfo=timezone.utc).timestamp())  # of a seeded world
NOT_FOUND = grpc.StatusCode.NOT_FOUND


class LifeTest(E2eTest):

    def test_options(self):
        world = self.unborn()
        given = world.create(seed=b"seed", public_url="http://ca.test:8080", publication_delay={"seconds": 60},
                             pin_rounds=1, password_cost=4)
        self.assertTrue(given.seeded)
        self.assertEqual(given.options.seed, b"", "a seed is as secret as a key")
        self.assertEnum(given.options, "clock", "CLOCK_MODE_FROZEN")
        self.assertEqual(given.create_time.seconds, START)
        self.assertEqual((given.options.public_url, given.options.publication_delay.seconds, given.options.pin_rounds,
                          given.options.password_cost), ("http://ca.test:8080", 60, 1, 4))
        self.assertEqual(world.workspaces.GetWorkspace(workspace=world.name).workspace, given)
        self.assertIn(given, world.workspaces.ListWorkspaces(page_size=1000).workspaces)
        self.refused("WORKSPACE_EXISTS", world.create, code=grpc.StatusCode.ALREADY_EXISTS)

    def test_wrong_options(self):
        world = self.unborn()
        for options, field in (({"seed": bytes(65)}, "options.seed"), ({"password_cost": 3}, "options.password_cost"),
                               ({"pin_rounds": -1}, "options.pin_rounds"),
                               ({"public_url": "ftp://x"}, "options.public_url"),
                               ({"publication_delay": {"seconds": -1}}, "options.publication_delay")):
            with self.subTest(field=field):
                refusal = self.refused("INVALID_FIELDS", world.create, **options)
                self.assertEqual([violation[0] for violation in refusal.violations], [field], refusal)

    def test_names(self):
        for name in ("", "A", "-a", "a_b", "a" * 64, "a/b", "ы"):
            with self.subTest(name=name):
                self.refused("WORKSPACE_NAME_INVALID", self.unborn().workspaces.CreateWorkspace, workspace=name)
        self.refused("WORKSPACE_NAME_INVALID", self.named("No").enrollment.OpenApplication, **OPEN)

    def named(self, name):
        world = World(self.server, name)
        self.addCleanup(world.close)
        return world

    def test_implicit(self):
        world = self.unborn()
        for read in (world.enrollment.ListAuthorities, world.registry.GetTrustAnchors, world.clock.GetClock,
                     world.journal.ListEvents, world.journal.WatchEvents):
            self.refused("WORKSPACE_NOT_FOUND", read, code=NOT_FOUND)
        world.enrollment.OpenApplication(**OPEN)
        self.assertTrue(world.enrollment.ListAuthorities().authorities)
        default = self.named(None)
        default.enrollment.OpenApplication(**OPEN)
        self.assertEqual(default.workspaces.GetWorkspace(workspace="default").workspace.name, "default")

    def test_born_once(self):
        world = self.unborn()
        at_once(16, lambda _: world.enrollment.OpenApplication(**OPEN))
        self.assertEqual(len(world.events("application.opened")), 16)

    def test_reset(self):
        world = self.world(seed=b"seed")
        first = Journey(world, Person(1)).run(until="confirm_draft")
        world.clock.AdvanceClock(by={"seconds": 5})
        world.workspaces.ResetWorkspace(workspace=world.name)
        self.assertEqual(world.clock.GetClock().now_time.seconds, START)
        self.refused("CARRIER_NOT_FOUND", first.get_carrier)
        self.refused("TOKEN_INVALID", first.get_application)
        second = Journey(world, Person(1)).run(until="confirm_draft")
        self.assertEqual(second.certificate, first.certificate, "a seeded world repeats itself after a reset")

    def test_delete(self):
        world = self.world()
        Journey(world, Person(1)).run(until="open_session")
        world.workspaces.DeleteWorkspace(workspace=world.name)
        self.refused("WORKSPACE_NOT_FOUND", world.enrollment.ListAuthorities, code=NOT_FOUND)
        self.refused("WORKSPACE_NOT_FOUND", world.workspaces.DeleteWorkspace, workspace=world.name)
        self.refused("WORKSPACE_NOT_FOUND", world.workspaces.ResetWorkspace, workspace=world.name)
        world.create()
        self.assertEqual([event for event in world.events() if not event.type.startswith("trusted-list.")], [])

    def test_delete_wakes_who_waits(self):
        world = self.world()
        journey = Journey(world, Person(1)).run(until="open_application")
        events, application = world.journal.WatchEvents(filter={"type": "application."}), journey.watch()
        for watch in (events, application):
            self.addCleanup(watch.cancel)
            next(watch)  # so that it is there before the workspace goes
        world.workspaces.DeleteWorkspace(workspace=world.name)
        for watch in (events, application):
            self.refused("WORKSPACE_NOT_FOUND", lambda: watch)

    def test_apart(self):
        ours, other = self.world("a"), self.world("b")
        journey = Journey(ours, Person(1)).run(until="submit_order")
        ident = journey.certificate_id()
        journey.world = other
        self.refused("TOKEN_INVALID", journey.get_application)
        self.refused("TOKEN_INVALID", journey.get_account)
        self.refused("CARRIER_NOT_FOUND", journey.get_carrier)
        self.refused("LOGIN_FAILED", journey.log_in)
        self.refused("CERTIFICATE_NOT_FOUND", other.registry.GetCertificateStatus, id=ident)
        self.assertNotEqual(ours.registry.GetTrustAnchors().roots_der, other.registry.GetTrustAnchors().roots_der)
        own = Journey(other, Person(1)).run(until="start_linking")  # the same citizen has an account there too
        own.challenge_cms = journey.challenge_cms
        self.assertVerdict(own.complete_linking().verdict, "SIGNATURE_INVALID")


class CapTest(E2eTest):
    FLAGS = ("--max-workspaces", "2", "--no-implicit-workspaces")

    def test_cap(self):
        first = self.unborn("first")
        self.refused("WORKSPACE_NOT_FOUND", first.enrollment.OpenApplication, **OPEN)
        first.create()
        self.world("second")
        third = self.unborn("third")
        self.refused("WORKSPACE_LIMIT", third.create, code=grpc.StatusCode.RESOURCE_EXHAUSTED)
        first.workspaces.DeleteWorkspace(workspace=first.name)
        third.create()


class ClockTest(E2eTest):

    def test_frozen(self):
        world = self.world(clock="CLOCK_MODE_FROZEN", start_time={"seconds": START})
        self.assertEqual(world.clock.GetClock().now_time.seconds, START)
        answer = world.clock.AdvanceClock(by={"seconds": 90})
        self.assertEqual(answer.now_time.seconds, START + 90)
        self.assertFalse(answer.more)
        self.refused("CLOCK_BACKWARDS", world.clock.AdvanceClock, to_time={"seconds": START}, code=grpc.StatusCode.INVALID_ARGUMENT)
        self.refused("CLOCK_BACKWARDS", world.clock.AdvanceClock, by={"seconds": -1})
        self.assertEqual(world.clock.AdvanceClock(to_time={"seconds": START + 90}).now_time.seconds, START + 90)

    def test_running(self):
        world = self.world()
        self.assertEnum(world.clock.GetClock(), "mode", "CLOCK_MODE_REAL")
        self.refused("CLOCK_NOT_FROZEN", world.clock.AdvanceClock, by={"seconds": 1})
        past = self.world("past", clock="CLOCK_MODE_OFFSET", start_time={"seconds": START})
        self.assertLess(past.clock.GetClock().now_time.seconds - START, 60)
        self.refused("CLOCK_NOT_FROZEN", past.clock.AdvanceClock, by={"seconds": 1})

    def test_advance_does_what_is_due(self):
        world = self.world(seed=b"seed", publication_delay={"seconds": 600})
        journey = Journey(world, Person(1)).run(until="confirm_draft")
        self.refused("CERTIFICATE_NOT_FOUND", journey.status)
        self.refused("PUBLICATION_HELD", world.provision.Provision, generated=True, until="PROVISION_UNTIL_PUBLISHED")
        before = world.events()[-1].number
        world.clock.AdvanceClock(by={"seconds": 599})
        self.refused("CERTIFICATE_NOT_FOUND", journey.status)
        answer = world.clock.AdvanceClock(by={"seconds": 86400})
        self.assertTrue(sum(answer.done.values()), answer)
        self.assertEqual((answer.after_number, answer.last_number), (before, world.events()[-1].number), answer)
        entry = world.registry.GetCertificate(id=journey.certificate_id())
        self.assertEqual(entry.publish_time.seconds, START + 600, "published when it was due, not when the call came")
        published, = world.events("registry.published")
        self.assertEqual(published.time, entry.publish_time)

    def test_issued_in_the_past(self):
        """The holder's certificate follows the world's clock, not the machine's."""
        world = self.world(clock="CLOCK_MODE_FROZEN", start_time={"seconds": START - 3 * 365 * 86400})
        journey = Journey(world, Person(1)).run(until="submit_order")
        self.assertEqual(journey.draft.not_before_time.ToDatetime().year, 2023)
        self.assertVerdict(journey.order.verdict, "VALID")


class JournalTest(E2eTest):

    def test_pages(self):
        world = self.world()
        provisioned(world, Person(1))
        whole = world.events()
        self.assertEqual([event.number for event in whole], list(range(1, len(whole) + 1)))
        pages, after = [], 0
        while True:
            page = world.journal.ListEvents(page_size=3, after_number=after)
            self.assertLessEqual(len(page.events), 3)
            pages.extend(page.events)
            after = page.next_after_number
            if not after:
                break
        self.assertEqual(pages, whole)
        some = world.events("application.")
        self.assertEqual(some, [event for event in whole if event.type.startswith("application.")])
        opened, = world.events("application.opened", some[0].resource, authority="authorities/azimut")
        self.assertEqual(opened, some[0])
        refusal = self.refused("INVALID_FIELDS", world.journal.ListEvents, page_size=-1)
        self.assertEqual(refusal.violations[0][0], "page_size")

    def test_secrets_are_not_in_it(self):
        journey = Journey(self.world(), Person(1)).run()
        journal = str(journey.world.events()) + self.server.log(lines=10_000)
        for secret in (journey.person.password, "13572468", journey.token, journey.portal_token, journey.proof,
                       journey.session):
            self.assertNotIn(secret, journal)

    def test_watch(self):
        world = self.world()
        journey = Journey(world, Person(1)).run(until="open_application")
        opened, = world.events("application.opened")
        watch = world.journal.WatchEvents(filter={"type": "application."}, after_number=opened.number - 1)
        self.addCleanup(watch.cancel)
        self.assertEqual(next(watch).event, opened)
        journey.submit_documents()
        self.assertEqual(next(watch).event.type, "application.documents-accepted")

    def test_await(self):
        world = self.world()
        await_event = world.journal.AwaitEvent
        wanted = {"type": "application.opened"}
        self.refused("DEADLINE_PASSED", await_event, filter=wanted, timeout={"nanos": 50_000_000},
                     code=grpc.StatusCode.DEADLINE_EXCEEDED)
        awaited = []
        waiting = threading.Thread(target=lambda: awaited.append(await_event(filter=wanted, timeout={"seconds": 30})))
        waiting.start()
        name = world.enrollment.OpenApplication(**OPEN).application.name
        waiting.join()
        self.assertEqual([answer.event.resource for answer in awaited], [name])
        self.assertEqual(await_event(filter=wanted).event.resource, name)  # it is there already
        self.refused("DEADLINE_PASSED", await_event, filter=wanted, after_number=awaited[0].event.number,
                     timeout={"nanos": 1})


if __name__ == "__main__":
    unittest.main()
