"""What must happen once, asked for by many at the same time."""

import unittest
from collections import Counter

import grpc

from papers import SCANS
from rpc import refusal_of
from support import E2eTest, Journey, Person, at_once, provisioned

DONE = "done"


def outcome(call):
    try:
        call()
        return DONE
    except grpc.RpcError as error:
        return refusal_of(error).reason


class RacesTest(E2eTest):

    def outcomes(self, calls):
        return Counter(at_once(len(calls), lambda i: outcome(calls[i])))

    def applications(self, world, count, until="open_application", proof=None):
        """Of one person, side by side."""
        journeys = []
        for i in range(count):
            journey = Journey(world, Person(1))
            journey.person.key = f"application-{i}"
            if proof:
                journey.proof = proof
            journeys.append(journey.run(after="prove_account", until=until))
        return journeys

    def test_proof(self):
        world = self.world()
        proof = Journey(world, Person(1)).run(until="prove_account").proof
        journeys = self.applications(world, 8, proof=proof)
        self.assertEqual(self.outcomes([journey.submit_documents for journey in journeys]),
                         {DONE: 1, "ACCOUNT_PROOF_USED": 7})

    def test_key(self):
        """63-ФЗ ст. 14 ч. 6.1: a key stands in one certificate."""
        world = self.world()
        first, *others = self.applications(world, 4, until="identify")
        first.run(after="identify", until="request_key")
        for journey in (first, *others):
            journey.pkcs10 = first.pkcs10
            journey.submit_key_request()
            journey.read_draft()
        self.assertEqual(self.outcomes([journey.confirm_draft for journey in (first, *others)]),
                         {DONE: 1, "KEY_ALREADY_CERTIFIED": 3})
        self.assertEqual(len(world.events("certificate.issued")), 1)

    def test_draft(self):
        journey = Journey(self.world(), Person(1)).run(until="read_draft")
        confirm = lambda: journey.world.enrollment.ConfirmDraft(
            application=journey.application.name, draft_digest=journey.draft.digest, token=journey.token)
        outcomes = self.outcomes([confirm] * 8)
        self.assertEqual(outcomes[DONE], 1, outcomes)
        # Which of the two a late call runs into depends on how late it is.
        self.assertLessEqual(set(outcomes), {DONE, "APPLICATION_STATE", "KEY_ALREADY_CERTIFIED"})
        self.assertEqual(len(journey.world.events("certificate.issued")), 1)

    def test_account(self):
        world = self.world()
        register = lambda i: lambda: world.portal.RegisterAccount(**{**Person(1).account(), "login": f"login-{i}"})
        self.assertEqual(self.outcomes([register(i) for i in range(8)]), {DONE: 1, "SNILS_TAKEN": 7})

    def test_pin(self):
        journey = Journey(self.world(), Person(1))
        journey.create_carrier()
        guess = lambda: journey.world.carriers.OpenSession(carrier=journey.carrier.name, user_pin="000000")
        self.assertEqual(self.outcomes([guess] * 16), {"PIN_INCORRECT": 9, "PIN_LOCKED": 7})

    def test_linking(self):
        journey = provisioned(self.world(), Person(1))
        journey.start_linking()
        journey.sign_challenge()
        complete = lambda: journey.world.portal.CompleteLinking(
            linking=journey.linking, signature_cms_der=journey.challenge_cms, token=journey.portal_token)
        self.assertEqual(self.outcomes([complete] * 8), {DONE: 1, "LINKING_USED": 7})
        self.assertEqual(len(journey.links()), 1)

    def test_revocation(self):
        """By the holder and from the cabinet."""
        journey = provisioned(self.world(), Person(1))
        journey.link_up()
        outcomes = self.outcomes([
            lambda: journey.world.enrollment.RevokeCertificate(application=journey.application.name, token=journey.token),
            lambda: journey.world.portal.BlockCertificate(link=journey.link.name, token=journey.portal_token)] * 4)
        self.assertEqual(outcomes[DONE], 1, outcomes)
        self.assertLessEqual(set(outcomes), {DONE, "CERTIFICATE_ALREADY_REVOKED", "LINK_NOT_ACTIVE"})
        self.assertEqual(len(journey.world.events("registry.revoked")), 1)
        self.assertEqual([link.state for link in journey.links()], [2])

    def test_scans(self):
        journey = Journey(self.world(), Person(1)).run(until="open_application")
        contents = list(SCANS.values())
        attach = lambda content: lambda: journey.world.enrollment.AttachScan(
            application=journey.application.name, content=content, token=journey.token)
        self.assertEqual(self.outcomes([attach(content) for content in contents] * 2), {DONE: 6})
        self.assertEqual({scan.media_type for scan in journey.get_application().scans}, set(SCANS))
        self.assertEqual(len(journey.get_application().scans), len(contents))

    def test_clock(self):
        world = self.world(seed=b"seed")
        start = world.clock.GetClock().now_time.seconds
        at_once(8, lambda i: outcome(lambda: world.clock.AdvanceClock(to_time={"seconds": start + 60 * i})))
        self.assertEqual(world.clock.GetClock().now_time.seconds, start + 420)


class CareTest(E2eTest):

    def test_unlinked(self):
        journey = Journey(self.world(), Person(1)).run(until="sign_order")
        link = journey.world.portal.Unlink(link=journey.link.name, token=journey.portal_token).link
        self.assertEnum(link, "state", "LINK_STATE_UNLINKED")
        self.assertFalse(journey.get_account().signature_active)
        self.assertVerdict(journey.submit_order().verdict, "NOT_LINKED")
        self.assertEnum(journey.status(), "state", "CERTIFICATE_STATE_VALID")
        self.assertVerdict(journey.link_up(attempt=2).verdict, "VALID")
        self.assertVerdict(journey.submit_order("again").verdict, "VALID")

    def test_watch_shows_every_change(self):
        journey = Journey(self.world(), Person(1)).run(until="open_application")
        watch = journey.watch()
        self.addCleanup(watch.cancel)
        self.assertEqual(next(watch).application, journey.application)
        for step in ("upload_scan", "submit_documents", "identify"):
            getattr(journey, step)()
            self.assertEqual(next(watch).application, journey.application, step)
        journey.run(after="identify", until="submit_key_request")
        self.assertEqual(next(watch).application, journey.application)
        journey.read_draft()
        journey.confirm_draft()
        self.assertEqual([message.application for message in watch], [journey.application], "and then it ends")


if __name__ == "__main__":
    unittest.main()
