"""Every ground on which the portal refuses to link, reached as a client would reach it."""

import unittest
from datetime import datetime, timedelta, timezone

import grpc

from journey import PIN
from support import E2eTest, Journey, Person, provisioned

FROZEN = "CLOCK_MODE_FROZEN"
START = datetime(2026, 3, 2, 9, tzinfo=timezone.utc)
YEAR = timedelta(days=365)


def moment(time):
    return {"seconds": int(time.timestamp())}


class RefusalsTest(E2eTest):

    def frozen(self, suffix=""):
        return self.world(suffix, clock=FROZEN, start_time=moment(START))

    # What stands before the linking.

    def test_account_not_confirmed(self):
        journey = Journey(self.frozen(), Person(1))
        journey.register()
        journey.log_in()
        self.refused("ACCOUNT_NOT_CONFIRMED", journey.start_linking, code=grpc.StatusCode.FAILED_PRECONDITION)
        self.refused("ACCOUNT_NOT_CONFIRMED", journey.prove_account)
        journey.confirm_account()
        journey.start_linking()

    def test_wrong_password(self):
        journey = Journey(self.frozen(), Person(1))
        journey.register()
        log_in = journey.world.portal.LogIn
        login, password = journey.person.login, journey.person.password
        for guess in ({"login": login, "password": password + "!"}, {"login": "nobody", "password": password}):
            refusal = self.refused("LOGIN_FAILED", log_in, **guess, code=grpc.StatusCode.PERMISSION_DENIED)
            self.assertNotIn(password, str(refusal))
        for _ in range(9):
            self.refused("LOGIN_FAILED", log_in, login=login, password="another one")
        self.assertTrue(self.refused("LOGIN_THROTTLED", log_in, login=login, password=password).retry)
        journey.world.clock.AdvanceClock(by={"seconds": 3600})
        journey.log_in()

    def test_wrong_pin(self):
        journey = Journey(self.frozen(), Person(1))
        journey.create_carrier()
        carriers, name = journey.world.carriers, journey.carrier.name
        for left in range(9, 0, -1):
            refusal = self.refused("PIN_INCORRECT", carriers.OpenSession, carrier=name, user_pin="000000")
            self.assertEqual(refusal.metadata.get("tries_left"), str(left), refusal)
        self.assertTrue(journey.get_carrier().user_pin_final_try)
        # The tenth locks it, for the right PIN too.
        self.refused("PIN_LOCKED", carriers.OpenSession, carrier=name, user_pin="000000")
        self.refused("PIN_LOCKED", carriers.OpenSession, carrier=name, user_pin=PIN)
        self.assertTrue(journey.get_carrier().user_pin_locked)
        refusal = self.refused("PIN_INCORRECT", carriers.UnblockPin, carrier=name, admin_pin="00000000")
        self.assertEqual(refusal.metadata.get("tries_left"), "9", refusal)
        unblocked = carriers.UnblockPin(carrier=name, admin_pin="87654321").carrier
        self.assertEqual(unblocked.user_pin_tries_left, 10)
        journey.open_session()

    # What the certificate is.

    def verdict(self, world, prepare=None, expected="VALID", **overrides):
        """Of linking a certificate that was provisioned with these overrides, after prepare(journey)."""
        journey = provisioned(world, Person(1), **overrides)
        if prepare:
            prepare(journey)
        answer = journey.link_up()
        self.assertVerdict(answer.verdict, expected)
        self.assertEqual(answer.HasField("link"), expected == "VALID", answer)
        self.assertEqual(journey.get_account().signature_active, expected == "VALID")
        if expected != "VALID":
            self.assertEqual(answer.tries_left, 2)
            refusals = journey.world.events("link.refused")
            self.assertEqual([event.attributes.get("reason") for event in refusals], [expected], refusals)
        return journey

    def test_plain(self):
        self.verdict(self.frozen())

    def test_expired(self):
        def wait(journey):
            journey.world.clock.AdvanceClock(by={"seconds": int((2 * YEAR).total_seconds())})
            journey.log_in()  # the portal's session has ended as well
            journey.open_session()

        self.verdict(self.frozen(), wait, "EXPIRED")

    def test_not_yet_valid(self):
        self.verdict(self.frozen(), expected="NOT_YET_VALID", not_before_time=moment(START + timedelta(days=30)),
                     not_after_time=moment(START + YEAR))

    def test_revoked(self):
        self.verdict(self.frozen(), Journey.revoke, "REVOKED")

    def test_authority_not_accredited(self):
        self.verdict(self.frozen(), expected="ISSUER_NOT_ACCREDITED", authority="authorities/unaccredited")

    def test_issued_while_suspended(self):
        self.verdict(self.frozen(), expected="ISSUER_SUSPENDED", authority="authorities/pechora")

    def accreditation(self, state):
        def change(journey):
            journey.world.clock.AdvanceClock(by={"seconds": 60})
            journey.world.operator.SetAccreditation(authority="authorities/azimut", accreditation=state)
            journey.world.clock.AdvanceClock(by={"seconds": 60})

        return change

    def test_issued_before_the_suspension(self):
        world = self.frozen()
        journey = self.verdict(world, self.accreditation("ACCREDITATION_SUSPENDED"))
        later = provisioned(world, Person(2))
        self.assertVerdict(later.link_up().verdict, "ISSUER_SUSPENDED")
        self.accreditation("ACCREDITATION_ACTIVE")(journey)
        self.assertVerdict(later.link_up(attempt=2).verdict, "ISSUER_SUSPENDED")
        self.assertVerdict(provisioned(world, Person(3)).link_up().verdict, "VALID")

    def test_accreditation_terminated(self):
        self.verdict(self.frozen(), self.accreditation("ACCREDITATION_TERMINATED"), "ISSUER_TERMINATED")

    def test_not_yet_in_the_registry(self):
        world = self.frozen()
        world.operator.HoldPublication()
        journey = provisioned(world, Person(1), until="PROVISION_UNTIL_ISSUED")
        self.refused("CERTIFICATE_NOT_FOUND", journey.status)
        self.assertVerdict(journey.link_up().verdict, "NOT_IN_REGISTRY")
        self.assertEqual(world.operator.ReleasePublication().published, 1)
        journey.status()
        self.assertVerdict(journey.link_up(attempt=2).verdict, "VALID")

    def test_revocation_held_back(self):
        world = self.frozen()
        journey = provisioned(world, Person(1))
        world.operator.HoldPublication()
        journey.revoke()
        self.assertEnum(journey.status(), "state", "CERTIFICATE_STATE_VALID")
        self.assertVerdict(journey.link_up().verdict, "VALID")
        world.operator.ReleasePublication()
        self.assertEnum(journey.status(), "state", "CERTIFICATE_STATE_REVOKED")
        self.assertEqual([link.state for link in journey.links()], [2], "the link must be INACTIVE")

    def test_snils_of_someone_else(self):
        self.verdict(self.frozen(), expected="SNILS_MISMATCH", snils=Person(7).snils)

    def test_other_surname(self):
        self.verdict(self.frozen(), expected="NAME_MISMATCH",
                     person={"surname": "Другов", "given_name": "Пётр", "patronymic": "Фёдорович"})

    # What the signature is.

    def test_signed_by_another_key(self):
        world = self.frozen()
        ours, other = provisioned(world, Person(1)), provisioned(world, Person(2))
        ours.start_linking()
        ours.sign_challenge()
        # Under our certificate, another key's signature over the same attributes: they stand at the end of the CMS.
        size = 64
        ours.challenge_cms = ours.challenge_cms[:-size] + other.sign(ours.challenge)[-size:]
        self.assertVerdict(ours.complete_linking().verdict, "SIGNATURE_INVALID")
        # And, whole and valid, another person's.
        ours.challenge_cms = other.sign(ours.challenge)
        self.assertVerdict(ours.complete_linking(attempt=2).verdict, "SNILS_MISMATCH")

    def test_replayed(self):
        journey = provisioned(self.frozen(), Person(1))
        journey.link_up()
        self.refused("LINKING_USED", journey.complete_linking, attempt=2)
        journey.start_linking(attempt=2)  # another challenge, the old signature
        self.assertVerdict(journey.complete_linking(attempt=3).verdict, "SIGNATURE_INVALID")

    def test_three_tries(self):
        journey = provisioned(self.frozen(), Person(1))
        journey.start_linking()
        journey.challenge_cms = b"no CMS"
        for attempt in range(3):
            answer = journey.complete_linking(attempt)
            self.assertVerdict(answer.verdict, "MALFORMED")
            self.assertEqual(answer.tries_left, 2 - attempt)
        journey.sign_challenge()
        self.refused("LINKING_TRIES", journey.complete_linking, attempt=4)
        self.assertVerdict(journey.link_up(attempt=5).verdict, "VALID")

    def test_too_late(self):
        journey = provisioned(self.frozen(), Person(1))
        journey.start_linking()
        journey.sign_challenge()
        journey.world.clock.AdvanceClock(by={"seconds": 601})
        self.refused("LINKING_EXPIRED", journey.complete_linking)

    def test_of_another_account(self):
        world = self.frozen()
        ours, other = provisioned(world, Person(1)), provisioned(world, Person(2))
        ours.start_linking()
        ours.sign_challenge()
        ours.portal_token = other.portal_token
        self.refused("LINKING_NOT_FOUND", ours.complete_linking)


if __name__ == "__main__":
    unittest.main()
